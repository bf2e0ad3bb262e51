from datetime import timedelta

from kiosk.views.urls import PublicUrls
from kiosk.views.wall.wall import wall_view
from tests.server import MOMENT

PLACES = PublicUrls("http://192.168.1.20:8000", "Office")


def pages(services, at=MOMENT):
    view = wall_view(services.localizer, services.store.office(at), at, PLACES)
    return {page.id: page for page in view.pages}


def test_what_was_learned_is_a_page_once_there_is_more_than_one_note(services):
    learned = pages(services)["learned"].fragment
    assert "“New runbook cut the night pages in half”" in learned
    noted = next(n for n in services.office().notes if n.note.startswith("New runbook"))
    title = next(k.title for k in services.office().key_results() if k.code == noted.key_result)
    assert f'class="of-key-result" dir="auto">{title}</span>' in learned
    assert '<span class="of-values"><bdi>17</bdi> → <b><bdi>14</bdi></b></span>' in learned
    assert "learned" not in pages(services, MOMENT + timedelta(days=30))

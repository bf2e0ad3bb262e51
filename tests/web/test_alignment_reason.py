"""A reason that somebody began with "Because" or "Weil": it is said once, on every page."""

import re
import sqlite3
from html import unescape

import pytest

from kiosk.okr.model import AlignmentLink
from kiosk.views.wall.wall import wall_view

TYPED = {"en": "Because the guests like it.", "de": "Weil die Gäste es mögen."}
SAID = {"en": "because the guests like it.", "de": "weil die Gäste es mögen."}


def an_old_row(services, typed):
    """What was saved before the word was taken off when saving."""
    with sqlite3.connect(services.store.path) as db:
        db.execute("UPDATE serves SET because = ?", (typed,))


def text_of(answer):
    return unescape(answer if isinstance(answer, str) else answer.text)


@pytest.mark.parametrize("language", ["en", "de"])
def test_an_old_reason_says_because_once_on_phone_wall_and_admin_pages(admin, services, language):
    services.store.settings.replace({"language": language})
    an_old_row(services, TYPED[language])
    served = next(o for o in services.office().objectives if o.serves)

    wall = wall_view(services.localizer, services.office(), services.now(), services.urls())
    pages = [
        admin.get(f"/o/{served.code}"),
        admin.get("/alignment"),
        admin.get("/admin/alignment"),
        admin.get("/admin/objectives"),
        *(page.fragment for page in wall.pages if page.kind == "alignment"),
    ]

    assert len(pages) > 4
    for page in pages:
        text = re.sub(r"\s+|<[^>]*>", " ", text_of(page)).replace("\u00ad", "")
        assert SAID[language] in text
        for doubled in ("because because", "weil weil", "because weil", "weil because"):
            assert doubled not in text.casefold()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Because the guests like it.", "the guests like it."),
        ("weil: die Gäste es mögen", "die Gäste es mögen"),
    ],
)
def test_the_word_is_taken_off_when_a_reason_is_saved(admin, services, typed, kept):
    served = next(o for o in services.office().objectives if o.serves)
    sent = {"title": served.title, "serves": "A4TN", "because-A4TN": typed}

    answer = admin.post(f"/admin/objectives/{served.code}", data=sent)

    assert answer.status_code == 303
    assert [s.reason for s in services.office().objective(served.code).serves] == [kept]


def test_a_reason_of_nothing_but_the_word_is_shown_at_its_field(admin, services):
    served = next(o for o in services.office().objectives if o.serves)
    sent = {"title": served.title, "serves": "A4TN", "because-A4TN": "Because …"}

    answer = admin.post(f"/admin/objectives/{served.code}", data=sent)

    assert answer.status_code == 422
    assert 'id="because-A4TN-error"' in answer.text


def test_whatever_writes_a_reason_takes_the_word_off(services):
    served = next(o for o in services.office().objectives if o.serves)
    services.store.objectives.edit(
        served.code, title=served.title, serves=[AlignmentLink("A4TN", "BECAUSE we said so")]
    )
    assert services.office().objective(served.code).serves[0].reason == "we said so"

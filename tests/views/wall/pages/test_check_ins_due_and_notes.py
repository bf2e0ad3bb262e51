from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from kiosk.okr.model import AlignmentLink
from kiosk.okr.office_settings import settings_from_texts
from kiosk.views.urls import PublicUrls
from kiosk.views.wall.pages.alignment import alignment_wall_pages
from kiosk.views.wall.wall import wall_view
from tests.server import MOMENT

WEEK = timedelta(days=7)
PLACES = PublicUrls("http://192.168.1.20:8000", "Office")


def pages(services, at=MOMENT, **settings):
    office = services.store.office(at)
    if settings:
        office = replace(office, settings=settings_from_texts(settings))
    return {page.id: page for page in wall_view(services.localizer, office, at, PLACES).pages}


def test_teams_that_have_numbers_to_tell_stand_there_from_the_rhythms_day_on(services):
    fragment = pages(services)["waiting"].fragment

    assert "Marketing</h2>" in fragment
    assert '<span class="goal">key results</span>' in fragment
    assert '<span class="goal">key result</span>' in fragment
    assert "waiting" not in pages(services, rhythm="none")


def test_no_person_is_named_and_nobody_is_late(services):
    waits = next(
        k for k in services.office().key_results() if k.latest_check_in.measured_at < MOMENT - WEEK
    )
    services.store.check_ins.add(
        waits.code,
        waits.latest_check_in.value,
        now=MOMENT,
        measured_at=MOMENT - WEEK,
        signed="Grace",
    )
    fragment = pages(services)["waiting"].fragment

    assert "Grace" not in fragment
    assert not any(word in fragment.casefold() for word in ("late", "overdue", "missing"))


def test_who_has_told_is_waited_for_no_more_and_then_the_page_goes(services):
    for key_result in services.office().key_results():
        services.store.check_ins.repeat_latest(key_result.code, now=MOMENT)

    assert "waiting" not in pages(services)
    friday = MOMENT + timedelta(days=5)
    assert "waiting" not in pages(services, friday - timedelta(days=1))
    assert "waiting" in pages(services, friday)


def test_what_was_learned_is_a_page_once_there_is_more_than_one_note(services):
    learned = pages(services)["learned"].fragment
    assert "“New runbook cut the night pages in half”" in learned
    noted = next(n for n in services.office().notes if n.note.startswith("New runbook"))
    title = next(k.title for k in services.office().key_results() if k.code == noted.key_result)
    assert f'class="of-key-result" dir="auto">{title}</span>' in learned
    assert "learned" not in pages(services, MOMENT + timedelta(days=30))


def test_each_served_company_objective_has_a_page_that_no_number_changes(services):
    before = pages(services)
    services.store.check_ins.add("M3XD", Decimal(101), now=MOMENT)
    after = pages(services)

    page = before["alignment-A4TN"]
    assert "because a slow message is the first thing a new customer feels." in page.fragment
    assert after["alignment-A4TN"] is page
    assert "alignment-open" not in before


def test_company_objectives_that_nobody_serves_have_a_page_of_their_own(services):
    office = services.office()
    company = next(t for t in office.teams if t.is_company)
    services.store.objectives.add(office.cycles[0].id, company.code, "A goal for next year")

    assert "A goal for next year" in pages(services)["alignment-open"].fragment


@pytest.mark.parametrize(
    ("letters", "firsts"), [(20, [0, 3, 6]), (140, [0, 2, 4, 6]), (400, [0, 1, 2, 3, 4, 5, 6])]
)
def test_many_that_serve_one_objective_are_spread_over_pages_that_each_have_a_turn(
    services, letters, firsts
):
    office = services.office()
    first = next(o for o in office.objectives if o.serves)
    many = tuple(
        replace(first, code=f"X{n}", title="x" * letters, serves=(AlignmentLink("A4TN", "so"),))
        for n in range(7)
    )
    company = office.objective("A4TN")
    office = replace(office, objectives=(company, *many))

    alignment_pages = alignment_wall_pages(services.localizer, office, MOMENT, PLACES)

    found = [
        int(page.id.removeprefix("alignment-A4TN").lstrip("-") or 0) for page in alignment_pages
    ]
    assert found == firsts
    assert 'data-count="7"' in alignment_pages[0].fragment
    assert all(
        f'data-first="{n}"' in page.fragment for n, page in zip(found, alignment_pages, strict=True)
    )
    assert all(page.slots <= 2 for page in alignment_pages) or letters > 140

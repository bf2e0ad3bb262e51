from dataclasses import replace
from decimal import Decimal

import pytest

from kiosk.okr.model import AlignmentLink
from kiosk.views.urls import PublicUrls
from kiosk.views.wall.pages.alignment import alignment_wall_pages
from kiosk.views.wall.wall import wall_view
from tests.server import MOMENT

PLACES = PublicUrls("http://192.168.1.20:8000", "Office")


def pages(services):
    view = wall_view(services.localizer, services.store.office(MOMENT), MOMENT, PLACES)
    return {page.id: page for page in view.pages}


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

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from kiosk.okr.model import AlignmentLink
from kiosk.views.urls import PublicUrls
from kiosk.views.wall.pages.alignment import alignment_wall_pages
from kiosk.views.wall.wall import wall_view
from tests.server import MOMENT

PLACES = PublicUrls("http://192.168.1.20:8000", "Office")
ROW = re.compile(r'<li class="row.*?</li>', re.DOTALL)
WHY = re.compile(r'<p class="why" dir="auto">(.*?)</p>')


def pages(services):
    view = wall_view(services.localizer, services.store.office(MOMENT), MOMENT, PLACES)
    return {page.id: page for page in view.pages}


def test_a_served_company_objective_is_a_tree_with_percents_and_bars(services):
    fragment = pages(services)["alignment-A4TN"].fragment
    assert '<p class="percent"><span class="number">64</span>' in fragment
    rows = ROW.findall(fragment)
    assert rows
    for row in rows:
        assert 'class="bar"' in row
        assert '<span class="number">' in row
    assert ">Engineering<" in rows[0]


def test_a_page_gives_one_reason_and_another_one_tomorrow(services):
    office = services.office()
    told = set()
    for day in range(6):
        now = MOMENT + timedelta(days=day)
        for page in alignment_wall_pages(services.localizer, office, now, PLACES):
            reasons = WHY.findall(page.fragment)
            assert len(reasons) <= 1
            told.update(reasons)
    reasons = {link.reason for o in office.objectives for link in o.serves if link.reason}
    assert len(told) == len(reasons) > 3


def test_a_page_of_the_sample_has_about_forty_words(services):
    for page in pages(services).values():
        if page.kind == "alignment":
            shown = re.sub(r"<aside.*", "", page.fragment, flags=re.DOTALL)
            texts = re.findall(
                r'<h1[^>]*>(.*?)</h1>|<h2[^>]*>(.*?)</h2>|"why"[^>]*>(.*?)</p>', shown
            )
            assert sum(len(" ".join(text).split()) for text in texts) <= 40


def test_a_saved_number_moves_its_tree(services):
    before = pages(services)["alignment-A4TN"].fragment
    services.store.check_ins.add("M3XD", Decimal(90), now=MOMENT)
    assert pages(services)["alignment-A4TN"].fragment != before
    assert "alignment-open" not in pages(services)


def test_company_objectives_that_nobody_serves_have_a_page_of_their_own(services):
    office = services.office()
    company = next(t for t in office.teams if t.is_company)
    services.store.objectives.add(office.cycles[0].id, company.code, "A goal for next year")

    assert "A goal for next year" in pages(services)["alignment-open"].fragment


@pytest.mark.parametrize(
    ("letters", "firsts"),
    [(20, [0, 2, 4, 6]), (140, [0, 1, 2, 3, 4, 5, 6]), (400, [0, 1, 2, 3, 4, 5, 6])],
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


LONG = "Every team that builds on our realtime service should get the same steady quality"
LONGER = (
    f"{LONG} by night as by day, wherever in the world it happens to be, and without asking why"
)


@pytest.mark.parametrize(("title", "others"), [(LONG, LONG), (LONGER, "")])
def test_a_long_title_is_never_cut_and_stands_on_every_page_that_leaves_time_to_read_it(
    services, title, others
):
    office = services.office()
    first = next(o for o in office.objectives if o.serves)
    because = AlignmentLink("A4TN", "a slow message is the first thing that a new customer feels")
    many = tuple(replace(first, code=f"X{n}", serves=(because,)) for n in range(5))
    served = replace(office.objective("A4TN"), title=title)

    found = alignment_wall_pages(
        services.localizer, replace(office, objectives=(served, *many)), MOMENT, PLACES
    )

    titles = [
        re.findall("<h1[^>]*>(.*?)</h1>", page.fragment)[0].replace("\u00ad", "") for page in found
    ]
    assert len(titles) >= 3
    assert titles == [title, *[others] * (len(titles) - 1)]
    # There is time to say why on each of them.
    assert all("because a slow message" in page.fragment for page in found[1:])
    continued = ["continued always" in page.fragment for page in found]
    assert continued == [not one for one in titles]


def test_a_chain_of_teams_has_a_page_for_each_that_is_served(services):
    office = services.office()
    team = next(t for t in office.teams if not t.is_company)
    links = [AlignmentLink("K7Q2", "it carries all the rest")]
    services.store.objectives.add(office.cycles[0].id, team.code, "Answer fast", links)

    found = list(pages(services))
    page = pages(services)["alignment-K7Q2"].fragment
    assert found.index("alignment-A4TN") < found.index("alignment-K7Q2")
    assert "Answer fast" in page
    assert "because it carries all the rest" in page
    assert f"for “{office.objective('A4TN').title}”" in page.replace("\u00ad", "")

import re
from datetime import timedelta

import pytest

from kiosk.okr.model import CycleState
from kiosk.views.wall.wall import wall_html, wall_view
from tests.graded_office import grade_all
from tests.services import make_services


@pytest.fixture
def services(tmp_path):
    return make_services(tmp_path)


def pages(services, days=0):
    now = services.now() + timedelta(days=days)
    office = services.store.office(now)
    view = wall_view(services.localizer, office, now, services.urls())
    wall_html(services.localizer, view)
    return [page for page in view.pages if page.kind in ("summary", "grades")]


def said(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.fragment)).replace("\xa0", " ")


def test_nothing_is_said_of_grades_before_they_are_revealed(services):
    cycle = services.office().cycles[0]
    services.store.cycles.set_state(cycle.id, CycleState.GRADING, now=services.now())
    assert pages(services) == []


def test_revealed_grades_stand_on_the_wall_in_its_order(services):
    grade_all(services.store, services.now())
    first, *teams = pages(services)
    assert "how Q4 2026 turned out" in said(first)
    results = len(list(services.office().key_results()))
    assert f"{len(services.office().objectives)} objectives with {results} key results" in said(
        first
    )
    assert "An ambitious objective should reach around 0.7" in said(first)
    assert "Nobody is punished for missing a target" in said(first)
    codes = [code for page in teams for code in re.findall(r'data-grade="(\w+)"', page.fragment)]
    assert codes == [o.code for o in services.office().objectives]
    assert "1.0 was it too safe?" in said(teams[0])
    assert "Learned: We asked our customers in week two" in said(teams[0])
    assert "/CYCLES/1" in teams[0].fragment
    # A team's screen shows its own.
    slugs = {team.slug for team in services.office().teams}
    assert {page.team for page in teams} <= slugs


def test_a_closed_cycle_is_summed_up_for_some_days(services):
    grade_all(services.store, services.now(), CycleState.CLOSED)
    there = [said(page) for page in pages(services)]
    assert len(there) > 1
    assert [said(page) for page in pages(services, days=14)] == there
    assert pages(services, days=15) == []


def test_between_two_cycles_the_wall_tells_what_came_of_the_last_instead_of_first_steps(services):
    grade_all(services.store, services.now(), CycleState.CLOSED)
    for days, kind in ((1, "summary"), (20, "steps")):
        now = services.now() + timedelta(days=days)
        view = wall_view(services.localizer, services.store.office(now), now, services.urls())
        kinds = {page.kind for page in view.pages}
        assert kinds & {"summary", "steps"} == {kind}


def test_many_objectives_of_a_team_are_spread_over_pages_that_say_which(services):
    team = next(t for t in services.office().teams if not t.is_company)
    for number in range(6):
        services.store.objectives.add(1, team.code, f"One more of them, the {number}th")
    grade_all(services.store, services.now())
    own = [page for page in pages(services) if page.team == team.slug]
    count = sum(o.team == team.code for o in services.office().objectives)
    assert len(own) == -(-count // 3)
    assert f"objectives 1–3 of {count}" in said(own[0])
    assert len({page.id for page in pages(services)}) == len(pages(services))

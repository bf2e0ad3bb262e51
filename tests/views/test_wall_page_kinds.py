"""The pages beside the objectives': what moved, the cycle, a team."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kiosk.okr.model import Office
from kiosk.views.addresses import Places
from kiosk.views.wall import wall_view
from kiosk.views.wall_moved import NOTE_LENGTH
from kiosk.web.house import House
from tests.serving import MOMENT

PLACES = Places("http://192.168.1.20:8000", "Office")
ROW = re.compile(r'<li class="row.*?</li>', re.DOTALL)


def page(house: House, page_id: str, office: Office | None = None) -> str:
    view = wall_view(house.words, office or house.office(), MOMENT, PLACES)
    return next(p.fragment for p in view.pages if p.id == page_id)


def first_row(text: str) -> str:
    found = ROW.search(text)
    assert found
    return found[0]


def test_what_moved_tells_was_and_is_the_newest_first(house: House):
    house.store.check_in("M3XD", Decimal(101), now=MOMENT)
    row = first_row(page(house, "moved"))
    assert 'id="row-moved-M3XD"' in row
    assert '<span class="number">101</span>' in row
    assert re.search(r'<span class="from">\d+</span><span class="arrow">→</span>', row)
    assert ">Engineering<" in row


def test_a_step_back_is_told_as_a_step_forward_is(house: House):
    house.store.check_in("M3XD", Decimal(101), now=MOMENT)
    forward = first_row(page(house, "moved"))
    house.store.check_in("M3XD", Decimal(190), now=MOMENT + timedelta(minutes=1))
    back = first_row(page(house, "moved"))

    def shape(row: str) -> str:
        return re.sub(r"\d+(\.\d+)?| data-back|-", "", row)

    assert shape(forward) == shape(back)


def test_the_newest_short_note_is_signed_by_its_team_or_who_chose_to_sign(house: House):
    house.store.check_in("M3XD", Decimal(101), now=MOMENT, note="Two <more> nodes", author="Ada")
    text = page(house, "moved")
    assert "“Two &lt;more&gt; nodes”" in text
    title = house.office().key_result("M3XD").title
    assert f'<span class="signed"><bdi>{title}</bdi> <bdi>Engineering</bdi></span>' in text
    assert "Ada" not in text
    house.store.check_in("M3XD", Decimal(99), now=MOMENT, note="Three", signed="Ada")
    assert f"<bdi>{title}</bdi> <bdi>Ada</bdi>" in page(house, "moved")
    house.store.check_in("M3XD", Decimal(98), now=MOMENT, note="x" * (NOTE_LENGTH + 1))
    assert "xxx" not in page(house, "moved")


def test_a_first_value_says_so(house: House):
    office = house.office()
    moved = replace(office.key_result("M3XD"), week_ago=None)
    alone = replace(office.objective("K7Q2"), key_results=(moved,))
    text = page(house, "moved", replace(office, objectives=(alone,)))
    assert "first value" in text
    assert "arrow" not in text


def test_a_week_in_which_nothing_moved_has_no_page_for_it(house: House):
    office = house.office()
    still = tuple(
        replace(o, key_results=tuple(replace(k, week_ago=k.latest) for k in o.key_results))
        for o in office.objectives
    )
    view = wall_view(house.words, replace(office, objectives=still), MOMENT, PLACES)
    assert "moved" not in [page.id for page in view.pages]


def test_the_cycle_says_what_it_is_for_how_far_it_is_and_that_nobody_need_fear(house: House):
    text = page(house, "calendar-1")
    for said in (
        ">Make realtime effortless</h1>",
        "1 Oct – 31 Dec",
        '<span class="number">8</span><span class="unit">of 13 weeks</span>',
        "39 days to go",
        "Nobody is punished for missing a target, and nobody is paid for hitting one.",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("ends", "said"), [("2026-11-22", "the last day"), ("2026-11-20", "all days gone")]
)
def test_the_end_of_a_cycle_is_told_in_words(house: House, ends: str, said: str):
    office = house.office()
    cycle = replace(office.cycles[0], ends_on=date.fromisoformat(ends))
    assert said in page(house, "calendar-1", replace(office, cycles=(cycle,)))


def test_a_team_has_its_objectives_as_lines_with_percent_and_bar_and_its_own_code(house: House):
    text = page(house, "team-engineering")
    assert ">Engineering</h1>" in text
    assert len(ROW.findall(text)) == text.count('class="bar"') == 3
    assert '<span class="number">57</span>' in text
    assert 'data-qr="http://192.168.1.20:8000/T/ENGINEERING"' in text


def test_every_team_with_an_objective_has_a_page_and_the_company_the_overview(house: House):
    office = house.office()
    having = {objective.team for objective in office.objectives}
    kept = next(o for o in office.objectives if o.team == office.objective("K7Q2").team)
    alone = tuple(o for o in office.objectives if o.team != kept.team or o == kept)
    for objectives in (office.objectives, alone):
        view = wall_view(house.words, replace(office, objectives=objectives), MOMENT, PLACES)
        teams = [page.team for page in view.pages if page.kind == "team"]
        shown = [t.slug for t in office.teams if t.code in having and not t.is_company]
        assert teams == shown
        assert "engineering" in teams


@pytest.mark.parametrize(("days", "said"), [(1, "begins in 1 day"), (5, "begins in 5 days")])
def test_a_cycle_that_has_not_begun_counts_no_weeks(house: House, days: int, said: str):
    office = house.office()
    first = MOMENT.date() + timedelta(days=days)
    cycle = replace(office.cycles[0], starts_on=first, ends_on=first + timedelta(days=90))
    coming = replace(office, cycles=(cycle,))
    text = page(house, f"calendar-{cycle.id}", coming)
    assert '<span class="number">0</span><span class="unit">of 13 weeks</span>' in text
    assert f'<span class="goal">{said}</span>' in text
    for kind in (f"calendar-{cycle.id}", f"objective-{office.objectives[0].code}"):
        assert f"{cycle.name}, {said}" in page(house, kind, coming)

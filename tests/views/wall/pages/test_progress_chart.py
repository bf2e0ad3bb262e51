"""The chart of an objective: what was reported, and nothing guessed in between."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.okr.model import Cycle, Objective, Office, PastProgress, Team
from kiosk.okr.office_settings import Cadence
from kiosk.okr.pace import week_groups
from kiosk.views.common.objective import objective_view
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.wall.pages.progress_chart import ProgressChart, progress_chart
from tests.okr.factories import QUARTER, at, key_result
from tests.okr.factories import objective as objective_of
from tests.okr.factories import office as office_of

LOCALIZER = Localizer("en", ZoneInfo("Europe/Berlin"))
TEAM = Team("TTTT", "team", "Team", False, "sky")
CYCLE = replace(QUARTER, ends_on=date(2026, 12, 30))  # thirteen whole weeks
WEEK_6 = date(2026, 11, 7)


def reported(*per_mille: int | None, cycle: Cycle = CYCLE) -> PastProgress:
    """A past that was reported in the middle of each week; None: not in that week."""
    firsts = [first for first, _ in week_groups(cycle)]
    known, days = [per_mille[0]], [0 if per_mille[0] is None else firsts[0].toordinal() - 2]
    for first, value in zip(firsts, per_mille[1:], strict=False):
        known.append(known[-1] if value is None else value)
        days.append(days[-1] if value is None else first.toordinal() + 3)
    return PastProgress(tuple(known), tuple(days))


def office(past: PastProgress | None, percent: int = 40, cycle: Cycle = CYCLE) -> Office:
    objective: Objective = replace(objective_of(at(percent)), past=past)
    return replace(office_of(objective), cycles=(cycle,), teams=(TEAM,))


def chart(shown: Office, today: date = WEEK_6) -> ProgressChart | None:
    now = datetime.combine(today, time(12), UTC)
    objective = shown.objectives[0]
    view = objective_view(LOCALIZER, shown, objective, now)
    return progress_chart(LOCALIZER, shown, objective, view, now)


def runs(path: str) -> list[list[tuple[int, int]]]:
    """The corners of each unbroken line, as (day, percent)."""
    found = []
    for run in re.findall(r"M[^M]+", path):
        x, y, *steps = map(int, re.findall(r"-?\d+", run))
        corners = [(x, 100 - y)]
        for across, down in zip(steps[::2], steps[1::2], strict=False):
            corners.append((corners[-1][0] + across, corners[-1][1] - down))
        found.append(corners)
    return found


def drawn(past: PastProgress, **more: object) -> list[list[tuple[int, int]]]:
    shown = chart(office(past, **more))  # type: ignore[arg-type]
    assert shown is not None
    return runs(shown.line)


def test_the_line_begins_at_nothing_and_ends_today():
    past = reported(None, 50, 100, 200, 150, 300)
    assert drawn(past) == [[(0, 0), (7, 5), (14, 10), (21, 20), (28, 15), (35, 30), (37, 40)]]


def test_what_counted_before_the_cycle_is_where_the_line_begins():
    assert drawn(reported(100, 200, 200, 200, 200, 300))[0][0] == (0, 10)


def test_a_week_without_a_check_in_is_a_gap_and_never_a_guess():
    past = reported(None, 50, None, 200, None, None)
    assert drawn(past) == [[(0, 0), (7, 5)], [(21, 20)], [(37, 40)]]


def test_before_the_first_check_in_nothing_is_drawn():
    assert drawn(reported(None, None, None, 200, 300, 300)) == [
        [(21, 20), (28, 30), (35, 30), (37, 40)]
    ]


def test_the_week_that_runs_is_not_missing_yet():
    past = reported(None, 50, 100, 200, 300, 400)
    assert drawn(past)[-1][-2:] == [(35, 40), (37, 40)]


@pytest.mark.parametrize(
    ("rhythm", "parts"), [(Cadence.WEEKLY, 3), (Cadence.FORTNIGHTLY, 1), (Cadence.NONE, 1)]
)
def test_only_weeks_in_which_a_check_in_was_due_are_missing(rhythm: Cadence, parts: int):
    shown = office(reported(None, 50, 100, None, 200, None))
    shown = replace(shown, settings=replace(shown.settings, rhythm=rhythm))
    found = chart(shown)
    assert found is not None
    assert len(runs(found.line)) == parts


def test_a_week_in_which_the_office_is_closed_is_not_missing():
    shown = office(reported(None, 50, 100, None, 200, 300))
    closed = frozenset(date(2026, 10, 15) + timedelta(days=n) for n in range(7))
    open_again = replace(shown, settings=replace(shown.settings, closed_dates=closed))
    assert [len(runs(c.line)) for c in map(chart, (shown, open_again)) if c] == [2, 1]


@given(
    st.integers(4, 53),
    st.lists(st.none() | st.integers(0, 1000), min_size=53, max_size=53),
    st.data(),
)
def test_a_line_is_within_its_cycle_and_says_no_more_than_was_reported(
    weeks: int, values: list[int | None], data: st.DataObject
):
    cycle = replace(CYCLE, ends_on=CYCLE.starts_on + timedelta(weeks=weeks, days=-1))
    day = data.draw(st.integers(0, 7 * weeks - 1))
    past = reported(*values[: day // 7 + 1], cycle=cycle)
    shown = chart(office(past, cycle=cycle), cycle.starts_on + timedelta(days=day))
    assert shown is not None
    corners = [corner for run in runs(shown.line) for corner in run]
    assert corners == sorted(corners, key=lambda corner: corner[0])
    assert corners[-1] == (day, 40) or corners[-2:] == [(day, 40)] * 2
    assert all(0 <= percent <= 100 for _, percent in corners)
    told = {7 * n for n, value in enumerate(values) if n and value is not None}
    assert {at for at, _ in corners} <= told | {0, day}
    assert shown.dot == (pytest.approx(day / (7 * weeks) * 100, abs=0.1), 60)
    assert shown.days == 7 * weeks


def test_who_does_not_see_it_hears_where_it_began_where_it_is_and_what_is_missing():
    shown = chart(office(reported(None, 50, None, None, 200, 300)))
    assert shown is not None
    assert shown.description == (
        "Progress over the cycle: 0% at the start, 40% now. 2 weeks without a check-in."
    )


def test_without_a_comparison_with_the_calendar_there_is_no_line_to_the_goal():
    shown = office(reported(None, 50, 100, 100, 100, 100))
    without = replace(shown, settings=replace(shown.settings, pace=False))
    assert [c.goal for c in map(chart, (shown, without)) if c] == ["M0 100L91 0", ""]


def test_the_line_to_the_goal_bends_where_a_key_result_is_due():
    shown = office(reported(None, 50, 100, 100, 100, 100))
    first = shown.objectives[0]
    due = replace(first.key_results[0], due=date(2026, 10, 31))
    other = replace(due, code="K222", due=None)
    both = replace(first, key_results=(due, other))
    bent = chart(replace(shown, objectives=(both, *shown.objectives[1:])))
    assert bent is not None
    # On 31 October all of one half is expected, and a third of the other.
    assert bent.goal == "M0 100L31 33L91 0"


def test_without_a_past_or_a_percent_there_is_no_chart():
    assert chart(office(None)) is None
    bare = office(reported(None, 50, 100, 100, 100, 100))
    nothing = replace(bare.objectives[0], key_results=(key_result(start=0, target=9),))
    assert chart(replace(bare, objectives=(nothing,))) is None


def test_after_its_last_day_the_line_ends_where_the_cycle_does():
    past = reported(None, *[10 * n for n in range(12)])
    shown = chart(office(past), CYCLE.ends_on + timedelta(days=20))
    assert shown is not None
    assert (runs(shown.line)[-1][-1], shown.dot) == ((91, 40), (100.0, 60))


@pytest.mark.parametrize(("first", "is_high"), [(300, False), (360, True)])
def test_a_line_that_is_high_early_leaves_its_corner_to_no_text(first: int, is_high: bool):
    shown = chart(office(reported(None, first, 300, 300, 300, 900)))
    assert shown is not None
    assert shown.is_high_early is is_high

"""The weeks of a cycle below every page of a wall."""

import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.okr.pace import MOST_WEEK_GROUPS, cycle_weeks, elapsed_fraction
from kiosk.views.common.values import thousandths
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.wall.pages.foot import CycleFoot, NumbersAge, cycle_foot, numbers_age
from tests.okr.factories import QUARTER, check_in

LOCALIZER = Localizer("en", ZoneInfo("Europe/Berlin"))


def foot(days: int, day: int) -> CycleFoot:
    """The foot of a cycle of so many days on one of them; 0 is its first."""
    cycle = replace(QUARTER, ends_on=QUARTER.starts_on + timedelta(days=days - 1))
    now = datetime.combine(cycle.starts_on + timedelta(days=day), time(12), UTC)
    return cycle_foot(LOCALIZER, cycle, now)


def segments(path: str) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for a, b in re.findall(r"M(\d+) 0H(\d+)", path)]


@given(st.integers(4 * 7, 53 * 7), st.data())
def test_the_line_is_the_cycle_and_ends_its_past_at_today(days: int, data: st.DataObject):
    day = data.draw(st.integers(0, days - 1))
    shown = foot(days, day)
    past, ahead = segments(shown.past), segments(shown.ahead)
    line = past + ahead
    assert line == sorted(line)
    assert all(before[1] <= after[0] for before, after in pairwise(line))
    assert (line[0][0], line[-1][1]) == (0, 1000)
    assert shown.today is not None
    assert all(end <= shown.today for _, end in past)
    assert all(first >= shown.today for first, _ in ahead)


@given(st.integers(4 * 7, 53 * 7))
def test_before_its_first_day_a_cycle_has_a_segment_for_each_week(days: int):
    cycle = replace(QUARTER, ends_on=QUARTER.starts_on + timedelta(days=days - 1))
    assert len(segments(foot(days, -1).ahead)) == len(cycle_weeks(cycle))


@pytest.mark.parametrize("days", [54 * 7, 3653])
def test_a_longer_cycle_has_several_weeks_in_a_segment(days: int):
    assert MOST_WEEK_GROUPS // 2 < len(segments(foot(days, -1).ahead)) <= MOST_WEEK_GROUPS


def test_todays_mark_stands_where_the_bars_have_theirs():
    days, day = 92, 52
    cycle = replace(QUARTER, ends_on=QUARTER.starts_on + timedelta(days=days - 1))
    share = elapsed_fraction(cycle, cycle.starts_on + timedelta(days=day))
    assert foot(days, day).today == thousandths(share)


@pytest.mark.parametrize(
    ("day", "today", "week", "left"),
    [
        (-3, None, "begins in 3 days", ""),
        (0, 0, "week 1 of 13", "90 days to go"),
        (52, 571, "week 8 of 13", "38 days to go"),
        (90, 989, "week 13 of 13", "the last day"),
        (120, 1000, "week 13 of 13", ""),
    ],
)
def test_the_week_is_named_and_marked_from_the_first_day_on_with_the_days_that_are_left(
    day: int, today: int | None, week: str, left: str
):
    shown = foot(91, day)
    assert (shown.today, shown.week, shown.left) == (today, week, left)
    assert bool(shown.past) == (day > 0)
    assert bool(shown.ahead) == (day < 91)


@pytest.mark.parametrize(
    ("days", "age"),
    [
        (0, NumbersAge("updated today", "data of today")),
        (1, NumbersAge("updated 1 day ago", "data 1 day old")),
        (12, NumbersAge("updated 12 days ago", "data 12 days old")),
    ],
)
def test_numbers_are_as_old_as_the_newest_of_them(days: int, age: NumbersAge):
    now = datetime(2026, 11, 22, 17, tzinfo=UTC)
    moments = [now - timedelta(days=one) for one in (days, 40)]
    found = [*(check_in(Decimal(1), moment) for moment in moments), None]
    assert numbers_age(LOCALIZER, [], now) is None
    assert numbers_age(LOCALIZER, found, now) == age

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.okr.freshness import age_days, is_stale, stale_after_days
from kiosk.okr.model import Cycle, CycleState
from kiosk.okr.pace import (
    Pace,
    current_week,
    cycle_weeks,
    due_day,
    elapsed_fraction,
    expected_progress_state,
    week_count,
)
from tests.okr.factories import QUARTER, check_in, key_result

HUNDRED = replace(QUARTER, starts_on=date(2026, 1, 1), ends_on=date(2026, 4, 10))
BERLIN = ZoneInfo("Europe/Berlin")
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def cycle_of(length: int) -> Cycle:
    first = date(2026, 1, 1)
    last = first + timedelta(days=length - 1)
    return Cycle(1, "", "", first, last, CycleState.OPEN)


def test_today_is_included_from_its_morning() -> None:
    assert elapsed_fraction(HUNDRED, date(2026, 1, 1)) == 0
    assert elapsed_fraction(HUNDRED, date(2026, 2, 20)) == Fraction(1, 2)
    assert elapsed_fraction(HUNDRED, date(2026, 4, 10)) == Fraction(99, 100)
    assert elapsed_fraction(HUNDRED, date(2026, 4, 11)) == 1


def test_the_time_to_a_due_date_is_over_when_its_day_is() -> None:
    due = date(2026, 2, 19)  # the 50th day
    assert elapsed_fraction(HUNDRED, date(2026, 1, 26), due) == Fraction(1, 2)
    assert elapsed_fraction(HUNDRED, due, due) == Fraction(49, 50)
    assert elapsed_fraction(HUNDRED, due + timedelta(days=1), due) == 1
    assert elapsed_fraction(HUNDRED, date(2026, 4, 1), due) == 1
    first = HUNDRED.starts_on
    assert elapsed_fraction(HUNDRED, first, first) == 0


@pytest.mark.parametrize("outside", [date(2025, 12, 31), date(2026, 4, 11), None])
def test_a_due_date_outside_the_cycle_does_not_count(outside: date | None) -> None:
    assert due_day(key_result(due=outside), HUNDRED) is None
    assert due_day(key_result(due=HUNDRED.ends_on), HUNDRED) == HUNDRED.ends_on


@given(days, days, st.integers(1, 800))
def test_the_calendar_never_runs_back_nor_beyond(one: date, two: date, length: int) -> None:
    cycle = cycle_of(length)
    earlier, later = sorted((one, two))
    assert 0 <= elapsed_fraction(cycle, earlier) <= elapsed_fraction(cycle, later) <= 1


@pytest.mark.parametrize(
    ("percent", "expected"),
    [("44.9", Pace.BEHIND), ("45", Pace.ON_TRACK), ("55", Pace.ON_TRACK), ("55.1", Pace.AHEAD)],
)
def test_within_five_points_is_with_the_calendar(percent: str, expected: Pace) -> None:
    passed = elapsed_fraction(HUNDRED, date(2026, 2, 20))
    assert expected_progress_state(Fraction(percent) / 100, passed) is expected


@pytest.mark.parametrize(
    ("length", "count"), [(1, 1), (3, 1), (7, 1), (10, 1), (11, 2), (90, 13), (92, 13), (365, 52)]
)
def test_weeks_are_days_by_seven_rounded(length: int, count: int) -> None:
    assert week_count(cycle_of(length)) == count


def test_a_week_number_begins_at_1_and_ends_with_the_cycle() -> None:
    numbered = [(date(2026, 9, 1), 1), (date(2026, 10, 1), 1), (date(2026, 10, 7), 1)]
    numbered += [(date(2026, 10, 8), 2), (date(2026, 12, 31), 13), (date(2027, 5, 1), 13)]
    for today, number in numbered:
        assert current_week(QUARTER, today) == number


@given(st.integers(1, 800), days)
def test_a_week_is_always_one_of_its_cycle(length: int, today: date) -> None:
    assert 1 <= current_week(cycle_of(length), today) <= week_count(cycle_of(length))


def test_fresh_is_a_week_and_three_days_unless_set() -> None:
    assert stale_after_days(key_result()) == 10
    assert stale_after_days(key_result(freshness_days=31)) == 31


def test_a_value_turns_old_after_its_limit_by_local_days() -> None:
    # Half past midnight on the tenth in Berlin, the ninth in UTC.
    measured_at = datetime(2026, 11, 9, 23, 30, tzinfo=UTC)
    found = replace(key_result(), latest_check_in=check_in(True, measured_at))
    assert not is_stale(found, date(2026, 11, 20), BERLIN)
    assert is_stale(found, date(2026, 11, 21), BERLIN)


def test_no_value_is_never_old() -> None:
    assert not is_stale(key_result(), date(2099, 1, 1), BERLIN)


def test_a_value_from_a_clock_that_was_ahead_is_of_today() -> None:
    assert age_days(datetime(2026, 11, 30, tzinfo=UTC), date(2026, 11, 20), BERLIN) == 0


def test_the_weeks_of_a_quarter_leave_no_day_out():
    cycle = Cycle(1, "Q4", "", date(2026, 10, 1), date(2026, 12, 31), CycleState.OPEN)
    days = cycle_weeks(cycle)
    assert len(days) == 13
    assert days[0][0] == cycle.starts_on
    assert days[-1][1] == date(2027, 1, 1)
    assert all(before[1] == after[0] for before, after in pairwise(days))

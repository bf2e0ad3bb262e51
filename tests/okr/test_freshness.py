from bisect import bisect_left
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kiosk.okr.closed_days import NEVER_CLOSED, ClosedDays
from kiosk.okr.freshness import is_stale
from kiosk.okr.model import KeyResult
from tests.okr.factories import check_in, key_result

BERLIN = ZoneInfo("Europe/Berlin")
WEEKEND = ClosedDays.parse(("saturday", "sunday"))
FRIDAY = date(2026, 11, 6)

days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
closings = st.builds(
    ClosedDays, st.frozensets(st.integers(0, 6), max_size=6), st.frozensets(days, max_size=20)
)


def measured_on(day: date, limit: int | None = None) -> KeyResult:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=BERLIN).astimezone(UTC)
    return replace(key_result(freshness_days=limit), latest_check_in=check_in(True, noon))


def turns_old_on(found: KeyResult, closed: ClosedDays = NEVER_CLOSED) -> date:
    """The first day on which the value is old. Found by halves: what is old stays old."""
    assert found.latest_check_in is not None
    day = found.latest_check_in.measured_at.astimezone(BERLIN).date()
    waits = bisect_left(
        range(1000), True, key=lambda n: is_stale(found, day + timedelta(days=n), BERLIN, closed)
    )
    return day + timedelta(days=waits)


@given(closings, days, st.integers(-30, 400))
def test_open_days_are_those_a_calendar_would_count(closed: ClosedDays, after: date, length: int):
    until = after + timedelta(days=length)
    counted = [after + timedelta(days=n) for n in range(1, length + 1)]
    assert closed.open_days(after, until) == sum(day not in closed for day in counted)


@given(closings, days, st.integers(1, 60), st.integers(1, 400))
def test_a_value_turns_old_on_the_first_open_day_beyond_its_limit_and_is_old_from_then(
    closed: ClosedDays, day: date, limit: int, later: int
):
    found = measured_on(day, limit)
    turns = turns_old_on(found, closed)
    waited = (day + timedelta(days=n) for n in range(1, (turns - day).days + 1))
    assert turns not in closed
    assert sum(one not in closed for one in waited) == limit + 1
    assert is_stale(found, turns + timedelta(days=later), BERLIN, closed)


@given(closings, days, st.integers(1, 60), days)
def test_closing_more_days_makes_nothing_older(
    closed: ClosedDays, day: date, limit: int, holiday: date
):
    found = measured_on(day, limit)
    more = replace(closed, dates=closed.dates | {holiday})
    assert turns_old_on(found, closed) <= turns_old_on(found, more)


def test_the_limit_stands_still_over_weekends():
    assert turns_old_on(measured_on(FRIDAY)) == FRIDAY + timedelta(days=11)
    assert turns_old_on(measured_on(FRIDAY), WEEKEND) == FRIDAY + timedelta(days=17)
    assert turns_old_on(measured_on(FRIDAY, 1), WEEKEND) == FRIDAY + timedelta(days=4)


def test_the_limit_stands_still_over_a_holiday():
    eve = date(2026, 12, 24)
    closed = replace(WEEKEND, dates=frozenset(eve + timedelta(days=n) for n in range(9)))
    assert turns_old_on(measured_on(date(2026, 12, 23), 1), closed) == date(2027, 1, 5)

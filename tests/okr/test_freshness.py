from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kiosk.okr.closed_days import ClosedDays
from kiosk.okr.freshness import is_old, turns_old_on
from kiosk.okr.model import KeyResult
from tests.okr.make import check_in, key_result

BERLIN = ZoneInfo("Europe/Berlin")
WEEKEND = ClosedDays.of(("saturday", "sunday"))
FRIDAY = date(2026, 11, 6)

days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
closings = st.builds(
    ClosedDays, st.frozensets(st.integers(0, 6), max_size=6), st.frozensets(days, max_size=20)
)


def measured_on(day: date, limit: int | None = None) -> KeyResult:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=BERLIN).astimezone(UTC)
    return replace(key_result(freshness_days=limit), latest=check_in(True, noon))


@given(closings, days, st.integers(-30, 400))
def test_open_days_are_those_a_calendar_would_count(closed: ClosedDays, after: date, length: int):
    until = after + timedelta(days=length)
    counted = [after + timedelta(days=n) for n in range(1, length + 1)]
    assert closed.open_days(after, until) == sum(day not in closed for day in counted)


@given(closings, days, st.integers(1, 60))
def test_a_value_turns_old_on_one_day_and_is_old_from_then(
    closed: ClosedDays, day: date, limit: int
):
    found = measured_on(day, limit)
    turns = turns_old_on(found, BERLIN, closed)
    assert turns is not None
    assert turns not in closed
    assert not is_old(found, turns - timedelta(days=1), BERLIN, closed)
    assert is_old(found, turns, BERLIN, closed)
    assert is_old(found, turns + timedelta(days=1), BERLIN, closed)


@given(closings, days, st.integers(1, 60), days)
def test_closing_more_days_makes_nothing_older(
    closed: ClosedDays, day: date, limit: int, holiday: date
):
    found = measured_on(day, limit)
    more = replace(closed, dates=closed.dates | {holiday})
    before, after = (turns_old_on(found, BERLIN, one) for one in (closed, more))
    assert before is not None
    assert after is not None
    assert before <= after


def test_the_limit_stands_still_over_weekends():
    assert turns_old_on(measured_on(FRIDAY), BERLIN) == FRIDAY + timedelta(days=11)
    assert turns_old_on(measured_on(FRIDAY), BERLIN, WEEKEND) == FRIDAY + timedelta(days=17)
    assert turns_old_on(measured_on(FRIDAY, 1), BERLIN, WEEKEND) == FRIDAY + timedelta(days=4)


def test_the_limit_stands_still_over_a_holiday():
    eve = date(2026, 12, 24)
    closed = replace(WEEKEND, dates=frozenset(eve + timedelta(days=n) for n in range(9)))
    assert turns_old_on(measured_on(date(2026, 12, 23), 1), BERLIN, closed) == date(2027, 1, 5)

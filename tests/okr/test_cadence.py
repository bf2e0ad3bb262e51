from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from kiosk.okr.cadence import DueDate, due_by_team, is_check_in_due, last_due_date, next_due_date
from kiosk.okr.closed_days import ClosedDays
from kiosk.okr.model import CycleState, KeyResultKind, Team
from kiosk.okr.office_settings import DEFAULTS, settings_from_texts
from tests.okr.factories import QUARTER, check_in, key_result, objective, office, steps

BERLIN = ZoneInfo("Europe/Berlin")
WEEKEND = ClosedDays(frozenset({5, 6}))
WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in (18, 19, 20))


def told(day, value=Decimal(5), kind=KeyResultKind.NUMBER, hour=12, **more):
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN).astimezone(UTC)
    return replace(
        key_result(kind, start=0, target=9, **more), latest_check_in=check_in(value, moment)
    )


def is_waiting(found, today, settings=DEFAULTS, closed=WEEKEND, cycle=QUARTER):
    return is_check_in_due(found, cycle, today, BERLIN, settings, closed)


def test_it_waits_from_the_rhythms_day_on_until_it_is_reported():
    last_week = told(WEDNESDAY)

    assert not is_waiting(last_week, THURSDAY)
    assert is_waiting(last_week, FRIDAY)
    assert is_waiting(last_week, date(2026, 11, 25))
    assert not is_waiting(told(FRIDAY, hour=0), FRIDAY)
    assert is_waiting(told(THURSDAY, hour=23), FRIDAY)


def test_where_the_office_is_closed_it_waits_from_the_next_open_day_on():
    holiday = ClosedDays(WEEKEND.weekdays, frozenset({FRIDAY}))
    monday = date(2026, 11, 23)

    assert last_due_date(monday, DEFAULTS, holiday, QUARTER) == DueDate(monday, THURSDAY)
    assert not is_waiting(told(WEDNESDAY), date(2026, 11, 22), closed=holiday)
    assert is_waiting(told(WEDNESDAY), monday, closed=holiday)
    assert not is_waiting(told(THURSDAY), monday, closed=holiday)


def test_two_weeks_of_holidays_end_in_one_day_on_which_it_waits():
    away = frozenset(date(2026, 11, day) for day in range(9, 22))
    holidays = ClosedDays(WEEKEND.weekdays, away)

    assert last_due_date(date(2026, 11, 21), DEFAULTS, holidays, QUARTER).on == date(2026, 11, 6)
    assert last_due_date(date(2026, 11, 23), DEFAULTS, holidays, QUARTER).on == date(2026, 11, 23)


def test_what_is_so_or_done_waits_no_more():
    assert is_waiting(told(WEDNESDAY, False, KeyResultKind.YES_NO), FRIDAY)
    assert not is_waiting(told(WEDNESDAY, True, KeyResultKind.YES_NO), FRIDAY)
    of_two = {"kind": KeyResultKind.MILESTONES, "milestones": steps(1, 1)}
    assert is_waiting(told(WEDNESDAY, frozenset({"M0"}), **of_two), FRIDAY)
    assert not is_waiting(told(WEDNESDAY, frozenset({"M0", "M1"}), **of_two), FRIDAY)
    assert is_waiting(told(WEDNESDAY, Decimal(9)), FRIDAY), "a number that is there may move"


def test_what_has_a_limit_of_its_own_has_a_rhythm_of_its_own():
    monthly = told(date(2026, 10, 20), freshness_days=31)

    assert not is_waiting(monthly, date(2026, 11, 16))
    assert is_waiting(monthly, date(2026, 11, 17))


@pytest.mark.parametrize(
    ("state", "today"),
    [
        (CycleState.GRADING, FRIDAY),
        (CycleState.OPEN, date(2026, 9, 25)),
        (CycleState.OPEN, date(2027, 1, 8)),
        (CycleState.OPEN, date(2026, 10, 1)),
    ],
)
def test_a_cycle_that_has_not_begun_or_is_over_waits_for_nothing(state, today):
    assert not is_waiting(key_result(), today, cycle=replace(QUARTER, state=state))


def test_what_was_never_told_waits_from_the_first_day_of_the_rhythm():
    assert not is_waiting(key_result(), date(2026, 10, 1))
    assert is_waiting(key_result(), date(2026, 10, 2))


@pytest.mark.parametrize(
    ("rhythm", "day", "days"),
    [
        ("weekly", "friday", [(10, 2), (10, 9), (10, 16)]),
        ("weekly", "sunday", [(10, 5), (10, 12), (10, 19)]),
        ("fortnightly", "friday", [(10, 9), (10, 23), (11, 6)]),
        ("monthly", "friday", [(10, 30), (11, 27), (12, 25)]),
    ],
)
def test_the_days_of_the_cadence_follow_the_settings(rhythm, day, days):
    settings = settings_from_texts({"rhythm": rhythm, "rhythm_day": day})
    today, found = date(2026, 9, 30), []
    while len(found) < 3:
        today = next_due_date(today, settings, WEEKEND, QUARTER)
        found.append((today.month, today.day))

    assert found == days


def test_without_a_rhythm_nothing_waits():
    never = settings_from_texts({"rhythm": "none"})

    assert not is_waiting(key_result(), FRIDAY, never)
    assert next_due_date(FRIDAY, never, WEEKEND, QUARTER) is None


def test_those_that_wait_stand_by_their_teams():
    team = Team("TTTT", "marketing", "Marketing", False, "sky")
    whole = replace(office(objective(told(WEDNESDAY), told(FRIDAY))), teams=(team,))

    found = due_by_team(whole, FRIDAY, BERLIN, WEEKEND)

    assert [(t.name, len(key_results)) for t, key_results in found] == [("Marketing", 1)]
    assert due_by_team(whole, THURSDAY, BERLIN, WEEKEND) == ()


def test_one_with_its_own_limit_is_due_on_the_weekend_after_the_friday_it_was_due():
    own = told(date(2026, 11, 16), freshness_days=7)
    saturday, monday = date(2026, 11, 21), date(2026, 11, 23)

    assert is_waiting(own, FRIDAY)
    assert is_waiting(own, saturday)
    assert is_waiting(own, monday)
    on_weekend = told(date(2026, 11, 17), freshness_days=7)
    assert not is_waiting(on_weekend, saturday)
    assert is_waiting(on_weekend, monday)

from datetime import date

import pytest

from kiosk.okr.cycle_periods import calendar_period, suggested_cycle
from kiosk.okr.model import Cycle, CycleState
from kiosk.okr.office_settings import CycleLength, OfficeSettings

TODAY = date(2026, 11, 22)


def cycle(first, last, name="One"):
    days = date.fromisoformat(first), date.fromisoformat(last)
    return Cycle(1, name, "", *days, CycleState.CLOSED)


@pytest.mark.parametrize(
    ("length", "there", "expected"),
    [
        ("quarter", [], ("Q4 2026", "2026-10-01", "2026-12-31")),
        ("quarter", [("2026-10-01", "2026-12-31")], ("Q1 2027", "2027-01-01", "2027-03-31")),
        # A year beside it is no quarter.
        ("quarter", [("2026-01-01", "2026-12-31")], ("Q4 2026", "2026-10-01", "2026-12-31")),
        ("half_year", [], ("H2 2026", "2026-07-01", "2026-12-31")),
        ("half_year", [("2026-07-01", "2026-12-31")], ("H1 2027", "2027-01-01", "2027-06-30")),
        ("year", [], ("2026", "2026-01-01", "2026-12-31")),
        ("year", [("2026-01-01", "2026-12-31")], ("2027", "2027-01-01", "2027-12-31")),
        ("weeks", [], ("2026-W47", "2026-11-16", "2026-12-27")),
        ("weeks", [("2026-10-12", "2026-11-22")], ("2026-W48", "2026-11-23", "2027-01-03")),
        ("weeks", [("2026-10-12", "2026-10-31")], ("2026-W47", "2026-11-16", "2026-12-27")),
    ],
)
def test_the_first_days_without_a_cycle_are_suggested(length, there, expected):
    settings = OfficeSettings(cycle_length=CycleLength(length), cycle_weeks=6)
    name, first, last = suggested_cycle(settings, TODAY, [cycle(*days) for days in there])
    assert (name, first.isoformat(), last.isoformat()) == expected


def test_a_name_that_is_taken_is_not_suggested():
    taken = cycle("2026-02-03", "2026-02-04", "Q4 2026")
    assert suggested_cycle(OfficeSettings(), TODAY, [taken])[0] == "Q1 2027"


@pytest.mark.parametrize(
    ("today", "first", "last", "name"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31), "Q1 2026"),
        (date(2026, 6, 30), date(2026, 4, 1), date(2026, 6, 30), "Q2 2026"),
        (date(2028, 2, 29), date(2028, 1, 1), date(2028, 3, 31), "Q1 2028"),
        (date(2026, 7, 1), date(2026, 7, 1), date(2026, 9, 30), "Q3 2026"),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31), "Q4 2026"),
    ],
)
def test_a_quarter_has_its_days_and_its_name(today, first, last, name):
    assert calendar_period(CycleLength.QUARTER, today) == (name, first, last)

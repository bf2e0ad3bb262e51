"""A day without a year is the one in the cycle or nearest to it."""

from datetime import date

import pytest

from kiosk.okr.found_day import FoundDay

FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("found", "day"),
    [
        (FoundDay(11, 15), date(2026, 11, 15)),
        (FoundDay(1, 10), date(2027, 1, 10)),
        (FoundDay(9, 20), date(2026, 9, 20)),
        (FoundDay(11, 15, 2025), date(2025, 11, 15)),
        (FoundDay(2, 30), None),
    ],
)
def test_a_day_without_a_year_is_near_the_cycle(found: FoundDay, day: date | None):
    assert found.within(FIRST, LAST) == day

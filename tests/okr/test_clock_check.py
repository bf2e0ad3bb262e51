from datetime import UTC, datetime, timedelta

import pytest

from kiosk.okr.clock_check import (
    EARLIEST_RELEASE,
    earliest_now,
    is_clock_plausible,
    newest_check_in,
)
from tests.okr.factories import MEASURED, at, key_result, objective, office

HERE = office(objective(at(50), key_result()))


def test_a_clock_of_the_day_is_plausible():
    assert newest_check_in(HERE) == MEASURED
    assert is_clock_plausible(MEASURED, HERE)
    assert is_clock_plausible(MEASURED + timedelta(days=400), HERE)


def test_a_clock_before_the_newest_check_in_is_not_but_for_what_clocks_differ_by():
    assert is_clock_plausible(MEASURED - timedelta(minutes=20), HERE)
    assert not is_clock_plausible(MEASURED - timedelta(hours=2), HERE)
    assert earliest_now(HERE) == MEASURED


@pytest.mark.parametrize("year", [1970, 2025])
def test_a_clock_before_this_program_is_not_plausible_in_an_empty_office(year: int):
    assert not is_clock_plausible(datetime(year, 6, 1, tzinfo=UTC), office())
    assert earliest_now(office()) == EARLIEST_RELEASE

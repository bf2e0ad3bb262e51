"""What a topic shows while the machine's clock cannot be right."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.live.contents import CLOCK_LOOKED_AT_EVERY, CLOCK_NOT_SET
from kiosk.web.house import House
from tests.serving import MOMENT

WRONG = [datetime(1970, 1, 1, 0, 1, tzinfo=UTC), MOMENT - timedelta(days=40)]


def test_a_wall_says_nothing_of_a_clock_that_can_be_right(house: House):
    content = house.content("wall/lobby")
    assert content is not None
    assert CLOCK_NOT_SET not in content.own


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wall_whose_server_has_no_clock_says_so_and_shows_no_other_date(
    house: House, wrong: datetime
):
    house.clock = lambda: wrong
    content = house.content("wall/lobby")
    assert content is not None
    assert CLOCK_NOT_SET in content.own
    assert content.changes_at is not None
    assert content.changes_at <= wrong + CLOCK_LOOKED_AT_EVERY
    assert "week 8 of 13" in content.html


@pytest.mark.parametrize("wrong", WRONG)
def test_a_clock_that_is_set_is_seen(house: House, wrong: datetime):
    house.clock = lambda: wrong
    house.content("wall/lobby")
    house.clock = lambda: MOMENT
    content = house.content("wall/lobby")
    assert content is not None
    assert CLOCK_NOT_SET not in content.own

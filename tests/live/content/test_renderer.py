"""What a topic shows while the machine's clock cannot be right."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.live.content.renderer import CLOCK_LOOKED_AT_EVERY, CLOCK_NOT_SET
from kiosk.web.core.services import Services
from tests.server import MOMENT

WRONG = [datetime(1970, 1, 1, 0, 1, tzinfo=UTC), MOMENT - timedelta(days=40)]


def test_a_wall_says_nothing_of_a_clock_that_can_be_right(services: Services):
    content = services.content("wall/lobby")
    assert content is not None
    assert CLOCK_NOT_SET not in content.screen_html


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wall_whose_server_has_no_clock_says_so_and_shows_no_other_date(
    services: Services, wrong: datetime
):
    services.clock = lambda: wrong
    content = services.content("wall/lobby")
    assert content is not None
    assert CLOCK_NOT_SET in content.screen_html
    assert content.changes_at is not None
    assert content.changes_at <= wrong + CLOCK_LOOKED_AT_EVERY
    assert "week 8 of 13" in content.html


@pytest.mark.parametrize("wrong", WRONG)
def test_a_clock_that_is_set_is_seen(services: Services, wrong: datetime):
    services.clock = lambda: wrong
    services.content("wall/lobby")
    services.clock = lambda: MOMENT
    content = services.content("wall/lobby")
    assert content is not None
    assert CLOCK_NOT_SET not in content.screen_html

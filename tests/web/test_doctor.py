from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.web.doctor import Finding, examine
from kiosk.web.house import House
from tests.serving import MOMENT


def clock(house: House, now: datetime) -> Finding:
    settings = replace(house.settings, port=0)
    return next(finding for finding in examine(settings, now) if finding.name == "clock")


def test_a_clock_that_can_be_right_is_fine(house: House):
    assert clock(house, MOMENT).fine


@pytest.mark.parametrize("now", [datetime(1970, 1, 1, tzinfo=UTC), MOMENT - timedelta(days=30)])
def test_a_clock_that_cannot_be_right_is_told_with_what_to_do(house: House, now: datetime):
    found = clock(house, now)
    assert not found.fine
    assert "systemd-timesyncd" in found.says
    if now.year == MOMENT.year:
        assert "check-in of 2026-11-2" in found.says

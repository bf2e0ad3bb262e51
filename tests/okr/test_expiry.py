"""How long links and sessions are valid, without a database."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.errors import NotFound
from kiosk.okr.expiry import (
    SESSION_LIFETIME,
    SESSION_TOUCH_INTERVAL,
    is_session_touch_due,
    is_session_valid,
    valid_invitation,
    valid_password_link,
)

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Link:
    ends_at: datetime


@pytest.mark.parametrize("validated", [valid_invitation, valid_password_link])
def test_a_link_is_valid_until_the_moment_it_ends(validated):
    link = Link(NOW + MOMENT)

    assert validated(link, NOW) is link
    with pytest.raises(NotFound, match="has expired"):
        validated(Link(NOW), NOW)
    with pytest.raises(NotFound, match="has expired"):
        validated(None, NOW)


def test_a_session_ends_thirty_days_after_its_last_use():
    assert is_session_valid(NOW - SESSION_LIFETIME, NOW)
    assert not is_session_valid(NOW - SESSION_LIFETIME - MOMENT, NOW)
    assert not is_session_valid(None, NOW)


def test_the_use_of_a_session_is_recorded_once_a_day():
    assert not is_session_touch_due(NOW - SESSION_TOUCH_INTERVAL, NOW)
    assert is_session_touch_due(NOW - SESSION_TOUCH_INTERVAL - MOMENT, NOW)

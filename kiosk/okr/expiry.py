"""How long invitations, password links and log-in sessions are valid."""

from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from kiosk.errors import NotFound

INVITATION_LIFETIME = timedelta(days=7)
PASSWORD_LINK_LIFETIME = timedelta(days=1)
SESSION_LIFETIME = timedelta(days=30)
"""How long after its last use a session ends."""
SESSION_TOUCH_INTERVAL = timedelta(days=1)
"""How often the use of a session is recorded."""


class Expiring(Protocol):
    """Something that is valid until a time (aware)."""

    @property
    def ends_at(self) -> datetime: ...


ExpiringT = TypeVar("ExpiringT", bound=Expiring)


def has_expired(ends_at: datetime, now: datetime) -> bool:
    """Whether something that is valid until a time (aware) has expired."""
    return ends_at <= now


def valid_invitation(invitation: ExpiringT | None, now: datetime) -> ExpiringT:
    """The invitation; raises NotFound if there is none, or it has expired."""
    if invitation is None or has_expired(invitation.ends_at, now):
        raise NotFound("This invitation was already used or withdrawn, or has expired")
    return invitation


def valid_password_link(link: ExpiringT | None, now: datetime) -> ExpiringT:
    """The link; raises NotFound if there is none, or it has expired."""
    if link is None or has_expired(link.ends_at, now):
        raise NotFound("This link was already used, was withdrawn or has expired")
    return link


def is_session_valid(seen_at: datetime | None, now: datetime) -> bool:
    """Whether a session last used at a time (aware) goes on; None: there is none."""
    return seen_at is not None and seen_at >= now - SESSION_LIFETIME


def is_session_touch_due(seen_at: datetime, now: datetime) -> bool:
    """Whether to record that a session is in use."""
    return seen_at < now - SESSION_TOUCH_INTERVAL

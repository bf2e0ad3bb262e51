"""Set-up codes: whoever sees the console or the machine's own screen may create the first admin."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from kiosk.views.urls import PublicUrls, QrLink
from kiosk.web.core.one_time_codes import OneTimeCodes

_PATH = "/admin/setup/"


class _User(Protocol):
    @property
    def is_admin(self) -> bool: ...


class _Users(Protocol):
    """The part of the users' repository that is needed here."""

    def all(self) -> Sequence[_User]: ...


class SetupCodes:
    """The codes of the set-up, in memory only.

    :param users: the users; once one of them is an admin, no code is valid.
    :param clock: the current time.
    """

    def __init__(self, users: _Users, clock: Callable[[], datetime]) -> None:
        self._users = users
        self._codes = OneTimeCodes(clock)
        self._used = False

    def is_open(self) -> bool:
        """Whether there is no admin; after a restore there may be none again."""
        if any(user.is_admin for user in self._users.all()):
            self._used = False
            return False
        return not self._used

    def code(self) -> str | None:
        """The code to show now, which changes every ten minutes; None once there is an admin."""
        if not self.is_open():
            self._codes.clear()
            return None
        return self._codes.code()

    def path(self) -> str | None:
        """The path of the set-up with a code, for the console."""
        code = self.code()
        return f"{_PATH}{code}" if code else None

    def link_for_wall(self, urls: PublicUrls) -> QrLink | None:
        """What a wall on the machine's own screen shows until there is an admin. Ask
        kiosk.web.security.origin.is_own_screen() first: a code must not reach anybody else."""
        path = self.path()
        return urls.qr_link(path) if path else None

    def changes_at(self) -> datetime | None:
        """When the next code is shown; None once there is an admin."""
        return self._codes.changes_at() if self.code() else None

    def is_valid(self, code: str) -> bool:
        """Whether a code may be used now, however it was typed; compared in constant time."""
        return self._codes.is_good(code) and self.is_open()

    def consume(self, code: str) -> bool:
        """Use a code up, and all others with it; False if it is not valid (any more)."""
        if not self.is_valid(code) or self._used:
            return False
        self._used = True
        self._codes.clear()
        return True

    def reissue(self, code: str) -> None:
        """Make a used code valid for another quarter of an hour."""
        self._used = False
        self._codes.renew(code)

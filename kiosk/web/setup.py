"""Set-up codes: who can see the console or the machine's own screen may make the first admin."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from kiosk.okr.codes import ALPHABET, normal_code
from kiosk.views.addresses import Link, Places

LIFE = timedelta(minutes=15)
SHOWN_FOR = timedelta(minutes=10)
"""A code on a screen makes way for the next one while there is time left to use it."""
LENGTH = 8
_PATH = "/admin/setup/"


class _Person(Protocol):
    @property
    def is_admin(self) -> bool: ...


class _People(Protocol):
    """The part of the store that set-up asks."""

    def users(self) -> "tuple[_Person, ...] | list[_Person]": ...


@dataclass(frozen=True, slots=True)
class _Code:
    text: str
    made_at: datetime


class Setup:
    """The codes that are good for one set-up. In memory only; the clock is an input.

    :param people: says whether there is an admin; once there is, no code is good.
    """

    def __init__(self, people: _People, clock: Callable[[], datetime]) -> None:
        self._people = people
        self._clock = clock
        self._codes: list[_Code] = []
        self._used = False

    def is_open(self) -> bool:
        """Whether there is no admin yet."""
        return not self._used and not any(user.is_admin for user in self._people.users())

    def code(self) -> str | None:
        """A code to show now, the same for ten minutes; None once there is an admin."""
        if not self.is_open():
            self._codes.clear()
            return None
        now = self._clock()
        self._codes = [code for code in self._codes if now - code.made_at < LIFE]
        if not self._codes or now - self._codes[-1].made_at >= SHOWN_FOR:
            self._codes.append(_Code(_new_code(), now))
        return self._codes[-1].text

    def path(self) -> str | None:
        """The path of the set-up with a code in it, for the console."""
        code = self.code()
        return f"{_PATH}{code}" if code else None

    def link_for_wall(self, places: Places) -> Link | None:
        """What a wall on the machine's own screen shows until there is an admin. Ask
        kiosk.web.access.is_own_screen() first: a code must not reach anybody else."""
        path = self.path()
        return places.link(path) if path else None

    def changes_at(self) -> datetime | None:
        """When the code shown makes way for the next; None once there is an admin."""
        return self._codes[-1].made_at + SHOWN_FOR if self.code() else None

    def is_good(self, code: str) -> bool:
        """Whether a code, however it was typed, may be used now; compared in constant time."""
        now, typed = self._clock(), normal_code(code.replace(" ", "")).encode()
        live = [c for c in self._codes if timedelta(0) <= now - c.made_at < LIFE]
        # A list, so that every one is compared: how long it takes tells nothing.
        same = [hmac.compare_digest(typed, c.text.encode()) for c in live]
        return any(same) and self.is_open()

    def use(self, code: str) -> bool:
        """Use a code up, and every other with it; False when it is not good (any more)."""
        if not self.is_good(code) or self._used:
            return False
        self._used = True
        self._codes.clear()
        return True

    def restore(self, code: str) -> None:
        """Give back, and let this very code work for another quarter of an hour."""
        self._used = False
        self._codes.append(_Code(normal_code(code.replace(" ", "")), self._clock()))


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))

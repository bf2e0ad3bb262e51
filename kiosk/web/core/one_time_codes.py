"""One-time codes on the console or the machine's own screen: whoever sees one may use it."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.okr.codes import ALPHABET, normal_code

LIFETIME = timedelta(minutes=15)
DISPLAY_TIME = timedelta(minutes=10)
"""A code on a screen makes way for the next one while there is time left to use it."""
LENGTH = 8


@dataclass(frozen=True, slots=True)
class _Code:
    text: str
    made_at: datetime


class OneTimeCodes:
    """Codes in memory only; the clock is an input."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._codes: list[_Code] = []

    def code(self) -> str:
        """The code to show now; it changes every ten minutes."""
        return self._newest().text

    def changes_at(self) -> datetime:
        """When the next code is shown."""
        return self._newest().made_at + DISPLAY_TIME

    def is_good(self, code: str) -> bool:
        """Whether a code may be used now, however it was typed; compared in constant time."""
        now, typed = self._clock(), _normal(code).encode()
        live = [c for c in self._codes if timedelta(0) <= now - c.made_at < LIFETIME]
        # A list, so that all are compared and the time reveals nothing.
        same = [hmac.compare_digest(typed, c.text.encode()) for c in live]
        return any(same)

    def clear(self) -> None:
        """Invalidate all codes."""
        self._codes.clear()

    def renew(self, code: str) -> None:
        """Make a code valid for another quarter of an hour."""
        self._codes.append(_Code(_normal(code), self._clock()))

    def _newest(self) -> _Code:
        now = self._clock()
        self._codes = [code for code in self._codes if now - code.made_at < LIFETIME]
        if not self._codes or now - self._codes[-1].made_at >= DISPLAY_TIME:
            self._codes.append(_Code(_new_code(), now))
        return self._codes[-1]


def _normal(code: str) -> str:
    return normal_code(code.replace(" ", ""))


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))

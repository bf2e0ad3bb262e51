"""How check-ins that lie in the future are named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.model import KeyResult
from kiosk.views.words import Words


@dataclass(frozen=True, slots=True)
class Ahead:
    """A key result by its code and title, and the moment at which its check-in stands."""

    code: str
    title: str
    when: str


def named(words: Words, key_results: Iterable[KeyResult]) -> tuple[Ahead, ...]:
    """Each key result with the moment of the check-in that stands."""
    return tuple(
        Ahead(k.code, k.title, _when(words, max(k.latest.measured_at, k.latest.recorded_at)))
        for k in key_results
        if k.latest is not None
    )


def _when(words: Words, moment: datetime) -> str:
    """With the year, which may be another."""
    return f"{words.long_day(words.today(moment))}, {words.time(moment)}"

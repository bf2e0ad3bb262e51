"""Guessing made slow: each wrong guess makes the next one wait, and nobody is locked out."""

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

FREE_ATTEMPTS = 3
MAX_CONCURRENT = 8
FIRST_DELAY = 0.25
MAX_DELAY = 4.0
FORGET_AFTER = 15 * 60.0
MAX_ENTRIES = 2048


@dataclass(slots=True)
class _Record:
    guesses: int
    at: float


class Throttle:
    """Counts guesses by key (an account's name, an address) and says how long to wait.

    A guess counts as wrong from its beginning until it turns out right, so that many at once
    wait like many in a row. Keys are in memory and bounded: the oldest is forgotten first.

    :param moment: a clock that is never set, in seconds.
    """

    def __init__(
        self, moment: Callable[[], float] = time.monotonic, entries: int = MAX_ENTRIES
    ) -> None:
        self._moment = moment
        self._entries = entries
        self._records: OrderedDict[str, _Record] = OrderedDict()
        self._under_way: Counter[str] = Counter()

    @contextmanager
    def limit_concurrency(self, key: str) -> Iterator[bool]:
        """While a guess is under way: whether it is one of the few that this key may have at
        once. Each waits and then takes a core, so that many at once would make others wait."""
        self._under_way[key] += 1
        try:
            yield self._under_way[key] <= MAX_CONCURRENT
        finally:
            self._under_way[key] -= 1
            if not self._under_way[key]:
                del self._under_way[key]

    def delay_for_attempt(self, *keys: str) -> float:
        """A guess begins: the seconds that it has to wait, 0 for the first few."""
        return max(self._counted(key) for key in keys)

    def reset(self, *keys: str) -> None:
        """The guess was right: these start anew."""
        for key in keys:
            self._records.pop(key, None)

    def _counted(self, key: str) -> float:
        now = self._moment()
        record = self._records.pop(key, None)
        if record is None or now - record.at > FORGET_AFTER:
            record = _Record(0, now)
        before, record.guesses, record.at = record.guesses, record.guesses + 1, now
        self._records[key] = record
        while len(self._records) > self._entries:
            self._records.popitem(last=False)
        return _delay(before)


def _delay(before: int) -> float:
    """Seconds, by how many guesses there were before: a quarter, a half, up to the longest."""
    if before < FREE_ATTEMPTS:
        return 0.0
    return min(MAX_DELAY, FIRST_DELAY * 2.0 ** min(before - FREE_ATTEMPTS, 8))

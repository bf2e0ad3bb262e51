"""Delays guesses: each wrong one delays the next, and nobody is locked out."""

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
    """Counts wrong guesses by key (an account's name, an address) and says how long to wait.

    A guess counts as wrong until it turns out right, so that parallel guesses wait like consecutive
    ones. Keys are in memory and bounded; the oldest is dropped first.

    :param moment: a monotonic clock, in seconds.
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
        """Context manager: whether this key may make one more guess at the same time. Each takes a
        core, so many would delay others."""
        self._under_way[key] += 1
        try:
            yield self._under_way[key] <= MAX_CONCURRENT
        finally:
            self._under_way[key] -= 1
            if not self._under_way[key]:
                del self._under_way[key]

    def delay_for_attempt(self, *keys: str) -> float:
        """Begin a guess: the seconds to wait first, 0 for the first few."""
        return max(self._counted(key) for key in keys)

    def reset(self, *keys: str) -> None:
        """Reset keys after a right guess."""
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
    """The delay in seconds after a number of guesses: a quarter, a half, up to the longest."""
    if before < FREE_ATTEMPTS:
        return 0.0
    return min(MAX_DELAY, FIRST_DELAY * 2.0 ** min(before - FREE_ATTEMPTS, 8))

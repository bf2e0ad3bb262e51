"""Room for whoever comes next: the connection that has waited longest for its client gives way.

A client may open as many connections as it likes and then send, or read, a byte now and then.
Each has its deadlines, and until they are over it holds a place. When the places are taken, or a
quarter of them by one address, the oldest of these waiting connections is closed for the new one.
What the server is working on is never closed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from operator import itemgetter
from typing import Protocol

ADDRESS_SHARE = 4  # one address may hold one in so many places


class Connection(Protocol):
    """What can be closed."""

    waiting_since: float | None
    """Since when it waits for its client (monotonic, in seconds); None while we work for it."""

    def hang_up(self) -> None:
        """Close it at once."""


class ConnectionLimiter:
    """The open connections, by the address they come from."""

    def __init__(self, most: int) -> None:
        """Allow at most `most` connections at a time."""
        self.most = most
        self._count = 0
        self._by_address: dict[str, set[Connection]] = defaultdict(set)

    @contextmanager
    def slot(self, connection: Connection, address: str) -> Iterator[bool]:
        """Give a connection a place for as long as the context lasts.

        :returns: False if there is none, because every other one is being worked for.
        """
        if not self._make_room(address):
            yield False
            return
        self._count += 1
        self._by_address[address].add(connection)
        try:
            yield True
        finally:
            self._count -= 1
            self._by_address[address].discard(connection)
            if not self._by_address[address]:
                del self._by_address[address]

    def _make_room(self, address: str) -> bool:
        if len(self._by_address.get(address, ())) >= max(1, self.most // ADDRESS_SHARE):
            return _close_oldest(self._by_address[address])
        if self._count >= self.most:
            return _close_oldest(self._of_largest_holders()) or _close_oldest(self._all())
        return True

    def _of_largest_holders(self) -> Iterable[Connection]:
        most = max(len(held) for held in self._by_address.values())
        return (c for held in self._by_address.values() if len(held) == most for c in held)

    def _all(self) -> Iterable[Connection]:
        return (c for held in self._by_address.values() for c in held)


def _close_oldest(connections: Iterable[Connection]) -> bool:
    """Close the one that has waited longest; False if none of them waits."""
    waiting = [(c.waiting_since, c) for c in connections if c.waiting_since is not None]
    if not waiting:
        return False
    _since, oldest = min(waiting, key=itemgetter(0))
    oldest.waiting_since = None  # on its way out: not to be chosen twice
    oldest.hang_up()
    return True

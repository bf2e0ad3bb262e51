"""Limits open connections: the one that has waited longest for its client makes room for a new one.

A client may open many connections and send, or read, a byte now and then. Each has deadlines, and
until then it holds a slot. When the slots are taken, or a quarter of them by one address, the
oldest waiting connection is closed. A connection that the server is working on is never closed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from operator import itemgetter
from typing import Protocol

ADDRESS_SHARE = 4  # an address may hold this fraction of the slots


class Connection(Protocol):
    """A connection that can be closed."""

    waiting_since: float | None
    """Since when it waits for its client (monotonic, in seconds); None while we work for it."""

    def hang_up(self) -> None:
        """Close the connection immediately."""


class ConnectionLimiter:
    """The open connections by client address."""

    def __init__(self, most: int) -> None:
        """Allow at most `most` connections at a time."""
        self.most = most
        self._count = 0
        self._by_address: dict[str, set[Connection]] = defaultdict(set)

    @contextmanager
    def slot(self, connection: Connection, address: str) -> Iterator[bool]:
        """Context manager: hold a slot for a connection.

        :return: False if there is none, because the server is working on all other connections.
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
    """Close the connection that has waited longest; False if none waits."""
    waiting = [(c.waiting_since, c) for c in connections if c.waiting_since is not None]
    if not waiting:
        return False
    _since, oldest = min(waiting, key=itemgetter(0))
    oldest.waiting_since = None  # being closed: do not choose it again
    oldest.hang_up()
    return True

"""A bounded queue for work done one at a time, round-robin over its sources."""

from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager

from gevent.event import AsyncResult

MAX_WAITING = 32
MAX_WAITING_PER_SOURCE = 8


class TurnQueue:
    """Lets one caller through at a time. Waiting sources take turns, so that one with many requests
    delays only itself. What does not fit is refused at once.

    :param waiting: how many may wait.
    :param waiting_each: how many per source.
    """

    def __init__(
        self, waiting: int = MAX_WAITING, waiting_each: int = MAX_WAITING_PER_SOURCE
    ) -> None:
        self._waiting = waiting
        self._waiting_each = waiting_each
        self._queues: OrderedDict[str, deque[AsyncResult[bool]]] = OrderedDict()
        self._is_taken = False

    @property
    def is_idle(self) -> bool:
        """Whether nobody has the turn or waits for it."""
        return not self._is_taken

    @contextmanager
    def turn(self, source: str) -> Iterator[bool]:
        """Context manager: wait for the turn and hold it; False if the queue is full."""
        if not self._enter(source):
            yield False
            return
        try:
            yield True
        finally:
            self._pass_on()

    def _enter(self, source: str) -> bool:
        if not self._is_taken:
            self._is_taken = True
            return True
        if not self._has_room(source):
            return False
        ticket: AsyncResult[bool] = AsyncResult()
        self._queues.setdefault(source, deque()).append(ticket)
        try:
            return bool(ticket.get())
        except BaseException:
            self._leave(source, ticket)
            raise

    def _leave(self, source: str, ticket: "AsyncResult[bool]") -> None:
        """Give back what was waited for, or had just come."""
        if ticket.ready():
            if ticket.value:
                self._pass_on()
            return
        self._queues[source].remove(ticket)
        if not self._queues[source]:
            del self._queues[source]

    def _has_room(self, source: str) -> bool:
        """Whether a source may wait. In a full queue it replaces the last one of the longest
        source."""
        own = len(self._queues.get(source, ()))
        if own >= self._waiting_each:
            return False
        if sum(map(len, self._queues.values())) < self._waiting:
            return True
        longest = max(self._queues.values(), key=len)
        if len(longest) <= own + 1:
            return False
        longest.pop().set(False)
        return True

    def _pass_on(self) -> None:
        if not self._queues:
            self._is_taken = False
            return
        source, queue = self._queues.popitem(last=False)
        ticket = queue.popleft()
        if queue:
            self._queues[source] = queue
        ticket.set(True)

"""The way from the loop to work that waits: SQL, argon2, templates.

The loop serves every socket, so it must never wait for a lock, an SD card or a hash. The
threads are gevent's own: a ThreadPoolExecutor stalls the loop when anything is patched.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import gevent

T = TypeVar("T")

# SQLite lets one write at a time and argon2 fills a core: more threads would only queue
# elsewhere. A few, so that saves waiting out another program's lock leave some for reads.
THREADS = 8


_thread_state = threading.local()


@dataclass(frozen=True, slots=True)
class _Outcome(Generic[T]):
    answer: T | None
    error: Exception | None


def run_in_thread(work: Callable[[], T]) -> T:
    """Run `work` in a thread of the loop's pool; the loop serves others meanwhile.

    An exception is carried back in the answer: gevent would print the traceback of each
    that leaves the thread, even of a refused form. Work of the pool that calls this again
    is in the right place already and goes straight on.

    :raises Exception: whatever `work` raises.
    """
    if is_in_pool():
        return work()
    outcome: _Outcome[T] = gevent.get_hub().threadpool.apply(_captured, (work,))
    if outcome.error is not None:
        try:
            raise outcome.error
        finally:
            del outcome  # or the traceback would hold the frame that holds it
    return outcome.answer  # type: ignore[return-value]


def is_in_pool() -> bool:
    """Whether this is a thread of the pool, where nothing of the loop's may be waited for."""
    return bool(getattr(_thread_state, "in_pool", False))


def size_pool(threads: int = THREADS) -> None:
    """Set how many threads the pool of this thread's loop may have."""
    gevent.get_hub().threadpool.maxsize = threads


def _captured(work: Callable[[], T]) -> _Outcome[T]:
    _thread_state.in_pool = True
    try:
        return _Outcome(work(), None)
    except Exception as error:  # noqa: BLE001 -- raised again where it was asked for
        return _Outcome(None, error)

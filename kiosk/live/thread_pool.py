"""Runs blocking work outside the loop: SQL, argon2, templates.

The loop serves every socket, so it must never block on a lock, an SD card or a hash. The threads
are gevent's own: a ThreadPoolExecutor stalls the loop when anything is patched.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import gevent

T = TypeVar("T")

# SQLite allows one write at a time and argon2 fills a core, so more threads would not help. Enough
# that reads still get one while saves are blocked by the lock of a different program.
THREADS = 8


_thread_state = threading.local()


@dataclass(frozen=True, slots=True)
class _Outcome(Generic[T]):
    result: T | None
    error: Exception | None


def run_in_thread(work: Callable[[], T]) -> T:
    """Run `work` in a thread of the loop's pool; the loop serves others meanwhile.

    Exceptions are returned as values and raised here, because gevent prints the traceback of each
    that leaves a thread, even of a refused form. A call from a thread of the pool runs directly.

    :raises Exception: whatever `work` raises.
    """
    if is_in_pool():
        return work()
    outcome: _Outcome[T] = gevent.get_hub().threadpool.apply(_captured, (work,))
    if outcome.error is not None:
        try:
            raise outcome.error
        finally:
            del outcome  # breaks the cycle between the traceback and this frame
    return outcome.result  # type: ignore[return-value]


def is_in_pool() -> bool:
    """Whether this is a thread of the pool, which must not wait for anything in the loop."""
    return bool(getattr(_thread_state, "in_pool", False))


def size_pool(threads: int = THREADS) -> None:
    """Set how many threads the pool of this thread's loop may have."""
    gevent.get_hub().threadpool.maxsize = threads


def _captured(work: Callable[[], T]) -> _Outcome[T]:
    _thread_state.in_pool = True
    try:
        return _Outcome(work(), None)
    except Exception as error:  # noqa: BLE001 -- raised again by run_in_thread
        return _Outcome(None, error)

"""Notices every commit of every process, by asking SQLite 50 times a second.

It runs in a thread of the operating system, not in a greenlet: if a different program holds the
lock, SQLite blocks inside the call, which must not block the loop. It is not a thread of the pool,
because it never ends. This program monkey-patches nothing, so `threading` is the real one.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Protocol

import gevent

from kiosk.errors import KioskError

log = logging.getLogger("kiosk.live")

POLL = 0.02
MAX_POLL_TIME = 20.0  # seconds for one poll, including a wait for the lock


class ChangeSource(Protocol):
    """The store's source of commits."""

    def changed(self) -> bool:
        """Whether anybody has committed since the last call; True at the first call."""

    def revision(self) -> int:
        """The revision of the last commit."""

    def close(self) -> None:
        """Close the connection."""


class Watcher:
    """Calls back in the loop when the database has a new revision.

    :param open_source: opens the source of commits, in the watcher's thread, which alone uses it.
    :param on_revision: called in the loop with the revision and the time at which it was seen
        (`time.monotonic()`), once it is known and after every change.
    :param poll: seconds between two polls.
    """

    def __init__(
        self,
        open_source: Callable[[], ChangeSource],
        on_revision: Callable[[int, float], None],
        poll: float = POLL,
    ) -> None:
        self._open_source = open_source
        self._on_revision = on_revision
        self._poll = poll
        self._poll_now = threading.Event()
        self._stopping = False
        self._latest: tuple[int, float] | None = None
        self._thread: threading.Thread | None = None
        self.polled_at = time.monotonic()

    def start(self) -> None:
        """Start watching, for the loop of the calling thread."""
        self._wake = gevent.get_hub().loop.async_()
        self._wake.start(self._on_wake)
        self._thread = threading.Thread(target=self._run, name="kiosk-watcher", daemon=True)
        self._thread.start()

    def is_healthy(self) -> bool:
        """Whether it has polled recently. A wait for the lock ends with an error within seconds."""
        return time.monotonic() - self.polled_at < MAX_POLL_TIME

    def wake(self) -> None:
        """Poll now, because this process has just saved. May be called from any thread."""
        self._poll_now.set()

    def stop(self) -> None:
        """Stop watching. The thread ends by itself; nothing waits for it."""
        self._stopping = True
        self._poll_now.set()
        self._wake.close()

    def _on_wake(self) -> None:
        latest = self._latest
        if latest is not None and not self._stopping:
            self._on_revision(*latest)

    def _run(self) -> None:
        source = self._open_source()
        last_revision: int | None = None
        unread = False
        while not self._stopping:
            try:
                unread = source.changed() or unread
                if unread:
                    last_revision = self._read(source, last_revision)
                    unread = False
            except KioskError as error:
                log.debug("the database cannot be read just now: %s", error)
            self.polled_at = time.monotonic()
            self._poll_now.wait(self._poll)
            self._poll_now.clear()
        source.close()

    def _read(self, source: ChangeSource, last_revision: int | None) -> int:
        """Call back unless a commit left the revision as it was, like a login."""
        revision = source.revision()
        if revision != last_revision and not self._stopping:
            self._latest = revision, time.monotonic()
            self._wake.send()
        return revision

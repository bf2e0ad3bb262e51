"""Sees every commit of every process, by asking SQLite 50 times a second.

A thread of the operating system, not a greenlet: another program's lock makes SQLite wait
inside the call, and that wait must not be the loop's. It is a thread of its own and not one
of the pool's, because it never ends. Nothing in this program is monkey-patched, so
`threading` is the real one.
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
LONGEST_LOOK = 20.0  # seconds for one look, another program's lock included


class ChangeSource(Protocol):
    """What the store gives to tell that something was committed."""

    def changed(self) -> bool:
        """Whether anybody has committed since the last call; True at the first."""

    def revision(self) -> int:
        """The revision of the last commit."""

    def close(self) -> None:
        """Give the connection back."""


class Watcher:
    """Tells the loop when the database has a new revision.

    :param open_pulse: opens the pulse; called in the watcher's thread, which alone uses it.
    :param told: called in the loop with the revision and the moment it was seen
        (`time.monotonic()`), as soon as it is known and after every change.
    :param poll: seconds between two looks.
    """

    def __init__(
        self,
        open_pulse: Callable[[], ChangeSource],
        told: Callable[[int, float], None],
        poll: float = POLL,
    ) -> None:
        self._open_source = open_pulse
        self._on_revision = told
        self._poll = poll
        self._poll_now = threading.Event()
        self._stopping = False
        self._latest: tuple[int, float] | None = None
        self._thread: threading.Thread | None = None
        self.looked_at = time.monotonic()

    def start(self) -> None:
        """Begin to watch, for the loop of the calling thread."""
        self._wake = gevent.get_hub().loop.async_()
        self._wake.start(self._on_wake)
        self._thread = threading.Thread(target=self._run, name="kiosk-watcher", daemon=True)
        self._thread.start()

    def is_healthy(self) -> bool:
        """Whether it has looked lately. A lock it waits for is reported to it within seconds."""
        return time.monotonic() - self.looked_at < LONGEST_LOOK

    def wake(self) -> None:
        """Look now: somebody in this process has just saved. From any thread."""
        self._poll_now.set()

    def stop(self) -> None:
        """Stop watching. The thread ends by itself; a lock it waits for delays nobody."""
        self._stopping = True
        self._poll_now.set()
        self._wake.close()

    def _on_wake(self) -> None:
        latest = self._latest
        if latest is not None and not self._stopping:
            self._on_revision(*latest)

    def _run(self) -> None:
        pulse = self._open_source()
        seen: int | None = None
        unread = False
        while not self._stopping:
            try:
                unread = pulse.changed() or unread
                if unread:
                    seen = self._read(pulse, seen)
                    unread = False
            except KioskError as error:
                log.debug("the database cannot be read just now: %s", error)
            self.looked_at = time.monotonic()
            self._poll_now.wait(self._poll)
            self._poll_now.clear()
        pulse.close()

    def _read(self, pulse: ChangeSource, seen: int | None) -> int:
        """A commit that raised no revision (somebody logged in) is no news."""
        revision = pulse.revision()
        if revision != seen and not self._stopping:
            self._latest = revision, time.monotonic()
            self._wake.send()
        return revision

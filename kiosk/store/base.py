"""What every part of the store stands on: one way to read, one way to write."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from kiosk.okr.customs import USUAL
from kiosk.store.acting import present, signed
from kiosk.store.connections import Connections
from kiosk.store.counting import Counting
from kiosk.store.custom_rows import read_customs
from kiosk.store.dry_run import refuse_in_dry_run
from kiosk.store.schema import migrate, raise_revision

T = TypeVar("T")


class Call(Protocol):
    """Runs a piece of work, here or in a pool of threads, and returns what it returns."""

    def __call__(self, work: Callable[[], T], /) -> T:
        """Run the work."""
        ...


def direct(work: Callable[[], T], /) -> T:
    """Run the work here and now."""
    return work()


def nothing() -> None:
    """Nobody waits for this commit."""


def never() -> bool:
    """Nobody says that the clock is right."""
    return False


class Base:
    """The database file and the ways in.

    :param path: the database file; `migrate` creates it.
    :param zone: the office's time zone, which says when a day begins, unless the office has set
        another.
    :ivar customs: the office's, as of when they were last read.
    :param call: through which every piece of work goes, so that a server can keep SQLite's
        waiting and a disk's off its loop.
    :param trusts_clock: whether the network has set the machine's clock, so that a moment in the
        future is known to be wrong.
    :param on_commit: called after each commit made here; nothing depends on it.
    """

    def __init__(
        self,
        path: Path,
        *,
        zone: ZoneInfo,
        call: Call = direct,
        on_commit: Callable[[], None] = nothing,
        trusts_clock: Callable[[], bool] = never,
    ) -> None:
        self.path = path
        self.zone = self._usual_zone = zone
        self.customs = USUAL
        self._call = call
        self._on_commit = on_commit
        self._trusts_clock = trusts_clock
        self._connections = Connections(path, self._take_replacement)
        self._reading = Lock()
        self._counting = Counting()

    def migrate(self) -> None:
        """Create what is missing and bring the database up to date.

        :raises Busy: another program holds the lock.
        """

        def run() -> None:
            migrate(self.path)
            with self._connections.reading() as db:
                self._settle(db)

        self._call(run)

    def _take_replacement(self) -> None:
        """Another file is in the database's place, a restored backup. It is checked and brought up
        to date, and what was kept of the one before is dropped. Its revision goes on from the one
        seen last: walls and phones pass over what they take for old.

        :raises StorageUnavailable: it cannot be used.
        """
        migrate(self.path)
        raise_revision(self.path, above=self._newest_revision())
        self._counting = Counting()
        self._forget()

    def _newest_revision(self) -> int:
        """The newest revision that anything kept is of."""
        return 0

    def _forget(self) -> None:
        """Drop whatever is kept of the database."""

    def distrust(self) -> None:
        """Have the database checked before it is used again: it was refused, and may have been
        restored meanwhile."""
        self._connections.distrust()

    def settle(self) -> None:
        """Take in the office's own time zone, for whoever asks for nothing else before."""
        self._read(self._settle)

    def _settle(self, db: sqlite3.Connection) -> None:
        self.customs = read_customs(db)
        self.zone = self.customs.zone(self._usual_zone)

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._connections.close()

    def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        def run() -> T:
            with self._connections.reading() as db:
                return work(db)

        return self._call(run)

    def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        refuse_in_dry_run()
        by = present()

        def run() -> T:
            with self._connections.writing() as db, signed(db, by):
                return work(db)

        written = self._call(run)
        self._on_commit()
        return written

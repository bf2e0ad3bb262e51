"""What every part of the store stands on: one way to read, one way to write."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import RLock, local
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from kiosk.errors import Busy
from kiosk.okr.office_settings import DEFAULTS
from kiosk.store.db.author import AuthorContext, current, record_author
from kiosk.store.db.connections import Connections
from kiosk.store.db.dry_run import is_dry_run, refuse_in_dry_run
from kiosk.store.queries.latest_check_ins import LatestCheckIns
from kiosk.store.queries.office_settings import read_settings
from kiosk.store.schema.migrate import migrate, raise_revision

T = TypeVar("T")


class Executor(Protocol):
    """Runs a piece of work, here or in a pool of threads, and returns what it returns."""

    def __call__(self, work: Callable[[], T], /) -> T:
        """Run the work."""
        ...


def run_inline(work: Callable[[], T], /) -> T:
    """Run the work here and now."""
    return work()


def no_op() -> None:
    """Nobody waits for this commit."""


def never() -> bool:
    """Nobody says that the clock is right."""
    return False


class _Lent(local):
    """The connection of the snapshot that this thread reads, if it reads one, and what is to be
    written after it."""

    db: sqlite3.Connection | None = None
    afterwards: tuple[Callable[[], None], ...] = ()

    def begin(self, db: sqlite3.Connection) -> None:
        """A snapshot is read from now on."""
        self.db, self.afterwards = db, ()


class Repository:
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
        call: Executor = run_inline,
        on_commit: Callable[[], None] = no_op,
        trusts_clock: Callable[[], bool] = never,
    ) -> None:
        self.path = path
        self.zone = self._usual_zone = zone
        self.settings = DEFAULTS
        self._call = call
        self._on_commit = on_commit
        self._trusts_clock = trusts_clock
        self._connections = Connections(path, self._take_replacement)
        self._reading = RLock()
        self._lent = _Lent()
        self._counting = LatestCheckIns()

    def migrate(self) -> None:
        """Create what is missing and bring the database up to date.

        :raises Busy: another program holds the lock.
        """

        def run() -> None:
            migrate(self.path)
            with self._transaction() as db:
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
        self._counting = LatestCheckIns()
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
        self.settings = read_settings(db)
        self.zone = self.settings.zone(self._usual_zone)

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._connections.close()

    def snapshot(self, work: Callable[[], T]) -> T:
        """Run work of which every read sees the same state, in one transaction. It only reads, and
        no longer than that takes: until its end it keeps every writer from committing.

        :returns: what the work returns.
        """

        def run() -> T:
            if self._lent.db is not None:
                return work()
            # The lock first, as for an office: whoever waited for it in a transaction of his own
            # would wait for a reader who waits for a writer who waits for that transaction.
            with self._reading, self._connections.read_transaction() as db:
                self._lent.begin(db)
                try:
                    found = work()
                finally:
                    self._lent.db = None
            for write in self._lent.afterwards:
                write()
            return found

        return self._call(run)

    def _write_afterwards(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Write what nobody waits for, once the snapshot has ended that is read now, if one is. A
        page must not fail because somebody else is writing."""
        by = current()

        def write() -> None:
            with contextlib.suppress(Busy):
                self._commit(work, by)

        if is_dry_run():
            return
        if self._lent.db is None:
            self._call(write)
        else:
            self._lent.afterwards += (write,)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """The snapshot's transaction in this thread; outside one, a transaction of its own."""
        if self._lent.db is not None:
            yield self._lent.db
            return
        with self._connections.read_transaction() as db:
            yield db

    def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        def run() -> T:
            with self._transaction() as db:
                return work(db)

        return self._call(run)

    def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        refuse_in_dry_run()
        by = current()
        written = self._call(lambda: self._commit(work, by))
        self._on_commit()
        return written

    def _commit(self, work: Callable[[sqlite3.Connection], T], by: AuthorContext) -> T:
        if self._lent.db is not None:
            raise RuntimeError("A snapshot is only read: write after its end")
        with self._connections.write_transaction() as db, record_author(db, by):
            return work(db)

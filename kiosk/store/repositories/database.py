"""The database file behind every repository: how it is read, and how it is written."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import RLock, local
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from kiosk.errors import Busy
from kiosk.okr.office_settings import DEFAULTS
from kiosk.store.db.author import AuthorContext, current, record_author
from kiosk.store.db.connections import Connections
from kiosk.store.db.dry_run import is_dry_run, refuse_in_dry_run
from kiosk.store.queries.office_settings import read_settings
from kiosk.store.schema.migrate import migrate, raise_revision

T = TypeVar("T")


class Executor(Protocol):
    """Runs a piece of work, in this thread or in a pool, and returns its result."""

    def __call__(self, work: Callable[[], T], /) -> T:
        """Run the work."""
        ...


def run_inline(work: Callable[[], T], /) -> T:
    """Run the work in this thread."""
    return work()


def no_op() -> None:
    """The default for a callback: do nothing."""


def never() -> bool:
    """The default for `trusts_clock`: the clock may be wrong."""
    return False


class _ThreadSnapshot(local):
    """The connection of the snapshot that this thread is reading, if any, and the writes to make
    when it has ended."""

    db: sqlite3.Connection | None = None
    deferred: tuple[Callable[[], None], ...] = ()

    def begin(self, db: sqlite3.Connection) -> None:
        """Start a snapshot in this thread."""
        self.db, self.deferred = db, ()


class Database:
    """One SQLite file, shared by the repositories of a store.

    :param path: the database file; `migrate` creates it.
    :param zone: the time zone in which days begin, unless the office has set its own.
    :param run: runs every piece of work, so that a server can keep SQLite's waiting and the
        disk's off its event loop.
    :param on_commit: called after each commit made here. Correctness does not depend on it.
    :param trusts_clock: whether the network has set the machine's clock, so that a check-in in
        the future is known to be wrong.
    :ivar settings: the office settings as last read.
    :ivar newest_revision: the newest revision that any cache has seen.
    """

    def __init__(
        self,
        path: Path,
        *,
        zone: ZoneInfo,
        run: Executor = run_inline,
        on_commit: Callable[[], None] = no_op,
        trusts_clock: Callable[[], bool] = never,
    ) -> None:
        self.path = path
        self.zone = self._default_zone = zone
        self.settings = DEFAULTS
        self.run = run
        self.trusts_clock = trusts_clock
        self.newest_revision = 0
        self.connections = Connections(path, self._adopt_replacement)
        self.read_lock = RLock()
        self._on_commit = on_commit
        self._clear_caches: list[Callable[[], None]] = []
        self._snapshot = _ThreadSnapshot()

    def register_cache(self, clear: Callable[[], None]) -> None:
        """Have a cache cleared whenever the file is replaced by a different one."""
        self._clear_caches.append(clear)

    def migrate(self, first_settings: Mapping[str, str]) -> None:
        """Create what is missing and apply pending migrations.

        :param first_settings: the office settings of a new database.
        :raises Busy: another program holds the lock.
        """

        def migrate_and_load_settings() -> None:
            migrate(self.path, first_settings=first_settings)
            with self.transaction() as db:
                self.load_settings(db)

        self.run(migrate_and_load_settings)

    def _adopt_replacement(self) -> None:
        """Check and migrate a file that has replaced the database, for instance a restored
        backup, and clear every cache. Its revision continues above the newest one seen: walls and
        phones ignore a lower revision as outdated.

        :raises StorageUnavailable: the file cannot be used.
        """
        migrate(self.path)
        raise_revision(self.path, above=self.newest_revision)
        for clear in self._clear_caches:
            clear()

    def load_settings(self, db: sqlite3.Connection) -> None:
        """Read the office settings, and with them the office's time zone."""
        self.settings = read_settings(db)
        self.zone = self.settings.zone(self._default_zone)

    def snapshot(self, work: Callable[[], T]) -> T:
        """Run work in which every read sees the same state, in one transaction. The work may only
        read, and should be short: no writer can commit before it ends.

        :returns: the work's result.
        """

        def run() -> T:
            if self._snapshot.db is not None:
                return work()
            # Take the lock before the transaction, as Store.office does. Otherwise a reader in
            # its transaction could wait for the lock, its holder for a writer, and the writer
            # for the reader's transaction.
            with self.read_lock, self.connections.read_transaction() as db:
                self._snapshot.begin(db)
                try:
                    result = work()
                finally:
                    self._snapshot.db = None
            for write in self._snapshot.deferred:
                write()
            return result

        return self.run(run)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A read transaction: that of this thread's snapshot, or else a new one."""
        if self._snapshot.db is not None:
            yield self._snapshot.db
            return
        with self.connections.read_transaction() as db:
            yield db

    def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run work that only reads, in one transaction."""

        def run() -> T:
            with self.transaction() as db:
                return work(db)

        return self.run(run)

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run work in one write transaction, recorded under the current author's name."""
        refuse_in_dry_run()
        by = current()
        result = self.run(lambda: self._commit(work, by))
        self._on_commit()
        return result

    def write_later(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Write something that no reader depends on, after this thread's snapshot if it reads
        one. A page must not fail because another program is writing: Busy is ignored."""
        by = current()

        def write() -> None:
            with contextlib.suppress(Busy):
                self._commit(work, by)

        if is_dry_run():
            return
        if self._snapshot.db is None:
            self.run(write)
        else:
            self._snapshot.deferred += (write,)

    def _commit(self, work: Callable[[sqlite3.Connection], T], by: AuthorContext) -> T:
        if self._snapshot.db is not None:
            raise RuntimeError("A snapshot is only read: write after its end")
        with self.connections.write_transaction() as db, record_author(db, by):
            return work(db)

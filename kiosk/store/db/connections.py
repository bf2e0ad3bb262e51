"""A pool of connections to the database file, one for each thread that needs it."""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock

from kiosk.errors import N_, Busy, NeedsRestore, StorageFull, StorageUnavailable
from kiosk.store.db.database_file import FileIdentity, file_state, identity, is_missing

WAIT_SECONDS = 5.0
"""How long another program may hold the lock before a reader or writer gives up."""

CACHE_KIB = 8192

_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def connect(path: Path, *, foreign_keys: bool = True) -> sqlite3.Connection:
    """A connection in autocommit mode to an existing database, for one thread at a time.

    The rollback journal and synchronous=FULL guarantee that saved data survives a power cut. WAL
    would be a risk with the SQLite versions that other programs use.
    """
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw",
        uri=True,
        timeout=WAIT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    try:
        connection.row_factory = sqlite3.Row
        connection.text_factory = decode_text
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA mmap_size = 0")
        # Overwrite deleted data: old pages must not reveal the order of a survey's answers.
        connection.execute("PRAGMA secure_delete = ON")
        # Room for two rows of each key result, spread over years of history: with the default of
        # 2 MB, SQLite would read them from disk for every page.
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection


def roll_back_interrupted_write(path: Path) -> None:
    """Undo the half of a write that a power cut has left in the file. SQLite does so by itself, but
    not for a connection that only reads. While another program holds the lock, there is nothing to
    undo: it is writing, or undoing it.

    :raises sqlite3.OperationalError: the file is not writable.
    """
    journal = path.with_name(f"{path.name}-journal")
    if is_missing(journal):
        return
    uri = f"{path.resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=0)) as connection:
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _LOCKED:
                raise


def decode_text(text: bytes) -> str:
    """A text of the database. One invalid byte in a title must not break every page."""
    return text.decode("utf-8", "replace")


@contextmanager
def translate_sqlite_errors(path: Path) -> Iterator[None]:
    """Translate SQLite's errors about the file into errors that name the file and what to do.

    :raises Busy: another program holds the lock.
    :raises StorageUnavailable: the file is missing, damaged, not writable, or the disk is full.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_DBMOVED:
            raise Busy("A backup is being restored. Try again in a moment") from error
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _LOCKED:
            raise Busy(
                "Another program is writing to %(path)s. Try again",
                path=str(path),
            ) from error
        raise _unusable(path, code, error) from error
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            raise _unusable(path, getattr(error, "sqlite_errorcode", 0) & 0xFF, error) from error
        raise


_REASONS = {
    sqlite3.SQLITE_FULL: N_(
        "The disk is full: %(path)s was not changed. Free some space and try again"
    ),
    sqlite3.SQLITE_READONLY: N_("%(path)s is not writable. Give this program write permission"),
    sqlite3.SQLITE_CANTOPEN: N_("%(path)s cannot be opened. Is its folder there and readable?"),
    sqlite3.SQLITE_NOTADB: N_(
        "%(path)s is not a database. Restore the newest good backup: kiosk restore --newest"
    ),
    sqlite3.SQLITE_CORRUPT: N_(
        "%(path)s is damaged. Restore the newest good backup: kiosk restore --newest"
    ),
}
_KINDS: dict[int, type[StorageUnavailable]] = {
    sqlite3.SQLITE_FULL: StorageFull,
    sqlite3.SQLITE_NOTADB: NeedsRestore,
    sqlite3.SQLITE_CORRUPT: NeedsRestore,
}
_ANY_REASON = N_("The database %(path)s could not be used: %(reason)s")


def _unusable(path: Path, code: int, error: sqlite3.Error) -> StorageUnavailable:
    kind = _KINDS.get(code, StorageUnavailable)
    return kind(_REASONS.get(code, _ANY_REASON), path=str(path), reason=str(error))


def is_damage(error: BaseException) -> bool:
    """Whether SQLite reports that the file is damaged or not a database."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Connections:
    """A pool that grows to the largest number of connections in use at once.

    It uses a deque instead of threading.local, because callers may be greenlets.

    :param on_replaced: called before the first use of a file that replaced the database (a restored
        backup) or was found damaged; it may raise NeedsRestore.
    """

    def __init__(self, path: Path, on_replaced: Callable[[], None] = lambda: None) -> None:
        self._path = path
        self._idle: deque[tuple[FileIdentity, sqlite3.Connection]] = deque()
        self._on_replaced = on_replaced
        self._file: FileIdentity | None = None
        self._is_trusted = True
        self._refused: tuple[object, NeedsRestore] | None = None
        self._replacing = RLock()

    @contextmanager
    def read_transaction(self) -> Iterator[sqlite3.Connection]:
        """A transaction in which every SELECT sees the same state."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def write_transaction(self) -> Iterator[sqlite3.Connection]:
        """A transaction that takes the write lock at its start, so that its reads are still valid
        when it writes. It is rolled back if anything in it raises."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    def distrust(self) -> None:
        """Check the file before its next use, as if it had been replaced."""
        self._is_trusted = False

    def close(self) -> None:
        """Close every connection not in use."""
        while self._idle:
            self._idle.pop()[1].close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with translate_sqlite_errors(self._path):
            file, connection = self._begin(begin)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException as error:
                self._release_after_error(file, connection)
                if is_damage(error):
                    self.distrust()
                raise
            self._idle.append((file, connection))

    def _begin(self, begin: str) -> tuple[FileIdentity, sqlite3.Connection]:
        """Begin in the file that is there now. A restore may exchange it while this waits for the
        lock; what was saved in the file set aside would be lost."""
        while True:
            file = self._current_file()
            connection = self._acquire(file)
            try:
                connection.execute(begin)
                if identity(self._path) == file:
                    return file, connection
            except BaseException as error:
                self._release_after_error(file, connection)
                if is_damage(error):
                    self.distrust()
                raise
            connection.close()

    def _current_file(self) -> FileIdentity:
        """The file that is at the path now. An open connection keeps using the file it opened."""
        file = identity(self._path)
        if file != self._file or not self._is_trusted:
            with self._replacing:
                if self._file not in (None, file) or not self._is_trusted:
                    self._check()
                self._file, self._is_trusted = file, True
        return file

    def _check(self) -> None:
        """A refused file stays refused until it changes: checking a large file for every query
        would take too long."""
        state = file_state(self._path)
        if self._refused is not None and self._refused[0] == state:
            error = self._refused[1]
            raise NeedsRestore(error.message, **error.values)
        try:
            self._on_replaced()
        except NeedsRestore as error:
            self._refused = state, error
            raise
        self._refused = None

    def _acquire(self, file: FileIdentity) -> sqlite3.Connection:
        while True:
            try:
                opened, connection = self._idle.pop()
            except IndexError:
                return connect(self._path)
            if opened == file:
                return connection
            connection.close()

    def _release_after_error(self, file: FileIdentity, connection: sqlite3.Connection) -> None:
        try:
            connection.rollback()
        except sqlite3.Error:
            connection.close()
        else:
            self._idle.append((file, connection))

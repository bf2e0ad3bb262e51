"""Detects commits by any program, at the lowest cost."""

import os
import sqlite3
from pathlib import Path

from kiosk.errors import Busy

LOCK_WAIT = 5.0  # seconds


class ChangeDetector:
    """A dedicated read-only connection, for one thread.

    `PRAGMA data_version` changes only with commits of other connections, so this one must never
    write, and its number is valid for this connection only. A replaced file (a restored backup)
    counts as a change.

    :param path: the database file; it may be created later.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._seen: tuple[object, int] | None = None

    def changed(self) -> bool:
        """Whether anybody has committed since the last call; True at the first.

        :raises Busy: another program holds the lock, or there is no database yet.
        """
        version = self.data_version()
        now = (self._file, version)
        if now == self._seen:
            return False
        self._seen = now
        return True

    def data_version(self) -> int:
        """SQLite's count of other connections' commits, as this connection sees it.

        :raises Busy: another program holds the lock, or there is no database yet.
        """
        return self._number("PRAGMA data_version")

    def revision(self) -> int:
        """The revision of the last commit.

        :raises Busy: another program holds the lock, or there is no database yet.
        """
        return self._number("SELECT revision FROM revision WHERE id = 1")

    def close(self) -> None:
        """Close the connection; the next call opens a new one."""
        if self._connection is not None:
            self._connection.close()
        self._connection = self._file = None

    def _number(self, query: str) -> int:
        try:
            row = self._open().execute(query).fetchone()
        except (sqlite3.Error, OSError) as error:
            self.close()
            self._seen = None  # a new connection counts from a different number
            raise Busy("The database cannot be read: %(error)s", error=str(error)) from error
        if row is None:
            raise Busy("The database cannot be read: %(error)s", error="no revision yet")
        return int(row[0])

    def _open(self) -> sqlite3.Connection:
        status = os.stat(self._path)
        if self._connection is None or self._file != (status.st_dev, status.st_ino):
            self.close()
            uri = f"{self._path.resolve().as_uri()}?mode=ro"
            # The watcher creates the detector in one thread and may be stopped from another.
            self._connection = sqlite3.connect(
                uri, uri=True, timeout=LOCK_WAIT, isolation_level=None, check_same_thread=False
            )
            self._file = status.st_dev, status.st_ino
        return self._connection

"""A summary of a backup, for choosing one without reading the whole file."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from kiosk.store.db.conversion import parse_timestamp
from kiosk.store.db.database_file import file_state


@dataclass(frozen=True, slots=True)
class BackupContents:
    """A summary of a backup.

    :ivar newest: when its newest check-in was made; None if it has none.
    :ivar people: how many users it has.
    """

    check_ins: int
    newest: datetime | None
    people: int


def backup_contents(path: Path) -> BackupContents | None:
    """A summary of a backup; None if it cannot be read. Cached until the file changes."""
    return _read(path, file_state(path))


@lru_cache(maxsize=256)
def _read(path: Path, _state: tuple[int, ...]) -> BackupContents | None:
    uri = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as db:
            count, newest = db.execute(
                "SELECT count(*), max(recorded_at) FROM check_ins"
            ).fetchone()
            (people,) = db.execute("SELECT count(*) FROM users").fetchone()
    except sqlite3.Error:
        return None
    return BackupContents(count, parse_timestamp(newest), people)

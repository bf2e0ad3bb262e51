"""What is in a backup, for whoever chooses one: without reading the whole file."""

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
    """What is in a backup.

    :ivar newest: the newest check-in; None: there is none. :ivar people: how many may log in.
    """

    check_ins: int
    newest: datetime | None
    people: int


def backup_contents(path: Path) -> BackupContents | None:
    """What is in a backup; None where it cannot be read. A file that is as it was is not opened
    again."""
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

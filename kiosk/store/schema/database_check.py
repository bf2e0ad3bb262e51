"""Whether the database file is whole, without changing anything in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.store.db.connections import (
    WAIT_SECONDS,
    roll_back_interrupted_write,
    translate_sqlite_errors,
)
from kiosk.store.schema.integrity import refuse_damage
from kiosk.store.schema.triggers import triggers


def check_database(path: Path) -> None:
    """Read the whole file and hold it against what it should be.

    :raises Busy: another program holds the lock.
    :raises KioskError: saying what is wrong and what to do.
    """
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with translate_sqlite_errors(path):
        roll_back_interrupted_write(path)
    with (
        translate_sqlite_errors(path),
        closing(sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS)) as connection,
    ):
        refuse_damage(path, connection)
        _refuse_strangers_gaps(path, connection)


def _refuse_strangers_gaps(path: Path, connection: sqlite3.Connection) -> None:
    """Damage that another program may cause: dangling references, dropped triggers."""
    existing = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    missing = sorted(set(triggers(connection)) - existing)
    if missing:
        raise KioskError(
            "%(path)s lacks the trigger %(name)s, so changes may go unnoticed. Start kiosk "
            "run once: it creates it again",
            path=path,
            name=missing[0],
        )
    lost = connection.execute("PRAGMA foreign_key_check").fetchone()
    if lost is not None:
        raise KioskError(
            "%(path)s: row %(row)s of %(table)s refers to a row of %(parent)s that is not there."
            " Delete it, or restore a backup",
            path=path,
            row=lost[1],
            table=lost[0],
            parent=lost[2],
        )


def sqlite_version() -> tuple[str, bool]:
    """The version of SQLite in use, and whether it knows STRICT tables."""
    return sqlite3.sqlite_version, sqlite3.sqlite_version_info >= (3, 37, 0)

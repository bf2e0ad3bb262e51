"""Whether a database file is one of ours and whole. A write that a power cut has interrupted is
undone; nothing else is changed."""

import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from time import monotonic

from kiosk.errors import NeedsRestore, StorageUnavailable
from kiosk.store.db.connections import (
    WAIT_SECONDS,
    roll_back_interrupted_write,
    translate_sqlite_errors,
)
from kiosk.store.db.database_file import is_missing, marker_of

log = logging.getLogger("kiosk.store")

SAY_AFTER = 2.0  # seconds of a check, after which it is said what takes so long
_STEPS = 1_000_000  # of SQLite's machine, between two looks at the clock


def refuse_unusable(path: Path, known_migrations: Sequence[str]) -> None:
    """Look at a whole database before anything is written to it.

    :param known_migrations: the steps that this program knows.
    :raises Busy: another program holds the lock.
    :raises StorageUnavailable: saying what is wrong and what to do.
    """
    if is_missing(path):
        return
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with translate_sqlite_errors(path):
        roll_back_interrupted_write(path)
    with (
        translate_sqlite_errors(path),
        closing(sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS)) as connection,
    ):
        refuse_damage(path, connection)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if tables:
            _refuse_strangers(path, tables)
            _refuse_newer(path, connection, known_migrations)


def refuse_damage(path: Path, connection: sqlite3.Connection) -> None:
    """Read every page of the file.

    :raises NeedsRestore: SQLite finds damage in it.
    """
    began, is_reported = monotonic(), False

    def say() -> int:
        nonlocal is_reported
        if not is_reported and monotonic() - began > SAY_AFTER:
            is_reported = True
            log.warning("Checking %s, which may take a minute", path)
        return 0

    connection.set_progress_handler(say, _STEPS)
    try:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except UnicodeDecodeError as error:  # the damage is in the name of a table
        found = str(error)
    finally:
        connection.set_progress_handler(None, 0)
    if found != "ok":
        raise NeedsRestore(
            "%(path)s is damaged (%(found)s). Restore the newest good backup: kiosk restore"
            " --newest",
            path=str(path),
            found=found,
        )


def _refuse_strangers(path: Path, tables: set[str]) -> None:
    if "_sqlite_migrations" not in tables or "revision" not in tables:
        if marker_of(path).exists():
            raise NeedsRestore(
                "%(path)s is the database of another program, but there was an office in this"
                " folder. Restore the newest good backup: kiosk restore --newest",
                path=str(path),
            )
        raise StorageUnavailable(
            "%(path)s is the database of another program. Choose another folder with --data or"
            " KIOSK_DATA",
            path=str(path),
        )


def _refuse_newer(path: Path, connection: sqlite3.Connection, known: Sequence[str]) -> None:
    rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'kiosk'")
    unknown = sorted({row[0] for row in rows} - set(known))
    if unknown:
        raise NeedsRestore(
            "%(path)s was written by a newer version of this program (%(steps)s). Install that"
            " version again, or restore an older backup: kiosk restore --newest",
            path=str(path),
            steps=", ".join(unknown),
        )

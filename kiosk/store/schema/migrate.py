"""Creates a database, and applies pending migrations and triggers to an existing one."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.store.backups.backup import backup_folder, before_name, make_backup
from kiosk.store.db.connections import connect, translate_sqlite_errors
from kiosk.store.db.database_file import marker_of, refuse_if_gone
from kiosk.store.schema.integrity import refuse_unusable
from kiosk.store.schema.triggers import triggers

MIGRATIONS = (
    *("first_tables", "screens", "culture", "closing", "corrections", "structure", "people"),
    *("probe", "units", "screen_groups", "pictures", "logo"),
    *("imports", "due_dates", "short_titles", "import_columns"),
    *("import_grades", "import_links", "archived_cycles"),
)
"""The names of the migrations in migrations.py, oldest first."""

LAST_MIGRATION = MIGRATIONS[-1]
"""The newest migration. If it is applied, sqlite-utils need not be loaded at start."""


def migrate(
    path: Path, *, keeps_backup: bool = True, first_settings: Mapping[str, str] | None = None
) -> None:
    """Create the folder and the database where missing, apply pending migrations, create triggers.

    :param keeps_backup: whether an existing database is backed up before a migration.
    :param first_settings: what a new database has as office settings; others stay as they are.
    :raises Busy: another program holds the lock.
    :raises StorageUnavailable: the file is missing, damaged, or of a newer version or a different
        program. It is not changed.
    """
    _create_file(path)
    refuse_unusable(path, MIGRATIONS)
    with translate_sqlite_errors(path), closing(connect(path, foreign_keys=False)) as connection:
        # Write only if needed: a wall also runs from a read-only disk.
        if not _is_up_to_date(connection):
            if keeps_backup and not _is_new(connection) and not _is_applied(connection):
                make_backup(path, backup_folder(path) / before_name("update", datetime.now(UTC)))
            _bring_up_to_date(connection, first_settings or {})
    with contextlib.suppress(OSError):
        marker_of(path).touch(mode=0o600)


def _is_new(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def _bring_up_to_date(connection: sqlite3.Connection, first_settings: Mapping[str, str]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        is_new = _is_new(connection)
        if not _is_applied(connection):
            # Loading it takes a fifth of a second, and only the first start needs it.
            from kiosk.store.schema.migrations import apply

            apply(connection)
        if is_new:
            # Before the triggers are there: the history begins with what somebody did.
            rows = "INSERT INTO customs (name, value) VALUES (?, ?)"
            connection.executemany(rows, first_settings.items())
        for statement in _trigger_repairs(connection):
            connection.execute(statement)
        # Without this row the triggers would count nothing, and no wall would ever update.
        connection.execute("INSERT OR IGNORE INTO revision (id, revision) VALUES (1, 1)")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def raise_revision(path: Path, *, above: int) -> None:
    """Raise the revision above one that was seen before; do nothing if the file is read-only."""
    with (
        contextlib.suppress(sqlite3.OperationalError),
        closing(connect(path, foreign_keys=False)) as connection,
    ):
        connection.execute("UPDATE revision SET revision = max(revision, ?) + 1", (above,))


def _is_up_to_date(connection: sqlite3.Connection) -> bool:
    if not _is_applied(connection) or any(_trigger_repairs(connection)):
        return False
    return connection.execute("SELECT 1 FROM revision WHERE id = 1").fetchone() is not None


def _create_file(path: Path) -> None:
    """Create the file readable by its owner only, whatever the umask: it has password hashes.

    :raises KioskError: it cannot be created there.
    """
    refuse_if_gone(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        elif path.is_dir():
            raise IsADirectoryError(0, "it is a folder", str(path))
    except OSError as error:
        raise KioskError(
            "The database %(path)s cannot be created: %(reason)s. Choose another folder with "
            "--data or KIOSK_DATA",
            path=str(path),
            reason=error.strerror or str(error),
        ) from error


def _is_applied(connection: sqlite3.Connection) -> bool:
    try:
        row = connection.execute(
            "SELECT 1 FROM _sqlite_migrations WHERE migration_set = 'kiosk' AND name = ?",
            (LAST_MIGRATION,),
        ).fetchone()
    except sqlite3.OperationalError:
        return False
    return row is not None


def _trigger_repairs(connection: sqlite3.Connection) -> Iterator[str]:
    """Statements that replace missing and outdated triggers."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    existing = dict(rows.fetchall())
    for name, sql in triggers(connection).items():
        if existing.get(name) != sql:
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield sql

"""Tables, triggers and indexes, and bringing a database up to them.

Natural keys, defaults and checks are made for a stranger with the sqlite-utils command: a row
of key_result and value is a whole check-in, and what cannot be one is refused at the door.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
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
    *("probe", "units"),
)
"""Every step that this program knows, oldest first; kiosk/store/schema/migrations.py has them."""

LAST_MIGRATION = MIGRATIONS[-1]
"""The newest migration. Where it stands applied, sqlite-utils need not be loaded at start."""

NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"


def decimal_check(column: str) -> str:
    """A constraint that a column is empty or a finite decimal; its name is what a stranger
    reads who tries something else."""
    return (
        f'CONSTRAINT "{column} is a plain decimal like 42.5, in a string"'
        f" CHECK ({column} IS NULL OR (length({column}) <= 40"
        f" AND ({column} GLOB '[0-9]*' OR {column} GLOB '-[0-9]*')"
        f" AND {column} NOT GLOB '?*-*' AND {column} NOT GLOB '*[^-0-9.]*'"
        f" AND {column} NOT GLOB '*.*.*' AND {column} NOT GLOB '*.'))"
    )


def _moment_check(column: str) -> str:
    return (
        f'CONSTRAINT "{column} is a moment like 2026-11-20T09:12:00Z"'
        f" CHECK ({column} GLOB '[0-9][0-9][0-9][0-9]-*' AND julianday({column}) IS NOT NULL)"
    )


TABLES = f"""
CREATE TABLE office (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL DEFAULT '',
    is_sample INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE revision (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL
) STRICT;

CREATE TABLE changed (
    key_result TEXT PRIMARY KEY,
    revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE codes (code TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE teams (
    code TEXT PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    is_company INTEGER NOT NULL DEFAULT 0,
    color TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    archived_at TEXT
) STRICT;

CREATE TABLE cycles (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    theme TEXT NOT NULL DEFAULT '',
    starts_on TEXT NOT NULL CHECK (date(starts_on) IS starts_on),
    ends_on TEXT NOT NULL CHECK (date(ends_on) IS ends_on AND ends_on >= starts_on),
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'open', 'grading', 'closed'))
) STRICT;

CREATE TABLE objectives (
    code TEXT PRIMARY KEY NOT NULL,
    cycle INTEGER NOT NULL REFERENCES cycles (id),
    team TEXT NOT NULL REFERENCES teams (code),
    title TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    archived_at TEXT
) STRICT;

CREATE TABLE serves (
    objective TEXT NOT NULL REFERENCES objectives (code),
    serves TEXT NOT NULL REFERENCES objectives (code) CHECK (serves <> objective),
    because TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (objective, serves)
) STRICT;

CREATE TABLE key_results (
    code TEXT PRIMARY KEY NOT NULL,
    objective TEXT NOT NULL REFERENCES objectives (code),
    position INTEGER NOT NULL DEFAULT 0,
    weight TEXT {decimal_check("weight")} CHECK (weight NOT GLOB '-*'),
    owner TEXT NOT NULL DEFAULT '',
    freshness_days INTEGER CHECK (freshness_days BETWEEN 1 AND 366),
    confidential INTEGER NOT NULL DEFAULT 0,
    archived_at TEXT
) STRICT;

CREATE TABLE definitions (
    id INTEGER PRIMARY KEY,
    key_result TEXT NOT NULL REFERENCES key_results (code),
    version INTEGER NOT NULL DEFAULT 1,
    title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('number', 'percent', 'currency', 'at_most', 'at_least',
        'between', 'milestones', 'yes_no')),
    unit TEXT NOT NULL DEFAULT '',
    start TEXT {decimal_check("start")},
    target TEXT {decimal_check("target")},
    low TEXT {decimal_check("low")},
    high TEXT {decimal_check("high")},
    reason TEXT NOT NULL DEFAULT '',
    changed_by TEXT NOT NULL DEFAULT '',
    since TEXT NOT NULL DEFAULT ({NOW}) {_moment_check("since")},
    UNIQUE (key_result, version)
) STRICT;

CREATE TABLE milestones (
    code TEXT PRIMARY KEY NOT NULL,
    key_result TEXT NOT NULL REFERENCES key_results (code),
    title TEXT NOT NULL,
    weight TEXT NOT NULL DEFAULT '1' {decimal_check("weight")} CHECK (weight NOT GLOB '-*'),
    position INTEGER NOT NULL DEFAULT 0,
    archived_at TEXT
) STRICT;

CREATE TABLE check_ins (
    id INTEGER PRIMARY KEY,
    key_result TEXT NOT NULL REFERENCES key_results (code),
    measured_at TEXT NOT NULL DEFAULT ({NOW}) {_moment_check("measured_at")},
    recorded_at TEXT NOT NULL DEFAULT ({NOW}) {_moment_check("recorded_at")},
    value TEXT {decimal_check("value")},
    done TEXT,
    confidence INTEGER CHECK (confidence BETWEEN 0 AND 10),
    note TEXT NOT NULL DEFAULT '',
    team TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    signed TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT 'sqlite',
    nothing_changed INTEGER NOT NULL DEFAULT 0,
    undoes INTEGER REFERENCES check_ins (id),
    CONSTRAINT "a row has a value, or done, or undoes another"
        CHECK ((undoes IS NULL) = (value IS NOT NULL OR done IS NOT NULL))
) STRICT;

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    password_hash TEXT NOT NULL,
    is_admin INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY NOT NULL,
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    seen_at TEXT NOT NULL
) STRICT;

CREATE TABLE tokens (
    name TEXT PRIMARY KEY NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    can TEXT NOT NULL CHECK (can IN ('read', 'check-in')),
    made_at TEXT NOT NULL DEFAULT ({NOW})
) STRICT;

CREATE INDEX objectives_of_cycle ON objectives (cycle);
CREATE INDEX key_results_of_objective ON key_results (objective);
CREATE INDEX milestones_of_key_result ON milestones (key_result);
CREATE INDEX sessions_of_user ON sessions (user);
-- Partial, or the planner would take it for "undoes IS NULL" and walk through all of history.
CREATE UNIQUE INDEX check_ins_undone ON check_ins (undoes) WHERE undoes IS NOT NULL;
-- Rows that undo carry no value, so the way to the newest value does not lead past them.
CREATE INDEX check_ins_measured ON check_ins (key_result, measured_at, id) WHERE undoes IS NULL;
CREATE INDEX check_ins_recorded ON check_ins (recorded_at, id) WHERE undoes IS NULL;

INSERT INTO revision (id, revision) VALUES (1, 1);
INSERT INTO office (id) VALUES (1);
"""

_TIME = "GLOB '[0-2][0-9]:[0-5][0-9]'"

# What a screen is told to every one of them stands in the row "*". Which screens there are is
# told beside it: it moves no wall.
SCREENS = f"""
CREATE TABLE screens (
    name TEXT PRIMARY KEY NOT NULL CONSTRAINT "name is of a-z, 0-9 and -, or *"
        CHECK (name = '*' OR (length(name) BETWEEN 1 AND 32 AND name NOT GLOB '*[^a-z0-9-]*')),
    label TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    diagonal INTEGER NOT NULL DEFAULT 55 CHECK (diagonal BETWEEN 10 AND 150),
    distance TEXT NOT NULL DEFAULT '5' {decimal_check("distance")},
    theme TEXT NOT NULL DEFAULT 'dark' CHECK (theme IN ('dark', 'light', 'hours')),
    light_from TEXT NOT NULL DEFAULT '07:00' CHECK (light_from {_TIME}),
    light_to TEXT NOT NULL DEFAULT '19:00' CHECK (light_to {_TIME}),
    dim_from TEXT CHECK (dim_from {_TIME}),
    dim_to TEXT CHECK (dim_to {_TIME}),
    timezone TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    teams TEXT NOT NULL DEFAULT '',
    dwell INTEGER NOT NULL DEFAULT 0 CHECK (dwell BETWEEN 0 AND 600),
    margin_top INTEGER NOT NULL DEFAULT 0 CHECK (margin_top BETWEEN 0 AND 200),
    margin_right INTEGER NOT NULL DEFAULT 0 CHECK (margin_right BETWEEN 0 AND 200),
    margin_bottom INTEGER NOT NULL DEFAULT 0 CHECK (margin_bottom BETWEEN 0 AND 200),
    margin_left INTEGER NOT NULL DEFAULT 0 CHECK (margin_left BETWEEN 0 AND 200),
    low_power INTEGER NOT NULL DEFAULT 0,
    identify_until TEXT,
    marks_until TEXT,
    reload INTEGER NOT NULL DEFAULT 0,
    show TEXT NOT NULL DEFAULT '',
    hold INTEGER NOT NULL DEFAULT 0,
    asked INTEGER NOT NULL DEFAULT 0,
    replay INTEGER NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    message_until TEXT
) STRICT;

CREATE TABLE screens_seen (
    name TEXT PRIMARY KEY NOT NULL,
    since TEXT NOT NULL,
    seen_at TEXT NOT NULL
) STRICT;
"""


def migrate(path: Path, *, keeps_backup: bool = True) -> None:
    """Create the folder and the database where missing, apply what is pending, make triggers.

    :param keeps_backup: whether a database that is there is backed up before a step changes it.
    :raises Busy: another program holds the lock.
    :raises StorageUnavailable: it is gone, damaged, of a newer program or of another one. It is
        left as it is.
    """
    _make_place(path)
    refuse_unusable(path, MIGRATIONS)
    with translate_sqlite_errors(path), closing(connect(path, foreign_keys=False)) as connection:
        # A disk that may only be read has a wall all the same.
        if not _is_up_to_date(connection):
            if keeps_backup and not _is_new(connection) and not _is_applied(connection):
                make_backup(path, backup_folder(path) / before_name("update", datetime.now(UTC)))
            _bring_up_to_date(connection)
    with contextlib.suppress(OSError):
        marker_of(path).touch(mode=0o600)


def _is_new(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not _is_applied(connection):
            # It takes a fifth of a second to load, and no second start needs it.
            from kiosk.store.schema.migrations import apply

            apply(connection)
        for statement in _trigger_repairs(connection):
            connection.execute(statement)
        # Without its row the triggers would count nothing, and no wall would move again.
        connection.execute("INSERT OR IGNORE INTO revision (id, revision) VALUES (1, 1)")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def raise_revision(path: Path, *, above: int) -> None:
    """Have the next revision be higher than one that was seen; nothing where the file may not be
    written."""
    with (
        contextlib.suppress(sqlite3.OperationalError),
        closing(connect(path, foreign_keys=False)) as connection,
    ):
        connection.execute("UPDATE revision SET revision = max(revision, ?) + 1", (above,))


def _is_up_to_date(connection: sqlite3.Connection) -> bool:
    if not _is_applied(connection) or any(_trigger_repairs(connection)):
        return False
    return connection.execute("SELECT 1 FROM revision WHERE id = 1").fetchone() is not None


def _make_place(path: Path) -> None:
    """The database holds password hashes: made for its owner's eyes, whatever the umask.

    :raises KioskError: there can be no database in that place.
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
    """Statements that make the database's triggers ours; none when they are already."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    there = dict(rows.fetchall())
    for name, sql in triggers(connection).items():
        if there.get(name) != sql:
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield sql

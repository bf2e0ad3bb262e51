"""Undoing a save from the history: its rows get the values that they had before it.

Only screens and pictures can be undone like this; objectives, check-ins and moves have ways of
their own.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from kiosk.errors import NotFound, ValidationError
from kiosk.store.db.conversion import timestamp_to_text

KEYS = {"screens": "name", "pictures": "code"}
"""The tables whose changes can be undone, with the column that names a row."""


def undoable(db: sqlite3.Connection, batches: Iterable[int]) -> frozenset[int]:
    """Those of the saves that can be undone: nothing in them has changed since."""
    return frozenset(batch for batch in batches if batch and _is_undoable(db, _rows(db, batch)))


def undo_save(db: sqlite3.Connection, batch: int) -> None:
    """Undo a save, as a save of its own.

    :raises NotFound: there is no such save, or it cannot be undone.
    :raises ValidationError: something in it has changed since.
    """
    rows = _rows(db, batch)
    if not rows or any(row["thing"] not in KEYS for row in rows):
        raise NotFound("There is no such page")
    if not _is_undoable(db, rows):
        raise ValidationError("undo", "Something in this has changed since, so it stays as it is")
    for (table, name), (before, after) in _ends(rows).items():
        _put_back(db, table, name, before, after)


def _rows(db: sqlite3.Connection, batch: int) -> list[sqlite3.Row]:
    return db.execute("SELECT * FROM journal WHERE batch = ? ORDER BY id", (batch,)).fetchall()


def _ends(rows: Iterable[sqlite3.Row]) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    """Each row before and after the save; None where it was not there."""
    ends: dict[tuple[str, str], tuple[str | None, str | None]] = {}
    for row in rows:
        key = row["thing"], row["code"]
        first = ends[key][0] if key in ends else row["before"]
        ends[key] = first, row["after"]
    return ends


def _is_undoable(db: sqlite3.Connection, rows: list[sqlite3.Row]) -> bool:
    if not rows or any(row["thing"] not in KEYS for row in rows):
        return False
    ends = _ends(rows)
    return all(_is_as_saved(db, *key, after) for key, (_, after) in ends.items())


def _is_as_saved(db: sqlite3.Connection, table: str, name: str, after: str | None) -> bool:
    now = db.execute(f"SELECT * FROM {table} WHERE {KEYS[table]} = ?", (name,)).fetchone()
    if now is None or after is None:
        return now is None and after is None
    saved = json.loads(after)
    return all(column in now.keys() and now[column] == saved[column] for column in saved)  # noqa: SIM118


def _put_back(
    db: sqlite3.Connection, table: str, name: str, before: str | None, after: str | None
) -> None:
    defaults = _defaults(db, table)
    known = {column: value for column, value in _row(before).items() if column in defaults}
    if after is None:
        db.execute(f"INSERT INTO {table} ({KEYS[table]}) VALUES (?)", (name,))
    elif before is None and table == "pictures":
        known = {"removed_at": timestamp_to_text(datetime.now(UTC))}
    elif before is None:
        # A row of a screen also has the commands to it, which stay.
        known = {column: defaults[column] for column in _row(after) if column in defaults}
    columns = {column: value for column, value in known.items() if column != KEYS[table]}
    texts = ", ".join(f"{column} = ?" for column in columns)
    db.execute(f"UPDATE {table} SET {texts} WHERE {KEYS[table]} = ?", (*columns.values(), name))


def _defaults(db: sqlite3.Connection, table: str) -> dict[str, Any]:
    """Every column of a table with its default."""
    columns = db.execute(f"PRAGMA table_info({table})").fetchall()
    texts = [f"{column['dflt_value'] or 'NULL'} AS {column['name']}" for column in columns]
    return dict(db.execute(f"SELECT {', '.join(texts)}").fetchone())


def _row(text: str | None) -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(text or "{}")
    return found

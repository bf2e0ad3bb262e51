"""The office settings in the table `customs`: a row for each that differs from its default."""

import sqlite3
from collections.abc import Mapping

from kiosk.okr.office_settings import BY_NAME, OfficeSettings, settings_from_texts


def read_settings(db: sqlite3.Connection) -> OfficeSettings:
    """The office settings. A closed cycle keeps the ones it was closed with (queries/cycles.py)."""
    return settings_from_texts(settings_rows(db))


def settings_rows(db: sqlite3.Connection) -> dict[str, str]:
    """The stored texts by name."""
    return {row["name"]: row["value"] for row in db.execute("SELECT name, value FROM customs")}


def set_settings(db: sqlite3.Connection, given: Mapping[str, str]) -> None:
    """Write only rows that differ, so that saving without a change updates no wall."""
    stored = settings_rows(db)
    deleted = [(name,) for name in stored if name in BY_NAME and name not in given]
    db.executemany("DELETE FROM customs WHERE name = ?", deleted)
    db.executemany(
        "INSERT INTO customs (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [(name, text) for name, text in given.items() if stored.get(name) != text],
    )

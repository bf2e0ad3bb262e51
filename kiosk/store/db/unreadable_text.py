"""Texts with a byte that is no UTF-8: which row and column they stand in.

They are read with a sign in the byte's place (kiosk.store.db.connections), so that no page is
missing, and no form writes that sign back (kiosk.okr.text).
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

# What tells people best which row it is.
_NAMES = ("code", "objective", "key_result", "cycle", "name", "id")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that cannot be read whole: its table and column, its row, and what is left of it."""

    table: str
    column: str
    row: str
    text: str

    @property
    def place(self) -> str:
        """Table, column and row: objectives.title K7Q2."""
        return f"{self.table}.{self.column} {self.row}"


def unreadable(db: sqlite3.Connection) -> Iterator[Unreadable]:
    """Every text of the database that cannot be read whole. The journal is left out: it holds old
    states, which nobody edits."""
    db.create_function("is_utf8", 1, _is_utf8, deterministic=True)
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if table != "journal":
            columns = db.execute(f"SELECT name, type FROM pragma_table_info('{table}')").fetchall()
            yield from _of_table(db, table, dict(columns))


def _of_table(db: sqlite3.Connection, table: str, kinds: dict[str, str]) -> Iterator[Unreadable]:
    named = next((name for name in _NAMES if name in kinds), next(iter(kinds)))
    for column in (name for name, kind in kinds.items() if kind == "TEXT"):
        for row, text in db.execute(
            f'SELECT "{named}", "{column}" FROM "{table}"'
            f' WHERE "{column}" IS NOT NULL AND NOT is_utf8(CAST("{column}" AS BLOB))'
        ):
            yield Unreadable(table, column, str(row), text)


def _is_utf8(stored: bytes) -> bool:
    try:
        stored.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

"""An office's customs: a row for each that is not the default."""

import sqlite3
from collections.abc import Mapping

from kiosk.okr.customs import BY_NAME, Customs, customs_of
from kiosk.store.base import Base


def read_customs(db: sqlite3.Connection) -> Customs:
    """The customs of the office. A closed cycle keeps what it was counted by (store/cycles.py)."""
    return customs_of(_rows(db))


def _rows(db: sqlite3.Connection) -> dict[str, str]:
    return {row["name"]: row["value"] for row in db.execute("SELECT name, value FROM customs")}


def _set(db: sqlite3.Connection, given: Mapping[str, str]) -> None:
    """Only rows that become others are touched: who saves what there is moves no wall."""
    there = _rows(db)
    gone = [(name,) for name in there if name in BY_NAME and name not in given]
    db.executemany("DELETE FROM customs WHERE name = ?", gone)
    db.executemany(
        "INSERT INTO customs (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [(name, text) for name, text in given.items() if there.get(name) != text],
    )


class CustomsStore(Base):
    """The store's methods about customs. The office has them too, read with everything else."""

    def given_customs(self) -> dict[str, str]:
        """What was set, as it was typed, by name; what is not there is the default."""
        rows = self._read(_rows)
        return {name: text for name, text in rows.items() if name in BY_NAME}

    def set_customs(self, given: Mapping[str, str]) -> None:
        """Set these customs; the others are the default again."""
        self._write(lambda db: _set(db, given))

"""What columns of imported tables hold, as somebody has said, by the table's headings."""

import json
import sqlite3
from collections.abc import Iterable, Mapping


def remembered_columns(db: sqlite3.Connection, shapes: Iterable[str]) -> dict[str, str]:
    """What columns hold, by their headings, in tables of these shapes."""
    rows = db.execute(
        "SELECT heading, holds FROM import_columns"
        " WHERE shape IN (SELECT value FROM json_each(?)) ORDER BY shape",
        (json.dumps(list(shapes)),),
    )
    return dict(rows.fetchall())


def remember_columns(
    db: sqlite3.Connection, shapes: Iterable[str], columns: Mapping[str, str]
) -> None:
    """Remember what columns hold in place of what was remembered for these shapes."""
    for shape in shapes:
        db.execute("DELETE FROM import_columns WHERE shape = ?", (shape,))
        db.executemany(
            "INSERT INTO import_columns (shape, heading, holds) VALUES (?, ?, ?)",
            [(shape, heading, holds) for heading, holds in columns.items() if holds],
        )

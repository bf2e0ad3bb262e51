"""The current presentation: one row, or none."""

import sqlite3
from datetime import datetime

from kiosk.okr.presentation import Presentation
from kiosk.store.db.conversion import parse_timestamp, timestamp_to_text


def read_presentation(db: sqlite3.Connection) -> Presentation | None:
    """The last presentation, ended or not."""
    row = db.execute("SELECT * FROM presentation").fetchone()
    until = parse_timestamp(row["until"]) if row is not None else None
    if row is None or until is None:
        return None
    return Presentation(row["cycle"], row["step"], row["screen"], until)


def start_presentation(db: sqlite3.Connection, cycle: int, screen: str, until: datetime) -> None:
    """Start with the first step; it replaces an earlier presentation."""
    db.execute(
        "INSERT INTO presentation (id, cycle, step, screen, until) VALUES (1, ?, 0, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET cycle = excluded.cycle, step = 0,"
        " screen = excluded.screen, until = excluded.until",
        (cycle, screen, timestamp_to_text(until)),
    )


def step_presentation(db: sqlite3.Connection, to: int | None, by: int, last: int) -> None:
    """Go to a step, or forward or back by a number, limited to the existing steps."""
    db.execute(
        "UPDATE presentation SET step = max(0, min(?, coalesce(?, step) + ?))", (last, to, by)
    )


def end_presentation(db: sqlite3.Connection) -> None:
    """End the presentation."""
    db.execute("DELETE FROM presentation")

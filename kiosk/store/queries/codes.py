"""Codes of new records. A code is used once, also when its record is deleted."""

import sqlite3

from kiosk.okr.codes import new_code


def fresh_code(db: sqlite3.Connection) -> str:
    """A code that was never used, reserved from now on."""
    taken = {row["code"] for row in db.execute("SELECT code FROM codes")}
    code = new_code(taken)
    db.execute("INSERT INTO codes (code) VALUES (?)", (code,))
    return code

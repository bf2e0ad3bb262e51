"""Codes of new rows. A code is used only once, even if its row is deleted."""

import sqlite3

from kiosk.okr.codes import new_code


def fresh_code(db: sqlite3.Connection) -> str:
    """An unused code, reserved from now on."""
    taken = {row["code"] for row in db.execute("SELECT code FROM codes")}
    code = new_code(taken)
    db.execute("INSERT INTO codes (code) VALUES (?)", (code,))
    return code

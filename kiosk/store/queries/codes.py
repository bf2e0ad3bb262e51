"""Codes of new rows. A code is used only once, even if its row is deleted."""

import sqlite3

from kiosk.okr.codes import new_code

_TRIES = 20


def fresh_code(db: sqlite3.Connection) -> str:
    """An unused code, reserved from now on."""
    for _ in range(_TRIES):  # Reading all of them takes long for each of thousands of new rows.
        code = new_code(frozenset())
        if db.execute("INSERT OR IGNORE INTO codes (code) VALUES (?)", (code,)).rowcount:
            return code
    code = new_code({row["code"] for row in db.execute("SELECT code FROM codes")})
    db.execute("INSERT INTO codes (code) VALUES (?)", (code,))
    return code

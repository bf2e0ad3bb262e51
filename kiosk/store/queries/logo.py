"""The company's logo: one row, or none."""

import sqlite3
from hashlib import sha256

from kiosk.okr.logo import Logo


def read_logo(db: sqlite3.Connection) -> Logo | None:
    """The logo, without its file."""
    row = db.execute("SELECT digest, width, height FROM logo").fetchone()
    return Logo(row["digest"], row["width"], row["height"]) if row else None


def read_logo_file(db: sqlite3.Connection, digest: str) -> bytes | None:
    """The file of the logo with this digest, as PNG; None if there is another or none."""
    row = db.execute("SELECT png FROM logo WHERE digest = ?", (digest,)).fetchone()
    return bytes(row["png"]) if row else None


def set_logo(db: sqlite3.Connection, png: bytes, width: int, height: int) -> None:
    """Set the logo, in place of the one before."""
    remove_logo(db)
    db.execute(
        "INSERT INTO logo (id, digest, width, height, png) VALUES (1, ?, ?, ?, ?)",
        (sha256(png).hexdigest()[:16], width, height, png),
    )


def remove_logo(db: sqlite3.Connection) -> None:
    """Remove the logo, if there is one."""
    db.execute("DELETE FROM logo")

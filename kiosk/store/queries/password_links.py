"""Links that set a new password: each works once, within a day. Kept as their hashes only."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.errors import NotFound
from kiosk.store.db.conversion import parse_timestamp, timestamp_to_text
from kiosk.store.queries.users import User, set_password_hash, user_by_id

LIFE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """A link that somebody may use until a moment."""

    user: User
    ends_at: datetime


def make_link(db: sqlite3.Connection, number: int, token_hash: str, now: datetime) -> PasswordLink:
    """Make a link for the person with this number, in the place of the one they had.

    :raises NotFound: there is no such user.
    """
    user = user_by_id(db, number)
    withdraw(db, number)
    db.execute(
        "INSERT INTO password_links (token_hash, user, ends_at) VALUES (?, ?, ?)",
        (token_hash, number, timestamp_to_text(now + LIFE)),
    )
    return PasswordLink(user, now + LIFE)


def link(db: sqlite3.Connection, token_hash: str, now: datetime) -> PasswordLink:
    """The link with this hash; raises NotFound when it was used, was withdrawn or has ended."""
    row = db.execute("SELECT * FROM password_links WHERE token_hash = ?", (token_hash,)).fetchone()
    ends_at = None if row is None else parse_timestamp(row["ends_at"])
    if ends_at is None or ends_at <= now:
        raise NotFound("This link was already used, was withdrawn or has expired")
    return PasswordLink(user_by_id(db, row["user"]), ends_at)


def link_ends_at(db: sqlite3.Connection, number: int, now: datetime) -> datetime | None:
    """Until when somebody has a link; None for no link."""
    row = db.execute("SELECT ends_at FROM password_links WHERE user = ?", (number,)).fetchone()
    ends_at = None if row is None else parse_timestamp(row["ends_at"])
    return ends_at if ends_at is not None and ends_at > now else None


def use(db: sqlite3.Connection, token_hash: str, password_hash: str, now: datetime) -> User:
    """Set the password, use the link up and end that person's sessions; all of it or nothing.

    :raises NotFound: the link is not good (any more).
    """
    user = link(db, token_hash, now).user
    set_password_hash(db, user.name, password_hash)
    return user


def withdraw(db: sqlite3.Connection, number: int) -> None:
    """Take back the link of somebody; it may be over already."""
    db.execute("DELETE FROM password_links WHERE user = ?", (number,))

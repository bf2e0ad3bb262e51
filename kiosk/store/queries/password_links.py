"""Links that set a new password, each once. Only their hashes are stored."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.expiry import PASSWORD_LINK_LIFETIME, has_expired, valid_password_link
from kiosk.store.db.conversion import parse_timestamp, timestamp_to_text
from kiosk.store.queries.users import User, set_password_hash, user_by_id


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """A user's link, valid until `ends_at` (aware)."""

    user: User
    ends_at: datetime


def make_link(db: sqlite3.Connection, number: int, token_hash: str, now: datetime) -> PasswordLink:
    """Add a link for the user with this id; it replaces their previous one.

    :raises NotFound: there is no such user.
    """
    user = user_by_id(db, number)
    delete_link(db, number)
    ends_at = now + PASSWORD_LINK_LIFETIME
    db.execute(
        "INSERT INTO password_links (token_hash, user, ends_at) VALUES (?, ?, ?)",
        (token_hash, number, timestamp_to_text(ends_at)),
    )
    return PasswordLink(user, ends_at)


def link(db: sqlite3.Connection, token_hash: str, now: datetime) -> PasswordLink:
    """The link with this hash; raises NotFound if it is used, withdrawn or expired."""
    row = db.execute("SELECT * FROM password_links WHERE token_hash = ?", (token_hash,)).fetchone()
    ends_at = None if row is None else parse_timestamp(row["ends_at"])
    found = None if ends_at is None else PasswordLink(user_by_id(db, row["user"]), ends_at)
    return valid_password_link(found, now)


def link_ends_at(db: sqlite3.Connection, number: int, now: datetime) -> datetime | None:
    """When a user's link expires (aware); None if they have none."""
    row = db.execute("SELECT ends_at FROM password_links WHERE user = ?", (number,)).fetchone()
    ends_at = None if row is None else parse_timestamp(row["ends_at"])
    return None if ends_at is None or has_expired(ends_at, now) else ends_at


def use(db: sqlite3.Connection, token_hash: str, password_hash: str, now: datetime) -> User:
    """Set the password, delete the link and end the user's sessions.

    :raises NotFound: the link is not valid (any more).
    """
    user = link(db, token_hash, now).user
    set_password_hash(db, user.name, password_hash)
    return user


def delete_link(db: sqlite3.Connection, number: int) -> None:
    """Delete a user's link, if there is one."""
    db.execute("DELETE FROM password_links WHERE user = ?", (number,))

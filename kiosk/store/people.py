"""People, their log-in sessions, and tokens. Secrets are kept as hashes only."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.errors import NotFound, Refused
from kiosk.okr.codes import normal_code
from kiosk.okr.texts import NAME_LENGTH, line
from kiosk.store.rows import moment_or_none, moment_text

SESSION_DAYS = 30
SEEN_EVERY = timedelta(days=1)
CAN = ("read", "check-in")


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may log in. `team` is the code of the one they check in for; "" for all."""

    id: int
    name: str
    password_hash: str
    is_admin: bool
    team: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A program's right to `can`: "read" or "check-in"."""

    name: str
    can: str
    made_at: datetime | None


def _user(row: sqlite3.Row) -> User:
    return User(row["id"], row["name"], row["password_hash"], bool(row["is_admin"]), row["team"])


def add_user(
    db: sqlite3.Connection,
    name: str,
    password_hash: str,
    *,
    is_admin: bool,
    first: bool = False,
    team: str = "",
) -> User:
    """Add somebody; with `first`, only while there is no admin yet.

    :param team: the code of the team they check in for, "" for all of them.
    :raises Refused: the name is taken, there is an admin already, or no such team.
    """
    plain = line("name", name, NAME_LENGTH)
    if first and db.execute("SELECT 1 FROM users WHERE is_admin").fetchone():
        raise Refused("code", "There is an admin already. Ask them to add you")
    if db.execute("SELECT 1 FROM users WHERE name = ?", (plain,)).fetchone():
        raise Refused("name", "“%(name)s” is taken already. Write another name", name=plain)
    db.execute(
        "INSERT INTO users (name, password_hash, is_admin, team) VALUES (?, ?, ?, ?)",
        (plain, password_hash, int(is_admin), known_team(db, team)),
    )
    return user_by_name(db, plain)


def users(db: sqlite3.Connection) -> tuple[User, ...]:
    """Everybody, by name."""
    return tuple(map(_user, db.execute("SELECT * FROM users ORDER BY name").fetchall()))


def user_or_none(db: sqlite3.Connection, name: str) -> User | None:
    """Whoever has this name, in any case of letters."""
    row = db.execute("SELECT * FROM users WHERE name = ?", (" ".join(name.split()),)).fetchone()
    return None if row is None else _user(row)


def user_by_name(db: sqlite3.Connection, name: str) -> User:
    """Whoever has this name; raises NotFound."""
    user = user_or_none(db, name)
    if user is None:
        raise NotFound("There is nobody called “%(name)s”", name=name)
    return user


def remove_user(db: sqlite3.Connection, name: str) -> None:
    """Remove somebody and their sessions; their check-ins stay.

    :raises Refused: nobody would be left who may add others.
    """
    user = user_by_name(db, name)
    if is_only_admin(db, user):
        raise Refused(
            "name",
            "“%(name)s” is the only admin. Add another first: kiosk user add NAME --admin",
            name=user.name,
        )
    db.execute("DELETE FROM users WHERE id = ?", (user.id,))


def set_user(db: sqlite3.Connection, number: int, *, team: str, is_admin: bool) -> User:
    """Change whom somebody checks in for and whether they are an admin.

    :raises NotFound: nobody has this number.
    :raises Refused: there is no such team, or no admin would be left.
    """
    row = db.execute("SELECT * FROM users WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise NotFound("There is nobody with the number %(number)s", number=number)
    user = _user(row)
    if not is_admin and is_only_admin(db, user):
        raise Refused(
            "is_admin", "“%(name)s” is the only admin. Make another first", name=user.name
        )
    code = team if team == user.team else known_team(db, team)
    db.execute(
        "UPDATE users SET team = ?, is_admin = ? WHERE id = ?", (code, int(is_admin), number)
    )
    return user_by_name(db, user.name)


def is_only_admin(db: sqlite3.Connection, user: User) -> bool:
    """Whether nobody would be left who may add others."""
    others = db.execute("SELECT 1 FROM users WHERE is_admin AND id <> ?", (user.id,)).fetchone()
    return user.is_admin and others is None


def known_team(db: sqlite3.Connection, code: str) -> str:
    """The stored code of a team that is there, or "" for none; raises Refused on "team"."""
    if not code:
        return ""
    row = db.execute(
        "SELECT code FROM teams WHERE code = ? AND archived_at IS NULL", (normal_code(code),)
    ).fetchone()
    if row is None:
        raise Refused("team", "There is no team %(code)s. Choose one that is there", code=code)
    return str(row["code"])


def set_password_hash(db: sqlite3.Connection, name: str, password_hash: str) -> None:
    """Give somebody a new password and end every session that knew the old one."""
    user = user_by_name(db, name)
    db.execute("UPDATE users SET password_hash = ? WHERE id = ?", (password_hash, user.id))
    db.execute("DELETE FROM sessions WHERE user = ?", (user.id,))


def open_session(db: sqlite3.Connection, user_id: int, token_hash: str, now: datetime) -> None:
    """Open a session, and forget those that have run out."""
    ended = moment_text(now - timedelta(days=SESSION_DAYS))
    db.execute("DELETE FROM sessions WHERE seen_at < ?", (ended,))
    db.execute(
        "INSERT INTO sessions (token_hash, user, seen_at) VALUES (?, ?, ?)",
        (token_hash, user_id, moment_text(now)),
    )


def session_user(
    db: sqlite3.Connection, token_hash: str, now: datetime
) -> tuple[User | None, bool]:
    """Whose session this is, and whether it should be marked as seen: once a day will do."""
    row = db.execute(
        "SELECT u.*, s.seen_at FROM sessions AS s JOIN users AS u ON u.id = s.user"
        " WHERE s.token_hash = ?",
        (token_hash,),
    ).fetchone()
    seen_at = None if row is None else moment_or_none(row["seen_at"])
    if seen_at is None or seen_at < now - timedelta(days=SESSION_DAYS):
        return None, False
    return _user(row), seen_at < now - SEEN_EVERY


def see_session(db: sqlite3.Connection, token_hash: str, now: datetime) -> None:
    """Mark a session as used today."""
    db.execute(
        "UPDATE sessions SET seen_at = ? WHERE token_hash = ?", (moment_text(now), token_hash)
    )


def close_session(db: sqlite3.Connection, token_hash: str) -> None:
    """End a session; one that is not there has ended."""
    db.execute("DELETE FROM sessions WHERE token_hash = ?", (token_hash,))


def _token(row: sqlite3.Row) -> Token:
    return Token(row["name"], row["can"], moment_or_none(row["made_at"]))


def add_token(db: sqlite3.Connection, name: str, token_hash: str, can: str, now: datetime) -> Token:
    """Add a token by its hash.

    :param can: "read" or "check-in".
    :raises Refused: the name is taken, or `can` is neither.
    """
    plain = line("name", name, NAME_LENGTH)
    if can not in CAN:
        raise Refused("can", "A token can read or check-in. Write one of the two")
    if db.execute("SELECT 1 FROM tokens WHERE name = ?", (plain,)).fetchone():
        raise Refused("name", "There is a token “%(name)s” already. Write another name", name=plain)
    db.execute(
        "INSERT INTO tokens (name, token_hash, can, made_at) VALUES (?, ?, ?, ?)",
        (plain, token_hash, can, moment_text(now)),
    )
    return Token(plain, can, now)


def tokens(db: sqlite3.Connection) -> tuple[Token, ...]:
    """Every token, by name."""
    return tuple(map(_token, db.execute("SELECT * FROM tokens ORDER BY name").fetchall()))


def token_by_hash(db: sqlite3.Connection, token_hash: str) -> Token | None:
    """The token with this hash, if it was not revoked."""
    row = db.execute("SELECT * FROM tokens WHERE token_hash = ?", (token_hash,)).fetchone()
    return None if row is None else _token(row)


def revoke_token(db: sqlite3.Connection, name: str) -> None:
    """Take a token's right away; raises NotFound."""
    if db.execute("DELETE FROM tokens WHERE name = ?", (name.strip(),)).rowcount == 0:
        raise NotFound("There is no token “%(name)s”", name=name)

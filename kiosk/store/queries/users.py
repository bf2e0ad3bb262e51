"""Users, their sessions, and API tokens. Of secrets, only hashes are stored."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.codes import normal_code
from kiosk.okr.expiry import is_session_touch_due, is_session_valid
from kiosk.okr.user_rules import (
    refuse_demotion,
    refuse_removal,
    refuse_second_setup,
    validated_token_name,
    validated_user_name,
)
from kiosk.store.db.conversion import parse_timestamp, timestamp_to_text

# Much longer than a session is valid: a short jump of the clock must not delete all of them.
SESSIONS_KEPT_FOR = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may log in. `teams` are the codes of the teams they check in for, archived ones
    included; if there are none, they check in for all teams."""

    id: int
    name: str
    password_hash: str
    is_admin: bool
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """An API token. `can` is its permission: "read" or "check-in"."""

    name: str
    can: str
    made_at: datetime | None


_USERS = (
    "SELECT u.*, (SELECT group_concat(team, ' ') FROM user_teams WHERE user = u.id) AS in_teams"
    " FROM users AS u"
)


def _user(row: sqlite3.Row) -> User:
    teams = tuple(sorted((row["in_teams"] or "").split()))
    return User(row["id"], row["name"], row["password_hash"], bool(row["is_admin"]), teams)


def add_user(
    db: sqlite3.Connection,
    name: str,
    password_hash: str,
    *,
    is_admin: bool,
    first: bool = False,
    teams: Iterable[str] = (),
) -> User:
    """Add a user.

    :param first: add them only if there is no admin yet.
    :param teams: the codes of the teams they check in for; empty: all teams.
    :raises ValidationError: the name is taken, there is an admin already, or no such team.
    """
    if first:
        refuse_second_setup(has_admin=_has_admin(db))
    plain, codes = _free_name(db, 0, name), known_teams(db, teams)
    cursor = db.execute(
        "INSERT INTO users (name, password_hash, is_admin) VALUES (?, ?, ?)",
        (plain, password_hash, int(is_admin)),
    )
    number = cursor.lastrowid or 0
    _set_teams(db, number, codes)
    return user_by_id(db, number)


def _has_admin(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM users WHERE is_admin").fetchone() is not None


def _free_name(db: sqlite3.Connection, number: int, name: str) -> str:
    """The name in one line, unless a user with another id has it."""
    taken = "SELECT 1 FROM users WHERE name = ? AND id <> ?"
    return validated_user_name(
        name, lambda plain: db.execute(taken, (plain, number)).fetchone() is not None
    )


def users(db: sqlite3.Connection) -> tuple[User, ...]:
    """Every user, by name."""
    return tuple(map(_user, db.execute(f"{_USERS} ORDER BY u.name").fetchall()))


def user_or_none(db: sqlite3.Connection, name: str) -> User | None:
    """The user with this name, in any case; None if there is none."""
    row = db.execute(f"{_USERS} WHERE u.name = ?", (" ".join(name.split()),)).fetchone()
    return None if row is None else _user(row)


def user_by_name(db: sqlite3.Connection, name: str) -> User:
    """The user with this name; raises NotFound."""
    user = user_or_none(db, name)
    if user is None:
        raise NotFound("Nobody is called “%(name)s”", name=name)
    return user


def user_by_id(db: sqlite3.Connection, number: int) -> User:
    """The user with this id; raises NotFound."""
    row = db.execute(f"{_USERS} WHERE u.id = ?", (number,)).fetchone()
    if row is None:
        raise NotFound("Nobody has the number %(number)s", number=number)
    return _user(row)


def remove_user(db: sqlite3.Connection, name: str) -> None:
    """Delete a user and their sessions; their check-ins stay.

    :raises ValidationError: no admin would be left.
    """
    user = user_by_name(db, name)
    refuse_removal(user.name, is_only_admin=is_only_admin(db, user))
    db.execute("DELETE FROM users WHERE id = ?", (user.id,))


def set_user(
    db: sqlite3.Connection,
    number: int,
    *,
    teams: Iterable[str],
    is_admin: bool,
    name: str | None = None,
) -> User:
    """Change a user's name, teams and role.

    Earlier check-ins keep the old name. Key results they own, unless their cycle is closed, get
    the new one.

    :param teams: the codes of their teams; archived teams they were in are kept.
    :param name: None keeps the name.
    :raises NotFound: there is no such user.
    :raises ValidationError: the name is taken, there is no such team, or no admin would be left.
    """
    user = user_by_id(db, number)
    if not is_admin:
        refuse_demotion(user.name, is_only_admin=is_only_admin(db, user))
    plain = user.name if name is None else _free_name(db, number, name)
    _set_teams(db, number, {*known_teams(db, teams), *_archived(db, user.teams)})
    db.execute(
        "UPDATE users SET name = ?, is_admin = ? WHERE id = ?", (plain, int(is_admin), number)
    )
    if plain != user.name:
        _rename_owner(db, user.name, plain)
    return user_by_id(db, number)


def _set_teams(db: sqlite3.Connection, number: int, codes: Collection[str]) -> None:
    """Set a user's teams. Only changed rows are written."""
    before = {code for (code,) in db.execute(
        "SELECT team FROM user_teams WHERE user = ?", (number,)
    )}  # fmt: skip
    for code in sorted(before - set(codes)):
        db.execute("DELETE FROM user_teams WHERE user = ? AND team = ?", (number, code))
    for code in sorted(set(codes) - before):
        db.execute("INSERT INTO user_teams (user, team) VALUES (?, ?)", (number, code))


def _archived(db: sqlite3.Connection, codes: Iterable[str]) -> list[str]:
    sql = "SELECT 1 FROM teams WHERE code = ? AND archived_at IS NOT NULL"
    return [code for code in codes if db.execute(sql, (code,)).fetchone()]


def _rename_owner(db: sqlite3.Connection, before: str, name: str) -> None:
    db.execute(
        "UPDATE key_results SET owner = ? WHERE owner = ? AND objective IN (SELECT o.code"
        " FROM objectives AS o JOIN cycles AS y ON y.id = o.cycle WHERE y.state <> 'closed')",
        (name, before),
    )


def is_only_admin(db: sqlite3.Connection, user: User) -> bool:
    """Whether a user is the only admin."""
    others = db.execute("SELECT 1 FROM users WHERE is_admin AND id <> ?", (user.id,)).fetchone()
    return user.is_admin and others is None


def known_teams(db: sqlite3.Connection, codes: Iterable[str]) -> tuple[str, ...]:
    """The codes as stored; raises ValidationError on "team" for one without a current team."""
    return tuple(_known_team(db, code) for code in codes if code)


def _known_team(db: sqlite3.Connection, code: str) -> str:
    row = db.execute(
        "SELECT code FROM teams WHERE code = ? AND archived_at IS NULL", (normal_code(code),)
    ).fetchone()
    if row is None:
        raise ValidationError(
            "team", "There is no team %(code)s. Choose one that exists", code=code
        )
    return str(row["code"])


def set_password_hash(
    db: sqlite3.Connection, name: str, password_hash: str, keep: str = ""
) -> None:
    """Set a user's password, end their sessions except the one with the hash `keep`, and delete
    their password link."""
    user = user_by_name(db, name)
    db.execute("UPDATE users SET password_hash = ? WHERE id = ?", (password_hash, user.id))
    db.execute("DELETE FROM sessions WHERE user = ? AND token_hash <> ?", (user.id, keep))
    db.execute("DELETE FROM password_links WHERE user = ?", (user.id,))


def add_session(db: sqlite3.Connection, user_id: int, token_hash: str, now: datetime) -> None:
    """Add a session, and delete those that ended long ago."""
    ended = timestamp_to_text(now - SESSIONS_KEPT_FOR)
    db.execute("DELETE FROM sessions WHERE seen_at < ?", (ended,))
    db.execute(
        "INSERT INTO sessions (token_hash, user, seen_at) VALUES (?, ?, ?)",
        (token_hash, user_id, timestamp_to_text(now)),
    )


def session_user(
    db: sqlite3.Connection, token_hash: str, now: datetime
) -> tuple[User | None, bool]:
    """The user of a session, and whether to record that it is in use; None if it has ended."""
    row = db.execute(
        "SELECT user, seen_at FROM sessions WHERE token_hash = ?", (token_hash,)
    ).fetchone()
    seen_at = None if row is None else parse_timestamp(row["seen_at"])
    if seen_at is None or not is_session_valid(seen_at, now):
        return None, False
    return user_by_id(db, row["user"]), is_session_touch_due(seen_at, now)


def touch_session(db: sqlite3.Connection, token_hash: str, now: datetime) -> None:
    """Record that a session is in use."""
    db.execute(
        "UPDATE sessions SET seen_at = ? WHERE token_hash = ?", (timestamp_to_text(now), token_hash)
    )


def delete_session(db: sqlite3.Connection, token_hash: str) -> None:
    """End a session, if it is still there."""
    db.execute("DELETE FROM sessions WHERE token_hash = ?", (token_hash,))


def delete_sessions(db: sqlite3.Connection, number: int) -> None:
    """End every session of a user."""
    db.execute("DELETE FROM sessions WHERE user = ?", (number,))


def _token(row: sqlite3.Row) -> Token:
    return Token(row["name"], row["can"], parse_timestamp(row["made_at"]))


def add_token(db: sqlite3.Connection, name: str, token_hash: str, can: str, now: datetime) -> Token:
    """Add a token by its hash.

    :param can: "read" or "check-in".
    :raises ValidationError: the name is taken, or the permission is invalid.
    """
    taken = "SELECT 1 FROM tokens WHERE name = ?"
    plain = validated_token_name(
        name, can, lambda plain: db.execute(taken, (plain,)).fetchone() is not None
    )
    db.execute(
        "INSERT INTO tokens (name, token_hash, can, made_at) VALUES (?, ?, ?, ?)",
        (plain, token_hash, can, timestamp_to_text(now)),
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
    """Revoke a token; raises NotFound."""
    if db.execute("DELETE FROM tokens WHERE name = ?", (name.strip(),)).rowcount == 0:
        raise NotFound("There is no token “%(name)s”", name=name)

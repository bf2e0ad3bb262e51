"""People, their log-in sessions, and tokens. Secrets are kept as hashes only."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.codes import normal_code
from kiosk.okr.text import NAME_LENGTH, validated_line
from kiosk.store.db.conversion import parse_timestamp, timestamp_to_text

SESSION_DAYS = 30
FORGOTTEN_AFTER = timedelta(days=3 * 365)
TOUCH_INTERVAL = timedelta(days=1)
TOKEN_PERMISSIONS = ("read", "check-in")


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may log in. `teams` are the codes of those they check in for, archived ones
    too; none for all of them."""

    id: int
    name: str
    password_hash: str
    is_admin: bool
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A program's right to `can`: "read" or "check-in"."""

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
    """Add somebody; with `first`, only while there is no admin yet.

    :param teams: the codes of those they check in for; none for all of them.
    :raises ValidationError: the name is taken, there is an admin already, or no such team.
    """
    if first and db.execute("SELECT 1 FROM users WHERE is_admin").fetchone():
        raise ValidationError("code", "There is already an admin. Ask them to add you")
    plain, codes = _free_name(db, 0, name), known_teams(db, teams)
    made = db.execute(
        "INSERT INTO users (name, password_hash, is_admin) VALUES (?, ?, ?)",
        (plain, password_hash, int(is_admin)),
    )
    _set_teams(db, made.lastrowid or 0, codes)
    return user_by_id(db, made.lastrowid or 0)


def _free_name(db: sqlite3.Connection, number: int, name: str) -> str:
    """The name in one line, if only the user with this id has it."""
    plain = validated_line("name", name, NAME_LENGTH)
    if db.execute("SELECT 1 FROM users WHERE name = ? AND id <> ?", (plain, number)).fetchone():
        raise ValidationError(
            "name", "“%(name)s” is already taken. Enter a different name", name=plain
        )
    return plain


def users(db: sqlite3.Connection) -> tuple[User, ...]:
    """Everybody, by name."""
    return tuple(map(_user, db.execute(f"{_USERS} ORDER BY u.name").fetchall()))


def user_or_none(db: sqlite3.Connection, name: str) -> User | None:
    """The user with this name, in upper or lower case."""
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
    """Remove somebody and their sessions; their check-ins stay.

    :raises ValidationError: no admin would be left.
    """
    user = user_by_name(db, name)
    if is_only_admin(db, user):
        raise ValidationError(
            "name",
            "“%(name)s” is the only admin. Add another first: kiosk user add NAME --admin",
            name=user.name,
        )
    db.execute("DELETE FROM users WHERE id = ?", (user.id,))


def set_user(
    db: sqlite3.Connection,
    number: int,
    *,
    teams: Iterable[str],
    is_admin: bool,
    name: str | None = None,
) -> User:
    """Change somebody's name, whom they check in for and whether they are an admin.

    What they did keeps the name they had then; what they own, unless its cycle is closed, gets
    the new one.

    :param teams: the codes of their teams; archived ones that they were in stay.
    :param name: None: it stays.
    :raises NotFound: there is no such user.
    :raises ValidationError: the name is taken, there is no such team, or no admin would be left.
    """
    user = user_by_id(db, number)
    if not is_admin and is_only_admin(db, user):
        raise ValidationError(
            "is_admin",
            "“%(name)s” is the only admin. Make someone else an admin first",
            name=user.name,
        )
    plain = user.name if name is None else _free_name(db, number, name)
    _set_teams(db, number, {*known_teams(db, teams), *_archived(db, user.teams)})
    db.execute(
        "UPDATE users SET name = ?, is_admin = ? WHERE id = ?", (plain, int(is_admin), number)
    )
    if plain != user.name:
        _rename_owner(db, user.name, plain)
    return user_by_id(db, number)


def _set_teams(db: sqlite3.Connection, number: int, codes: Collection[str]) -> None:
    """Put somebody into these teams and into no others; what stays is not written again."""
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
    """Whether no admin would be left."""
    others = db.execute("SELECT 1 FROM users WHERE is_admin AND id <> ?", (user.id,)).fetchone()
    return user.is_admin and others is None


def known_teams(db: sqlite3.Connection, codes: Iterable[str]) -> tuple[str, ...]:
    """The stored codes of teams that are there; raises ValidationError on "team" for any other."""
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
    """Give somebody a new password and end every session but the one with the hash `keep`; a link
    to set one, which may have been asked for before, is over as well."""
    user = user_by_name(db, name)
    db.execute("UPDATE users SET password_hash = ? WHERE id = ?", (password_hash, user.id))
    db.execute("DELETE FROM sessions WHERE user = ? AND token_hash <> ?", (user.id, keep))
    db.execute("DELETE FROM password_links WHERE user = ?", (user.id,))


def open_session(db: sqlite3.Connection, user_id: int, token_hash: str, now: datetime) -> None:
    """Open a session, and forget those that ran out long ago: by a clock that has jumped ahead for
    a moment all of them have."""
    ended = timestamp_to_text(now - FORGOTTEN_AFTER)
    db.execute("DELETE FROM sessions WHERE seen_at < ?", (ended,))
    db.execute(
        "INSERT INTO sessions (token_hash, user, seen_at) VALUES (?, ?, ?)",
        (token_hash, user_id, timestamp_to_text(now)),
    )


def session_user(
    db: sqlite3.Connection, token_hash: str, now: datetime
) -> tuple[User | None, bool]:
    """Whose session this is, and whether it should be marked as seen: once a day will do."""
    row = db.execute(
        "SELECT user, seen_at FROM sessions WHERE token_hash = ?", (token_hash,)
    ).fetchone()
    seen_at = None if row is None else parse_timestamp(row["seen_at"])
    if seen_at is None or seen_at < now - timedelta(days=SESSION_DAYS):
        return None, False
    return user_by_id(db, row["user"]), seen_at < now - TOUCH_INTERVAL


def touch_session(db: sqlite3.Connection, token_hash: str, now: datetime) -> None:
    """Mark a session as used today."""
    db.execute(
        "UPDATE sessions SET seen_at = ? WHERE token_hash = ?", (timestamp_to_text(now), token_hash)
    )


def close_session(db: sqlite3.Connection, token_hash: str) -> None:
    """End a session; one that is not there has ended."""
    db.execute("DELETE FROM sessions WHERE token_hash = ?", (token_hash,))


def close_sessions(db: sqlite3.Connection, number: int) -> None:
    """End every session of somebody."""
    db.execute("DELETE FROM sessions WHERE user = ?", (number,))


def _token(row: sqlite3.Row) -> Token:
    return Token(row["name"], row["can"], parse_timestamp(row["made_at"]))


def add_token(db: sqlite3.Connection, name: str, token_hash: str, can: str, now: datetime) -> Token:
    """Add a token by its hash.

    :param can: "read" or "check-in".
    :raises ValidationError: the name is taken, or `can` is neither.
    """
    plain = validated_line("name", name, NAME_LENGTH)
    if can not in TOKEN_PERMISSIONS:
        raise ValidationError("can", "A token can read or check-in. Choose one of the two")
    if db.execute("SELECT 1 FROM tokens WHERE name = ?", (plain,)).fetchone():
        raise ValidationError(
            "name", "There is already a token “%(name)s”. Enter a different name", name=plain
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
    """Take a token's right away; raises NotFound."""
    if db.execute("DELETE FROM tokens WHERE name = ?", (name.strip(),)).rowcount == 0:
        raise NotFound("There is no token “%(name)s”", name=name)

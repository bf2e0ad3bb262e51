"""Invitations: a link that makes one person, once, within a week. Kept as its hash only."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.errors import NotFound
from kiosk.okr.text import NAME_LENGTH, validated_line
from kiosk.store.db.conversion import parse_timestamp, timestamp_to_text
from kiosk.store.queries.users import User, add_user, known_teams

LIFE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody who may join. `name` is for whom it was made, `teams` are the codes of their teams;
    either may be empty. `key` is the hash of its token, by which it can be withdrawn and not be
    used."""

    key: str
    name: str
    teams: tuple[str, ...]
    is_admin: bool
    ends_at: datetime


def invite(
    db: sqlite3.Connection,
    token_hash: str,
    *,
    name: str,
    teams: Iterable[str],
    is_admin: bool,
    now: datetime,
) -> Invitation:
    """Add an invitation, and forget those that have ended."""
    plain = validated_line("name", name, NAME_LENGTH, needed=False)
    db.execute("DELETE FROM invitations WHERE ends_at <= ?", (timestamp_to_text(now),))
    # The column holds their codes with spaces: an invitation lives for a week and is not searched.
    codes = " ".join(known_teams(db, teams))
    db.execute(
        "INSERT INTO invitations (token_hash, name, team, is_admin, ends_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (token_hash, plain, codes, int(is_admin), timestamp_to_text(now + LIFE)),
    )
    return invitation(db, token_hash, now)


def invitations(db: sqlite3.Connection, now: datetime) -> tuple[Invitation, ...]:
    """Those that may still be used, the one that ends first on top."""
    rows = db.execute(
        "SELECT * FROM invitations WHERE ends_at > ? ORDER BY ends_at, token_hash",
        (timestamp_to_text(now),),
    ).fetchall()
    return tuple(found for row in rows if (found := _invitation(row)) is not None)


def invitation(db: sqlite3.Connection, token_hash: str, now: datetime) -> Invitation:
    """The one with this hash; raises NotFound when it was used, was withdrawn or has ended."""
    row = db.execute("SELECT * FROM invitations WHERE token_hash = ?", (token_hash,)).fetchone()
    found = None if row is None else _invitation(row)
    if found is None or found.ends_at <= now:
        raise NotFound("This invitation was already used or withdrawn, or has expired")
    return found


def accept(
    db: sqlite3.Connection, token_hash: str, name: str, password_hash: str, now: datetime
) -> User:
    """Make the person who was invited and use the invitation up, both or neither.

    :raises NotFound: it was used, was withdrawn or has expired.
    :raises ValidationError: the name is taken.
    """
    found = invitation(db, token_hash, now)
    # A team that was archived meanwhile does not keep anybody out.
    there = "SELECT 1 FROM teams WHERE code = ? AND archived_at IS NULL"
    teams = [code for code in found.teams if db.execute(there, (code,)).fetchone()]
    made = add_user(db, name, password_hash, is_admin=found.is_admin, teams=teams)
    withdraw(db, token_hash)
    return made


def withdraw(db: sqlite3.Connection, token_hash: str) -> None:
    """Take an invitation back; one that is not there is over already."""
    db.execute("DELETE FROM invitations WHERE token_hash = ?", (token_hash,))


def _invitation(row: sqlite3.Row) -> Invitation | None:
    ends_at = parse_timestamp(row["ends_at"])
    if ends_at is None:
        return None
    teams = tuple(row["team"].split())
    return Invitation(row["token_hash"], row["name"], teams, bool(row["is_admin"]), ends_at)

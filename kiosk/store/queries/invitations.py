"""Invitations: links that each add one user. Only the hash of a link is stored."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.expiry import INVITATION_LIFETIME, valid_invitation
from kiosk.okr.text import NAME_LENGTH, validated_line
from kiosk.store.db.conversion import parse_timestamp, timestamp_to_text
from kiosk.store.queries.users import User, add_user, known_teams


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation to somebody. `name` and `teams` (codes) are theirs; either may be empty. `key`
    is the hash of its token: it identifies the invitation and cannot be used to accept it."""

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
    """Add an invitation; delete those that have expired."""
    plain = validated_line("name", name, NAME_LENGTH, needed=False)
    db.execute("DELETE FROM invitations WHERE ends_at <= ?", (timestamp_to_text(now),))
    # The column holds their codes with spaces: an invitation lives for a week and is not searched.
    codes = " ".join(known_teams(db, teams))
    db.execute(
        "INSERT INTO invitations (token_hash, name, team, is_admin, ends_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (token_hash, plain, codes, int(is_admin), timestamp_to_text(now + INVITATION_LIFETIME)),
    )
    return invitation(db, token_hash, now)


def invitations(db: sqlite3.Connection, now: datetime) -> tuple[Invitation, ...]:
    """The invitations that are still valid, the first to expire first."""
    rows = db.execute(
        "SELECT * FROM invitations WHERE ends_at > ? ORDER BY ends_at, token_hash",
        (timestamp_to_text(now),),
    ).fetchall()
    return tuple(found for row in rows if (found := _invitation(row)) is not None)


def invitation(db: sqlite3.Connection, token_hash: str, now: datetime) -> Invitation:
    """The invitation with this hash; raises NotFound if it is used, withdrawn or expired."""
    row = db.execute("SELECT * FROM invitations WHERE token_hash = ?", (token_hash,)).fetchone()
    return valid_invitation(None if row is None else _invitation(row), now)


def accept(
    db: sqlite3.Connection, token_hash: str, name: str, password_hash: str, now: datetime
) -> User:
    """Add the user who was invited and delete the invitation, in one transaction.

    :raises NotFound: it was used, was withdrawn or has expired.
    :raises ValidationError: the name is taken.
    """
    found = invitation(db, token_hash, now)
    # Ignore teams that were archived after the invitation.
    current = "SELECT 1 FROM teams WHERE code = ? AND archived_at IS NULL"
    teams = [code for code in found.teams if db.execute(current, (code,)).fetchone()]
    user = add_user(db, name, password_hash, is_admin=found.is_admin, teams=teams)
    delete_invitation(db, token_hash)
    return user


def delete_invitation(db: sqlite3.Connection, token_hash: str) -> None:
    """Delete an invitation, if it is still there."""
    db.execute("DELETE FROM invitations WHERE token_hash = ?", (token_hash,))


def _invitation(row: sqlite3.Row) -> Invitation | None:
    ends_at = parse_timestamp(row["ends_at"])
    if ends_at is None:
        return None
    teams = tuple(row["team"].split())
    return Invitation(row["token_hash"], row["name"], teams, bool(row["is_admin"]), ends_at)

"""Users and tokens after a restore: those of the backup, except that removals, revocations and
passwords stay as they are at present."""

import sqlite3
from dataclasses import dataclass

from kiosk.store.backups.comparison import is_same_office, removed_since


@dataclass(frozen=True, slots=True)
class AccessChanges:
    """How a restore changes who may log in.

    :ivar is_other_office: the backup is of another office, so nothing is kept.
    :ivar removed: the ids of users who stay removed.
    :ivar kept_admins: the names of removed admins who come back, because the office would have no
        admin otherwise.
    :ivar has_admin: whether there is an admin afterwards.
    """

    is_other_office: bool
    removed: frozenset[int]
    kept_admins: tuple[str, ...]
    has_admin: bool


def access_changes(backup: sqlite3.Connection, present: sqlite3.Connection | None) -> AccessChanges:
    """How restoring a backup would change who may log in.

    :param present: the present database; None if it cannot be read.
    """
    admins = dict(backup.execute("SELECT id, name FROM users WHERE is_admin").fetchall())
    if present is None or not is_same_office(backup, present):
        return AccessChanges(present is not None, frozenset(), (), bool(admins))
    removed = removed_since(backup, present).keys()
    if admins and admins.keys() <= removed:
        names = tuple(sorted(admins.values()))
        return AccessChanges(False, frozenset(removed - admins.keys()), names, True)
    return AccessChanges(False, frozenset(removed), (), bool(admins))


def keep_access(draft: sqlite3.Connection, present: sqlite3.Connection | None) -> None:
    """Copy present passwords, removals and revocations into a backup before it is restored, and end
    all sessions."""
    draft.execute("PRAGMA foreign_keys = ON")
    draft.execute("DELETE FROM sessions")
    # Links used or withdrawn since then would work again.
    draft.execute("DELETE FROM invitations")
    draft.execute("DELETE FROM password_links")
    changes = access_changes(draft, present)
    if present is None or changes.is_other_office:
        return
    for number in changes.removed:
        draft.execute("DELETE FROM users WHERE id = ?", (number,))
    for name, password in present.execute("SELECT name, password_hash FROM users").fetchall():
        draft.execute("UPDATE users SET password_hash = ? WHERE name = ?", (password, name))
    valid = dict(present.execute("SELECT name, token_hash FROM tokens").fetchall())
    for name, token in draft.execute("SELECT name, token_hash FROM tokens").fetchall():
        if valid.get(name) != token:
            draft.execute("DELETE FROM tokens WHERE name = ?", (name,))

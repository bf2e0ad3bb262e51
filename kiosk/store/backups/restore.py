"""Putting a backup in the database's place: what would be lost is said first, and what was there is
set aside, never overwritten."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kiosk.errors import KioskError, StorageUnavailable
from kiosk.store.backups.backup import backups, check_backup, made_at, make_backup
from kiosk.store.db.connections import WAIT_SECONDS, translate_sqlite_errors
from kiosk.store.db.conversion import parse_timestamp
from kiosk.store.db.database_file import is_missing
from kiosk.store.schema.integrity import refuse_unusable
from kiosk.store.schema.migrate import MIGRATIONS, migrate, raise_revision

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What a restore would do.

    :ivar backup: the file to restore. :ivar newest: the newest check-in in it; None: it has none.
    :ivar is_readable: whether the present database can be read, so that the losses are known.
    :ivar check_ins: how many check-ins would be lost. :ivar since: since when they were made.
    :ivar people: who was added since, by name. :ivar survey_answers: how many answers to a survey
        were given since: they would be lost, and their codes work again.
    """

    backup: Path
    newest: datetime | None
    is_readable: bool
    check_ins: int = 0
    since: datetime | None = None
    people: tuple[str, ...] = ()
    survey_answers: int = 0


@dataclass(frozen=True, slots=True)
class _Access:
    """Who may do what at present. Who was removed, and which tokens were revoked, stays so."""

    passwords: dict[str, str]
    tokens: dict[str, str]
    revision: int


def newest_good(folders: Iterable[Path]) -> Path | None:
    """The newest backup in any of these folders that is whole and that this program can use."""
    found = [path for folder in folders for path in backups(folder)]
    for path in sorted(found, key=lambda path: made_at(path) or _NEVER, reverse=True):
        with suppress(KioskError):
            refuse_unusable(path, MIGRATIONS)
            check_backup(path)
            return path
    return None


def plan_restore(database: Path, backup: Path) -> RestorePlan:
    """What would be lost.

    :raises StorageUnavailable: the backup is damaged, not ours or of a newer program.
    """
    if is_missing(backup):
        raise StorageUnavailable("There is no backup %(path)s", path=str(backup))
    refuse_unusable(backup, MIGRATIONS)
    with _reading(backup) as old:
        (newest,) = old.execute("SELECT max(recorded_at) FROM check_ins").fetchone()
        known = {row[0] for row in old.execute("SELECT id FROM check_ins")}
        people = {row[0] for row in old.execute("SELECT name FROM users")}
        used = _survey_answers(old)
    found = parse_timestamp(newest or "")
    try:
        if is_missing(database):
            return RestorePlan(backup, found, is_readable=False)
        with _reading(database) as now:
            rows = now.execute("SELECT id, recorded_at FROM check_ins").fetchall()
            lost = [row[1] for row in rows if row[0] not in known]
            added = sorted({row[0] for row in now.execute("SELECT name FROM users")} - people)
            answers = max(0, _survey_answers(now) - used)
    except (KioskError, sqlite3.Error):
        return RestorePlan(backup, found, is_readable=False)
    since = parse_timestamp(min(lost)) if lost else None
    return RestorePlan(backup, found, True, len(lost), since, tuple(added), answers)


def restore(database: Path, backup: Path, now: datetime) -> Path | None:
    """Put a backup in the database's place. A running server goes on with it at once. Everybody is
    logged out; passwords, removals and revocations are kept as they are at present.

    :returns: where the database that was there is now; None: there was none.
    :raises Busy: another program holds the lock.
    :raises StorageUnavailable: the backup cannot be used, or the folder not written.
    """
    refuse_unusable(backup, MIGRATIONS)
    draft = database.with_name(f".{database.name}.restoring")
    try:
        make_backup(backup, draft)
        migrate(draft, keeps_backup=False)
        with _held(database) as access:
            _keep_access(draft, access)
            raise_revision(draft, above=access.revision if access else 0)
            return _exchange(database, draft, now)
    except OSError as error:
        raise StorageUnavailable(
            "%(path)s cannot be written: %(reason)s. Choose another file",
            path=str(database),
            reason=error.strerror or str(error),
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@contextmanager
def _held(database: Path) -> Iterator[_Access | None]:
    """Keep others from writing into the present database while it is exchanged, and read who may
    do what in it; None where it cannot be read."""
    try:
        if is_missing(database):
            raise StorageUnavailable("%(path)s is gone", path=str(database))
        connection = sqlite3.connect(database, timeout=WAIT_SECONDS, isolation_level=None)
    except (KioskError, sqlite3.Error):
        yield None
        return
    with closing(connection):
        try:
            with translate_sqlite_errors(database):
                connection.execute("BEGIN IMMEDIATE")
            access = _access(connection)
        except (StorageUnavailable, sqlite3.DatabaseError):
            access = None
        yield access
        with suppress(sqlite3.Error):
            connection.rollback()


def _access(connection: sqlite3.Connection) -> _Access:
    (revision,) = connection.execute("SELECT revision FROM revision").fetchone()
    return _Access(
        dict(connection.execute("SELECT name, password_hash FROM users").fetchall()),
        dict(connection.execute("SELECT name, token_hash FROM tokens").fetchall()),
        revision,
    )


def _keep_access(draft: Path, access: _Access | None) -> None:
    with translate_sqlite_errors(draft), closing(sqlite3.connect(draft)) as db, db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("DELETE FROM sessions")
        if access is None:
            return
        for name, _hash in db.execute("SELECT name, password_hash FROM users").fetchall():
            if name in access.passwords:
                kept = (access.passwords[name], name)
                db.execute("UPDATE users SET password_hash = ? WHERE name = ?", kept)
            else:
                db.execute("DELETE FROM users WHERE name = ?", (name,))
        for name, token_hash in db.execute("SELECT name, token_hash FROM tokens").fetchall():
            if access.tokens.get(name) != token_hash:
                db.execute("DELETE FROM tokens WHERE name = ?", (name,))
        # Links that were used or taken back since would work again.
        db.execute("DELETE FROM invitations")
        db.execute("DELETE FROM password_links")


def _exchange(database: Path, draft: Path, now: datetime) -> Path | None:
    aside = None
    if database.exists():
        stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        aside = database.with_name(f"{database.name}.replaced-{stamp}")
        journal = database.with_name(f"{database.name}-journal")
        os.rename(database, aside)
        if journal.exists() and journal.stat().st_size:  # of a transaction that was cut off
            os.rename(journal, aside.with_name(f"{aside.name}-journal"))
    os.rename(draft, database)
    folder = os.open(database.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return aside


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with (
        translate_sqlite_errors(path),
        closing(sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS)) as connection,
    ):
        yield connection


def _survey_answers(connection: sqlite3.Connection) -> int:
    """How many answers to surveys there are."""
    try:
        (count,) = connection.execute("SELECT coalesce(sum(answered), 0) FROM surveys").fetchone()
    except sqlite3.OperationalError:  # older than surveys
        return 0
    return int(count)

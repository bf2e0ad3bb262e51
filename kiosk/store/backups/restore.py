"""Restoring a backup in place of the database: the losses are shown first, and the old database is
kept under another name."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from kiosk.errors import KioskError, StorageUnavailable
from kiosk.store.backups.access import AccessChanges, access_changes, keep_access
from kiosk.store.backups.backup import backups, check_backup, made_at, make_backup
from kiosk.store.backups.comparison import check_ins_missing
from kiosk.store.backups.replaced import replaced_path
from kiosk.store.backups.restore_lock import restore_lock
from kiosk.store.db.connections import WAIT_SECONDS, decode_text, translate_sqlite_errors
from kiosk.store.db.conversion import parse_timestamp
from kiosk.store.db.database_file import is_missing
from kiosk.store.schema.integrity import refuse_unusable
from kiosk.store.schema.migrate import MIGRATIONS, migrate, raise_revision

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What a restore would do.

    :ivar backup: the file to restore.
    :ivar newest: when its newest check-in was made; None if it has none.
    :ivar is_readable: whether the present database can be read, so that the losses are known.
    :ivar check_ins: how many check-ins would be lost.
    :ivar since: when the first of them was made.
    :ivar people: the names of users added since.
    :ivar survey_answers: how many answers to surveys were given since. They would be lost, and
        their codes would work again.
    :ivar access: who may log in afterwards; None: as in the backup, which has an admin.
    """

    backup: Path
    newest: datetime | None
    is_readable: bool
    check_ins: int = 0
    since: datetime | None = None
    people: tuple[str, ...] = ()
    survey_answers: int = 0
    access: AccessChanges | None = None


def newest_good(folders: Iterable[Path]) -> Path | None:
    """The newest undamaged backup in these folders that this program can use."""
    found = [path for folder in folders for path in backups(folder)]
    for path in sorted(found, key=lambda path: made_at(path) or _NEVER, reverse=True):
        with suppress(KioskError):
            refuse_unusable(path, MIGRATIONS)
            check_backup(path)
            return path
    return None


def plan_restore(database: Path, backup: Path) -> RestorePlan:
    """What restoring a backup would do.

    :raises StorageUnavailable: the backup is damaged, of another program or of a newer version.
    """
    _refuse_unusable_backup(backup)
    with _reading(backup) as old:
        (newest,) = old.execute("SELECT max(recorded_at) FROM check_ins").fetchone()
        found = parse_timestamp(newest or "")
        unread = RestorePlan(backup, found, is_readable=False, access=access_changes(old, None))
        if is_missing(database):
            return unread
        try:
            with _reading(database) as now:
                return _compared(unread, old, now)
        except (KioskError, sqlite3.Error):
            return unread


def _refuse_unusable_backup(path: Path) -> None:
    """Raise StorageUnavailable with an error about the backup, not about the database."""
    if not path.exists():
        raise StorageUnavailable("There is no backup %(path)s", path=str(path))
    try:
        refuse_unusable(path, MIGRATIONS)
        with _reading(path) as backup:
            backup.execute("SELECT 1 FROM check_ins LIMIT 1").fetchone()
    except StorageUnavailable as error:
        if "steps" in error.values:  # of a newer version, as the message says
            raise
        raise StorageUnavailable(
            "%(path)s is not a backup of the wall, or it is damaged. Choose a file like"
            " kiosk-20261120T120000Z.db. Nothing was changed",
            path=str(path),
        ) from error


def _compared(
    plan: RestorePlan, backup: sqlite3.Connection, present: sqlite3.Connection
) -> RestorePlan:
    lost = check_ins_missing(backup, present)
    names = "SELECT name FROM users"
    added = {row[0] for row in present.execute(names)} - {row[0] for row in backup.execute(names)}
    return replace(
        plan,
        is_readable=True,
        check_ins=len(lost),
        since=parse_timestamp(min(lost)) if lost else None,
        people=tuple(sorted(added)),
        survey_answers=max(0, _survey_answers(present) - _survey_answers(backup)),
        access=access_changes(backup, present),
    )


def restore(database: Path, backup: Path, now: datetime) -> Path | None:
    """Put a backup in the database's place. A running server goes on with it at once. Everybody is
    logged out; passwords, removals and revocations are kept as they are at present, where that is
    the same office.

    :returns: where the database that was there is now; None: there was none.
    :raises Busy: another program holds the lock.
    :raises StorageUnavailable: the backup cannot be used, or the folder not written.
    """
    _refuse_unusable_backup(backup)
    try:
        database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with restore_lock(database):
            return _restore(database, backup, now)
    except OSError as error:
        raise StorageUnavailable(
            "%(path)s cannot be written: %(reason)s. Choose another file",
            path=str(database),
            reason=error.strerror or str(error),
        ) from error


def _restore(database: Path, backup: Path, now: datetime) -> Path | None:
    draft = database.with_name(f".{database.name}.restoring")
    try:
        make_backup(backup, draft)
        migrate(draft, keeps_backup=False)
        with _held(database) as present:
            with translate_sqlite_errors(draft), closing(sqlite3.connect(draft)) as db, db:
                keep_access(db, present)
            raise_revision(draft, above=_revision(present) if present else 0)
            return _exchange(database, draft, now)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@contextmanager
def _held(database: Path) -> Iterator[sqlite3.Connection | None]:
    """A connection that blocks other writers while the present database is replaced; None if it
    cannot be read."""
    try:
        if is_missing(database):
            raise StorageUnavailable("%(path)s is gone", path=str(database))
        connection = sqlite3.connect(database, timeout=WAIT_SECONDS, isolation_level=None)
    except (KioskError, sqlite3.Error):
        yield None
        return
    with closing(connection):
        connection.text_factory = decode_text
        try:
            with translate_sqlite_errors(database):
                connection.execute("BEGIN IMMEDIATE")
            access_changes(connection, connection)
            _revision(connection)
        except (StorageUnavailable, sqlite3.DatabaseError):
            yield None
            return
        yield connection
        with suppress(sqlite3.Error):
            connection.rollback()


def _revision(connection: sqlite3.Connection) -> int:
    (revision,) = connection.execute("SELECT revision FROM revision").fetchone()
    return int(revision)


def _exchange(database: Path, draft: Path, now: datetime) -> Path | None:
    aside = None
    if database.exists():
        aside = replaced_path(database, now)
        _keep_under(database, aside)
        journal = database.with_name(f"{database.name}-journal")
        if journal.exists() and journal.stat().st_size:  # left by an interrupted transaction
            os.rename(journal, aside.with_name(f"{aside.name}-journal"))
    os.replace(draft, database)
    folder = os.open(database.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return aside


def _keep_under(database: Path, aside: Path) -> None:
    """Give the file a second name, so that the database is never missing in between."""
    try:
        os.link(database, aside)
    except OSError:  # the file system has no hard links
        os.rename(database, aside)


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with (
        translate_sqlite_errors(path),
        closing(sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS)) as connection,
    ):
        connection.text_factory = decode_text
        yield connection


def _survey_answers(connection: sqlite3.Connection) -> int:
    """How many answers to surveys there are."""
    try:
        (count,) = connection.execute("SELECT coalesce(sum(answered), 0) FROM surveys").fetchone()
    except sqlite3.OperationalError:  # older than surveys
        return 0
    return int(count)

"""Backups: checked copies of the database, made while others write to it.

SQLite's online backup copies one consistent state. Keys of surveys are files beside the database
and never part of a backup: with both, encrypted answers could be read.
"""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

from kiosk.errors import KioskError, NeedsRestore, StorageFull, StorageUnavailable
from kiosk.store.db.connections import roll_back_interrupted_write, translate_sqlite_errors
from kiosk.store.db.database_file import is_missing
from kiosk.store.schema.integrity import refuse_damage

FOLDER = "backups"
DAILY, WEEKLY, MONTHLY = 7, 5, 12
ALL_KEPT_FOR = timedelta(days=1)
BEFORE_KEPT = 3  # of each kind: before an update, an import, a restore
_STAMP = "%Y%m%dT%H%M%SZ"
_SCHEDULED, _BEFORE, _UPLOADED = "kiosk-", "before-", "uploaded-"
_LONGEST_WAIT = 60.0  # seconds to retry while other programs write
_BETWEEN_TRIES = 0.003
_PAGES = 500  # the fraction of the database copied between two reports
Report = Callable[[float], object]
"""Called with the progress of the copy, from 0 to 1, in the thread that copies."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup.

    :ivar made_at: when it was made, in UTC.
    :ivar size: in bytes.
    :ivar check_ins: how many it has.
    """

    path: Path
    made_at: datetime
    size: int
    check_ins: int


def backup_folder(database: Path) -> Path:
    """The folder of a database's backups."""
    return database.parent / FOLDER


def make_backup(database: Path, target: Path, report: Report = lambda part: None) -> Backup:
    """Copy a database, check the copy, and only then give it its name.

    :param target: a file that need not be there; what is there is replaced.
    :param report: called with the progress of the copy.
    :raises Busy: another program holds the lock.
    :raises StorageUnavailable: the database or the copy cannot be used.
    """
    if is_missing(database):
        raise NeedsRestore(
            "%(path)s is gone. Restore the newest good backup: kiosk restore --newest",
            path=str(database),
        )
    draft = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _copy(database, draft, report)
        check_ins = check_backup(draft)
        _onto_the_disk(draft)
        os.replace(draft, target)
        _onto_the_disk(target.parent)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return Backup(target, datetime.now(UTC), target.stat().st_size, check_ins)


def _copy(database: Path, draft: Path, report: Report) -> None:
    def progress(_status: int, remaining: int, total: int) -> None:
        report(1 - remaining / total if total else 1.0)

    uri = f"{database.resolve().as_uri()}?mode=ro"
    with translate_sqlite_errors(database):
        roll_back_interrupted_write(database)
    with (
        translate_sqlite_errors(database),
        closing(sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)) as source,
        closing(sqlite3.connect(draft)) as copy,
    ):
        _hold(source)
        source.backup(copy, pages=_PAGES, progress=progress)


def _hold(source: sqlite3.Connection) -> None:
    """Begin a read transaction for the whole copy, because a commit would restart it. If a program
    writes all the time, only short gaps remain, so this retries more often than SQLite does."""
    end = monotonic() + _LONGEST_WAIT
    while True:
        try:
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
            return
        except sqlite3.OperationalError as error:
            source.rollback()
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code != sqlite3.SQLITE_BUSY or monotonic() > end:
                raise
            sleep(_BETWEEN_TRIES)


def check_backup(path: Path) -> int:
    """Check every page and every check-in.

    :return: how many check-ins there are.
    :raises StorageUnavailable: it is damaged, or not the database of an office.
    """
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with translate_sqlite_errors(path), closing(sqlite3.connect(uri, uri=True)) as copy:
        refuse_damage(path, copy)
        (count,) = copy.execute("SELECT count(*) FROM check_ins").fetchone()
    return int(count)


def _onto_the_disk(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _unwritable(target: Path, error: OSError) -> KioskError:
    if error.errno == errno.ENOSPC:
        return StorageFull(
            "The disk is full: %(path)s was not changed. Free some space and try again",
            path=str(target),
        )
    return StorageUnavailable(
        "%(path)s cannot be written: %(reason)s. Choose another file",
        path=str(target),
        reason=error.strerror or str(error),
    )


def scheduled_name(now: datetime) -> str:
    """The file name of a scheduled backup."""
    return f"{_SCHEDULED}{now.astimezone(UTC).strftime(_STAMP)}.db"


def before_name(what: str, now: datetime) -> str:
    """The file name of a backup made before a change."""
    return f"{_BEFORE}{what}-{now.astimezone(UTC).strftime(_STAMP)}.db"


def made_at(path: Path) -> datetime | None:
    """When a backup was made, from its file name; None for other files."""
    stamp = path.stem.rpartition("-")[2]
    if path.suffix != ".db" or not path.name.startswith((_SCHEDULED, _BEFORE)):
        return None
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def free_path(folder: Path, name: Callable[[datetime], str], now: datetime) -> Path:
    """An unused path for a backup; of two in one second, the later one gets the next second."""
    while (path := folder / name(now)).exists():
        now += timedelta(seconds=1)
    return path


def uploaded_name(now: datetime) -> str:
    """The file name of an uploaded backup. It is not one of ours: it is never the newest, and is
    not kept for long."""
    return f"{_UPLOADED}{now.astimezone(UTC).strftime(_STAMP)}.db"


def uploads(folder: Path) -> list[Path]:
    """The uploaded backups in a folder, newest first."""
    return sorted(folder.glob(f"{_UPLOADED}*.db"), reverse=True)


def backups(folder: Path) -> list[Path]:
    """The backups in a folder, newest first."""
    found = [(moment, path) for path in folder.glob("*.db") if (moment := made_at(path))]
    return [path for _moment, path in sorted(found, reverse=True)]


def to_keep(moments: Iterable[datetime]) -> set[datetime]:
    """Which scheduled backups to keep: all of the last 24 hours, and the newest of each of the last
    days, weeks and months that have one."""
    newest_first = sorted(moments, reverse=True)
    kept = {moment for moment in newest_first if newest_first[0] - moment < ALL_KEPT_FOR}
    for most, period in (
        (DAILY, lambda m: m.date()),
        (WEEKLY, lambda m: m.isocalendar()[:2]),
        (MONTHLY, lambda m: (m.year, m.month)),
    ):
        newest: dict[object, datetime] = {}
        for moment in newest_first:
            newest.setdefault(period(moment), moment)
        kept |= set(list(newest.values())[:most])
    return kept


def forget_old(folder: Path, keep_file: Path | None = None) -> None:
    """Delete backups that are no longer kept; other files are left alone.

    :param keep_file: a backup to keep in any case, because it is being restored.
    """
    ours = {path: moment for path in backups(folder) if (moment := made_at(path))}
    scheduled = {p: m for p, m in ours.items() if p.name.startswith(_SCHEDULED)}
    before: dict[str, list[Path]] = {}
    for path in ours.keys() - scheduled.keys():
        before.setdefault(path.name.rpartition("-")[0], []).append(path)
    keep = to_keep(scheduled.values())
    old = [path for path, moment in scheduled.items() if moment not in keep]
    for each in before.values():
        old += sorted(each, key=lambda path: ours[path], reverse=True)[BEFORE_KEPT:]
    for path in old:
        if keep_file is not None and path.name == keep_file.name:
            continue
        with suppress(OSError):
            path.unlink()

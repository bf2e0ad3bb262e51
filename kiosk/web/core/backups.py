"""Making backups: on schedule, on request, and before a change that is hard to undo."""

from datetime import datetime
from pathlib import Path

from kiosk.config import Settings
from kiosk.store.backups.backup import (
    Backup,
    Report,
    backup_folder,
    before_name,
    forget_old,
    free_path,
    make_backup,
    scheduled_name,
)


def back_up(
    settings: Settings,
    now: datetime,
    report: Report = lambda part: None,
    *,
    keep_file: Path | None = None,
) -> Backup:
    """Make a backup of the schedule, copy it to the second folder if there is one, and remove what
    is no longer kept.

    :param report: called with how much is copied.
    :param keep_file: a backup that is kept in any case.
    :raises Busy: another program holds the lock.
    :raises StorageUnavailable: it could not be made, or not be copied.
    """
    folder = backup_folder(settings.database)
    backup = make_backup(settings.database, free_path(folder, scheduled_name, now), report)
    forget_old(folder, keep_file)
    if settings.backup_folder:
        second = Path(settings.backup_folder).expanduser()
        make_backup(backup.path, second / backup.path.name)
        forget_old(second, keep_file)
    return backup


def back_up_before(
    settings: Settings, what: str, now: datetime, *, keep_file: Path | None = None
) -> Backup:
    """Make a backup before something that changes much at once.

    :param what: it is named after that, like "import".
    :param keep_file: a backup that is kept in any case, because it is about to be restored.
    :raises Busy: another program holds the lock.
    :raises StorageUnavailable: it could not be made.
    """
    folder = backup_folder(settings.database)
    path = free_path(folder, lambda moment: before_name(what, moment), now)
    backup = make_backup(settings.database, path)
    forget_old(folder, keep_file)
    return backup

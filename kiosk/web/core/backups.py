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
    make_backup,
    scheduled_name,
)


def back_up(settings: Settings, now: datetime, report: Report = lambda part: None) -> Backup:
    """Make a backup of the schedule, copy it to the second folder if there is one, and remove what
    is no longer kept.

    :param report: called with the progress of the copy.
    :raises Busy: another program holds the lock.
    :raises StorageUnavailable: it could not be made, or not be copied.
    """
    folder = backup_folder(settings.database)
    backup = make_backup(settings.database, folder / scheduled_name(now), report)
    forget_old(folder)
    if settings.backup_folder:
        second = Path(settings.backup_folder).expanduser()
        make_backup(backup.path, second / backup.path.name)
        forget_old(second)
    return backup


def back_up_before(settings: Settings, what: str, now: datetime) -> Backup:
    """Make a backup before something that changes much at once.

    :param what: it is named after that, like "import".
    :raises Busy: another program holds the lock.
    :raises StorageUnavailable: it could not be made.
    """
    folder = backup_folder(settings.database)
    backup = make_backup(settings.database, folder / before_name(what, now))
    forget_old(folder)
    return backup

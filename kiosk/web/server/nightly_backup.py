"""A backup every night, and one at the start where the last is older than a day."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import gevent

from kiosk.config import Settings
from kiosk.errors import KioskError
from kiosk.store import Executor
from kiosk.store.backups.backup import (
    Backup,
    Report,
    backup_folder,
    backups,
    before_name,
    forget_old,
    made_at,
    make_backup,
    scheduled_name,
)

log = logging.getLogger("kiosk.web")

HOUR = 3  # of the night, local time: nobody saves, and walls are dark
LOOK_EVERY = 300.0  # seconds; a machine that slept does not wait for the next night


def back_up(settings: Settings, now: datetime, report: Report = lambda part: None) -> Backup:
    """Make a backup of the schedule, copy it to the second folder if there is one, and remove what
    is no longer kept.

    :param report: told how far the copying is.
    :raises Busy: another program holds the lock.
    :raises StorageUnavailable: it could not be made, or not be copied.
    """
    folder = backup_folder(settings.database)
    made = make_backup(settings.database, folder / scheduled_name(now), report)
    forget_old(folder)
    if settings.backup_folder:
        second = Path(settings.backup_folder).expanduser()
        make_backup(made.path, second / made.path.name)
        forget_old(second)
    return made


def back_up_before(settings: Settings, what: str, now: datetime) -> Backup:
    """Make a backup before something that changes much at once.

    :param what: it is named after that, like "import".
    :raises Busy: another program holds the lock.
    :raises StorageUnavailable: it could not be made.
    """
    folder = backup_folder(settings.database)
    made = make_backup(settings.database, folder / before_name(what, now))
    forget_old(folder)
    return made


class NightlyBackup:
    """A service of the server that makes backups.

    :param now: the wall clock. :param call: runs what waits for the disk, off the server's loop.
    """

    def __init__(self, settings: Settings, now: Callable[[], datetime], call: Executor) -> None:
        self._settings = settings
        self._now = now
        self._call = call
        self._greenlet: gevent.Greenlet[..., None] | None = None

    def start(self) -> None:
        """Begin to look at the clock, in the server's loop."""
        self._greenlet = gevent.spawn(self._run)

    def stop(self) -> None:
        """Stop looking."""
        if self._greenlet is not None:
            self._greenlet.kill()

    def is_due(self) -> bool:
        """Whether the hour has come since the last backup, or the last is more than a day old."""
        newest = backups(backup_folder(self._settings.database))
        last = next((moment for path in newest if (moment := made_at(path))), None)
        if last is None:
            return True
        now = self._now().astimezone(self._settings.zone)
        hour = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
        due = hour if now >= hour else hour - timedelta(days=1)
        return last < due

    def _run(self) -> None:
        while True:
            gevent.sleep(LOOK_EVERY)
            self.back_up_if_due()

    def back_up_if_due(self) -> None:
        """Make the backup that is due; what went wrong is logged, and tried again."""
        try:
            if self._call(self.is_due):
                made = self._call(lambda: back_up(self._settings, self._now()))
                log.info("%s: %s check-ins, checked", made.path, made.check_ins)
        except KioskError as error:
            log.warning("No backup: %s", error)

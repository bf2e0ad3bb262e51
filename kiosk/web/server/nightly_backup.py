"""A backup every night, and after the start if the last one is more than a day old."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from kiosk.config import Settings
from kiosk.errors import KioskError
from kiosk.store import Executor
from kiosk.store.backups.backup import (
    backup_folder,
    backups,
    made_at,
)
from kiosk.store.backups.replaced import forget_replaced
from kiosk.web.core.backups import back_up
from kiosk.web.core.periodic_service import PeriodicService

log = logging.getLogger("kiosk.web")

HOUR = 3  # local time: nobody saves, and walls are dark
INTERVAL = 300.0  # seconds, so that a machine catches up soon after waking


class NightlyBackup(PeriodicService):
    """A service of the server that makes backups.

    :param now: the wall clock.
    :param call: runs blocking work outside the server's loop.
    """

    first_delay = INTERVAL

    def __init__(self, settings: Settings, now: Callable[[], datetime], call: Executor) -> None:
        self._settings = settings
        self._now = now
        self._call = call

    def is_due(self) -> bool:
        """Whether the nightly hour has passed since the last backup, or that is more than a day
        old."""
        newest = backups(backup_folder(self._settings.database))
        last = next((moment for path in newest if (moment := made_at(path))), None)
        if last is None:
            return True
        now = self._now().astimezone(self._settings.zone)
        hour = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
        due = hour if now >= hour else hour - timedelta(days=1)
        return last < due

    def run_once(self) -> float:
        """Make a backup if it is due."""
        self.back_up_if_due()
        return INTERVAL

    def back_up_if_due(self) -> None:
        """Make a backup if it is due, and delete what restores have set aside long ago. An error is
        logged, and the next run tries again."""
        try:
            if self._call(self.is_due):
                backup = self._call(lambda: back_up(self._settings, self._now()))
                log.info("%s: %s check-ins, checked", backup.path, backup.check_ins)
                self._call(lambda: forget_replaced(self._settings.database, self._now()))
        except KioskError as error:
            log.warning("No backup: %s", error)

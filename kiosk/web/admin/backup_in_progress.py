"""A backup started from the page: it runs in the background and reports its progress."""

from collections.abc import Callable

import gevent

from kiosk.errors import KioskError
from kiosk.store import Executor
from kiosk.store.backups.backup import Backup, Report


class BackupInProgress:
    """Makes one backup at a time.

    :ivar part: how much is copied, from 0 to 1.
    :ivar backup: the last backup that was made.
    :ivar error: why it could not be made.
    """

    def __init__(self) -> None:
        self.is_running = False
        self.part = 0.0
        self.backup: Backup | None = None
        self.error: KioskError | None = None

    def start(self, call: Executor, make: Callable[[Report], Backup]) -> None:
        """Start a backup, unless one is running."""
        if self.is_running:
            return
        self.is_running, self.part, self.backup, self.error = True, 0.0, None, None
        gevent.spawn(self._run, call, make)

    def _run(self, call: Executor, make: Callable[[Report], Backup]) -> None:
        try:
            self.backup = call(lambda: make(self._report))
        except KioskError as error:
            self.error = error
        finally:
            self.is_running = False

    def _report(self, part: float) -> None:
        self.part = part

"""Writes the copy for colleagues at home after each change, at most once a minute."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.config import Settings
from kiosk.errors import KioskError
from kiosk.live.mirror import folder as mirror_folder
from kiosk.views.common.mirror import MirrorStatus
from kiosk.web.core import assets
from kiosk.web.core.periodic_service import PeriodicService
from kiosk.web.core.services import Services

if TYPE_CHECKING:
    from kiosk.live.mirror.pages import MirrorPages

log = logging.getLogger("kiosk.web")

INTERVAL = 60.0  # seconds between two writings
CHECKED_EVERY = 1.0
STAGING = "mirror-new"


class MirrorWriter(PeriodicService):
    """A service of the server. Whatever happens to the folder, the server goes on.

    :param monotonic: seconds of a clock that never goes back.
    """

    first_delay = 5.0

    def __init__(self, services: Services, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._services = services
        self._monotonic = monotonic
        self._folder = mirror_path(services.settings)
        self._revision = 0
        self._written_revision: int | None = None
        self._changes_at: datetime | None = None
        self._attempted_at: float | None = None
        self._pages: MirrorPages | None = None
        services.mirror = MirrorStatus(self._folder, mirror_folder.written_at(self._folder))

    def on_commit(self, revision: int) -> None:
        """Take notice of a change; the watcher calls this in the loop."""
        self._revision = revision

    def run_once(self) -> float:
        """Write the copy if it is due."""
        if self._is_due():
            self._attempted_at = self._monotonic()
            self._services.call(self.write)
        return CHECKED_EVERY

    def _is_due(self) -> bool:
        if self._attempted_at is not None and self._monotonic() < self._attempted_at + INTERVAL:
            return False
        changes_at = self._changes_at
        return self._written_revision != self._revision or (
            changes_at is not None and self._services.now() >= changes_at
        )

    def write(self) -> None:
        """Write the copy, or delete it where it is switched off. An error is kept for the admin
        page, and the next run tries again."""
        revision = self._revision
        before = self._services.mirror
        try:
            status = self._written()
        except KioskError as error:
            if before is None or before.error is None or str(before.error) != str(error):
                log.warning("The copy is not written: %s", error)
            at = mirror_folder.written_at(self._folder)
            files, size = (before.files, before.size) if before else (0, 0)
            status = MirrorStatus(self._folder, at, files, size, error)
        else:
            self._written_revision = revision
        self._services.mirror = status

    def _written(self) -> MirrorStatus:
        try:
            return self._write_or_clear()
        except OSError as error:
            raise mirror_folder.explained(self._folder, error) from error
        except KioskError:
            raise
        except Exception as error:
            # A fault of this program must not end the service, which would be noticed by nobody.
            log.exception("The copy cannot be rendered")
            raise mirror_folder.explained(self._folder, OSError(str(error))) from error

    def _write_or_clear(self) -> MirrorStatus:
        if not self._services.office().settings.mirror:
            self._changes_at = None
            mirror_folder.clear_copy(self._folder)
            return MirrorStatus(self._folder)
        settings = self._services.settings
        mirror_folder.refuse_mirror_folder(self._folder, settings.data)
        copy = self._renderer().render()
        staging = settings.data / "cache" / STAGING
        size = mirror_folder.write_copy(self._folder, copy.files, staging)
        self._changes_at = copy.changes_at
        at = mirror_folder.written_at(self._folder)
        return MirrorStatus(self._folder, at, len(copy.files), size)

    def _renderer(self) -> "MirrorPages":
        # Imported here: most offices have no copy, and a start has to be quick.
        from kiosk.live.mirror.pages import MirrorPages

        if self._pages is None:
            style = assets.stylesheet("phone").text + assets.stylesheet("survey").text
            renderer = self._services.renderer
            self._pages = MirrorPages(self._services.store, renderer.snapshot, style)
        return self._pages


def mirror_path(settings: Settings) -> Path:
    """The folder of the copy."""
    return Path(settings.mirror_folder) if settings.mirror_folder else settings.data / "mirror"

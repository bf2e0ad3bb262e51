"""Recovery when the database is missing, damaged or of a newer program.

The users are in the database, so nobody can log in. The newest good backup may be restored from the
machine's own screen, or with a one-time code that the console and that screen show.
"""

import logging
import shlex
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gevent.lock import BoundedSemaphore

from kiosk.config import Settings
from kiosk.errors import KioskError, NeedsRestore, NotFound
from kiosk.store.backups.restore import RestorePlan, plan_restore
from kiosk.views.i18n.localizer import Localizer
from kiosk.web.core.one_time_codes import OneTimeCodes
from kiosk.web.core.restore_backup import loss_sentences, newest_good_backup, restore_plan

log = logging.getLogger("kiosk.web")

PATH = "/admin/recovery"
OFFER_CACHE_SECONDS = 30.0  # seconds; finding it reads whole backups


@dataclass(frozen=True, slots=True)
class Offer:
    """The newest good backup, and the effects of restoring it."""

    path: Path
    sentences: tuple[str, ...]
    plan: RestorePlan


class Recovery:
    """What is known of a database that needs a restore.

    :param words: how the office speaks, as far as that is known without the database.
    :ivar error: why it needs one; None while all is well. :ivar turn: held during a restore.
    """

    def __init__(
        self, settings: Settings, now: Callable[[], datetime], localizer: Callable[[], Localizer]
    ) -> None:
        self.error: NeedsRestore | None = None
        self.lock = BoundedSemaphore(1)
        self.codes = OneTimeCodes(now)
        self._settings = settings
        self._now = now
        self._localizer = localizer
        self._offer: tuple[float, Offer | None] | None = None
        self._printed = ""

    def record(self, error: NeedsRestore | None) -> None:
        """Record an error of the database, or that it works."""
        if error is not None and self.error is None:
            self._offer = None
        if error is None:
            self.codes.clear()
        self.error = error

    def sentence(self) -> str:
        """Why a restore is needed, without the file's path."""
        if self.error is None:
            return ""
        folder = f"{self._settings.database.parent}/"
        values = {
            name: value.replace(folder, "") if isinstance(value, str) else value
            for name, value in self.error.values.items()
        }
        return self._localizer().error(NeedsRestore(self.error.message, **values))

    def notice(self, base: str) -> str:
        """What walls show below their last content; "" if no restore is needed."""
        if self.error is None:
            return ""
        found = self._localizer().gettext("Restore the database: %(address)s")
        # Where it has to be broken, then before its path.
        return found % {"address": f"{base.partition('://')[2]}\u200b{PATH}"}

    def offer(self) -> Offer | None:
        """The newest good backup; None if there is none. Reads whole files and may block."""
        if self._offer is None or time.monotonic() - self._offer[0] > OFFER_CACHE_SECONDS:
            self._offer = time.monotonic(), self._look()
        return self._offer[1]

    def _look(self) -> Offer | None:
        try:
            path = newest_good_backup(self._settings)
            plan = plan_restore(self._settings.database, path)
        except KioskError:
            return None
        return Offer(path, tuple(loss_sentences(self._localizer(), plan)), plan)

    def restore(self) -> Path | None:
        """Restore the newest good backup. May wait.

        :returns: where the file that was there is now; None: there was none.
        :raises NotFound: there is no good backup.
        :raises StorageUnavailable: it could not be done; nothing was changed.
        """
        self._offer = None
        found = self.offer()
        if found is None:
            raise NotFound("There is no good backup on this machine")
        aside = restore_plan(self._settings, found.plan, self._now())
        log.warning("%s was restored", found.path)
        return aside

    def console(self, base: str) -> list[str]:
        """The text for the console: what happened, and both ways to continue."""
        if self.error is None:
            return []
        localizer, found = self._localizer(), self.offer()
        lines = [localizer.error(self.error), ""]
        if found is None:
            sentence = localizer.gettext(
                "There is no good backup on this machine. If you keep one elsewhere, restore it:"
            )
            return [*lines, sentence, self.command("FILE")]
        lines += [localizer.gettext("Newest good backup: %(file)s") % {"file": found.path}]
        lines += [*found.sentences, "", localizer.gettext("Restore it with this command:")]
        lines += [self.command("--newest"), "", *self._link(base)]
        return lines

    def command(self, what: str) -> str:
        """The command that restores a backup of this data folder."""
        program = sys.argv[0] if Path(sys.argv[0]).name == "kiosk" else "kiosk"
        return shlex.join([program, "restore", what, "--data", str(self._settings.data)])

    def print_code(self, base: str) -> None:
        """Print a code on the console, unless the current one was printed already."""
        code = self.codes.code()
        if code != self._printed:
            log.warning("%s", "\n".join(self._link(base)))

    def _link(self, base: str) -> list[str]:
        self._printed = self.codes.code()
        sentence = self._localizer().gettext("Or open this page, once, within 15 minutes:")
        return [sentence, f"{base}{PATH}/{self._printed}"]

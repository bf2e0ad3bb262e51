"""Doctor's finding about backups: the age of the newest in each folder."""

from datetime import datetime, timedelta
from pathlib import Path

from kiosk.config import Settings
from kiosk.store.backups.backup import backups, made_at
from kiosk.store.db.database_file import is_missing, marker_of
from kiosk.views.i18n.localizer import Localizer
from kiosk.web.commands.finding import Finding
from kiosk.web.core.restore_backup import backup_folders

NAME = "backups"
OLD_AFTER = timedelta(days=2)


def examine_backups(settings: Settings, now: datetime, localizer: Localizer) -> Finding:
    """Whether every backup folder has a recent backup."""
    path = settings.database
    own, *_ = folders = backup_folders(settings)
    # The server makes the first one when it starts.
    if not own.exists() and not (is_missing(path) and marker_of(path).exists()):
        return Finding(NAME, True, localizer.gettext("none yet; the server makes the first"))
    found = [_folder(folder, now, localizer) for folder in folders]
    return Finding(NAME, all(fine for fine, _says in found), "; ".join(says for _, says in found))


def _folder(folder: Path, now: datetime, localizer: Localizer) -> tuple[bool, str]:
    newest = next(iter(backups(folder)), None)
    moment = made_at(newest) if newest else None
    if moment is None:
        says = localizer.gettext("none in %(folder)s. Make one: kiosk backup")
        return False, says % {"folder": folder}
    facts = {"folder": folder, "moment": localizer.day_and_time(moment)}
    if now - moment > OLD_AFTER:
        says = localizer.gettext(
            "the newest in %(folder)s was made on %(moment)s, too long ago. Make one: kiosk backup"
        )
        return False, says % facts
    return True, localizer.gettext("the newest in %(folder)s was made on %(moment)s") % facts

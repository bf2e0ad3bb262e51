"""The page of backups with their contents."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.store.backups.backup import made_at
from kiosk.store.backups.contents import BackupContents
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup as a row. `is_good`: it could be read."""

    name: str
    moment: str
    why: str
    size: str
    contents: str
    is_good: bool


def backup_row(
    localizer: Localizer, path: Path, size: int, contents: BackupContents | None
) -> BackupRow:
    """The row of a backup."""
    moment = made_at(path)
    return BackupRow(
        path.name,
        backup_time_text(localizer, moment) if moment else path.name,
        _why(localizer, path.name),
        size_text(localizer, size),
        _contents(localizer, contents) if contents else localizer.gettext("cannot be read"),
        contents is not None,
    )


def backup_time_text(localizer: Localizer, moment: datetime) -> str:
    """A day with its year, and the time."""
    day = localizer.long_day(moment.astimezone(localizer.zone).date())
    return f"{day}, {localizer.time(moment)}"


def size_text(localizer: Localizer, size: int) -> str:
    """A file size as text."""
    if size < 1_000_000:
        return localizer.gettext("%(size)s KB") % {"size": localizer.number(-(-size // 1000))}
    return localizer.gettext("%(size)s MB") % {"size": localizer.number(-(-size // 1_000_000))}


def _why(localizer: Localizer, name: str) -> str:
    _ = localizer.gettext
    reasons = {
        "before-update": _("before an update"),
        "before-import": _("before an import"),
        "before-restore": _("before a restore"),
        "uploaded": _("uploaded"),
    }
    return reasons.get(name.rpartition("-")[0], _("nightly or on request"))


def _contents(localizer: Localizer, contents: BackupContents) -> str:
    check_ins = localizer.ngettext("%(count)s check-in", "%(count)s check-ins", contents.check_ins)
    people = localizer.ngettext("%(count)s person", "%(count)s people", contents.people)
    parts = [
        check_ins % {"count": localizer.number(contents.check_ins)},
        people % {"count": localizer.number(contents.people)},
    ]
    if contents.newest:
        newest = localizer.gettext("newest check-in %(moment)s")
        parts.append(newest % {"moment": localizer.day_and_time(contents.newest)})
    return ", ".join(parts)

"""The page of backups: which there are, and what is in each."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.store.backup import made_at
from kiosk.store.backup_contents import BackupContents
from kiosk.views.words import Words


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup in a line. `is_good`: what is in it could be read."""

    name: str
    moment: str
    why: str
    size: str
    contents: str
    is_good: bool


def backup_row(words: Words, path: Path, size: int, contents: BackupContents | None) -> BackupRow:
    """The line of a backup."""
    moment = made_at(path)
    return BackupRow(
        path.name,
        when(words, moment) if moment else path.name,
        _why(words, path.name),
        size_text(words, size),
        _contents(words, contents) if contents else words.gettext("cannot be read"),
        contents is not None,
    )


def when(words: Words, moment: datetime) -> str:
    """A day with its year, and the time."""
    day = words.long_day(moment.astimezone(words.zone).date())
    return f"{day}, {words.time(moment)}"


def size_text(words: Words, size: int) -> str:
    """How large a file is."""
    if size < 1_000_000:
        return words.gettext("%(size)s KB") % {"size": words.number(-(-size // 1000))}
    return words.gettext("%(size)s MB") % {"size": words.number(-(-size // 1_000_000))}


def _why(words: Words, name: str) -> str:
    _ = words.gettext
    reasons = {
        "before-update": _("before an update"),
        "before-import": _("before an import"),
        "before-restore": _("before a restore"),
        "uploaded": _("uploaded"),
    }
    return reasons.get(name.rpartition("-")[0], _("nightly or on request"))


def _contents(words: Words, contents: BackupContents) -> str:
    check_ins = words.ngettext("%(count)s check-in", "%(count)s check-ins", contents.check_ins)
    people = words.ngettext("%(count)s person", "%(count)s people", contents.people)
    parts = [
        check_ins % {"count": words.number(contents.check_ins)},
        people % {"count": words.number(contents.people)},
    ]
    if contents.newest:
        newest = words.gettext("newest check-in %(moment)s")
        parts.append(newest % {"moment": words.day_and_time(contents.newest)})
    return ", ".join(parts)

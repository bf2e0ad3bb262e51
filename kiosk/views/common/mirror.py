"""What the settings page and `kiosk doctor` say about the copy for colleagues at home."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class MirrorStatus:
    """The state of the copy: when it was written last, None if there is none; how many files it
    has and how many bytes; and why the last attempt to write it did not succeed."""

    folder: Path
    written_at: datetime | None = None
    files: int = 0
    size: int = 0
    error: KioskError | None = None


def mirror_lines(localizer: Localizer, status: MirrorStatus, *, is_on: bool) -> tuple[str, ...]:
    """Sentences: the folder, the last writing and its size, the last error."""
    _ = localizer.gettext
    lines = [_("Folder: %(folder)s") % {"folder": status.folder}]
    if not is_on:
        return (*lines, _("Off: there is no copy.")) if status.written_at is None else tuple(lines)
    if status.written_at is None and status.error is None:
        lines.append(_("It has not been written yet; that takes a minute at most."))
    if status.written_at is not None:
        lines.append(
            localizer.ngettext(
                "Last written on %(moment)s: %(num)s file, %(size)s KB",
                "Last written on %(moment)s: %(num)s files, %(size)s KB",
                status.files,
            )
            % {
                "moment": localizer.day_and_time(status.written_at),
                "num": localizer.number(status.files),
                "size": localizer.number(-(-status.size // 1024)),
            }
        )
    if status.error is not None:
        lines.append(localizer.error(status.error))
    return tuple(lines)

"""How far an import is, as a sentence: for the page that waits, and for the command line."""

from kiosk.okr.import_progress import ImportProgress, ImportStage
from kiosk.views.i18n.localizer import Localizer


def import_progress_text(localizer: Localizer, progress: ImportProgress | None) -> str:
    """What is being done and how much of it is done.

    :param progress: None while another import has to end first.
    """
    _ = localizer.gettext
    if progress is None:
        return _("Waiting until another import is done")
    if progress.stage is ImportStage.READING:
        lines = localizer.ngettext("Reading: %(num)s line", "Reading: %(num)s lines", progress.done)
        return lines % {"num": localizer.number(progress.done)}
    patterns = {
        ImportStage.UNDERSTANDING: _("Understanding: %(done)s of %(total)s lines"),
        ImportStage.COMPARING: _("Comparing with what is there"),
        ImportStage.BACKING_UP: _("Backing up the database"),
        ImportStage.WRITING: _("Writing: %(done)s of %(total)s check-ins"),
    }
    done, total = localizer.number(progress.done), localizer.number(progress.total)
    return patterns[progress.stage] % {"done": done, "total": total}

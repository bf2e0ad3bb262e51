"""Sentences about an import that the page and the command line share."""

from kiosk.exchange.import_histories import LeftOutCheckIn
from kiosk.views.i18n.localizer import Localizer


def left_out_text(localizer: Localizer, check_in: LeftOutCheckIn) -> str:
    """A check-in that is not written, and why."""
    values = {
        "line": localizer.number(check_in.line),
        "text": check_in.title,
        "reason": localizer.error(check_in.error),
    }
    return localizer.gettext("Line %(line)s, “%(text)s”: no check-in. %(reason)s") % values

"""How many lines of a source became what, and why its preview is shown again."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.okr.import_findings import Understood
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class LineCounts:
    """How many lines have content, and what became of them."""

    lines: int
    understood: int
    skipped: int
    not_understood: int


def line_counts(found: Sequence[Understood], unread: int) -> LineCounts:
    """The count of a draft's lines.

    :param unread: how many lines were left out before they were read.
    """
    lines = sum(each.lines for each in found) + unread
    skipped = sum(len(each.skipped) for each in found) + unread
    unclear = sum(len(each.not_understood) for each in found)
    return LineCounts(lines, lines - skipped - unclear, skipped, unclear)


def import_notice_text(localizer: Localizer, notice: str) -> str:
    """Why a preview is shown again, or none is; "" for no reason."""
    _ = localizer.gettext
    return {
        "text": _(
            "The text has changed since its preview. Nothing is imported yet: look at it again."
        ),
        "choices": _(
            "With these choices, something else would be imported than the preview has shown."
            " Nothing is imported yet: look at it again."
        ),
        "office": _(
            "The office has changed since this preview, so something else would be imported."
            " Nothing is imported yet: look at it again."
        ),
        "gone": _(
            "This preview is no longer kept. Paste the text again, or choose the file again."
        ),
    }.get(notice, "")


def too_much_text(localizer: Localizer) -> str:
    """The sentence about a text or a file that is longer than what is read."""
    return localizer.gettext(
        "That is more than 20 MB, which is the most that is read. Leave out what is not about OKRs,"
        " or import it in parts."
    )

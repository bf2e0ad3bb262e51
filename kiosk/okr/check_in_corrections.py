"""The rules for undoing, redoing and correcting check-ins."""

from dataclasses import dataclass

from kiosk.errors import ValidationError
from kiosk.okr.model import Measure


@dataclass(frozen=True, slots=True)
class CheckInHistory:
    """What happened to a check-in after it was saved.

    :ivar undoes: whether it is the entry that undoes another.
    :ivar is_undone: whether an entry undoes it.
    :ivar is_redone: whether it was undone, and then added again.
    :ivar is_corrected: whether a correction replaces it.
    :ivar is_original_corrected: whether it is a correction itself, and what it corrected has been
        corrected again.
    """

    undoes: bool = False
    is_undone: bool = False
    is_redone: bool = False
    is_corrected: bool = False
    is_original_corrected: bool = False


def refuse_undo(history: CheckInHistory) -> None:
    """Raise ValidationError unless a check-in may be undone."""
    if history.undoes:
        raise ValidationError("id", "This entry undoes a check-in. Check in again instead")
    if history.is_undone:
        raise ValidationError("id", "This check-in has already been undone")
    if history.is_corrected:
        raise ValidationError("id", "This check-in was corrected. Undo the correction instead")


def refuse_redo(history: CheckInHistory) -> None:
    """Raise ValidationError unless a check-in may be redone."""
    if history.is_redone:
        raise ValidationError("id", "This check-in has already been redone")
    if not history.is_undone:
        raise ValidationError("id", "This check-in was not undone")
    if history.is_original_corrected:
        raise ValidationError(
            "id", "What it corrected was corrected again. Correct the newer correction instead"
        )


def refuse_correction(*, counts: bool) -> None:
    """Raise ValidationError unless a check-in still counts, and so may be corrected."""
    if not counts:
        raise ValidationError("id", "This check-in no longer counts. Correct the one in its place")


def refuse_former_unit(measured: Measure | None) -> None:
    """Raise ValidationError if a check-in was measured in a unit that its key result had before.

    :param measured: its value in that unit; None: the unit is still the same.
    """
    if measured is not None:
        raise ValidationError(
            "id",
            "This was measured in %(unit)s, and the key result is in another unit now. Check in"
            " again instead",
            unit=measured.unit or "—",
        )

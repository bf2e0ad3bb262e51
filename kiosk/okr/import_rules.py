"""When an import, or a part of it, is not undone or not redone."""

from kiosk.errors import ValidationError
from kiosk.okr.key_result_draft import KeyResultDraft


def refuse_other_definition(now: KeyResultDraft, expected: KeyResultDraft) -> None:
    """Raise ValidationError if a key result is not as the import, or its undo, has left it."""
    if now != expected:
        raise ValidationError("undo", "Something in this has changed since, so it stays as it is")


def refuse_empty_undo(*, is_empty: bool) -> None:
    """Raise ValidationError if an undo would undo nothing."""
    if is_empty:
        raise ValidationError("undo", "All of this has changed since, so it stays as it is")


def redo_conflict() -> ValidationError:
    """The error when what a redo needs is gone, or its place is taken."""
    return ValidationError("undo", "What this needs has changed since. Import the file again")

"""When an import, or a part of it, is not undone or not redone."""

from kiosk.errors import N_, ValidationError
from kiosk.okr.deletion import Usage
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


def why_cycle_stays(
    *, is_draft: bool, is_changed: bool, has_objectives: bool, has_others: bool, usage: Usage | None
) -> str:
    """Why the cycle that an import has made stays when it is undone, as a msgid; "" if it does not.

    :param has_objectives: it has objectives that are not archived.
    :param has_others: it has archived objectives that no import has brought.
    :param usage: how it was used otherwise.
    """
    if not is_draft:
        return N_("It is no longer a draft")
    if is_changed:
        return N_("It was changed since")
    if has_objectives:
        return N_("There are objectives in it")
    if has_others:
        return N_("There are archived objectives in it")
    return usage.value if usage else ""

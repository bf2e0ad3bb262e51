"""The rules for changing objectives and key results: a reason once their cycle is open, and no
change that would make earlier check-ins meaningless."""

from collections.abc import Callable

from kiosk.errors import ValidationError
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import CycleState, KeyResultKind
from kiosk.okr.unit_conversion import Conversion, unit_name


def refuse_change_without_reason(state: CycleState, reason: str) -> None:
    """Raise ValidationError if a cycle is no draft and no reason is given for a change in it."""
    if state is not CycleState.DRAFT and not reason:
        raise ValidationError(
            "reason", "The cycle is open: give a reason for the change, for everybody to read"
        )


def refuse_kind_change(
    kind: KeyResultKind, wanted: KeyResultKind, *, has_check_ins: Callable[[], bool]
) -> None:
    """Raise ValidationError if the values checked in so far would not fit the new kind."""
    is_similar = kind is wanted or (kind.is_decimal and wanted.is_decimal)
    if not is_similar and has_check_ins():
        raise ValidationError(
            "kind",
            "It already has check-ins of this kind. Add a new key result and archive this one",
        )


def conversion_factor(
    kind: KeyResultKind,
    unit: str,
    draft: KeyResultDraft,
    conversion: Conversion | None,
    newest_check_in: int | None,
) -> tuple[str | None, int | None]:
    """The factor for the values checked in so far, and the newest of these check-ins.

    :param kind: the kind so far.
    :param unit: the unit so far.
    :param conversion: what somebody chose; None: nothing.
    :param newest_check_in: the id of the newest check-in, if there is one.
    :return: None and None where the unit stays or nothing was measured; None and an id where the
        values keep their unit.
    :raises ValidationError: on "factor", if nothing was chosen where a choice is needed.
    """
    before, after = unit_name(kind, unit), unit_name(draft.kind, draft.unit)
    if before == after or newest_check_in is None or not draft.kind.is_decimal:
        return None, None
    if conversion is None:
        raise ValidationError(
            "factor",
            "The unit changes from %(was)s to %(now)s, and there are check-ins already. "
            "Enter the factor for their values (1 if only the name changes), or keep them in "
            "%(was)s",
            was=before or "—",
            now=after or "—",
        )
    return conversion.factor or None, newest_check_in


def refuse_unknown_milestones(codes: set[str], known: set[str]) -> None:
    """Raise ValidationError if a code is none of a key result's milestones."""
    if unknown := codes - known:
        raise ValidationError(
            "milestones", "%(code)s is not one of its milestones", code=min(unknown)
        )

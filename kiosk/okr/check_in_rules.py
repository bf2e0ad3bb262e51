"""The rules for a check-in, from whichever source: a page, the API, the command line or a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from kiosk.errors import Collector, ValidationError
from kiosk.okr.check_in_input import parse_note
from kiosk.okr.codes import normal_code
from kiosk.okr.model import CheckIn, CycleState, KeyResultKind, Value
from kiosk.okr.number_input import MAX_DIGITS
from kiosk.okr.text import NAME_LENGTH, validated_line

OLDEST = datetime(1970, 1, 1, tzinfo=UTC)
CLOCK_SKEW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class CheckInDraft:
    """A check-in as it was sent. `measured_at` None is now; `signature` is shown under the note."""

    value: Value
    measured_at: datetime | None = None
    confidence: int | None = None
    note: str = ""
    signature: str = ""


def validated_check_in(
    draft: CheckInDraft, kind: KeyResultKind, milestones: Sequence[str], now: datetime
) -> CheckInDraft:
    """The check-in as it will be written.

    :param milestones: the codes of its key result's.
    :raises ValidationError: naming each invalid field and what to write instead.
    """
    collect = Collector()
    validated = CheckInDraft(
        collect.read(lambda: validated_value(draft.value, kind, milestones), draft.value),
        collect.read(lambda: validated_measured_at(draft.measured_at, now), None),
        collect.read(lambda: validated_confidence(draft.confidence), None),
        collect.read(lambda: parse_note(draft.note), ""),
        collect.read(
            lambda: validated_line("signed", draft.signature, NAME_LENGTH, needed=False), ""
        ),
    )
    collect.finish()
    return validated


def validated_value(value: Value, kind: KeyResultKind, milestones: Sequence[str]) -> Value:
    """The value, if it is of the key result's kind and can be stored exactly.

    :param milestones: the codes of the key result's.
    :raises ValidationError: on the field "value".
    """
    if kind is KeyResultKind.YES_NO:
        if isinstance(value, bool):
            return value
        raise ValidationError("value", "Enter yes or no")
    if kind is KeyResultKind.MILESTONES:
        return _validated_milestones(value, milestones)
    if not isinstance(value, Decimal):
        raise invalid_number("value")
    refuse_unwritable("value", value)
    return value


def _validated_milestones(done: Value, milestones: Sequence[str]) -> Value:
    if not isinstance(done, frozenset):
        raise ValidationError("value", "Enter the codes of the milestones that are done")
    done = frozenset(normal_code(code) for code in done)
    unknown = sorted(done.difference(milestones))
    if unknown:
        raise ValidationError(
            "value",
            "“%(value)s” is not one of its milestones. They are %(known)s",
            value=", ".join(unknown),
            known=", ".join(milestones),
        )
    return done


def invalid_number(field: str) -> ValidationError:
    """The error for a value that is not a number."""
    return ValidationError(field, "Enter a number like 42.5")


def refuse_unwritable(field: str, value: Decimal | None) -> None:
    """Raise ValidationError if a number cannot be stored exactly."""
    if value is None:
        return
    if not value.is_finite():
        raise invalid_number(field)
    # Check the exponent first: 1E+999999999 written out would not fit in memory.
    if abs(value.adjusted()) > MAX_DIGITS or len(format(value, "f")) > MAX_DIGITS + 2:
        raise ValidationError(field, "Use at most %(digits)s digits", digits=MAX_DIGITS)


def validated_measured_at(moment: datetime | None, now: datetime) -> datetime | None:
    """When it was measured. A sender's clock may be a minute fast; the result is then `now`.

    :raises ValidationError: on the field "measured_at", if it is without a time zone, in the
        future or before 1970.
    """
    if moment is None:
        return None
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValidationError(
            "measured_at", "Give the time with its zone, like 2026-11-20T09:12:00Z"
        )
    if moment > now + CLOCK_SKEW:
        raise ValidationError(
            "measured_at", "This time is in the future. Enter when it was measured"
        )
    if moment < OLDEST:
        raise ValidationError("measured_at", "This time is before 1970. Enter when it was measured")
    return min(moment, now)


def validated_confidence(confidence: int | None) -> int | None:
    """Confidence 0 to 10, or None.

    :raises ValidationError: on the field "confidence".
    """
    if confidence is None:
        return None
    if isinstance(confidence, bool) or not 0 <= confidence <= 10:
        raise ValidationError("confidence", "Enter a whole number from 0 to 10, or leave it empty")
    return confidence


def refuse_check_in(code: str, state: CycleState, *, is_archived: bool) -> None:
    """Raise ValidationError unless a key result takes check-ins.

    :param code: its code.
    :param state: the state of its cycle.
    :param is_archived: whether it or its objective is archived.
    """
    if is_archived:
        raise ValidationError("code", "%(code)s is archived and takes no check-ins", code=code)
    if state is CycleState.CLOSED:
        raise ValidationError(
            "code", "The cycle of %(code)s is closed: its figures stay as they are", code=code
        )


def confirmed_check_in(latest: CheckIn | None) -> CheckIn:
    """The check-in to confirm; raises ValidationError on "value" if there is none."""
    if latest is None:
        raise ValidationError("value", "There is no value to confirm yet. Enter the first one")
    return latest

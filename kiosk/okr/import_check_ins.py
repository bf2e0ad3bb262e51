"""Values of an import as check-ins: the same rules as for those that are typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from kiosk.errors import ValidationError
from kiosk.okr.check_in_date import LAST_MINUTE
from kiosk.okr.check_in_input import parse_note
from kiosk.okr.check_in_rules import invalid_number, refuse_unwritable, validated_confidence
from kiosk.okr.dates import is_supported_date
from kiosk.okr.import_findings import FoundValue
from kiosk.okr.import_plan import ImportedCheckIn
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResult, KeyResultKind, Value
from kiosk.okr.text import NAME_LENGTH, validated_line

_FIRST_DAY = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class CountedValue:
    """A value that counts, and when it was measured."""

    measured_at: datetime
    value: Value


def imported_value(
    value: FoundValue | None, key_result: KeyResultDraft | KeyResult, steps: Sequence[str]
) -> FoundValue:
    """A value in the form of its key result's kind: a number, yes or no, or titles of milestones.
    A number that is “done” is at its target.

    :param steps: the titles of its milestones.
    :raises ValidationError: on "value", if it is of another kind.
    """
    if value is None:
        raise ValidationError("value", "There is no value")
    match key_result.kind:
        case KeyResultKind.YES_NO:
            return _yes_or_no(value)
        case KeyResultKind.MILESTONES:
            return _done_steps(value, steps)
    if value is True and key_result.target is not None:
        return key_result.target
    if isinstance(value, bool) or not isinstance(value, Decimal):
        raise invalid_number("value")
    refuse_unwritable("value", value)
    return value


def _yes_or_no(value: FoundValue) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal) and value in (0, 1):
        return bool(value)
    raise ValidationError("value", "Enter yes or no")


def _done_steps(value: FoundValue, steps: Sequence[str]) -> tuple[str, ...]:
    if isinstance(value, bool):
        return tuple(steps) if value else ()
    if isinstance(value, Decimal):
        raise ValidationError("value", "Name the milestones that are done")
    known = {title.casefold(): title for title in steps}
    unknown = [title for title in value if title.casefold() not in known]
    if unknown:
        raise ValidationError(
            "value",
            "“%(value)s” is not one of its milestones. They are %(known)s",
            value=", ".join(unknown),
            known=", ".join(steps),
        )
    return tuple(known[title.casefold()] for title in value)


def imported_moment(
    day: date | None, now: datetime, zone: ZoneInfo, exact: datetime | None = None
) -> datetime:
    """When an imported check-in counts: at its time of day, or else at the end of its day; now for
    today and without a day.

    :raises ValidationError: on "on", if the day is in the future or before 1970.
    """
    today = now.astimezone(zone).date()
    if day is None or day == today:
        return now if exact is None else min(exact, now)
    if day > today:
        raise ValidationError(
            "on",
            "%(day)s is in the future. Enter today, %(today)s, or an earlier day",
            day=day.isoformat(),
            today=today.isoformat(),
        )
    if day < _FIRST_DAY or not is_supported_date(day):
        raise ValidationError("measured_at", "This time is before 1970. Enter when it was measured")
    return datetime.combine(day, LAST_MINUTE, zone) if exact is None else exact


def refuse_imported_check_in(
    check_in: ImportedCheckIn,
    key_result: KeyResultDraft | KeyResult,
    steps: Sequence[str],
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """Raise ValidationError if a check-in cannot be written, naming the field."""
    imported_value(check_in.value, key_result, steps)
    imported_moment(check_in.measured_on, now, zone, check_in.measured_at)
    validated_confidence(check_in.confidence)
    parse_note(check_in.note)
    imported_signature(check_in)


def imported_signature(check_in: ImportedCheckIn) -> str:
    """Who signed it; raises ValidationError on "signed" if that is no name."""
    return validated_line("signed", check_in.signature, NAME_LENGTH, needed=False)

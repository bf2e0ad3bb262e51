"""Parsers for what somebody typed in a check-in. They are exact: no binary floats."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.errors import ValidationError
from kiosk.okr.codes import normal_code
from kiosk.okr.model import KeyResult, KeyResultKind, Value
from kiosk.okr.number_input import parse_number, typed_reading
from kiosk.okr.number_units import Unit
from kiosk.okr.text import clean, refuse_unreadable

NOTE_LENGTH = 500
NOTE_ON_WALL = 60
_YES = frozenset({"yes", "true", "1", "y", "on", "done", "ja"})
_NO = frozenset({"no", "false", "0", "n", "off", "nein"})


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A parsed value. `read_as` is the number again if the text could mean a different one too, or
    is not how the locale writes it: then the page says how it was read. `likely` is the number that
    it may mean as well, as long as nobody has chosen."""

    value: Value
    read_as: Decimal | None = None
    likely: Decimal | None = None


def parse_decimal(text: str, field: str = "value", decimal_separator: str = ".") -> Decimal:
    """A decimal without a unit, as people of a locale write it: 1,234.5 or 1 234,5.

    :param decimal_separator: the locale's decimal separator, "." or ",".
    :raises ValidationError: naming the field, when text is not one finite decimal.
    """
    return parse_number(text, field, decimal_separator, Unit("", is_strict=True)).readings[0]


def parse_yes_no(text: str, field: str = "value") -> bool:
    """Yes or no, in the spellings that people and scripts use.

    :raises ValidationError: on `field`.
    """
    word = text.strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValidationError(
        field, "“%(value)s” is neither yes nor no. Enter yes or no", value=text.strip()
    )


def parse_milestones(key_result: KeyResult, codes: Iterable[str], field: str = "value") -> Value:
    """The set of milestones done, from their codes in any case.

    :raises ValidationError: on `field`, if a code is not one of the key result's milestones.
    """
    known = {milestone.code for milestone in key_result.milestones}
    done = frozenset(normal_code(code) for code in codes if code.strip())
    unknown = sorted(done - known)
    if unknown:
        raise ValidationError(
            field,
            "“%(value)s” is not one of its milestones. They are %(known)s",
            value=", ".join(unknown),
            known=", ".join(m.code for m in key_result.milestones) or "—",
        )
    return done


def parse_value(key_result: KeyResult, text: str, decimal_separator: str = ".") -> Value:
    """The value that `read_value` returns, alone.

    :raises ValidationError: on the field "value".
    """
    return read_value(key_result, text, decimal_separator).value


def read_value(
    key_result: KeyResult, text: str, decimal_separator: str = ".", past: Sequence[Decimal] = ()
) -> ReadValue:
    """A value for this key result from one line of text: a number, with or without the key
    result's own unit, yes or no, or codes with commas.

    :param decimal_separator: the locale's decimal separator, "." or ",".
    :param past: values of earlier check-ins; their size decides whether "4.900" is clear.
    :raises AmbiguousNumber: on the field "value", if a number may mean two.
    :raises ValidationError: on the field "value".
    """
    if key_result.kind is KeyResultKind.MILESTONES:
        return ReadValue(parse_milestones(key_result, text.split(",")))
    if not text.strip():
        raise ValidationError("value", "Enter the current value")
    if key_result.kind is KeyResultKind.YES_NO:
        return ReadValue(parse_yes_no(text))
    written = parse_number(
        text, "value", decimal_separator, unit_in(key_result.kind, key_result.unit)
    )
    last = key_result.latest_check_in.value if key_result.latest_check_in else None
    chosen = typed_reading(
        written,
        "value",
        (*known_numbers(key_result), *past),
        last if isinstance(last, Decimal) else None,
    )
    return ReadValue(chosen.number, chosen.number if chosen.is_remarkable else None)


def known_numbers(key_result: KeyResult) -> tuple[Decimal, ...]:
    """The known numbers of a key result: start, target, limits and latest value."""
    latest = key_result.latest_check_in.value if key_result.latest_check_in else None
    ends = (key_result.start, key_result.target, key_result.low, key_result.high)
    return tuple(number for number in (*ends, latest) if isinstance(number, Decimal))


def unit_in(kind: KeyResultKind, unit: str | None) -> Unit:
    """The unit that may be typed beside a number of this kind.

    :param unit: its unit, "" for none, None if it is not chosen yet.
    """
    return Unit(
        "" if kind is KeyResultKind.PERCENT and unit is None else unit,
        kind is KeyResultKind.PERCENT,
    )


def parse_confidence(text: str) -> int | None:
    """A confidence from 0 to 10; an empty text is None, not a default.

    :raises ValidationError: on the field "confidence".
    """
    plain = text.strip()
    if not plain:
        return None
    if not re.fullmatch(r"\d{1,2}", plain, re.ASCII) or int(plain) > 10:
        raise ValidationError(
            "confidence",
            "“%(value)s” is not a whole number from 0 to 10. Enter one, or leave it empty",
            value=plain,
        )
    return int(plain)


def parse_note(text: str) -> str:
    """A note as one line of at most 500 characters.

    :raises ValidationError: on the field "note", if it is longer.
    """
    note = clean(text)
    refuse_unreadable("note", note)
    if len(note) > NOTE_LENGTH:
        raise ValidationError(
            "note",
            "The note has %(length)s characters. Use at most %(most)s",
            length=len(note),
            most=NOTE_LENGTH,
        )
    return note

"""Values that were measured in a unit that was changed since: converted where somebody said by
what, else told in the unit of their time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from kiosk.errors import ValidationError
from kiosk.okr.check_in_input import parse_decimal
from kiosk.okr.model import KeyResult, KeyResultKind, Measure
from kiosk.okr.number_input import MAX_DIGITS
from kiosk.okr.progress import ONE, round_half_up
from kiosk.okr.units import plural_unit

_PLACES = 12
_DIVISION = re.compile(r"\s*[/÷:]\s*")


@dataclass(frozen=True, slots=True)
class Conversion:
    """What becomes of the values so far when the unit changes: they are multiplied by `factor`,
    written as 60 or 1/60; "": they stay as they are, in their own unit."""

    factor: str


KEPT = Conversion("")


def unit_name(kind: KeyResultKind, unit: str) -> str:
    """What a value is measured in; a singular more or less makes it no other unit."""
    return "%" if kind is KeyResultKind.PERCENT else plural_unit(unit)


def parse_factor(text: str, mark: str = ".") -> str:
    """A factor as people write it, 60, 0.5 or 1/60, as it is kept.

    :param mark: the locale's decimal mark.
    :raises ValidationError: on "factor".
    """
    parts = [part.strip() for part in _DIVISION.split(text.strip().removeprefix("×").strip())]
    if len(parts) > 2:
        raise ValidationError(
            "factor", "“%(value)s” is not a factor. Enter one like 60 or 1/60", value=text
        )
    numbers = [parse_decimal(part, "factor", mark) for part in parts]
    for number in numbers:
        if not number > 0 or len(format(number, "f")) > MAX_DIGITS:
            raise ValidationError("factor", "A factor is above 0. Enter one like 60 or 1/60")
    return "/".join(format(number, "f") for number in numbers)


def converted_product(factors: Iterable[str]) -> Fraction:
    """All of the factors in one; what is none (a stranger's row) counts as 1."""
    whole = ONE
    for factor in factors:
        try:
            above, _, below = factor.partition("/")
            whole *= Fraction(above) / Fraction(below or 1)
        except (ValueError, ZeroDivisionError):
            continue
    return whole


def converted(value: Decimal, factor: Fraction) -> Decimal:
    """A value in another unit, exactly, or to twelve decimal places where it has no end."""
    if factor == ONE:
        return value
    text = format(round_half_up(Fraction(value) * factor, _PLACES), "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def as_measured(key_result: KeyResult, measured: Measure | None) -> KeyResult:
    """The key result as it was measured then; None: as it is now."""
    if measured is None:
        return key_result
    return replace(
        key_result,
        kind=measured.kind,
        unit=measured.unit,
        start=measured.start,
        target=measured.target,
        low=measured.low,
        high=measured.high,
        start_is_derived=False,
    )

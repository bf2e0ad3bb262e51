"""Values measured before a key result's unit changed: converted by a factor if somebody gave one,
else shown in the unit in which they were measured."""

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
    """What happens to earlier values when the unit changes: they are multiplied by `factor`, given
    as 60 or 1/60; with "" they keep their value and unit."""

    factor: str


KEPT = Conversion("")


def unit_name(kind: KeyResultKind, unit: str) -> str:
    """The unit of a value, by its plural: adding a singular does not change the unit."""
    return "%" if kind is KeyResultKind.PERCENT else plural_unit(unit)


def parse_factor(text: str, decimal_separator: str = ".") -> str:
    """A factor as people write it (60, 0.5 or 1/60), in the form in which it is stored.

    :param decimal_separator: the locale's decimal separator.
    :raises ValidationError: on "factor".
    """
    factors = [
        factor_text.strip()
        for factor_text in _DIVISION.split(text.strip().removeprefix("×").strip())
    ]
    if len(factors) > 2:
        raise ValidationError(
            "factor", "“%(value)s” is not a factor. Enter one like 60 or 1/60", value=text
        )
    numbers = [parse_decimal(factor_text, "factor", decimal_separator) for factor_text in factors]
    for number in numbers:
        if not number > 0 or len(format(number, "f")) > MAX_DIGITS:
            raise ValidationError("factor", "A factor is above 0. Enter one like 60 or 1/60")
    return "/".join(format(number, "f") for number in numbers)


def converted_product(factors: Iterable[str]) -> Fraction:
    """The product of the factors. An invalid one, from another program, counts as 1."""
    whole = ONE
    for factor in factors:
        try:
            above, _, below = factor.partition("/")
            whole *= Fraction(above) / Fraction(below or 1)
        except (ValueError, ZeroDivisionError):
            continue
    return whole


def converted(value: Decimal, factor: Fraction) -> Decimal:
    """A value in a different unit: exact, or to twelve decimal places if it has more."""
    if factor == ONE:
        return value
    text = format(round_half_up(Fraction(value) * factor, _PLACES), "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def as_measured(key_result: KeyResult, measured: Measure | None) -> KeyResult:
    """The key result with the measure of an earlier time; None: as it is now."""
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

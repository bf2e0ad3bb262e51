"""Whether to ask about a new value before saving it: it may be off by a factor of a thousand, have
the wrong sign, or be above 100 %. Nothing is refused; the value can be confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from kiosk.okr.check_in_input import known_numbers
from kiosk.okr.magnitude import is_among, is_of_their_size, nearest_distance, sizes
from kiosk.okr.model import KeyResult, KeyResultKind, Value
from kiosk.okr.number_input import MAX_DIGITS

THOUSAND, PERCENT = (3, -3), (2, -2)
"""By how many digits a misread separator shifts a number, and a fraction like 0.64 a percent."""
CLOSE = 2
HUNDRED = Decimal(100)


class Doubt(StrEnum):
    """Why a value is questioned."""

    SIZE = "size"
    SIGN = "sign"
    ABOVE_HUNDRED = "above_hundred"
    TWO_READINGS = "two_readings"


@dataclass(frozen=True, slots=True)
class ValueQuestion:
    """Why a value is questioned, and the value that was probably meant, if there is one."""

    doubt: Doubt
    likely: Decimal | None


def value_question(
    key_result: KeyResult, value: Value, past: Sequence[Decimal] = ()
) -> ValueQuestion | None:
    """The question to ask about a value before saving it; None if it looks right.

    Values between the smallest and the largest known one are never questioned.

    :param past: values of earlier check-ins that count.
    """
    if not key_result.kind.is_decimal or not isinstance(value, Decimal):
        return None
    numbers = (*known_numbers(key_result), *past)
    known, last = sizes(numbers), _last(key_result)
    if not known or is_among(value, known):
        return None
    if _has_wrong_sign(value, numbers, known):
        turned = value.copy_negate()
        return ValueQuestion(Doubt.SIGN, turned if is_of_their_size(turned, known) else None)
    likely = _likely(value, known, last)
    if _is_above_hundred(key_result, value, known):
        return ValueQuestion(Doubt.ABOVE_HUNDRED, likely)
    is_odd = not is_of_their_size(value, known)
    is_slip = likely is not None and is_among(likely, known)
    return ValueQuestion(Doubt.SIZE, likely) if is_odd or is_slip else None


def range_question(start: Decimal | None, target: Decimal | None) -> ValueQuestion | None:
    """The question to ask if a start and a target are a factor of 1,000 or more apart; `likely` is
    then the start that was probably meant."""
    if not start or not target or abs(start) == abs(target):
        return None
    small, large = sorted((abs(start), abs(target)))
    with localcontext(prec=MAX_DIGITS * 4):
        if small * 1000 > large:
            return None
    likely = _likely(start, (target,), None)
    return ValueQuestion(Doubt.SIZE, None if likely == target else likely)


def _last(key_result: KeyResult) -> Decimal | None:
    latest = key_result.latest_check_in.value if key_result.latest_check_in else None
    return latest if isinstance(latest, Decimal) else None


def _has_wrong_sign(value: Decimal, numbers: Sequence[Decimal], known: Sequence[Decimal]) -> bool:
    if value < 0:
        return min(numbers) >= 0
    return max(known) < 0 and is_among(value.copy_negate(), known)


def _is_above_hundred(key_result: KeyResult, value: Decimal, known: Sequence[Decimal]) -> bool:
    """Whether a percent goes above 100 although no known value of it does."""
    return key_result.kind is KeyResultKind.PERCENT and max(known) <= HUNDRED < value


def _likely(value: Decimal, known: Sequence[Decimal], last: Decimal | None) -> Decimal | None:
    """The value with its separator shifted, if that is nearer to the known values."""
    if not value:
        return None
    near = (last,) if last else known
    moved = [_moved(value, digits) for digits in THOUSAND]
    landed = [n for n in (*moved, *(_moved(value, d) for d in PERCENT)) if is_among(n, known)]
    close = [number for number in moved if nearest_distance(number, known) <= CLOSE]
    # A value beyond the target is no mistake, although a hundredth of it was once right as well.
    nearer = [
        number
        for number in landed or close
        if nearest_distance(number, near) < nearest_distance(value, near)
    ]
    return min(nearer, key=lambda number: nearest_distance(number, near), default=None)


def _moved(value: Decimal, digits: int) -> Decimal:
    """The value times a power of ten, without trailing zeros."""
    with localcontext(prec=MAX_DIGITS * 4):
        moved = value.scaleb(digits)
        whole = moved.to_integral_value()
        return Decimal(format(whole if whole == moved else moved.normalize(), "f"))

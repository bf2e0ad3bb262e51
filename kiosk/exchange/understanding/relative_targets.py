"""Targets that say how much more or less than there is: “+12 %” beside 400, “-25 %” beside 220."""

import re
from dataclasses import replace
from decimal import Decimal

from kiosk.exchange.understanding.changed_shares import change_directions
from kiosk.exchange.understanding.context_numbers import is_difference
from kiosk.exchange.understanding.measure_drafts import Measured, which_is_meant
from kiosk.okr.currencies import CURRENCIES
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_input import NumberReadings, choose_reading
from kiosk.okr.number_units import PERCENT, normalise_unit

_SIGNED = re.compile(
    r"(?P<sign>[+＋±]|[-−–](?=\s?\d))\s?(?P<number>\d[\d.,' ]*)\s?(?P<percent>[%％])?.*"
)
# “20 % less”, “15 % mehr”
_MORE_OR_LESS = re.compile(r"(?P<share>\d[\d.,]*\s?%)\s[^\d]{3,30}")
_MOST_DIGITS = 2


def is_relative(target: str) -> bool:
    """Whether a target begins with a sign: so much more or less, or a number below zero."""
    return _SIGNED.fullmatch(target.strip()) is not None


def signed_target(target: str) -> str:
    """A target like “20 % less” as “-20 %”; others as they are."""
    found = _MORE_OR_LESS.fullmatch(target.strip())
    ways = change_directions(target) if found else ()
    if found is None or len(ways) != 1 or not is_difference(target.strip(), *found.span("share")):
        return target
    return f"{'+' if ways[0] > 0 else '-'}{found['share']}"


def relative_target(
    target: str, by: NumberReadings, base: NumberReadings | None
) -> Measured | None:
    """The key result from its base to so much more or less, which is asked about; None where a
    number below zero is the target, as of a score that is below zero already.

    :param by: the number in the target.
    :param base: where it begins or stands.
    """
    found = _SIGNED.fullmatch(target.strip())
    if found is None or base is None:
        return None
    start = choose_reading(base, ()).number
    unit = normalise_unit(base.unit)
    step = abs(choose_reading(by, ()).number) * (1 if found["sign"] in "+＋" else -1)
    is_share = bool(found["percent"]) and unit != PERCENT
    if start < 0 or (step < 0 and start == 0) or found["sign"] == "±":
        return None
    times = start * step / 100 if is_share else step
    end = round(start + times, _MOST_DIGITS).normalize()
    taken = _draft(unit, start, end + 0)
    other = (
        KeyResultDraft("", KeyResultKind.PERCENT, "", Decimal(0), abs(step))
        if is_share
        else replace(taken, target=step if step < 0 else abs(step))
    )
    return Measured(taken, None, (which_is_meant("target", target, (taken, other)),))


def _draft(unit: str, start: Decimal, target: Decimal) -> KeyResultDraft:
    target = target.quantize(Decimal(1)) if target == target.to_integral_value() else target
    if unit == PERCENT:
        return KeyResultDraft("", KeyResultKind.PERCENT, "", start, target)
    kind = KeyResultKind.CURRENCY if unit in CURRENCIES else KeyResultKind.NUMBER
    return KeyResultDraft("", kind, unit, start, target)

"""Numbers shortened for a wall, without losing a difference that matters.

Below a million a number has at most five digits; from there on it has a unit word (1.23M).
Shortening keeps the order of numbers, so adding digits always separates two that must differ.
"""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal, localcontext
from fractions import Fraction

from babel import Locale, numbers

from kiosk.okr.progress import round_half_up

DIGITS = 5
MINUS = "\u2212"
MILLION, THOUSAND, POWERS = 6, 5, 15
"""From how many digits on, less one: "1.23M", "€208.4K" on a wall, "1.23E15"."""
# Targets and limits are shown as entered, up to this many digits.
_SET_DIGITS = 8
# With more decimal places than this, a small number is written as a power of ten.
_MOST_PLACES = 9
_MOST_MORE = 80
_NUMBER = re.compile(r"\d+(?:[^\w\s]\d+)?")


class ShortNumbers:
    """Short numbers in one locale; `write` formats a number in full."""

    def __init__(self, locale: Locale, write: Callable[[Decimal], str]) -> None:
        self._locale = locale
        self._write = write
        self._mark = numbers.get_decimal_symbol(locale)
        # German has no short word for a thousand: 208400 would be no shorter than 208.400.
        self._from = min(
            (top for top in (THOUSAND, MILLION) if self._has_word(top)), default=POWERS
        )

    def _has_word(self, top: int) -> bool:
        formatted = numbers.format_compact_decimal(Decimal(10) ** top, locale=self._locale)
        return not formatted.isdigit()

    def _is_compact(self, top: int, for_wall: bool) -> bool:
        return top >= max(self._from, THOUSAND if for_wall else MILLION)

    def shortened(
        self, value: Decimal, more: int = 0, *, for_wall: bool = False, least: int = 0
    ) -> Decimal:
        """The rounded number, half up, with `more` digits than usual. `for_wall`: thousands have a
        unit word, too. `least`: the minimum of decimal places where there is no unit word."""
        kept = self._places(value, for_wall) + more
        is_plain = not value or not self._has_size(value.adjusted(), for_wall)
        return round_half_up(Fraction(value), max(kept, least) if is_plain else kept)

    def _has_size(self, top: int, for_wall: bool) -> bool:
        return top >= POWERS or self._is_compact(top, for_wall)

    def _places(self, value: Decimal, for_wall: bool) -> int:
        if not value:
            return 0
        top = value.adjusted()
        if top >= POWERS:
            return 2 - top
        if self._is_compact(top, for_wall):
            return (2 if top >= MILLION else 1) - top // 3 * 3
        return max(0, DIGITS - 1 - top) if top >= 0 else max(DIGITS, 1 - top)

    def as_set(
        self, value: Decimal, more: int = 0, *, for_wall: bool = False, least: int = 0
    ) -> Decimal:
        """A number that a person entered (a target or limit): in full as long as it fits."""
        written = plain(value)
        top = written.adjusted() if written else 0
        digits = max(top, 0) + 1 + decimal_places(written)
        if digits <= _SET_DIGITS and not self._has_size(top, for_wall):
            return value
        return self.shortened(value, more, for_wall=for_wall, least=least)

    def more_for(
        self,
        value: Decimal,
        marks: Iterable[Decimal],
        *,
        for_wall: bool = False,
        least: Callable[[int], int] = lambda more: 0,
    ) -> int:
        """How many more digits are needed to show the value on the correct side of each mark, and
        as 0 only if it is 0. `least` maps a number of extra digits to the minimum of decimal
        places."""
        others = list(marks)
        for more in range(_MOST_MORE):
            few = least(more)
            shown = self.shortened(value, more, for_wall=for_wall, least=few)
            sides = [self.as_set(mark, more, for_wall=for_wall, least=few) for mark in others]
            is_true = all(
                (shown < side, shown > side) == (value < mark, value > mark)
                for side, mark in zip(sides, others, strict=True)
            )
            if is_true and bool(shown) == bool(value):
                return more
        return _MOST_MORE

    def text(self, shown: Decimal, *, for_wall: bool = False, least: int = 0) -> str:
        """A shortened number as this locale writes it. `least`: the minimum of decimal places where
        there is no unit word."""
        top = shown.adjusted() if shown else 0
        if top >= POWERS or (top < -DIGITS and decimal_places(shown) > _MOST_PLACES):
            return self._in_powers(shown, top)
        if self._is_compact(top, for_wall):
            return self._compact(shown)
        return self.in_full(shown, least)

    def in_full(self, shown: Decimal, least: int = 0) -> str:
        """A number in full with at least `least` decimal places."""
        text = self._write(plain(shown))
        if not least:
            return text
        whole, _, parts = text.partition(self._mark)
        return f"{whole}{self._mark}{parts.ljust(least, '0')}"

    def _in_powers(self, shown: Decimal, top: int) -> str:
        """A power of ten, as the locale writes it, for numbers beyond any unit word."""
        sign = numbers.get_exponential_symbol(self._locale)
        negative, digits, _ = shown.as_tuple()
        mantissa = plain(Decimal((negative, digits, 1 - len(digits))))
        return f"{self._write(mantissa)}{sign}{self._write(Decimal(top))}"

    def _compact(self, shown: Decimal) -> str:
        with localcontext(prec=_MOST_MORE * 2):
            formatted = numbers.format_compact_decimal(
                shown, locale=self._locale, fraction_digits=_MOST_MORE
            )
        formatted = with_minus(formatted)
        # Some languages have no word for a thousand million: 12300 M then needs digit groups.
        return _NUMBER.sub(
            lambda found: self._write(plain(Decimal(found[0].replace(self._mark, ".")))),
            formatted,
            1,
        )


def with_minus(number: str) -> str:
    """A formatted number with a true minus sign; some locales use a hyphen, which is too short."""
    return number.replace("-", MINUS)


def plain(value: Decimal) -> Decimal:
    """Without zeros at the end, and without an exponent."""
    text = format(value, "f")
    return Decimal(text.rstrip("0").rstrip(".") or "0") if "." in text else Decimal(text)


def decimal_places(value: Decimal) -> int:
    """How many decimal places a number needs."""
    _, mark, parts = format(plain(value), "f").partition(".")
    return len(parts) if mark else 0

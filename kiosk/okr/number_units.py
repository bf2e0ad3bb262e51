"""What may stand beside a number: a unit, a percent or currency sign, a word for its size."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from babel.numbers import get_currency_precision

from kiosk.errors import ValidationError
from kiosk.okr.currencies import CURRENCIES, currency_of, is_money, signs_of
from kiosk.okr.units import plural_unit, unit_forms

PERCENT = "%"
_PERCENT_WORDS = frozenset({"%", "percent", "per cent", "prozent", "pct"})
# How many zeros a word stands for. Where languages differ, the first is meant where decimals
# begin with a point, the second where they begin with a comma: T is a trillion in English and
# a thousand (T€) in German.
_ZEROS = {
    **dict.fromkeys(("hundred", "hundert"), (2,)),
    **dict.fromkeys(("k", "tsd", "thousand", "tausend", "mille", "千"), (3,)),
    **dict.fromkeys(("mio", "mln", "mn", "million", "millions", "millionen"), (6,)),
    **dict.fromkeys(("bn", "mrd", "mld", "md", "milliarde", "milliarden"), (9,)),
    **dict.fromkeys(("bio", "trillion", "trillions", "兆"), (12,)),
    **dict.fromkeys(("lakh", "lac"), (5,)),
    **dict.fromkeys(("crore", "cr"), (7,)),
    **dict.fromkeys(("万", "만"), (4,)),
    **dict.fromkeys(("億", "亿", "억"), (8,)),
}
_CAPITALS = {"M": (6,), "B": (9,)}
_BY_MARK: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    "T": {".": (12, 3), ",": (3, 12)},
    "tn": {".": (12,), ",": (3,)},
}
# These are units as well, miles and metres, so they are words for a size beside money only, or
# where there is no unit.
_MONEY_ZEROS = {"mi": (6,), "m": (6,), "b": (9,)}
_NAMED = re.compile(r"[^\W\d_]|[^\w\s()+,.;:/-]")
"""What makes a text a unit: a letter or a sign that is not only punctuation."""


@dataclass(frozen=True, slots=True)
class Affix:
    """How many zeros a number gets, each way it may be meant, and the unit as it was typed."""

    zeros: tuple[int, ...]
    unit: str


@dataclass(frozen=True)
class Unit:
    """The unit that a number is in: "" for none, None for any. `is_strict`: nothing but the
    number may be written. A currency has its three letters, percent its sign."""

    name: str | None = None
    is_percent: bool = False
    is_strict: bool = False

    @cached_property
    def plain(self) -> str:
        """Its name in one line, the plural of two forms, "" for none."""
        return " ".join(plural_unit(self.name or "").split())

    @cached_property
    def currency(self) -> str:
        """The code of the currency it is or begins with, as in EUR/month; "" where it is none."""
        return currency_of(re.split(r"[ /]", self.plain)[0])

    @cached_property
    def with_digits(self) -> tuple[str, ...]:
        """Its name, where that has digits in it."""
        return (self.plain,) if re.search(r"\d", self.plain) else ()

    @property
    def has_cents(self) -> bool:
        """Whether it is money with at most two decimals."""
        return has_cents(self.plain)

    def matches(self, text: str) -> bool:
        """Whether a text is this unit, in any case, one or many: talk and talks."""
        word = text.casefold().rstrip(".")
        written = {form.casefold().rstrip(".") for form in unit_forms(self.name or "")}
        if not word or word == self.plain.casefold().rstrip(".") or word in written:
            return True
        if self.is_percent or self.plain.casefold() in _PERCENT_WORDS:
            return word in _PERCENT_WORDS
        if self.currency and word in signs_of(self.currency):
            return True
        name = self.plain.casefold()
        # 3 talks, where the unit is talks per week.
        return name.startswith(f"{word} ") or _are_one_and_many(word, name)

    def refuse_other_unit(self, field: str, text: str, whole: str) -> None:
        """Holds what stands beside a number to this unit.

        :param whole: all that was typed.
        :raises ValidationError: on the field.
        """
        if self.is_strict and text:
            raise ValidationError(
                field, "“%(value)s” is not a number. Enter one like 42.5", value=whole
            )
        if self.name is None or self.matches(text):
            return
        own = PERCENT if self.is_percent else self.plain
        if own:
            raise ValidationError(
                field,
                "This is measured in %(unit)s, not in “%(other)s”. Enter the number in %(unit)s",
                unit=own,
                other=text,
            )
        if is_money(text) or text.casefold() in _PERCENT_WORDS:
            raise ValidationError(
                field,
                "This is measured without a unit, not in “%(other)s”. Enter the number alone",
                other=text,
            )
        if not re.fullmatch(r"[^\W\d_][^\W\d_. /-]*(?: [^\W\d_]+){0,2}", text):
            raise ValidationError(
                field, "“%(value)s” is not a number. Enter one like 42.5", value=whole
            )


def parse_affix(head: str, tail: str, mark: str, unit: Unit) -> Affix | None:
    """What stands before and after a number; None where the two do not go together."""
    sides = [_side(text.strip(" ."), mark, unit) for text in (head, tail)]
    sizes = [side.zeros for side in sides if side.zeros != (0,)]
    units = list(dict.fromkeys(side.unit for side in sides if side.unit))
    if any(not _NAMED.search(name) for name in units):
        return None
    if len(sizes) > 1 or (len(units) > 1 and not _are_same(units, unit)):
        return None
    return Affix(sizes[0] if sizes else (0,), units[-1] if units else "")


def has_cents(text: str) -> bool:
    """Whether a unit is money with at most two decimals; a dinar has three."""
    code = currency_of(text)
    return bool(code) and get_currency_precision(code) <= len("80")


def normalise_unit(text: str) -> str:
    """A unit as it is kept: a currency by its three letters, percent by its sign."""
    plain = text.strip()
    if plain.casefold() in _PERCENT_WORDS:
        return PERCENT
    return currency_of(plain) or plain


def _are_same(units: list[str], unit: Unit) -> bool:
    if unit.name is None:
        return len({normalise_unit(each) for each in units}) == 1
    return all(unit.matches(each) for each in units)


def _side(text: str, mark: str, unit: Unit) -> Affix:
    if not text or (unit.name and unit.matches(text)):
        return Affix((0,), text)
    for word, zeros in _words_for_sizes(mark):
        rest = _after(text, word)
        if rest is not None and _may_follow(text, word, rest, unit):
            # T€ and TEUR are written in German only.
            is_german = word == "T" and rest[:1].strip() != ""
            return Affix(tuple(sorted(zeros)) if is_german else zeros, rest.strip(" ."))
    return Affix((0,), text)


def _words_for_sizes(mark: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    by_mark = {word: zeros[mark] for word, zeros in _BY_MARK.items()}
    every = {**_ZEROS, **_CAPITALS, **by_mark, **_MONEY_ZEROS}
    # The longest first: "Mio" is not "M" and something.
    yield from sorted(every.items(), key=lambda item: -len(item[0]))


def _after(text: str, word: str) -> str | None:
    """What follows a word for a size; capitals are meant as such in those of one letter."""
    begins = text[: len(word)]
    is_same = begins == word if word in (*_CAPITALS, "T") else begins.casefold() == word
    return text[len(word) :] if is_same else None


def _may_follow(text: str, word: str, rest: str, unit: Unit) -> bool:
    """Whether the rest of a text leaves the word before it a word for a size: not m of ms."""
    name = rest.strip(" .")
    if word in _MONEY_ZEROS:
        is_bare = not unit.name and not unit.is_percent
        if not (unit.currency or is_money(name) or (is_bare and word == "mi" and not name)):
            return False
    if not rest or not rest[0].isalpha():
        return True
    if unit.name and not unit.is_percent:
        return unit.matches(name)
    return name in CURRENCIES


def _are_one_and_many(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and long.startswith(short) and len(long) - len(short) <= 2

"""What may be written beside a number: a unit, a percent or currency sign, a word like million."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from babel.numbers import get_currency_precision

from kiosk.errors import ValidationError
from kiosk.okr.currencies import CURRENCIES, currency_of, is_money, signs_of
from kiosk.okr.units import plural_unit, unit_forms

PERCENT = "%"
_PERCENT_WORDS = frozenset(
    {
        *("%", "percent", "per cent", "prozent", "pct", "prosent", "procent", "percento"),
        *("per cento", "por ciento", "por cento", "pour cent", "pourcent"),
    }
)
# How many zeros a word means. If languages differ, the first applies with a decimal point and the
# second with a decimal comma: T is a trillion in English and a thousand (T€) in German.
_ZEROS = {
    **dict.fromkeys(("hundred", "hundert"), (2,)),
    **dict.fromkeys(
        ("k", "tsd", "thousand", "tausend", "mille", "mil", "mila", "duizend", "千"), (3,)
    ),
    **dict.fromkeys(("tusen", "tusind"), (3,)),
    **dict.fromkeys(("mio", "mln", "mn", "million", "millions", "millionen"), (6,)),
    **dict.fromkeys(("mill", "millón", "millon", "millones", "milhão", "milhões"), (6,)),
    **dict.fromkeys(("milione", "milioni", "miljoen", "millioner"), (6,)),
    **dict.fromkeys(("miljon", "miljoner"), (6,)),
    **dict.fromkeys(("miljard", "miljarder", "miliardi", "milliard", "milliarder"), (9,)),
    **dict.fromkeys(("bn", "mrd", "mld", "md", "mds", "mia", "milliarde", "milliarden"), (9,)),
    **dict.fromkeys(("milliards",), (9,)),
    **dict.fromkeys(("bio", "trillion", "trillions", "兆"), (12,)),
    **dict.fromkeys(("lakh", "lac"), (5,)),
    **dict.fromkeys(("crore", "cr"), (7,)),
    **dict.fromkeys(("万", "만"), (4,)),
    **dict.fromkeys(("億", "亿", "억"), (8,)),
}
_CAPITALS = {"M": (6,), "B": (9,)}
_BY_SEPARATOR: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    "T": {".": (12, 3), ",": (3, 12)},
    "tn": {".": (12,), ",": (3,)},
}
# These are also units (miles, metres), so they are size words only beside money or without a unit.
_MONEY_ZEROS = {"mi": (6,), "m": (6,), "b": (9,)}
_NAMED = re.compile(r"[^\W\d_]|[^\w\s()+,.;:/-]")
"""What a unit must contain: a letter, or a symbol that is not only punctuation."""


@dataclass(frozen=True, slots=True)
class Affix:
    """How many zeros to append to a number, for each possible meaning, and the unit as typed."""

    zeros: tuple[int, ...]
    unit: str


@dataclass(frozen=True)
class Unit:
    """The unit of a number: "" for none, None for any. With `is_strict`, nothing but the number may
    be written. Currencies are named by their three letters, percent by its sign."""

    name: str | None = None
    is_percent: bool = False
    is_strict: bool = False

    @cached_property
    def plain(self) -> str:
        """Its name on one line, the plural if there are two forms, "" for none."""
        return " ".join(plural_unit(self.name or "").split())

    @cached_property
    def currency(self) -> str:
        """The code of the currency it is or begins with, as in EUR/month; "" if it is none."""
        return currency_of(re.split(r"[ /]", self.plain)[0])

    @cached_property
    def with_digits(self) -> tuple[str, ...]:
        """Its name, if that contains digits."""
        return (self.plain,) if re.search(r"\d", self.plain) else ()

    @property
    def has_cents(self) -> bool:
        """Whether it is money with at most two decimals."""
        return has_cents(self.plain)

    def matches(self, text: str) -> bool:
        """Whether a text is this unit, in any case, singular or plural: talk and talks."""
        word = text.casefold().rstrip(".")
        written = {form.casefold().rstrip(".") for form in unit_forms(self.name or "")}
        if not word or word == self.plain.casefold().rstrip(".") or word in written:
            return True
        if self.is_percent or self.plain.casefold() in _PERCENT_WORDS:
            return word in _PERCENT_WORDS
        if self.currency and word in signs_of(self.currency):
            return True
        name = self.plain.casefold()
        # "3 talks" with the unit "talks per week".
        return name.startswith(f"{word} ") or _are_singular_and_plural(word, name)

    def refuse_other_unit(self, field: str, text: str, whole: str) -> None:
        """Refuse any other unit beside a number.

        :param whole: the whole text as typed.
        :raises ValidationError: on the field.
        """
        if self.is_strict and text:
            raise ValidationError(
                field, "“%(value)s” is not a number. Enter one like 42.5", value=whole
            )
        if self.name is None or self.matches(text):
            return
        unit_name = PERCENT if self.is_percent else self.plain
        if unit_name:
            raise ValidationError(
                field,
                "This is measured in %(unit)s, not in “%(other)s”. Enter the number in %(unit)s",
                unit=unit_name,
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


def parse_affix(head: str, tail: str, decimal_separator: str, unit: Unit) -> Affix | None:
    """What is written before and after a number; None if the two contradict each other."""
    affixes = [_side(text.strip(" ."), decimal_separator, unit) for text in (head, tail)]
    sizes = [side.zeros for side in affixes if side.zeros != (0,)]
    units = list(dict.fromkeys(side.unit for side in affixes if side.unit))
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
    """A unit as it is stored: a currency by its three letters, percent by its sign."""
    plain = text.strip()
    if plain.casefold() in _PERCENT_WORDS:
        return PERCENT
    return currency_of(plain) or plain


def _are_same(units: list[str], unit: Unit) -> bool:
    if unit.name is None:
        return len({normalise_unit(each) for each in units}) == 1
    return all(unit.matches(each) for each in units)


def _side(text: str, decimal_separator: str, unit: Unit) -> Affix:
    if not text or (unit.name and unit.matches(text)):
        return Affix((0,), text)
    for word, zeros in _words_for_sizes(decimal_separator):
        rest = _after(text, word)
        if rest is not None and _may_follow(text, word, rest, unit):
            # Only German writes T€ and TEUR, which are thousands.
            is_german = word == "T" and rest[:1].strip() != ""
            return Affix((min(zeros),) if is_german else zeros, rest.strip(" ."))
    return Affix((0,), text)


def _words_for_sizes(decimal_separator: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    by_separator = {word: zeros[decimal_separator] for word, zeros in _BY_SEPARATOR.items()}
    every = {**_ZEROS, **_CAPITALS, **by_separator, **_MONEY_ZEROS}
    # The longest first: "Mio" is not "M" followed by something.
    yield from sorted(every.items(), key=lambda item: -len(item[0]))


def _after(text: str, word: str) -> str | None:
    """What follows a size word; one-letter words are case-sensitive."""
    begins = text[: len(word)]
    is_same = begins == word if word in (*_CAPITALS, "T") else begins.casefold() == word
    return text[len(word) :] if is_same else None


def _may_follow(text: str, word: str, rest: str, unit: Unit) -> bool:
    """Whether the word before the rest of a text is a size word: not the m of ms."""
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


def _are_singular_and_plural(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and long.startswith(short) and len(long) - len(short) <= 2

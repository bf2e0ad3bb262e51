"""The amounts in a sentence: which of its numbers may measure something."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kiosk.errors import ValidationError
from kiosk.exchange.understanding.measure_patterns import (
    ANY_AMOUNT,
    CODES,
    MONEY,
    SCALE,
    SIGNS,
    plain_amount,
)
from kiosk.exchange.understanding.named_numbers import named_spans
from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.number_input import NumberReadings, choose_reading, parse_number
from kiosk.okr.number_units import Unit, normalise_unit

_FAR, _NEAR, _THOUSAND = 500, 20, 1000
# “per 28.000 euro” is for that much, and “per 100” how often.
_IS_MONEY = re.compile(rf"[{SIGNS}%]|\b[Ee]uros?$|\b{CODES}\b")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class SentenceAmount:
    """An amount as it is written, and how it may be read."""

    text: str
    readings: NumberReadings
    power: str = ""

    @property
    def unit(self) -> str:
        """Its unit, "" for none."""
        if re.search(r"\d\s?[Ss]ek\.?$", self.text):  # seconds, and not Swedish crowns
            return "Sek"
        return self.power or normalise_unit(self.readings.unit)


def amount_of(text: str, decimal_separator: str) -> SentenceAmount | None:
    """A text as an amount; None if it is none.

    :param decimal_separator: the locale's.
    """
    try:
        power = re.search(r"(?:m|cm|km)[23]$", text)  # a unit with a digit
        text = text[: power.start()] if power else text
        plain = plain_amount(re.sub(r"\b(?:de|di) (?=[Ee]uro)", "", text))
        if MONEY.search(plain):  # $5m is five million; 5 m alone are metres
            plain = re.sub(r"(?<=[\d ])([mb])(?![^\W\d_])", lambda m: m[1].upper(), plain)
        readings = parse_number(plain, "target", decimal_separator, Unit(None))
        return SentenceAmount(text, readings, power[0] if power else "")
    except ValidationError:
        return None


def amounts_in(text: str) -> tuple[re.Match[str], ...]:
    """The amounts in a sentence that are not names, as “Q3” and “ISO 9001” are."""
    return _amounts_in(text) if any(map(str.isnumeric, text)) else ()


@lru_cache(maxsize=256)  # a sentence is asked for its amounts by one reader after the other
def _amounts_in(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_found_amounts(text))


def _found_amounts(text: str) -> Iterator[re.Match[str]]:
    names = [*named_spans(text), *(found.span("scale") for found in SCALE.finditer(text))]
    for found in ANY_AMOUNT.finditer(text):
        inside = any(a <= found.start() < b or a < found.end() <= b for a, b in names)
        if not inside or _IS_MONEY.search(found[0]):
            yield found


def main_amounts(text: str) -> list[re.Match[str]]:
    """The amounts of a sentence, those in brackets last."""
    found = list(amounts_in(text))
    brackets = [each.span() for each in _BRACKETS.finditer(text)]
    return sorted(found, key=lambda m: any(a < m.start() < b for a, b in brackets))


def is_name(text: str, span: tuple[int, int]) -> bool:
    """Whether a part of a sentence is a name, as “24/7”."""
    return any(a <= span[0] and span[1] <= b for a, b in named_spans(text))


def chosen_readings(numbers: tuple[SentenceAmount, ...]) -> list[Decimal]:
    """What the amounts of one sentence are taken as, each beside the others."""
    return [
        _grouped(n)
        or choose_reading(
            n.readings, [o.readings.readings[0] for o in numbers if o is not n]
        ).number
        for n in numbers
    ]


def questions_about(
    field: str, numbers: tuple[SentenceAmount, ...], at: int
) -> Iterator[ReadingQuestion]:
    """A question about an amount that may be read in two ways."""
    number = numbers[at]
    if len(number.readings.readings) > 1:
        taken = chosen_readings(numbers)[at]
        readings = tuple(format(n, "f") for n in number.readings.readings)
        yield ReadingQuestion(field, number.text, readings, format(taken, "f"))


def unread(others: list[re.Match[str]]) -> Iterator[ReadingQuestion]:
    """A question about the amounts that are left."""
    if others:
        found = tuple(match[0] for match in others)
        yield ReadingQuestion("target", ", ".join(found), found, "")


def unit_of(numbers: Iterable[SentenceAmount]) -> str:
    """The unit of amounts: the last one that has one says it."""
    return next((n.unit for n in reversed(tuple(numbers)) if n.unit), "")


def _grouped(number: SentenceAmount) -> Decimal | None:
    """The larger reading of a number like 1.200: nobody writes 1.2 with two more zeros."""
    is_round = re.search(r"(?<!\d)\d{1,3}[.,]\d00(?!\d)", number.text)
    return (
        max(number.readings.readings) if is_round and len(number.readings.readings) == 2 else None
    )


def size_of_both(start: str, target: str, numbers: Sequence[Decimal]) -> Decimal | None:
    """The size that the word behind a target has for its start as well, 1,000,000 for “from 0.8 to
    1.2 million”; None where the numbers are near each other as they are, or have their own.

    :param numbers: the start and the target.
    """
    plain = re.search(r"\d+(?:[.,]\d+)?", target)
    first, last = numbers
    if plain is None or not first or not last or re.search(r"[^\W\d_]", start):
        return None
    size = last / Decimal(plain[0].replace(",", "."))
    is_far = last / first > _FAR
    is_near = 1 / _NEAR < last / (first * size) < _NEAR if size else False
    return size if size >= _THOUSAND and is_far and is_near else None

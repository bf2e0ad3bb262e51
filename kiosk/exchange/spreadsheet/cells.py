"""Parsers for the cells of a spreadsheet: 45 %, 1.234,5 €, ≤ 200 ms, 4–8, yes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kiosk.errors import ValidationError
from kiosk.okr.currencies import CURRENCIES
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_input import MAX_LENGTH, NumberReadings, choose_reading, parse_number
from kiosk.okr.number_units import PERCENT, Unit, normalise_unit

_NUMBER = r"(?:\d[\d.,'’\s_\u00a0\u2009\u202f]*|[.,]\d+)"
_RANGE = re.compile(rf"({_NUMBER})(?:–|—|-|to|bis|and|und)\s*({_NUMBER})(\D*)", re.IGNORECASE)
_LIMITS = {
    KeyResultKind.AT_MOST: (
        "≤",
        "<=",
        "<",
        "max.",
        "max",
        "at most",
        "höchstens",
        "maximal",
        "unter",
    ),
    KeyResultKind.AT_LEAST: (
        *("≥", ">=", ">", "min.", "min", "at least", "mindestens", "minimal", "über"),
    ),
}
_YES_NO = frozenset({"yes", "no", "ja", "nein", "true", "false", "wahr", "falsch", "done"})
_KINDS = {
    KeyResultKind.NUMBER: ("number", "zahl"),
    KeyResultKind.PERCENT: ("percent", "percentage", "prozent", PERCENT),
    KeyResultKind.CURRENCY: ("money", "currency", "amount", "währung", "geld", "betrag"),
    KeyResultKind.AT_MOST: ("at most", "max", "maximum", "höchstens", "maximal", "obergrenze"),
    KeyResultKind.AT_LEAST: ("at least", "min", "minimum", "mindestens", "untergrenze"),
    KeyResultKind.BETWEEN: ("between", "zwischen", "range", "bereich"),
    KeyResultKind.MILESTONES: ("milestones", "milestone", "steps", "meilensteine", "schritte"),
    KeyResultKind.YES_NO: ("yes or no", "yes no", "ja oder nein", "ja nein", "boolean"),
}
"""The words for a kind in both languages; error messages suggest the first."""
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in its possible readings, and the unit beside it: "%", the three letters of a
    currency, or any word."""

    readings: NumberReadings
    unit: str

    def number(self, known: Iterable["Amount | None"] = ()) -> Decimal:
        """The number; if it has two readings, the one closer to the known numbers."""
        plain = [a.readings.readings[0] for a in known if a and len(a.readings.readings) == 1]
        return choose_reading(self.readings, plain).number


def parse_amount(text: str, field: str, decimal_separator: str) -> Amount:
    """The number of a cell, with its unit.

    :param decimal_separator: the locale's.
    :raises ValidationError: on the field, if there is no number or more than one.
    """
    readings = parse_number(text, field, decimal_separator, Unit(None))
    return Amount(readings, normalise_unit(readings.unit))


def is_currency(unit: str) -> bool:
    """Whether it is the code of a currency."""
    return unit in CURRENCIES


def parse_limit(text: str) -> tuple[KeyResultKind, str] | None:
    """The kind of limit in a cell like “≤ 200 ms”, and the rest of the cell."""
    plain = text.strip()
    for kind, words in _LIMITS.items():
        for word in words:
            if plain.casefold().startswith(word):
                rest = plain[len(word) :]
                if rest.strip() and not (word[-1].isalpha() and rest[0].isalpha()):
                    return kind, rest.strip()
    return None


def parse_range(text: str) -> tuple[str, str] | None:
    """Both limits in a cell like “4–8 %”."""
    plain = " ".join(text.split())
    found = _RANGE.fullmatch(plain) if len(plain) <= MAX_LENGTH else None
    return None if found is None else (f"{found[1]}{found[3]}", f"{found[2]}{found[3]}")


def is_yes_no(text: str) -> bool:
    """Whether it is a yes or a no."""
    return text.strip().casefold() in _YES_NO


def parse_kind(text: str) -> KeyResultKind:
    """A kind by one of its names.

    :raises ValidationError: on "kind".
    """
    # “yes/no”, “Yes / No” and “yes_no” are the same.
    found = _KIND_OF.get(" ".join(re.sub(r"[/_.\-]", " ", text.casefold()).split()))
    if found is None:
        raise ValidationError(
            "kind",
            "“%(value)s” is not a kind. Enter one of: %(known)s",
            value=text.strip(),
            known=", ".join(names[0] for names in _KINDS.values()),
        )
    return found

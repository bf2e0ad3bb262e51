"""Units that count in thousands or millions, as controllers write them in a column: “kEUR”, “T€”,
“Tsd. €”, “USD m”. The numbers beside them are so many times as large."""

import re
from collections.abc import Mapping
from functools import lru_cache

from kiosk.exchange.understanding.cell_values import from_and_to
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.kinds import is_unit, unit_in_kind
from kiosk.exchange.understanding.measure_patterns import SIGNS, SIZES, plain_amount
from kiosk.okr.currencies import CURRENCIES
from kiosk.okr.number_units import PERCENT, normalise_unit

_THOUSAND, _MILLION, _BILLION = "k", "Mio", "Mrd"
_LONGEST = 30
# Whole words, before or behind any unit: “Tsd. Besuche”, “EUR thousands”.
_WORDS = {
    **dict.fromkeys(("thousand", "thousands", "tsd", "tausend", "millier", "milliers"), _THOUSAND),
    **dict.fromkeys(("mille", "miles", "mil", "milhares", "migliaia", "mila"), _THOUSAND),
    **dict.fromkeys(("duizend", "duizenden", "tusen", "k", "'000", "000", "000s"), _THOUSAND),
    **dict.fromkeys(("1000", "1'000", "1.000", "1,000", "1 000"), _THOUSAND),
    **dict.fromkeys(("million", "millions", "mio", "mln", "mn", "millionen", "mill"), _MILLION),
    **dict.fromkeys(("millones", "millón", "milhões", "milioni", "miljoen"), _MILLION),
    **dict.fromkeys(("millioner", "mm"), _MILLION),
    **dict.fromkeys(("billion", "bn", "mrd", "milliarden", "milliards", "mld"), _BILLION),
    **dict.fromkeys(("miliardi", "miljard", "milliarder"), _BILLION),
    **{"千": "千", "万": "万", "萬": "万", "百万": _MILLION, "億": "億", "亿": "亿"},
}
# Which are units themselves where nothing stands beside them: miles, millimetres.
_NOT_ALONE = frozenset({"mille", "miles", "mil", "mila", "mill", "mn", "mm"})
# “Parcels without a claim (per 1000)”, “per thousand”, “pro Tsd.” say of how many.
_OF_HOW_MANY = frozenset({"per", "pro", "par", "por", "pour", "je", "für", "of", "von", "out of"})
# Letters that are units of their own without money beside them: metres, tonnes.
_LETTERS = {"t": _THOUSAND, "m": _MILLION, "b": _BILLION, "mi": _MILLION}
_SIZES = sorted({*_WORDS, *_LETTERS}, key=len, reverse=True)
_BESIDE = re.compile(r"(?:of|de|di)\s+|d['’]")
_IN_HEADING = re.compile(r"[(\[（]\s*(?:in )?(?P<inside>[^()\[\]（）]{1,16})[)\]）]\s*$"
                         r"|\sin (?P<behind>[^\s()]{1,4}(?:\s?[^\s()]{1,6})?)\s*$")  # fmt: skip
_BARE = re.compile(
    rf"[{SIGNS}]?\s*(?P<number>(?:[≤≥<>]=?\s*)?[-−+]?\s*\d[\d.,'’\u00a0\u202f ]*"
    rf"|\(\d[\d.,'’\u00a0\u202f ]*\))[{SIGNS}]?"
)
_OWN_SIZE = re.compile(rf"\d\s?(?:{SIZES})(?![^\W\d_])")
_BEHIND = re.compile(r"(?<=\d)\D+$")
_ENDS = (Column.START, Column.TARGET, Column.VALUE, Column.COMMITTED, Column.STRETCH)


@lru_cache(maxsize=512)  # units repeat in a column
def sized_unit(text: str) -> tuple[str, str]:
    """A unit without its size, and the word for that: “kEUR” is ("EUR", "k"); ("…", "") for a unit
    without a size."""
    plain = plain_amount(text.strip(" .)").removeprefix("in ")) if len(text) <= _LONGEST else ""
    for word in _SIZES:
        after, before = plain[len(word) :], plain[: -len(word)]
        if plain.casefold().startswith(word) and (size := _size_of(word, after, after[:1])):
            return _bare(after), size
        if plain.casefold().endswith(word) and (size := _size_of(word, before, before[-1:])):
            return _bare(before), size
    return text, ""


def _bare(rest: str) -> str:
    """What stands beside the word for a size, as a unit."""
    plain = rest.strip(" .()").removesuffix(" in").removesuffix("(in").strip(" (")
    return normalise_unit(_BESIDE.sub("", plain, count=1) if _BESIDE.match(plain) else plain)


def _size_of(word: str, rest: str, beside: str) -> str:
    """The usual word for a size beside a unit; "" where its letters are part of another word."""
    unit = _bare(rest)
    if re.split(r"[ /]", unit)[0] in CURRENCIES:
        return _WORDS.get(word) or _LETTERS[word]
    is_apart = not beside.isalpha() or not word.isascii()
    is_alone = not unit and word in _NOT_ALONE
    is_other = is_alone or unit == PERCENT or unit.casefold() in _OF_HOW_MANY or "0" in word
    return "" if is_other or not is_apart else _WORDS.get(word, "")


def sized_cell(cell: str, unit: str) -> str:
    """A cell with the size of its unit beside its number: “480” in “kEUR” is “480 k EUR”."""
    plain, size = sized_unit(unit)
    return _sized(cell, f"{size} {plain}" if plain in CURRENCIES else size) if size else cell


def with_sizes(cells: Mapping[Column, str]) -> Mapping[Column, str]:
    """The cells of a row with the size of their unit beside each number: “480” in “kEUR”."""
    unit = cells.get(Column.UNIT, "") or unit_in_kind(cells.get(Column.KIND, ""))
    plain, size = sized_unit(unit)
    target = cells.get(Column.TARGET, "")
    is_phrase = sized_cell(target, unit) == target and any(map(str.isdigit, target))
    if not size or (is_phrase and not _has_own_size(target)):
        return cells  # “40 (was 90)” keeps the unit as it is written
    sized = {column: sized_cell(cells[column], unit) for column in _ENDS if column in cells}
    return {**cells, **sized, Column.UNIT: plain}


def _sized(cell: str, words: str) -> str:
    """A number with the words for its size and currency, unless it has some of its own; of “310 →
    420” both."""
    found = _BARE.fullmatch(cell.strip())
    ends = None if found else from_and_to(cell)
    if ends:
        return " → ".join(_sized(end, words) for end in ends)
    return f"{found['number']} {words}" if found else cell


def _has_own_size(cell: str) -> bool:
    """Whether the number of a cell has a size beside it: “$1.2M”, “300 kEUR”."""
    behind = _BEHIND.search(cell)
    return bool(_OWN_SIZE.search(cell) or (behind and sized_unit(behind[0])[1]))


def size_in_title(title: str, cells: Mapping[Column, str]) -> tuple[str, Mapping[Column, str]]:
    """A title without the size of its numbers, “Overdue invoices (kEUR)”, and the cells of its row
    with that as the unit of the numbers. This product's own files, which name the kind, keep it."""
    found = _IN_HEADING.search(title)
    unit = found["inside"] or found["behind"] if found else ""
    is_number = bool(_BARE.fullmatch(cells.get(Column.TARGET, "").strip()))
    if not found or not is_number or cells.get(Column.KIND) or not sized_unit(unit)[1]:
        return title, cells
    own = cells.get(Column.UNIT, "")
    is_same = not own or sized_unit(own) == sized_unit(unit)
    bare = title[: found.start()].rstrip(" ,:–-")
    return (bare, {**cells, Column.UNIT: unit.strip()}) if bare and is_same else (title, cells)


def without_unit(heading: str) -> str:
    """A heading without the unit behind it: “Ziel in T€” is “Ziel”; as it is without one."""
    unit = unit_in_heading(heading)
    found = _IN_HEADING.search(heading) if unit else None
    return heading[: found.start()] if found else heading


def unit_in_heading(heading: str) -> str:
    """The unit that a heading of numbers says: “Target (k€)”, “Ziel in T€”; "" for none."""
    found = _IN_HEADING.search(heading)
    text = (found["inside"] or found["behind"]).strip() if found else ""
    unit, size = sized_unit(text)
    return text if size or is_unit(unit) else ""

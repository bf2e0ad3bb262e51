"""What headings of tables name, and which rows are headings."""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from kiosk.exchange.reading.accents import without_accents
from kiosk.exchange.understanding import words
from kiosk.exchange.understanding.column_names import COLUMN_OF, NAMES, Column, NamedColumn
from kiosk.exchange.understanding.days import month_end_in, whole_day, without_day_at_end
from kiosk.exchange.understanding.heading_words import column_by_words, start_to_target
from kiosk.exchange.understanding.unit_sizes import without_unit

_SHORT = 3
_COLUMN_OF = {without_accents(n): c for n, c in COLUMN_OF.items() if len(n) > _SHORT} | COLUMN_OF
_SIDEWAYS = re.compile(
    rf"(?:{'|'.join(sorted((re.escape(w) for w in words.KEY_RESULT), key=len, reverse=True))})"
    r"\s*#?(?P<number>\d{1,2})\s*(?P<rest>.*)"
    r"|(?P<before>.+?)\s*(?:of\s)?(?:kr|key result)\s*(?P<last>\d{1,2})"
)
# A word that says enough among others: “Metric target”, “Owner (team)”.
_WITHIN = {
    word: column
    for column in (Column.START, Column.TARGET, Column.OWNER, Column.UNIT, Column.WEIGHT)
    for word in NAMES[column]
    if " " not in word and len(word) >= 4
}
_NUMBERED = (Column.START, Column.TARGET, Column.VALUE, Column.UNIT, Column.OWNER, Column.WEIGHT)
_FUZZY, _FUZZY_LENGTH, _MOST_WORDS = 88, 6, 3
_ANSWERS = frozenset({"yes", "ja", "oui", "sí", "sim", "sì", "true", "false", "nein", "nee", "nei"})
_LONGEST_HEADING, _LONGEST_QUESTION = 40, 60
# “Target Q1”, “Q1 objective”, “Goal 2027”.
_ONE_PERIOD = (
    r"(?:(?:[qtsh][1-4]|fy\s?\d\d)(?:[ '/-]{1,2}(?:20)?\d\d)?"
    r"|(?:(?:0?[1-9]|1[0-2])[ /.-])?20\d\d(?:[/-]\d\d)?)"
)
_PERIOD = re.compile(rf"^{_ONE_PERIOD}\s+|[\s,–-]+{_ONE_PERIOD}$")
# “By end of June”: a day or a number stands below it.
_BY_WHEN = re.compile(
    r"(?:by|until|bis|au|à|fin|al|fine|para|até|eind|innen|per)\s+(?:the\s+)?"
    r"(?:(?:end of|end|ende|fin de|fim de|final de|fine|eind)\s+)?(?:[^\W\d_]+\s?)?(?:\d{2,4})?"
)
_BY_DAY = re.compile(
    r"(?:by|until|bis(?: zum)?|au|à|fin|al|para|até|eind|innen|entro il|per|til|tot)\s+(?=\d)"
)
_BOTH = re.compile(
    rf"(?:{'|'.join(map(re.escape, sorted(words.OBJECTIVE, key=len, reverse=True)))})\s*"
    r"(?:[&+|,-]|and|und|et|y|e|en|og|or|oder|ou|o|of)?\s*"
    rf"(?:{'|'.join(map(re.escape, sorted(NAMES[Column.KEY_RESULT], key=len, reverse=True)))})"
)
LEVEL = re.compile(r"(?:level|ebene|niveau|nivel|livello|nivå)\s*\d", re.IGNORECASE)
"""“Level 1”."""


_HEADED = frozenset((Column.OBJECTIVE, Column.KEY_RESULT, Column.TITLE, Column.CODE))
"""One of these names what the rows below are about."""


@lru_cache(maxsize=4096)  # cells of a table repeat
def column_of(heading: str) -> NamedColumn | None:
    """What a column with this heading holds; None for an unknown one."""
    plain = plain_heading(heading)
    if not plain:
        return None
    if plain in _COLUMN_OF:
        # “By August”: the numbers to reach until then, or days.
        is_end = _COLUMN_OF[plain] is Column.DUE and _is_end(heading, heading.casefold())
        return NamedColumn(Column.TARGET if is_end else _COLUMN_OF[plain])
    if not any(map(str.isalpha, plain)):  # a number or a day: most cells of a large table
        return _column_of_day(heading)
    if _BOTH.fullmatch(plain):
        return NamedColumn(Column.TITLE)
    if _is_end(heading, plain):
        return NamedColumn(Column.TARGET)
    has_number = any(map(str.isdigit, plain))
    numbered = re.fullmatch(r"(.+?)\s*#?(\d{1,2})", plain) if has_number else None
    if numbered and _COLUMN_OF.get(numbered[1]) in (*_NUMBERED, Column.KEY_RESULT):
        return NamedColumn(_COLUMN_OF[numbered[1]], int(numbered[2]))
    sideways = _SIDEWAYS.fullmatch(plain) if has_number else None
    if sideways:
        rest = sideways["rest"] if sideways["number"] else sideways["before"]
        column = Column.KEY_RESULT if not rest else _COLUMN_OF.get(rest)
        number = int(sideways["number"] or sideways["last"])
        if column in (Column.TITLE, Column.KEY_RESULT):
            return NamedColumn(Column.KEY_RESULT, number)
        return NamedColumn(column, number) if column else None
    return _column_within(plain) or _column_of_day(heading) or _column_like(plain)


def _column_within(plain: str) -> NamedColumn | None:
    """The column that the only telling word of a heading names, or two of them: “From → To”."""
    if start_to_target(plain):
        return NamedColumn(Column.TARGET)
    parts = plain.split()
    within = [_WITHIN[word] for word in parts if word in _WITHIN and len(parts) <= _MOST_WORDS]
    return NamedColumn(within[0]) if len(within) == 1 else None


def _is_end(heading: str, plain: str) -> bool:
    """Whether a heading says until when: “by end of June”, “bis 31.12.”."""
    by_day = _BY_DAY.match(heading.casefold())
    if by_day and whole_day(heading[by_day.end() :]):
        return True
    by_month = _BY_WHEN.fullmatch(plain)
    return bool(by_month and (month_end_in(plain.split()[-1]) or " end" in plain))


@lru_cache(maxsize=4096)
def column_named(heading: str) -> NamedColumn | None:
    """What a column with this heading holds, also by a word within it; None for an unknown one."""
    found = column_of(heading)
    if found or len(heading) > _LONGEST_QUESTION or not any(map(str.isalpha, heading)):
        return found
    within = column_by_words(plain_heading(heading))
    return NamedColumn(within) if within else None


def _column_of_day(heading: str) -> NamedColumn | None:
    day = whole_day(heading)
    return NamedColumn(Column.DAY) if day and not day.is_month else None


def _column_like(plain: str) -> NamedColumn | None:
    """A column whose name differs by a slip of the pen."""
    if len(plain) < _FUZZY_LENGTH:
        return None
    names = _names_as_long_as(len(plain))
    close = process.extractOne(plain, names, scorer=fuzz.ratio, score_cutoff=_FUZZY)
    return NamedColumn(_COLUMN_OF[close[0]]) if close else None


@lru_cache
def _names_as_long_as(length: int) -> tuple[str, ...]:
    """The names whose length is near enough: the others cannot be similar, and a large table has
    many cells to compare."""
    least = _FUZZY / (200 - _FUZZY)
    return tuple(n for n in _COLUMN_OF if least <= len(n) / length <= 1 / least)


def headings_fingerprint(headings: Sequence[str]) -> str:
    """The same for all tables with these headings, in whatever case, order and spelling of spaces:
    by it, answers about columns are remembered."""
    plain = sorted(filter(None, map(plain_heading, headings)))
    return hashlib.sha256("\n".join(plain).encode()).hexdigest()[:16]


def plain_heading(heading: str) -> str:
    """A heading in lower case, without what stands in brackets after it."""
    named = without_unit(heading) if " in " in heading else heading  # “Ziel in T€”
    undated = without_day_at_end(named.strip(" *:"))  # “Stand 15.10.”
    parted = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", undated)  # startValue
    words_only = re.sub(r"[_\n/]+", " ", parted).strip(" :*?").casefold()
    words_only = _PERIOD.sub("", words_only).strip(" :*?-–") or words_only
    bare = re.sub(r"\s*[(（](?:[^)）]*)[)）]$", "", words_only)
    return " ".join((bare or words_only).split())


def is_heading_row(cells: Sequence[str]) -> bool:
    """Whether a row names columns: two known ones at least, most of its words, nothing long."""
    filled = [cell for cell in cells if cell]
    if any(len(cell) > _LONGEST_HEADING for cell in filled):
        return False
    if len(filled) == 1 and _PERIOD.search(filled[0].casefold()):
        return False  # “OKRs Q1 2027” is a title
    levels = [cell for cell in filled if cell[-1].isdigit() and LEVEL.fullmatch(cell.strip())]
    if len(levels) > 1:
        return len(levels) * 2 >= len(filled)
    if not any(column.column in _HEADED for column in map(column_of, filled) if column):
        return False  # as most rows of a large table, whose days take longer to find
    days = [cell for cell in filled if _column_of_day(cell) or is_month(cell)]
    words_only = [cell for cell in filled if cell not in days]
    columns = [column for column in map(column_of, words_only) if column]
    numbered = [column for column in columns if column.number is not None]
    # A lone “KR2” is what a row is called, and a yes or no is no heading.
    columns = columns if len(numbered) > 1 else [c for c in columns if c not in numbered]
    if any(cell.casefold() in _ANSWERS for cell in words_only):
        return False
    known = [column.column for column in columns]
    named = set(known)
    return (
        len(known) + (len(days) if len(days) > 1 else 0) >= min(2, len(filled))
        and (len(known) * 2 >= len(words_only) or {Column.OBJECTIVE, Column.KEY_RESULT} <= named)
        and bool(named & _HEADED)
    )


def is_month(heading: str) -> bool:
    """Whether a heading is a month alone."""
    day = whole_day(heading)
    return day is not None and day.is_month

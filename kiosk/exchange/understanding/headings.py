"""What a table's columns hold, by their headings and by what stands below them."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from kiosk.exchange.understanding import words
from kiosk.exchange.understanding.column_names import COLUMN_OF, NAMES, Column, NamedColumn
from kiosk.exchange.understanding.days import month_end_in, whole_day
from kiosk.exchange.understanding.measures import measure_in

# Words that mean an objective or a target: what stands below decides.
_EITHER = frozenset(
    {"ziel", "ziele", "goal", "objectif", "objetivo", "obiettivo", "doel", "mål", "目标", "目標"}
)
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
_FUZZY, _FUZZY_LENGTH = 88, 6
_LONGEST_MEASURE, _LONGEST_UNIT = 15, 12
_TITLES = {Column.TITLE, Column.KEY_RESULT, Column.OBJECTIVE}
_LONGEST_NAME = 30
_LONGEST_HEADING = 40
_WORDS_OF_A_TITLE = 3
# “Target Q1”, “Q1 objective”, “Goal 2027”.
_PERIOD = re.compile(r"^(?:q[1-4]|h[12]|20\d\d)\s+|\s+(?:q[1-4]|h[12]|20\d\d)$")
# “By end of June”: a day or a number stands below it.
_BY_WHEN = re.compile(
    r"(?:by|until|bis|au|à|fin|al|fine|para|até|eind|innen|per)\s+(?:the\s+)?"
    r"(?:(?:end of|end|ende|fin de|fim de|final de|fine|eind)\s+)?(?:[^\W\d_]+\s?)?(?:\d{2,4})?"
)
_BOTH = re.compile(
    rf"(?:{'|'.join(map(re.escape, sorted(words.OBJECTIVE, key=len, reverse=True)))})\s*"
    r"(?:[&+|,-]|and|und|et|y|e|en|og|or|oder|ou|o|of)?\s*"
    rf"(?:{'|'.join(map(re.escape, sorted(words.KEY_RESULT, key=len, reverse=True)))})"
)
_LEVEL = re.compile(r"(?:level|ebene|niveau|nivel|livello|nivå)\s*\d", re.IGNORECASE)
_BY_VALUE: Mapping[str | None, Column] = {column.value: column for column in Column}


@lru_cache(maxsize=4096)  # cells of a table repeat
def column_of(heading: str) -> NamedColumn | None:
    """What a column with this heading holds; None for an unknown one."""
    plain = plain_heading(heading)
    if not plain:
        return None
    if plain in COLUMN_OF:
        return NamedColumn(COLUMN_OF[plain])
    if not any(map(str.isalpha, plain)):  # a number or a day: most cells of a large table
        return _column_of_day(heading)
    if _BOTH.fullmatch(plain):
        return NamedColumn(Column.TITLE)
    if _BY_WHEN.fullmatch(plain) and (month_end_in(plain.split()[-1]) or " end" in plain):
        return NamedColumn(Column.TARGET)
    has_number = any(map(str.isdigit, plain))
    numbered = re.fullmatch(r"(.+?)\s*#?(\d{1,2})", plain) if has_number else None
    if numbered and COLUMN_OF.get(numbered[1]) in _NUMBERED:
        return NamedColumn(COLUMN_OF[numbered[1]], int(numbered[2]))
    sideways = _SIDEWAYS.fullmatch(plain) if has_number else None
    if sideways:
        rest = sideways["rest"] if sideways["number"] else sideways["before"]
        column = Column.KEY_RESULT if not rest else COLUMN_OF.get(rest)
        number = int(sideways["number"] or sideways["last"])
        if column in (Column.TITLE, Column.KEY_RESULT):
            return NamedColumn(Column.KEY_RESULT, number)
        return NamedColumn(column, number) if column else None
    within = [_WITHIN[word] for word in plain.split() if word in _WITHIN]
    if len(within) == 1:
        return NamedColumn(within[0])
    return _column_of_day(heading) or _column_like(plain)


def _column_of_day(heading: str) -> NamedColumn | None:
    day = whole_day(heading)
    return NamedColumn(Column.DAY) if day and not day.is_month else None


def _column_like(plain: str) -> NamedColumn | None:
    """A column whose name differs by a slip of the pen."""
    if len(plain) < _FUZZY_LENGTH:
        return None
    names = _names_as_long_as(len(plain))
    close = process.extractOne(plain, names, scorer=fuzz.ratio, score_cutoff=_FUZZY)
    return NamedColumn(COLUMN_OF[close[0]]) if close else None


@lru_cache
def _names_as_long_as(length: int) -> tuple[str, ...]:
    """The names whose length is near enough: the others cannot be similar, and a large table has
    many cells to compare."""
    least = _FUZZY / (200 - _FUZZY)
    return tuple(n for n in COLUMN_OF if least <= len(n) / length <= 1 / least)


def columns_of(
    headings: Sequence[str], rows: Sequence[Sequence[str]], answers: Mapping[str, str]
) -> list[NamedColumn | None]:
    """What each column holds; what stands below decides between an objective and a target.

    :param answers: what somebody has said that columns hold, by their plain headings.
    """
    found = [column_of(heading) for heading in headings]
    months = [at for at, heading in enumerate(headings) if _is_month(heading)]
    for at in months if len(months) > 1 else ():
        found[at] = NamedColumn(Column.DAY)
    for at, heading in enumerate(headings):
        if plain_heading(heading) in _EITHER:
            below = [row[at] for row in rows if at < len(row) and row[at]]
            has = {column.column for column in found if column}
            may_be_target = Column.START in has and Column.TARGET not in has
            is_target = _are_measures(below) or (may_be_target and not _are_sentences(below))
            found[at] = NamedColumn(Column.TARGET if is_target else Column.OBJECTIVE)
        answer = answers.get(plain_heading(heading))
        if answer in _BY_VALUE:
            found[at] = NamedColumn(_BY_VALUE[answer])
    _ignore_words_for_confidence(found, rows)
    _see_values(found, rows)
    _name_levels(headings, found)
    _prefer_key_result(found)
    return [
        column if column not in found[:at] or column is None or _may_repeat(column) else None
        for at, column in enumerate(found)
    ]


def _are_sentences(cells: Sequence[str]) -> bool:
    """Whether cells are titles rather than targets in words, such as “done”."""
    return bool(cells) and sum(len(cell.split()) for cell in cells) >= _WORDS_OF_A_TITLE * len(
        cells
    )


def _see_values(found: list[NamedColumn | None], rows: Sequence[Sequence[str]]) -> None:
    """What a column holds where its name alone does not say it."""
    for at, column in enumerate(found):
        below = [row[at] for row in rows if at < len(row) and row[at]]
        has = {each.column for each in found if each}
        if column == NamedColumn(Column.DATE) and Column.VALUE not in has and _are_values(below):
            found[at] = NamedColumn(Column.VALUE)
        elif column == NamedColumn(Column.DATE) and below and not any(map(whole_day, below)):
            found[at] = NamedColumn(Column.UNIT) if _are_units(below) else None
        elif column == NamedColumn(Column.TARGET) and below and all(map(whole_day, below)):
            found[at] = NamedColumn(Column.DUE)
        elif column == NamedColumn(Column.DESCRIPTION) and not has & _TITLES:
            found[at] = NamedColumn(Column.TITLE)
        elif column == NamedColumn(Column.SERVES) and not has & {Column.OBJECTIVE, Column.TITLE}:
            found[at] = NamedColumn(Column.OBJECTIVE)
        elif (
            column == NamedColumn(Column.KEY_RESULT) and column in found[:at] and _are_units(below)
        ):
            found[at] = NamedColumn(Column.UNIT)


def _are_values(cells: Sequence[str]) -> bool:
    days = sum(whole_day(cell) is not None for cell in cells)
    return _are_measures(cells) and days * 2 < len(cells)


def _are_units(cells: Sequence[str]) -> bool:
    return bool(cells) and all(len(c) <= _LONGEST_UNIT and not is_measure(c) for c in cells)


def _name_levels(headings: Sequence[str], found: list[NamedColumn | None]) -> None:
    """Columns called “Level 1”, “Level 2” are, from the last, key results, objectives and teams."""
    places = [at for at, heading in enumerate(headings) if _LEVEL.fullmatch(heading.strip())]
    if len(places) in (2, 3):
        roles = (Column.TEAM, Column.OBJECTIVE, Column.KEY_RESULT)[-len(places) :]
        for at, role in zip(places, roles, strict=True):
            found[at] = NamedColumn(role)


def _ignore_words_for_confidence(
    found: list[NamedColumn | None], rows: Sequence[Sequence[str]]
) -> None:
    """A column of confidence without a number in it is a status: “on track”."""
    for at, column in enumerate(found):
        below = [row[at] for row in rows if at < len(row) and row[at]]
        is_confidence = column == NamedColumn(Column.CONFIDENCE)
        if is_confidence and below and not any(re.search(r"\d", cell) for cell in below):
            found[at] = NamedColumn(Column.IGNORED)


def _prefer_key_result(found: list[NamedColumn | None]) -> None:
    """Of two columns of owners or weights, the one after the key result is the key result's, the
    one before it the objective's."""
    key_result = NamedColumn(Column.KEY_RESULT)
    if key_result not in found:
        return
    place = found.index(key_result)
    for kind in (Column.OWNER, Column.WEIGHT, Column.DESCRIPTION):
        places = [at for at, column in enumerate(found) if column == NamedColumn(kind)]
        if len(places) > 1 and places[0] < place < places[1]:
            found[places[0]] = NamedColumn(Column.IGNORED)
    _name_short_titles(found, place)


def _name_short_titles(found: list[NamedColumn | None], key_result: int) -> None:
    """Between the objective and the key result, a short title is the objective's."""
    objective = NamedColumn(Column.OBJECTIVE)
    for at in range(key_result):
        if found[at] == NamedColumn(Column.SHORT_TITLE) and objective in found[:at]:
            found[at] = NamedColumn(Column.OBJECTIVE_SHORT)


def column_candidates(cells: Sequence[str], guess: Column | None = None) -> tuple[str, ...]:
    """What a column of an unknown name may hold, by its cells; to leave it out comes first.

    :param guess: what it is taken as.
    """
    found: tuple[Column, ...]
    if cells and all(whole_day(cell) for cell in cells):
        found = (Column.DUE, Column.DATE)
    elif _are_measures(cells):
        found = (Column.TARGET, Column.START, Column.VALUE, Column.CONFIDENCE, Column.WEIGHT)
    elif all(len(cell) <= _LONGEST_NAME for cell in cells):
        found = (Column.OWNER, Column.TEAM, Column.UNIT, Column.NOTE, Column.OBJECTIVE)
        found = (*found, Column.KEY_RESULT)
    else:
        found = (Column.NOTE, Column.DESCRIPTION, Column.BECAUSE, Column.KEY_RESULT)
        found = (*found, Column.OBJECTIVE)
    likely = () if guess is None or guess in found else (guess,)
    return (Column.IGNORED.value, *(column.value for column in (*likely, *found)))


def headings_fingerprint(headings: Sequence[str]) -> str:
    """The same for all tables with these headings, in whatever case, order and spelling of spaces:
    by it, answers about columns are remembered."""
    plain = sorted(filter(None, map(plain_heading, headings)))
    return hashlib.sha256("\n".join(plain).encode()).hexdigest()[:16]


def plain_heading(heading: str) -> str:
    """A heading in lower case, without what stands in brackets after it."""
    words_only = re.sub(r"[_\n/]+", " ", heading).strip(" :*?").casefold()
    words_only = _PERIOD.sub("", words_only).strip() or words_only
    bare = re.sub(r"\s*\((?:[^)]*)\)$", "", words_only)
    return " ".join((bare or words_only).split())


def is_heading_row(cells: Sequence[str]) -> bool:
    """Whether a row names columns: two known ones at least, most of its cells, nothing long."""
    filled = [cell for cell in cells if cell]
    if any(len(cell) > _LONGEST_HEADING for cell in filled):
        return False
    known = [column for column in map(column_of, filled) if column]
    months = sum(map(_is_month, filled))
    known += [NamedColumn(Column.DAY)] * (months if months > 1 else 0)
    named = {column.column for column in known}
    levels = [cell for cell in filled if cell[-1].isdigit() and _LEVEL.fullmatch(cell.strip())]
    if len(levels) > 1:
        known += [NamedColumn(Column.KEY_RESULT)] * len(levels)
        named.add(Column.KEY_RESULT)
    return (
        len(known) >= min(2, len(filled))
        and (len(known) * 2 >= len(filled) or {Column.OBJECTIVE, Column.KEY_RESULT} <= named)
        and bool(named & {Column.OBJECTIVE, Column.KEY_RESULT, Column.TITLE, Column.CODE})
    )


def is_measure(cell: str) -> bool:
    """Whether a cell holds a number or a limit, and not a sentence with one."""
    return len(cell) <= _LONGEST_MEASURE and measure_in(cell, ".") is not None


def _are_measures(cells: Sequence[str]) -> bool:
    return sum(map(is_measure, cells)) * 2 > len(cells)


def _may_repeat(column: NamedColumn) -> bool:
    return column.column in (Column.IGNORED, Column.DAY)


def _is_month(heading: str) -> bool:
    day = whole_day(heading)
    return day is not None and day.is_month

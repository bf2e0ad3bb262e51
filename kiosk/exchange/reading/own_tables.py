"""The tables of this program's own exports, by their headings in any of its languages.

A workbook or an archive that holds the key results is read as a whole: what each of its tables
says is put together in kiosk/exchange/understanding/own_export.py.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from babel import Locale

from kiosk.errors import N_
from kiosk.exchange.reading.lines import SourceLine
from kiosk.views.i18n import catalogues

DONE = "✓ "
"""Stands before each milestone that a check-in says is done."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
CYCLE = N_("Cycle")
OBJECTIVES = N_("Objectives")
KEY_RESULTS = N_("Key results")
CHECK_INS = N_("Check-ins")
GRADES = N_("Grades")
TEAMS = N_("Teams")
CYCLES = N_("Cycles")
TEAM, OBJECTIVE, KEY_RESULT = N_("Team"), N_("Objective"), N_("Key result")
SERVES, BECAUSE, DESCRIPTION = N_("Serves"), N_("Because"), N_("Description")
SHORT_TITLE, CONFIDENTIAL, AMBITION = N_("Short title"), N_("Confidential"), N_("Ambition")
SIGNED, NOTHING_CHANGED = N_("Signed"), N_("Nothing changed")
OLD_AFTER = N_("Out of date after (days)")
GRADE, REASON, LEARNED = N_("Grade"), N_("Reason"), N_("Learned")
NAME, COLOR, THE_COMPANY = N_("Name"), N_("Colour"), N_("The company")
FIRST_DAY, LAST_DAY, STATE, THEME = N_("First day"), N_("Last day"), N_("State"), N_("Theme")
_WHERE = (TEAM, OBJECTIVE)
HEADINGS: Mapping[str, tuple[str, ...]] = {
    OBJECTIVES: (*_WHERE, N_("Progress"), SERVES, BECAUSE, GRADE),
    KEY_RESULTS: (
        *(*_WHERE, KEY_RESULT, N_("Kind"), N_("Unit"), N_("Start"), N_("Target")),
        *(N_("Current"), N_("Progress"), N_("Weight"), N_("Owner")),
    ),
    CHECK_INS: (
        *(*_WHERE, KEY_RESULT, N_("Date"), N_("Value"), N_("Unit")),
        *(N_("Confidence"), N_("Note"), SIGNED),
    ),
    GRADES: (*_WHERE, GRADE, REASON, LEARNED),
    TEAMS: (NAME, THE_COMPANY, COLOR),
    CYCLES: (NAME, FIRST_DAY, LAST_DAY, STATE, THEME),
}
"""The headings of each table, as gettext msgids. Where there are several cycles, CYCLE is before
them, but in the tables of teams and cycles."""
OF_A_CYCLE = frozenset((OBJECTIVES, KEY_RESULTS, CHECK_INS, GRADES))
"""The tables whose rows are each of one cycle."""
IF_ANY: Mapping[str, tuple[str, ...]] = {
    CHECK_INS: (NOTHING_CHANGED,),
    OBJECTIVES: (DESCRIPTION, SHORT_TITLE),
    KEY_RESULTS: (*(N_("Due date"), DESCRIPTION, SHORT_TITLE, CONFIDENTIAL, AMBITION, OLD_AFTER),),
}
"""The headings of columns that come after them where any row has something in them."""


def own_table(lines: Sequence[SourceLine]) -> str:
    """Which of the tables begins with these lines; "" for none."""
    return next((table for table in HEADINGS if is_headed_like(lines, table)), "")


def is_headed_like(lines: Sequence[SourceLine], table: str) -> bool:
    """Whether lines begin with the headings of one of the tables."""
    return bool(lines) and bool(own_columns(lines[0].cells, table))


def without_units(lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The rows of an own workbook with bare numbers: the unit that a spreadsheet shows beside them
    stands in a cell of its own, and “k” there is no thousand."""
    return tuple(replace(line, cells=tuple(_bare(cell, line.cells) for cell in line.cells))
                 for line in lines)  # fmt: skip


def _bare(cell: str, beside: Sequence[str]) -> str:
    number, _, unit = cell.partition(" ")
    return number if unit and unit in beside and _NUMBER.fullmatch(number) else cell


def own_columns(cells: Sequence[str], table: str) -> tuple[str, ...]:
    """The msgids of a table's headings in the order of its columns; () for another table."""
    plain = tuple(cell.casefold() for cell in cells if cell)
    return next(
        (found for each in _catalogues() if (found := _columns(plain, table, each))),
        (),
    )


def own_csv_table(text: str) -> str:
    """Which of the tables a text is as CSV, which is in English and has commas; "" for none."""
    cells = tuple(text.partition("\n")[0].strip('\ufeff\r" ').casefold().split(","))
    return next((table for table in HEADINGS if _columns(cells, table, str)), "")


def _columns(cells: tuple[str, ...], table: str, gettext: Callable[[str], str]) -> tuple[str, ...]:
    """The msgids of cells that are a table's headings, with or without a cycle before and any of
    those after them that may be missing."""
    own = {gettext(label).casefold(): label for label in (CYCLE,)}
    needed = tuple(own[cell] for cell in cells[:1] if cell in own) + HEADINGS[table]
    after = {gettext(label).casefold(): label for label in IF_ANY.get(table, ())}
    rest = cells[len(needed) :]
    if [gettext(label).casefold() for label in needed] != list(cells[: len(needed)]):
        return ()
    return (*needed, *(after[cell] for cell in rest)) if set(rest) <= set(after) else ()


@lru_cache
def _catalogues() -> tuple[Callable[[str], str], ...]:
    """What translates into each language."""
    return tuple(
        catalogues.catalogue(Locale.parse(code), catalogues.FOLDER).gettext
        for code in catalogues.languages()
    )


def in_any_language(msgid: str, text: str) -> bool:
    """Whether a cell says a word in one of the languages, or as it is in the code."""
    plain = text.strip().casefold()
    return plain == msgid or any(plain == each(msgid).casefold() for each in _catalogues())

"""The tables of this program's own exports, by their headings in any of its languages.

Of a workbook or an archive that holds all four, the key results are read, which have every
objective and key result, and the check-ins. The others say more that an import does not take.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from babel import Locale

from kiosk.errors import N_
from kiosk.exchange.reading.lines import SourceLine
from kiosk.okr.import_findings import SkippedLine
from kiosk.views.i18n import catalogues

DONE = "✓ "
"""Stands before each milestone that a check-in says is done."""
CYCLE = N_("Cycle")
OBJECTIVES = N_("Objectives")
KEY_RESULTS = N_("Key results")
CHECK_INS = N_("Check-ins")
GRADES = N_("Grades")
_WHERE = (N_("Team"), N_("Objective"))
HEADINGS: Mapping[str, tuple[str, ...]] = {
    OBJECTIVES: (*_WHERE, N_("Progress"), N_("Serves"), N_("Because"), N_("Grade")),
    KEY_RESULTS: (
        *(*_WHERE, N_("Key result"), N_("Kind"), N_("Unit"), N_("Start"), N_("Target")),
        *(N_("Current"), N_("Progress"), N_("Weight"), N_("Owner")),
    ),
    CHECK_INS: (
        *(*_WHERE, N_("Key result"), N_("Date"), N_("Value"), N_("Unit")),
        *(N_("Confidence"), N_("Note"), N_("Signed")),
    ),
    GRADES: (*_WHERE, N_("Grade"), N_("Reason"), N_("Learned")),
}
"""The headings of each table, as gettext msgids. Where there are several cycles, CYCLE is before
them."""
IF_ANY: Mapping[str, tuple[str, ...]] = {
    OBJECTIVES: (N_("Description"), N_("Short title")),
    KEY_RESULTS: (N_("Due date"), N_("Description"), N_("Short title")),
    CHECK_INS: (),
    GRADES: (),
}
"""The headings of columns that come after them where any row has something in them."""
NOT_IMPORTED = {
    OBJECTIVES: N_("a summary of the objectives, which are read with their key results"),
    GRADES: N_("grades, which are not imported"),
}
"""The tables that are left out, and why."""


def is_headed_like(lines: Sequence[SourceLine], table: str) -> bool:
    """Whether lines begin with the headings of one of the tables."""
    if not lines:
        return False
    cells = tuple(cell.casefold() for cell in lines[0].cells if cell)
    return any(_are_headings(cells, table, catalogue) for catalogue in _catalogues())


def is_own_csv(text: str) -> bool:
    """Whether a text is a table of this program as CSV, which is in English and has commas."""
    cells = tuple(text.partition("\n")[0].strip('\ufeff\r" ').casefold().split(","))
    return any(_are_headings(cells, table, str) for table in HEADINGS)


def without_summaries(
    sheets: Sequence[tuple[str, tuple[SourceLine, ...], tuple[SkippedLine, ...]]],
) -> list[tuple[str, tuple[SourceLine, ...], tuple[SkippedLine, ...]]]:
    """The sheets with those left out that an import does not take; all of them where there is no
    sheet of key results among them."""
    if not any(is_headed_like(lines, KEY_RESULTS) for _, lines, _ in sheets):
        return list(sheets)
    return [_left_out(*sheet) for sheet in sheets]


def _left_out(
    name: str, lines: tuple[SourceLine, ...], skipped: tuple[SkippedLine, ...]
) -> tuple[str, tuple[SourceLine, ...], tuple[SkippedLine, ...]]:
    for table, reason in NOT_IMPORTED.items():
        if is_headed_like(lines, table):
            return name, (), (*skipped, SkippedLine(1, name, reason))
    return name, lines, skipped


def _are_headings(cells: tuple[str, ...], table: str, gettext: Callable[[str], str]) -> bool:
    """Whether cells are a table's headings, with or without a cycle before and any after them."""
    cycle, *needed = (gettext(label).casefold() for label in (CYCLE, *HEADINGS[table]))
    after = {gettext(label).casefold() for label in IF_ANY[table]}
    own = list(cells[1:] if cells[:1] == (cycle,) else cells)
    return own[: len(needed)] == needed and set(own[len(needed) :]) <= after


@lru_cache
def _catalogues() -> tuple[Callable[[str], str], ...]:
    """What translates into each language."""
    return tuple(
        catalogues.catalogue(Locale.parse(code), catalogues.FOLDER).gettext
        for code in catalogues.languages()
    )

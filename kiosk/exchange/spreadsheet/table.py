"""Rows pasted from a spreadsheet, with columns by their headings or by their order."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.errors import ValidationError

MOST_ROWS = 300
COLUMNS = (
    *("objective", "key_result", "start", "target", "team"),
    *("unit", "kind", "weight", "owner"),
)
"""The columns that are read, in their order for a table without headings."""

_HEADINGS = {
    "objective": ("objective", "objectives", "o", "ziel", "ziele", "aim"),
    "key_result": (
        *("keyresult", "keyresults", "kr", "krs", "result", "schlüsselergebnis"),
        *("schlüsselergebnisse", "ergebnis", "ergebnisse", "schlüsselresultat", "kennzahl"),
    ),
    "start": (
        *("start", "startvalue", "baseline", "from", "was", "now", "current"),
        *("startwert", "ausgangswert", "von", "ist", "istwert", "heute", "basis"),
    ),
    "target": (
        *("target", "targetvalue", "goal", "to", "zielwert", "soll", "sollwert", "bis"),
        *("zielgröße", "limit", "grenze"),
    ),
    "team": ("team", "teams", "department", "group", "abteilung", "bereich", "gruppe"),
    "unit": ("unit", "units", "currency", "einheit", "währung"),
    "kind": ("kind", "type", "art", "typ"),
    "weight": ("weight", "gewicht", "gewichtung"),
    "owner": (
        *("owner", "responsible", "who", "person", "verantwortlich", "verantwortliche"),
        *("verantwortlicher", "besitzer", "wer"),
    ),
}
_COLUMN_OF = {heading: column for column, names in _HEADINGS.items() for heading in names}


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A row with its cells by column name. `number` counts the pasted rows from 1."""

    number: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """The cell's text, "" if it is empty."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class PastedTable:
    """The rows, and the headings of columns that are ignored."""

    rows: tuple[PastedRow, ...]
    unread: tuple[str, ...]


def read_table(text: str) -> PastedTable:
    """The rows of a pasted text.

    :raises ValidationError: on "table", if it is not a table.
    """
    lines = [(n, cells) for n, cells in enumerate(_lines(text), start=1) if any(cells)]
    if not lines:
        raise ValidationError(
            "table", "Nothing was pasted yet. Copy the rows of a spreadsheet into this"
        )
    columns = _headed(lines[0][1])
    rows = lines[1:] if columns else lines
    column_names = columns or list(COLUMNS)
    if not rows:
        raise ValidationError(
            "table", "There are headings but no rows below them. Paste the rows too"
        )
    if len(rows) > MOST_ROWS:
        raise ValidationError("table", "Paste at most %(most)s rows at once", most=MOST_ROWS)
    if "objective" not in column_names:
        raise ValidationError(
            "table", "There is no column “Objective”. Add one, or leave the headings out"
        )
    unread = [
        heading for heading, column in zip(lines[0][1], columns or (), strict=False)
        if heading and not column
    ]  # fmt: skip
    return PastedTable(
        tuple(_row(number, cells, column_names) for number, cells in rows), tuple(unread)
    )


def _row(number: int, cells: Sequence[str], column_names: Sequence[str]) -> PastedRow:
    named = zip(column_names, cells, strict=False)
    return PastedRow(number, {column: cell for column, cell in named if column})


def _lines(text: str) -> list[list[str]]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    reader = csv.reader(io.StringIO(plain, newline=""), delimiter=_delimiter(plain))
    try:
        return [[cell.strip() for cell in cells] for cells in reader]
    except csv.Error as error:
        raise ValidationError(
            "table", "This is not a table: %(reason)s. Paste plain rows", reason=error
        ) from error


def _delimiter(text: str) -> str:
    """The delimiter: spreadsheets copy cells with tabs; CSV files have commas, or semicolons if the
    comma is the decimal separator."""
    if "\t" in text:
        return "\t"
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return ";" if ";" in first else ","


def _headed(cells: Sequence[str]) -> list[str] | None:
    """The columns that a row of headings names, "" for an unknown heading; None if the row has no
    headings."""
    named = [_COLUMN_OF.get(re.sub(r"[^\w]|_", "", cell.casefold()), "") for cell in cells]
    if sum(map(bool, named)) < min(2, len([cell for cell in cells if cell])):
        return None
    if named.count("objective") > 1 and "target" not in named:
        # “Objective … Ziel”: here the German word means the target.
        both = [at for at, column in enumerate(named) if column == "objective"]
        german = [at for at in both if cells[at].casefold().startswith("ziel")]
        named[(german or both)[-1]] = "target"
    return [column if column not in named[:at] else "" for at, column in enumerate(named)]

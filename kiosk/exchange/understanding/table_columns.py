"""The columns of a table: what each holds, and what that says about its rows."""

from collections.abc import Iterator, Mapping, Sequence

from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.understanding.cell_values import is_measure
from kiosk.exchange.understanding.column_guess import guessed_columns
from kiosk.exchange.understanding.column_names import Column, NamedColumn
from kiosk.exchange.understanding.column_questions import questions_about_columns
from kiosk.exchange.understanding.columns import columns_of
from kiosk.exchange.understanding.context import Context
from kiosk.exchange.understanding.days import DayInText, order_of, whole_day
from kiosk.exchange.understanding.headings import headings_fingerprint, plain_heading
from kiosk.exchange.understanding.histories import is_history
from kiosk.exchange.understanding.table_cells import RowLevels, cells_by_column
from kiosk.exchange.understanding.table_rows import (
    is_remark,
    is_total,
    objective_rows,
    usual_columns,
)
from kiosk.exchange.understanding.unit_sizes import unit_in_heading
from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.number_units import PERCENT

_TITLE_COLUMNS = (Column.OBJECTIVE, Column.KEY_RESULT, Column.TITLE, Column.TEAM)
_ENOUGH_ROWS = 300
"""By so many rows it is seen what columns hold."""
_NUMBERS = (Column.START, Column.TARGET, Column.VALUE, Column.DAY)
_LEFT_OUT = (Column.IGNORED, Column.NOTE)


def _is_bare_number(cell: str) -> bool:
    """Whether a cell has a number and neither words nor a percent sign."""
    return not any(map(str.isalpha, cell)) and any(map(str.isdigit, cell)) and PERCENT not in cell


class TableColumns:
    """What the columns hold. `levels` says what each row is, where a column does;
    `objective_rows` are the numbers of the objectives among rows whose titles share a column;
    `is_day_first` says how 01/02 is read."""

    def __init__(self, headings: SourceLine, rows: Sequence[SourceLine], context: Context) -> None:
        self._headings, self._cells = headings.cells, [row.cells for row in rows[:_ENOUGH_ROWS]]
        self._answers = context.answers
        self._columns = columns_of(self._headings, self._cells, context.answers.columns)
        self.is_history = is_history(self._columns)
        self._guessed: dict[int, Column] = {}
        if not self.is_history:
            self._guess(is_below_objective=bool(context.objective or context.heading))
        self._units = dict(self._units_in_headings())
        self._usual = usual_columns(self._columns, rows[:_ENOUGH_ROWS])
        self.is_day_first = self._order_of_days(rows)
        self.levels = RowLevels(self._columns, [row for row in rows if not self._is_beside(row)])
        self._take_titles()
        is_told = self.has_levels or context.objective or context.heading
        found = () if is_told else objective_rows(self._columns, rows)
        self.objective_rows = frozenset(row.number for row in found)

    def _guess(self, *, is_below_objective: bool) -> None:
        """Take the columns that no heading explains by what stands below them."""
        found = guessed_columns(self._columns, self._cells, is_below_objective=is_below_objective)
        for at, column in found.items():
            if plain_heading(self._headings[at]) not in self._answers.columns:
                self._guessed[at] = column
                self._columns[at] = NamedColumn(column)

    def _is_beside(self, row: SourceLine) -> bool:
        """Whether a row is a total or a remark."""
        cells = self.cells(row)
        filled = [cell for cell in row.cells if cell]
        return self.is_total(row, cells) or is_remark(filled, cells)

    def is_total(self, row: SourceLine, cells: Mapping[Column, str]) -> bool:
        """Whether a row adds up the others or says their average.

        :param cells: its cells by their columns.
        """
        return is_total(row, cells, self._usual)

    def _take_titles(self) -> None:
        """Titles beside a column of objectives are key results."""
        title = NamedColumn(Column.TITLE)
        is_other = self.has_levels or self.is_history or self.is_sideways
        if is_other or title not in self._columns or self.has(Column.KEY_RESULT):
            return
        if self.has(Column.OBJECTIVE):
            self._columns[self._columns.index(title)] = NamedColumn(Column.KEY_RESULT)

    def _units_in_headings(self) -> Iterator[tuple[int | None, str]]:
        """The units that headings of targets say, by the number of the key result."""
        for heading, column in zip(self._headings, self._columns, strict=True):
            unit = unit_in_heading(heading) if column and column.column is Column.TARGET else ""
            if column and unit:
                yield column.number, unit

    def _order_of_days(self, rows: Sequence[SourceLine]) -> bool | None:
        """Whether days like 01/02 begin with the day, as the columns of days show or somebody has
        said."""
        columns = [c.column if c else None for c in self._columns]
        at = [i for i, c in enumerate(columns) if c in (Column.DATE, Column.DUE)]
        texts = [row.cells[i] for row in rows for i in at if i < len(row.cells)]
        headings = [h for h, c in zip(self._headings, columns, strict=True) if c is Column.DAY]
        answer = self._answers.is_day_first
        return order_of((*texts, *headings)) if answer is None else answer

    def has(self, column: Column) -> bool:
        """Whether there is a column of this kind."""
        return any(each is not None and each.column is column for each in self._columns)

    @property
    def has_levels(self) -> bool:
        """Whether a column says what each row is."""
        return self.levels.column is not None

    @property
    def has_objectives(self) -> bool:
        """Whether a column has the objectives."""
        return self.has(Column.OBJECTIVE) or self.has_levels

    @property
    def has_starts(self) -> bool:
        """Whether it says where key results begin: without starts, targets beside current values
        say from where to where."""
        return self.has(Column.START) or not self.has(Column.TARGET)

    @property
    def is_sideways(self) -> bool:
        """Whether the key results of an objective lie side by side."""
        return any(
            c and c.number is not None and c.column is Column.KEY_RESULT for c in self._columns
        )

    @property
    def numbers(self) -> list[int]:
        """The numbers of key results that lie side by side."""
        return sorted({c.number for c in self._columns if c and c.number is not None})

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """By what answers about its columns are remembered."""
        return (headings_fingerprint(self._headings),) if any(self._headings) else ()

    def cells(self, row: SourceLine, number: int | None = None) -> dict[Column, str]:
        """A row's cells by what they hold; of key results side by side, those with this number. The
        unit that the heading of its numbers says is one of them."""
        cells = cells_by_column(self._columns, row, number)
        unit = self._units.get(number, "")
        if unit and not cells.get(Column.UNIT) and _is_bare_number(cells.get(Column.TARGET, "")):
            cells[Column.UNIT] = unit
        return cells

    def unknown_text(self, row: SourceLine) -> str:
        """The first cell of a row in a column that is not known."""
        known = zip(self._columns, row.cells, strict=False)
        cells = (
            cell
            for at, (column, cell) in enumerate(known)
            if cell and at != self.levels.column and not column
        )
        return next(cells, "")

    def beyond_headings(self, row: SourceLine) -> list[str]:
        """The cells of a row behind the last heading, where there are headings."""
        has_headings = any(self._headings)
        return [cell for cell in row.cells[len(self._headings) :] if cell and has_headings]

    def has_unread_numbers(self, row: SourceLine) -> bool:
        """Whether a row has numbers that say how something is measured, or that nobody knows."""
        known = zip(self._columns, row.cells, strict=False)
        return any(
            is_measure(cell) and (column is None or column.column in _NUMBERS)
            for column, cell in known
            if cell
        )

    def days(self) -> list[tuple[int, DayInText]]:
        """The places of the columns whose headings are days, with the day."""
        found = (
            (at, whole_day(self._headings[at], is_day_first=self.is_day_first))
            for at, column in enumerate(self._columns)
            if column and column.column is Column.DAY
        )
        return [(at, day) for at, day in found if day]

    def is_heading_of_rows(self, row: SourceLine) -> bool:
        """Whether a row has one cell, and that is above others and not one of their numbers."""
        filled = [at for at, cell in enumerate(row.cells) if cell and not self._is_remark(at)]
        if len(filled) != 1 or len(self._columns) <= 2 or self._has_only_titles(row):
            return False
        column = self._columns[filled[0]] if filled[0] < len(self._columns) else None
        return filled[0] == 0 or (column is not None and column.column in _TITLE_COLUMNS)

    def is_team_above(self, row: SourceLine) -> bool:
        """Whether a row names the team of the rows below it alone, in a table that has columns for
        teams, objectives and key results."""
        filled = [at for at, cell in enumerate(row.cells) if cell]
        is_whole = self.has(Column.OBJECTIVE) and self.has(Column.KEY_RESULT)
        return len(filled) == 1 and is_whole and set(self.cells(row)) == {Column.TEAM}

    def _is_remark(self, at: int) -> bool:
        """Whether a column says nothing about what a row is: a status, a note."""
        column = self._columns[at] if at < len(self._columns) else None
        return column is not None and column.column in _LEFT_OUT

    def _has_only_titles(self, row: SourceLine) -> bool:
        """A lone key result below its objective, in a table with both columns."""
        cells = self.cells(row)
        is_title = bool(cells.get(Column.KEY_RESULT) or cells.get(Column.OBJECTIVE))
        return self.has(Column.OBJECTIVE) and is_title

    def questions(self) -> Iterator[ReadingQuestion]:
        """What is asked about the columns."""
        return questions_about_columns(
            *(self._headings, self._columns, self._guessed, self._cells, self.levels.column)
        )

"""A table as objectives and key results, whatever its shape.

Columns are known by their headings; a table without headings is read like an outline, by how far
to the right its lines begin.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.errors import N_, ValidationError
from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.reading.outline_text import without_marker
from kiosk.exchange.understanding.headings import (
    Column,
    columns_of,
    is_heading_row,
    is_measure,
)
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.outline import (
    A_HEADING,
    A_TITLE,
    NO_OBJECTIVE,
    understood_outline,
)
from kiosk.exchange.understanding.row_measure import measure_of_row
from kiosk.exchange.understanding.table_cells import (
    cells_by_column,
    level_column,
    level_of,
    objective_key,
    rows_as_outline,
    weight_in_cell,
)
from kiosk.okr.import_findings import (
    FoundKeyResult,
    FoundObjective,
    QuestionAboutLines,
    ReadingQuestion,
    SkippedLine,
    Understood,
)

A_TOTAL = N_("a total")
HEADINGS = N_("the headings of the table")
A_REPEATED_HEADING = N_("the headings again")
NO_NUMBER = N_("its start is a number and its target is not")
NO_KEY_RESULT = N_("it has neither an objective nor a key result")
_USUAL_COLUMNS = ("Objective", "Key result", "Start", "Target", "Team")
_NOT_IMPORTED = (Column.IGNORED, Column.COMMITTED, Column.STRETCH, Column.VALUE)
_TITLE_COLUMNS = (Column.OBJECTIVE, Column.KEY_RESULT, Column.TITLE, Column.TEAM)
_HEADINGS_WITHIN = 20
_TOTAL = re.compile(
    r"(?:(?:grand |sub ?)?totals?|summe|gesamt(?:summe)?|averages?|mittelwert|durchschnitt|somme"
    r"|moyenne|media|totale|合计|总计|合計|平均)\s*:?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What the headings above a table say: a team, an objective, or a `heading` that is one of the
    two; `line` is theirs and `outer` the team above."""

    team: str = ""
    objective: str = ""
    heading: str = ""
    outer: str = ""
    line: int = 0


def understood_table(
    rows: Sequence[SourceLine], decimal_separator: str, context: Context = Context()
) -> Understood:
    """The objectives of a table.

    :param decimal_separator: the locale's.
    :param context: what the headings above it say.
    """
    at = next(
        (i for i, row in enumerate(rows[:_HEADINGS_WITHIN]) if is_heading_row(row.cells)), None
    )
    if at is not None:
        return _headed_table(rows, at, decimal_separator, context)
    if _has_usual_columns(rows):
        headings = SourceLine(0, "", LineKind.ROW, cells=_USUAL_COLUMNS)
        reader = _TableReader(headings, rows, decimal_separator, context)
        reader.ask(ReadingQuestion("columns", ", ".join(_USUAL_COLUMNS), (), ""))
        for row in rows:
            reader.read(row)
        return reader.understood(len(rows))
    return understood_outline(rows_as_outline(rows), decimal_separator)


def _headed_table(
    rows: Sequence[SourceLine], at: int, decimal_separator: str, context: Context
) -> Understood:
    """A table with headings in the row `at`; other headings further down begin another table."""
    end = next(
        (
            i
            for i, row in enumerate(rows[at + 1 :], start=at + 1)
            if is_heading_row(row.cells) and row.text != rows[at].text
        ),
        len(rows),
    )
    above = _context_above(rows[:at], context)
    reader = _TableReader(rows[at], rows[at + 1 : end], decimal_separator, above)
    for row in rows[:at]:
        if row.number != reader.context_line:
            reader.skip(row, A_TITLE)
    reader.skip(rows[at], HEADINGS)
    for row in rows[at + 1 : end]:
        reader.read(row)
    first = reader.understood(end)
    if end == len(rows):
        return first
    rest = _headed_table(rows[end:], 0, decimal_separator, context)
    return first.and_then(rest)


def _context_above(rows: Sequence[SourceLine], context: Context) -> Context:
    """The objective that a row above the headings names: “Objective: …” alone."""
    for row in rows:
        label = label_of(row.text)
        if label and label.role is Role.OBJECTIVE and label.rest:
            context = replace(context, objective=label.rest, line=row.number)
    return context


def _has_usual_columns(rows: Sequence[SourceLine]) -> bool:
    """Whether rows without headings have an objective, a key result and numbers, in this order."""
    width = len(_USUAL_COLUMNS)
    full = [row.cells for row in rows if len([c for c in row.cells if c]) >= 3]
    numbers = [cells for cells in full if any(map(is_measure, cells[2:4]))]
    return (
        bool(full)
        and bool(rows[0].cells[0])
        and len(full) * 2 >= len(rows)
        and len(numbers) * 2 >= len(full)
        and all(len(row.cells) <= width or not any(row.cells[width:]) for row in rows)
    )


@dataclass(slots=True)
class _Objective:
    line: int
    team: str
    title: str
    key_results: list[FoundKeyResult]


class _TableReader:
    """Reads row by row. An empty cell for an objective or a team repeats the one above."""

    def __init__(
        self,
        headings: SourceLine,
        rows: Sequence[SourceLine],
        decimal_separator: str,
        context: Context,
    ) -> None:
        self._separator = decimal_separator
        self._headings = headings.cells
        self._columns = columns_of(headings.cells, [row.cells for row in rows])
        self._level_column = level_column(self._columns, rows)
        self._objectives: dict[tuple[str, str], _Objective] = {}
        self._ids: dict[str, _Objective] = {}
        self._skipped: list[SkippedLine] = []
        self._not_understood: list[SkippedLine] = []
        self._questions: list[QuestionAboutLines] = []
        self._objective: _Objective | None = None
        self._team = context.team
        self.context_line = context.line if context.objective else 0
        self._take_objective(context)
        self._ask_about_columns(rows)

    def skip(self, row: SourceLine, reason: str) -> None:
        """Leave a row out."""
        self._skipped.append(SkippedLine(row.number, row.text, reason))

    def ask(self, question: ReadingQuestion) -> None:
        """Ask about the whole table."""
        self._questions.append(QuestionAboutLines((), question))

    def read(self, row: SourceLine) -> None:
        """Read the next row."""
        cells = cells_by_column(self._columns, row, None)
        filled = [cell for cell in row.cells if cell]
        if is_heading_row(row.cells):
            self.skip(row, A_REPEATED_HEADING)
        elif _TOTAL.fullmatch(filled[0]):
            self.skip(row, A_TOTAL)
        elif self._level_column is not None:
            self._read_by_level(row, cells)
        elif self._is_heading_of_rows(row, cells):
            self._read_single(row, filled[0])
        elif self._is_sideways:
            self._read_sideways(row, cells)
        else:
            self._read_columns(row, cells)

    def understood(self, lines: int) -> Understood:
        """Everything that was read."""
        return Understood(
            lines,
            tuple(
                FoundObjective(o.line, o.team, o.title, tuple(o.key_results))
                for o in self._objectives.values()
            ),
            tuple(self._skipped),
            tuple(self._not_understood),
            tuple(self._questions),
        )

    def _take_objective(self, context: Context) -> None:
        """The heading above a table without a column of objectives is the objective."""
        title = context.objective
        if not title and context.heading and not self._has_objectives:
            title, self._team = context.heading, context.outer
        if title:
            objective = _Objective(context.line, self._team, title, [])
            self._objective = self._objectives[objective_key(self._team, title)] = objective

    @property
    def _has_objectives(self) -> bool:
        has_column = any(c and c.column is Column.OBJECTIVE for c in self._columns)
        return has_column or self._level_column is not None

    @property
    def _is_sideways(self) -> bool:
        return any(
            c and c.number is not None and c.column is Column.KEY_RESULT for c in self._columns
        )

    def _is_heading_of_rows(self, row: SourceLine, cells: dict[Column, str]) -> bool:
        """Whether a row has one cell, and that is above others and not one of their numbers."""
        filled = [at for at, cell in enumerate(row.cells) if cell]
        if len(filled) != 1 or len(self._columns) <= 2 or self._has_only_titles(cells):
            return False
        column = self._columns[filled[0]] if filled[0] < len(self._columns) else None
        return filled[0] == 0 or (column is not None and column.column in _TITLE_COLUMNS)

    def _has_only_titles(self, cells: dict[Column, str]) -> bool:
        """A lone key result below its objective, in a table with both columns."""
        has_both = any(c and c.column is Column.OBJECTIVE for c in self._columns)
        return has_both and bool(cells.get(Column.KEY_RESULT) or cells.get(Column.OBJECTIVE))

    def _read_single(self, row: SourceLine, text: str) -> None:
        """One filled cell above its rows is an objective; above another such cell, a team."""
        label = label_of(text)
        if label and label.role is Role.TEAM:
            self._team = label.rest
            self.skip(row, A_HEADING)
            return
        if label and label.role is Role.KEY_RESULT and label.rest:
            self._add_key_result(row, {Column.KEY_RESULT: label.rest})
            return
        title = label.rest if label and label.role is Role.OBJECTIVE and label.rest else text
        if self._objective and not self._objective.key_results and not (label and label.rest):
            # The row before was the team of this one.
            self._demote_to_team(self._objective)
        self._begin(row, self._team, title)

    def _demote_to_team(self, objective: _Objective) -> None:
        del self._objectives[objective_key(objective.team, objective.title)]
        self._team = objective.title
        self._skipped.append(SkippedLine(objective.line, objective.title, A_HEADING))

    def _read_columns(self, row: SourceLine, cells: dict[Column, str]) -> None:
        team = cells.get(Column.TEAM, "")
        title = cells.get(Column.OBJECTIVE, "")
        label = label_of(title) if title else None
        title = label.rest if label and label.role is Role.OBJECTIVE and label.rest else title
        if Column.KEY_RESULT not in cells and Column.TITLE in cells and not title:
            cells = {**cells, Column.KEY_RESULT: cells[Column.TITLE]}
        is_new = bool(title) and (
            not self._objective or title.casefold() != self._objective.title.casefold()
        )
        if team or is_new:
            self._team = team or self._team
        if is_new or (
            team and self._objective and team.casefold() != self._objective.team.casefold()
        ):
            self._begin(
                row, self._team, title or (self._objective.title if self._objective else "")
            )
        if cells.get(Column.KEY_RESULT):
            self._add_key_result(row, cells)
        elif not title or cells.get(Column.TARGET) or cells.get(Column.START):
            self._refuse(row, NO_KEY_RESULT)

    def _read_sideways(self, row: SourceLine, cells: dict[Column, str]) -> None:
        if not cells.get(Column.OBJECTIVE) and not cells.get(Column.TITLE):
            self._refuse(row, NO_OBJECTIVE)
            return
        self._team = cells.get(Column.TEAM, "") or self._team
        self._begin(row, self._team, cells.get(Column.OBJECTIVE) or cells[Column.TITLE])
        numbers = sorted({c.number for c in self._columns if c and c.number is not None})
        for number in numbers:
            one = cells_by_column(self._columns, row, number)
            if one.get(Column.KEY_RESULT):
                self._add_key_result(row, {**one})

    def _read_by_level(self, row: SourceLine, cells: dict[Column, str]) -> None:
        """A column says what each row is: objective or key result."""
        at = -1 if self._level_column is None else self._level_column
        role, rest = level_of(row.cells[at] if at < len(row.cells) else "")
        title = (
            cells.get(Column.TITLE)
            or cells.get(Column.KEY_RESULT)
            or cells.get(Column.OBJECTIVE)
            or rest
        )
        if not title:
            title = next(
                (
                    c
                    for i, c in enumerate(row.cells)
                    if c and i != self._level_column and not self._columns[i]
                ),
                "",
            )
        if not title or role is None:
            self._refuse(row, NO_KEY_RESULT)
            return
        if role is Role.OBJECTIVE:
            self._team = cells.get(Column.TEAM, "") or self._team
            self._begin(row, self._team, title)
            if cells.get(Column.ID) and self._objective:
                self._ids[cells[Column.ID]] = self._objective
            return
        parent = self._ids.get(cells.get(Column.PARENT, ""))
        self._objective = parent or self._objective
        self._add_key_result(row, {**cells, Column.KEY_RESULT: title})

    def _begin(self, row: SourceLine, team: str, title: str) -> None:
        found = self._objectives.setdefault(
            objective_key(team, title), _Objective(row.number, team, title, [])
        )
        self._objective = found

    def _add_key_result(self, row: SourceLine, cells: dict[Column, str]) -> None:
        if self._objective is None:
            self._refuse(row, NO_OBJECTIVE)
            return
        title = cells.get(Column.KEY_RESULT, "")
        if "\n" in title:
            self._add_lines(row, cells, title.split("\n"))
            return
        label = label_of(title)
        if label and label.role is Role.KEY_RESULT and label.rest:
            title = label.rest
        try:
            measured = measure_of_row({**cells, Column.KEY_RESULT: title}, self._separator)
        except ValidationError:
            self._refuse(row, NO_NUMBER)
            return
        weight = weight_in_cell(cells.get(Column.WEIGHT, ""))
        draft = replace(
            measured.draft, title=title, owner=cells.get(Column.OWNER, ""), weight=weight
        )
        self._questions += [QuestionAboutLines((row.number,), q) for q in measured.questions]
        self._objective.key_results.append(FoundKeyResult(row.number, draft, measured.value))

    def _add_lines(self, row: SourceLine, cells: dict[Column, str], lines: Sequence[str]) -> None:
        """Several lines in one cell are several key results, unless they share a target."""
        titles = [without_marker(line) for line in lines if line.strip()]
        if cells.get(Column.TARGET):
            self._add_key_result(row, {**cells, Column.KEY_RESULT: " ".join(titles)})
            return
        for title in titles:
            self._add_key_result(row, {**cells, Column.KEY_RESULT: title})

    def _refuse(self, row: SourceLine, reason: str) -> None:
        self._not_understood.append(SkippedLine(row.number, row.text, reason))

    def _ask_about_columns(self, rows: Sequence[SourceLine]) -> None:
        for at, (heading, column) in enumerate(zip(self._headings, self._columns, strict=True)):
            filled = any(at < len(row.cells) and row.cells[at] for row in rows)
            if not filled or at == self._level_column:
                continue
            if column is None:
                self.ask(ReadingQuestion("column", heading or f"#{at + 1}", (), ""))
            elif column.column in _NOT_IMPORTED:
                self.ask(ReadingQuestion("known column", heading, (), ""))

"""The rows of a table with headings as objectives, key results and check-ins."""

import re
from collections.abc import Sequence

from kiosk.errors import N_, ValidationError
from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.reading.outline_text import without_marker
from kiosk.exchange.understanding.column_guess import guessed_columns
from kiosk.exchange.understanding.column_names import Column, NamedColumn
from kiosk.exchange.understanding.context import Context
from kiosk.exchange.understanding.days import order_of, whole_day
from kiosk.exchange.understanding.headings import (
    column_candidates,
    columns_of,
    headings_fingerprint,
    is_heading_row,
    plain_heading,
)
from kiosk.exchange.understanding.histories import HistoryRows, is_history
from kiosk.exchange.understanding.key_results import KeyResultSource, built_key_results
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.outline_reader import A_HEADING, A_REMARK, NO_OBJECTIVE
from kiosk.exchange.understanding.table_cells import (
    RowLevels,
    cells_by_column,
    looks_like_headings,
    parent_number,
)
from kiosk.exchange.understanding.table_objectives import TableObjective, TableObjectives
from kiosk.okr.import_findings import (
    QuestionAboutLines,
    ReadingQuestion,
    SkippedLine,
    Understood,
)

A_TOTAL = N_("a total")
AN_INITIATIVE = N_("an initiative: only objectives and key results are imported")
A_REPEATED_HEADING = N_("the headings again")
NO_NUMBER = N_("its start is a number and its target is not")
OTHER_HEADINGS = N_("it looks like headings, and they are not known")
NO_KEY_RESULT = N_("it has neither an objective nor a key result")
_TITLE_COLUMNS = (Column.OBJECTIVE, Column.KEY_RESULT, Column.TITLE, Column.TEAM)
_TOTAL_OF = re.compile(
    r"(?:total|number of|anzahl|summe|gesamt|nombre de|número de|totale|aantal|antall)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:(?:grand |sub ?)?totals?|summe|gesamt(?:summe)?|averages?|mittelwert|durchschnitt|somme"
    r"|moyenne|media|totale|合计|总计|合計|平均)\s*:?",
    re.IGNORECASE,
)


class TableReader:
    """Reads row by row. An empty cell for an objective or a team repeats the one above."""

    def __init__(self, headings: SourceLine, rows: Sequence[SourceLine], context: Context) -> None:
        self._separator = context.decimal_separator
        self._answers = context.answers
        self._headings, self._heading_text = headings.cells, headings.text
        cells = [row.cells for row in rows]
        self._columns = columns_of(headings.cells, cells, context.answers.columns)
        self._is_history = is_history(self._columns)
        self._guessed = {} if self._is_history else self._guess(cells, context)
        # Without starts, a column of targets beside one of current values says from where to where.
        here = {column.column for column in self._columns if column}
        self._has_starts = Column.START in here or Column.TARGET not in here
        self._is_day_first = self._order_of_days(rows)
        self._history = HistoryRows(self._separator, self._is_day_first)
        self._levels = RowLevels(self._columns, rows)
        self._objectives = TableObjectives()
        self._skipped: list[SkippedLine] = []
        self._not_understood: list[SkippedLine] = []
        self._questions: list[QuestionAboutLines] = []
        self._team = context.team
        self.context_line = context.line if context.objective else 0
        self._take_objective(context)
        self._find_ids(rows)
        self._ask_about_columns(rows)

    def _guess(self, cells: Sequence[Sequence[str]], context: Context) -> dict[int, Column]:
        """Take the columns that no heading explains by what stands below them."""
        answered = self._answers.columns
        is_below = bool(context.objective or context.heading)
        found = guessed_columns(self._columns, cells, is_below_objective=is_below)
        guessed = {
            at: column
            for at, column in found.items()
            if plain_heading(self._headings[at]) not in answered
        }
        for at, column in guessed.items():
            self._columns[at] = NamedColumn(column)
        return guessed

    def _find_ids(self, rows: Sequence[SourceLine]) -> None:
        """Begin the objectives that have an id, so that rows before them can name them."""
        if self._levels.column is None or NamedColumn(Column.ID) not in self._columns:
            return
        for row in rows:
            cells = cells_by_column(self._columns, row, None)
            role, rest = self._levels.of(row)
            title = cells.get(Column.TITLE) or cells.get(Column.OBJECTIVE) or rest
            if role is Role.OBJECTIVE and title and cells.get(Column.ID):
                begun = self._begin(row, cells.get(Column.TEAM, "") or self._team, title)
                self._objectives.name(cells[Column.ID], begun)

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
        if self._is_heading_again(row):
            self.skip(row, A_REPEATED_HEADING)
        elif _TOTAL.fullmatch(filled[0]) or (len(filled) == 2 and _TOTAL_OF.match(filled[0])):
            self.skip(row, A_TOTAL)
        elif self._is_history:
            self._history.read(row, cells)
        elif self._levels.column is not None:
            self._read_by_level(row, cells)
        elif self._is_heading_of_rows(row, cells):
            self._read_single(row, filled[0])
        elif looks_like_headings(row.cells, cells):
            self._refuse(row, OTHER_HEADINGS)
        elif self._is_sideways:
            self._read_sideways(row, cells)
        else:
            self._read_columns(row, cells)

    def _is_heading_again(self, row: SourceLine) -> bool:
        """Other headings than the table's own would have ended it, where it has any."""
        may_be = not self._heading_text or row.text == self._heading_text
        return may_be and is_heading_row(row.cells)

    def understood(self, lines: int) -> Understood:
        """Everything that was read."""
        history = self._history
        return Understood(
            lines,
            self._objectives.found(),
            (*self._skipped, *history.skipped),
            (*self._not_understood, *history.refused),
            (*self._questions, *history.questions),
            history.histories,
            (headings_fingerprint(self._headings),) if any(self._headings) else (),
        )

    def _order_of_days(self, rows: Sequence[SourceLine]) -> bool | None:
        """Whether days like 01/02 begin with the day, as the columns of days show or somebody has
        said."""
        columns = [c.column if c else None for c in self._columns]
        at = [i for i, c in enumerate(columns) if c in (Column.DATE, Column.DUE)]
        texts = [row.cells[i] for row in rows for i in at if i < len(row.cells)]
        headings = [h for h, c in zip(self._headings, columns, strict=True) if c is Column.DAY]
        answer = self._answers.is_day_first
        return order_of((*texts, *headings)) if answer is None else answer

    def _take_objective(self, context: Context) -> None:
        """The heading above a table without a column of objectives is the objective."""
        title = context.objective
        if not title and context.heading and not self._has_objectives:
            title, self._team = context.heading, context.outer
        if title:
            self._objectives.begin(context.line, self._team, title)

    @property
    def _objective(self) -> TableObjective | None:
        return self._objectives.current

    @property
    def _has_objectives(self) -> bool:
        has_column = any(c and c.column is Column.OBJECTIVE for c in self._columns)
        return has_column or self._levels.column is not None

    @property
    def _is_sideways(self) -> bool:
        return any(
            c and c.number is not None and c.column is Column.KEY_RESULT for c in self._columns
        )

    def _is_heading_of_rows(self, row: SourceLine, cells: dict[Column, str]) -> bool:
        """Whether a row has one cell, and that is above others and not one of their numbers."""
        filled = [at for at, cell in enumerate(row.cells) if cell and not self._is_remark(at)]
        if len(filled) != 1 or len(self._columns) <= 2 or self._has_only_titles(cells):
            return False
        column = self._columns[filled[0]] if filled[0] < len(self._columns) else None
        return filled[0] == 0 or (column is not None and column.column in _TITLE_COLUMNS)

    def _is_remark(self, at: int) -> bool:
        """Whether a column says nothing about what a row is: a status, a note."""
        column = self._columns[at] if at < len(self._columns) else None
        return column is not None and column.column in (Column.IGNORED, Column.NOTE)

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
        if label and label.role is Role.OTHER:
            self.skip(row, A_REMARK)
            return
        is_objective = label and label.role is Role.OBJECTIVE and label.rest
        title = label.rest if label and is_objective else without_marker(text)
        if self._objective and not self._objective.key_results and not (label and label.rest):
            # The row before was the team of this one.
            self._demote_to_team(self._objective)
        self._begin(row, self._team, title)

    def _demote_to_team(self, objective: TableObjective) -> None:
        self._objectives.remove(objective)
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
        else:
            self._describe(cells)

    def _read_sideways(self, row: SourceLine, cells: dict[Column, str]) -> None:
        if not cells.get(Column.OBJECTIVE) and not cells.get(Column.TITLE):
            self._refuse(row, NO_OBJECTIVE)
            return
        self._team = cells.get(Column.TEAM, "") or self._team
        self._begin(row, self._team, cells.get(Column.OBJECTIVE) or cells[Column.TITLE])
        numbers = sorted({c.number for c in self._columns if c and c.number is not None})
        shared: dict[Column, str] = {c: cells[c] for c in (Column.DUE, Column.OWNER) if c in cells}
        for number in numbers:
            one = {**shared, **cells_by_column(self._columns, row, number)}
            if one.get(Column.KEY_RESULT):
                self._add_key_result(row, one)

    def _read_by_level(self, row: SourceLine, cells: dict[Column, str]) -> None:
        """A column says what each row is: objective or key result."""
        role, rest = self._levels.of(row)
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
                    if c and i != self._levels.column and not self._columns[i]
                ),
                "",
            )
        if role is Role.OTHER:
            self.skip(row, AN_INITIATIVE)
            return
        if role is None and sum(map(bool, row.cells)) == 1:
            self.skip(row, A_REMARK)
            return
        if not title or role is None:
            self._refuse(row, NO_KEY_RESULT)
            return
        if role is Role.OBJECTIVE:
            self._team = cells.get(Column.TEAM, "") or self._team
            begun = self._begin(row, self._team, title)
            self._describe(cells)
            self._number(row, begun)
            return
        parent = cells.get(Column.PARENT, "") or cells.get(Column.OBJECTIVE, "")
        parent = parent_number(self._levels.number(row)) or parent
        self._objectives.current = self._objectives.named(parent) or self._objective
        self._add_key_result(row, {**cells, Column.KEY_RESULT: title})

    def _number(self, row: SourceLine, objective: TableObjective) -> None:
        """Objectives below another one’s number serve it: 1.1 serves 1."""
        number = self._levels.number(row)
        if number:
            self._objectives.name(number, objective)
        if parent_number(number):
            self._objectives.add_parent(objective, parent_number(number))
            question = ReadingQuestion("level", objective.title, (), "")
            self._questions.append(QuestionAboutLines((row.number,), question))

    def _describe(self, cells: dict[Column, str]) -> None:
        """What the row of an objective says besides its title."""
        if self._objective is None:
            return
        if cells.get(Column.PARENT):
            self._objectives.add_parent(self._objective, cells[Column.PARENT])
        self._objective.describe(cells)

    def _begin(self, row: SourceLine, team: str, title: str) -> TableObjective:
        return self._objectives.begin(row.number, team, title)

    def _add_key_result(self, row: SourceLine, cells: dict[Column, str]) -> None:
        title = cells.get(Column.KEY_RESULT, "")
        if self._objective is None:
            if not self._add_days(row, ("", title, "")):
                self._refuse(row, NO_OBJECTIVE)
            return
        if "\n" in title:
            self._add_lines(row, cells, title.split("\n"))
            return
        label = label_of(title)
        if label and label.role is Role.KEY_RESULT and label.rest:
            title = label.rest
        source = KeyResultSource(row.number, title, cells, has_start=self._has_starts)
        order = self._is_day_first
        try:
            built = built_key_results(source, self._separator, is_day_first=order)
        except ValidationError:
            self._refuse(row, NO_NUMBER)
            return
        self._questions += [QuestionAboutLines((row.number,), q) for q in built.questions]
        self._objective.key_results += built.rows
        self._objective.take_reasons(cells)
        for each in built.rows:
            self._add_days(row, (self._objective.title, each.draft.title, ""))

    def _add_lines(self, row: SourceLine, cells: dict[Column, str], lines: Sequence[str]) -> None:
        """Several lines in one cell are several key results, unless they share a target."""
        titles = [without_marker(line) for line in lines if line.strip()]
        if cells.get(Column.TARGET):
            self._add_key_result(row, {**cells, Column.KEY_RESULT: " ".join(titles)})
            return
        for title in titles:
            self._add_key_result(row, {**cells, Column.KEY_RESULT: title})

    def _add_days(self, row: SourceLine, key: tuple[str, str, str]) -> bool:
        """The row's values below headings that are days; whether there are such headings."""
        days = [
            (at, whole_day(self._headings[at], is_day_first=self._is_day_first))
            for at, column in enumerate(self._columns)
            if column and column.column is Column.DAY
        ]
        for at, day in days:
            if day and at < len(row.cells):
                self._history.add_cell(row, key, row.cells[at], day.day)
        return bool(days)

    def _refuse(self, row: SourceLine, reason: str) -> None:
        self._not_understood.append(SkippedLine(row.number, row.text, reason))

    def _ask_about_columns(self, rows: Sequence[SourceLine]) -> None:
        for at, (heading, column) in enumerate(zip(self._headings, self._columns, strict=True)):
            below = [row.cells[at] for row in rows if at < len(row.cells) and row.cells[at]]
            if not below or at == self._levels.column:
                continue
            name = heading or f"#{at + 1}"
            if column is None:
                readings = column_candidates(below)
                self.ask(ReadingQuestion("column", name, readings, readings[0]))
            elif at in self._guessed:
                readings = column_candidates(below, column.column)
                self.ask(ReadingQuestion("column", name, readings, column.column.value))
            elif column.column is Column.IGNORED and heading:
                self.ask(ReadingQuestion("known column", heading, (), ""))

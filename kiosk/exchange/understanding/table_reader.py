"""The rows of a table with headings as objectives, key results and check-ins."""

from collections.abc import Sequence

from kiosk.errors import N_, ValidationError
from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.reading.outline_text import without_marker
from kiosk.exchange.understanding.cell_values import is_open
from kiosk.exchange.understanding.clock_cells import clock_in_unit
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.context import Context
from kiosk.exchange.understanding.headings import is_heading_row
from kiosk.exchange.understanding.histories import EMPTY, HistoryRows, is_no_value
from kiosk.exchange.understanding.key_results import (
    KeyResultSource,
    LineBelow,
    built_key_results,
)
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.other_sections import AN_INITIATIVE
from kiosk.exchange.understanding.outline_reader import A_HEADING, A_REMARK, NO_OBJECTIVE
from kiosk.exchange.understanding.table_cells import (
    are_steps,
    looks_like_headings,
    parent_number,
)
from kiosk.exchange.understanding.table_columns import TableColumns
from kiosk.exchange.understanding.table_objectives import TableObjective, TableObjectives
from kiosk.exchange.understanding.table_rows import is_objective_pair, is_remark
from kiosk.exchange.understanding.unit_sizes import size_in_title, sized_cell
from kiosk.okr.import_findings import (
    QuestionAboutLines,
    ReadingQuestion,
    SkippedLine,
    Understood,
)

A_TOTAL = N_("a total")
A_REPEATED_HEADING = N_("the headings again")
NO_NUMBER = N_("its start is a number and its target is not")
OTHER_HEADINGS = N_("it looks like headings, and they are not known")
NO_KEY_RESULT = N_("it has neither an objective nor a key result")
_TITLE_COLUMNS = (Column.OBJECTIVE, Column.KEY_RESULT, Column.TITLE, Column.TEAM)


class TableReader:
    """Reads row by row. An empty cell for an objective or a team repeats the one above."""

    def __init__(self, headings: SourceLine, rows: Sequence[SourceLine], context: Context) -> None:
        self._separator = context.decimal_separator
        self._heading_text = headings.text
        self._table = TableColumns(headings, rows, context)
        self._history = HistoryRows(self._separator, self._table.is_day_first)
        self._levels = self._table.levels
        self._objectives = TableObjectives()
        self._lone: dict[int, SourceLine] = {}
        self._last = rows[0].number if rows else 0
        self._is_after_end = False
        self._without_numbers: dict[int, str] = {}
        self._skipped: list[SkippedLine] = []
        self._not_understood: list[SkippedLine] = []
        self._questions: list[QuestionAboutLines] = []
        self._team = context.team
        self.context_line = context.line if context.objective else 0
        self._heading_line = 0
        self._take_objective(context)
        self._find_ids(rows)
        for question in self._table.questions():
            self.ask(question)

    def _find_ids(self, rows: Sequence[SourceLine]) -> None:
        """Begin the objectives that have an id, so that rows before them can name them."""
        if not self._table.has_levels or not self._table.has(Column.ID):
            return
        above = self._objectives.current
        for row in rows:
            cells = self._table.cells(row)
            role, rest = self._levels.of(row)
            title = cells.get(Column.TITLE) or cells.get(Column.OBJECTIVE) or rest
            if role is Role.OBJECTIVE and title and cells.get(Column.ID):
                begun = self._begin(row, cells.get(Column.TEAM, "") or self._team, title)
                self._objectives.name(cells[Column.ID], begun)
        self._objectives.current = above

    def skip(self, row: SourceLine, reason: str) -> None:
        """Leave a row out."""
        self._skipped.append(SkippedLine(row.number, row.text, reason))

    def ask(self, question: ReadingQuestion) -> None:
        """Ask about the whole table."""
        self._questions.append(QuestionAboutLines((), question))

    def read(self, row: SourceLine) -> None:
        """Read the next row."""
        cells = self._table.cells(row)
        filled = [cell for cell in row.cells if cell]
        self._see_end(row, len(filled))
        reason = self._reason_to_skip(row, cells, filled)
        if reason:
            self.skip(row, reason)
            return
        self._ask_about_more_cells(row)
        self._read_content(row, cells, filled)

    def _ask_about_more_cells(self, row: SourceLine) -> None:
        """A comma in a text without quotes makes two cells of it, and moves all that follow."""
        more = self._table.beyond_headings(row)
        if more:
            question = ReadingQuestion("more cells", " | ".join(more), (), "")
            self._questions.append(QuestionAboutLines((row.number,), question))

    def _read_content(
        self, row: SourceLine, cells: dict[Column, str], filled: Sequence[str]
    ) -> None:
        if self._table.is_history:
            self._history.read(row, cells)
        elif self._table.has_levels:
            self._read_by_level(row, cells)
        elif row.number in self._table.objective_rows:
            self._read_objective(row, cells)
        elif is_objective_pair(filled):
            self._begin(row, self._team, filled[1])
        elif self._table.is_heading_of_rows(row):
            self._read_single(row, filled[0])
        elif looks_like_headings(row.cells, cells):
            self._refuse(row, OTHER_HEADINGS)
        elif self._table.is_sideways:
            self._read_sideways(row, cells)
        else:
            self._read_columns(row, cells)

    def _reason_to_skip(
        self, row: SourceLine, cells: dict[Column, str], filled: Sequence[str]
    ) -> str:
        if self._is_heading_again(row):
            return A_REPEATED_HEADING
        if self._table.is_total(row, cells):
            self._last = 0
            return A_TOTAL
        return A_REMARK if is_remark(filled, cells) else ""

    def _is_heading_again(self, row: SourceLine) -> bool:
        """Other headings than the table's own would have ended it, where it has any."""
        if self._heading_text:
            return row.text == self._heading_text
        return is_heading_row(row.cells)

    def understood(self, lines: int) -> Understood:
        """Everything that was read."""
        self._ask_about_objective_rows()
        self._skip_last_remarks()
        history = self._history
        return Understood(
            lines,
            self._objectives.found(),
            (*self._skipped, *history.skipped),
            (*self._not_understood, *history.refused),
            (*self._questions, *history.questions),
            history.histories,
            self._table.fingerprints,
        )

    def _ask_about_objective_rows(self) -> None:
        if self._without_numbers:
            lines = tuple(self._without_numbers)
            titles = ", ".join(self._without_numbers.values())
            question = ReadingQuestion("objective rows", titles, (), "")
            self._questions.append(QuestionAboutLines(lines, question))

    def _see_end(self, row: SourceLine, filled: int) -> None:
        """Remember lone cells below an empty row or a total: remarks, if nothing comes after."""
        self._is_after_end = self._is_after_end or row.number > self._last + 1
        self._last = row.number
        if filled == 1 and self._is_after_end:
            self._lone[row.number] = row

    def _skip_last_remarks(self) -> None:
        """Lone cells below everything, without a label, are no objectives."""
        for objective in self._objectives.without_key_results_at_end():
            row = self._lone.get(objective.line)
            label = label_of(objective.title)
            if row is None or (label and label.role is Role.OBJECTIVE):
                return
            self._objectives.remove(objective)
            self.skip(row, A_REMARK)

    def _take_objective(self, context: Context) -> None:
        """The heading above a table without a column of objectives is the objective."""
        title = context.objective
        if not title and context.heading and not self._table.has_objectives:
            title, self._team = context.heading, context.outer
            self._heading_line = context.line
        if title:
            self._objectives.begin(context.line, self._team, title)

    @property
    def _objective(self) -> TableObjective | None:
        return self._objectives.current

    def _read_single(self, row: SourceLine, text: str) -> None:
        """One filled cell above its rows is an objective; above another such cell, a team."""
        label = label_of(text)
        is_team = label is None and self._table.is_team_above(row)
        if is_team or (label and label.role is Role.TEAM):
            self._team = label.rest if label else text
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
        before = self._objective
        is_heading = before is not None and before.line == self._heading_line
        if before and not before.key_results and (is_heading or not (label and label.rest)):
            # The row before was the team of this one.
            self._demote_to_team(before)
        if not label:
            self._lone[row.number] = row
        self._begin(row, self._team, title)

    def _read_objective(self, row: SourceLine, cells: dict[Column, str]) -> None:
        title = cells.get(Column.KEY_RESULT) or cells[Column.TITLE]
        label = label_of(title)
        is_labelled = label is not None and label.role is Role.OBJECTIVE and label.rest
        self._take_team(cells)
        self._begin(row, self._team, label.rest if label and is_labelled else title)
        self._describe(cells)
        if not is_labelled:
            self._without_numbers[row.number] = title

    def _take_team(self, cells: dict[Column, str]) -> None:
        """An empty cell repeats the team above, a dash says that there is none."""
        team = cells.get(Column.TEAM, "")
        if team:
            self._team = "" if is_no_value(team) else team

    def _demote_to_team(self, objective: TableObjective) -> None:
        self._objectives.remove(objective)
        self._team = objective.title
        if objective.line == self._heading_line:
            return  # what is above a table is accounted for there
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
        self._take_team(cells)
        if is_new or (
            team and self._objective and self._team.casefold() != self._objective.team.casefold()
        ):
            self._begin(
                row, self._team, title or (self._objective.title if self._objective else "")
            )
        if cells.get(Column.KEY_RESULT):
            self._add_key_result(row, cells)
        elif not title or self._table.has_unread_numbers(row):
            self._refuse(row, NO_KEY_RESULT)
        else:
            self._describe(cells)

    def _read_sideways(self, row: SourceLine, cells: dict[Column, str]) -> None:
        if not cells.get(Column.OBJECTIVE) and not cells.get(Column.TITLE):
            self._refuse(row, NO_OBJECTIVE)
            return
        self._take_team(cells)
        self._begin(row, self._team, cells.get(Column.OBJECTIVE) or cells[Column.TITLE])
        shared: dict[Column, str] = {c: cells[c] for c in (Column.DUE, Column.OWNER) if c in cells}
        for number in self._table.numbers:
            one = {**shared, **self._table.cells(row, number)}
            if not is_no_value(one.get(Column.KEY_RESULT, "")):
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
        title = title or self._table.unknown_text(row)
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
            self._take_team(cells)
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

    def _add_key_result(
        self, row: SourceLine, cells: dict[Column, str], steps: Sequence[str] = ()
    ) -> None:
        title = cells.get(Column.KEY_RESULT, "")
        if is_open(title):
            self.skip(row, EMPTY)
            return
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
        title, sized = size_in_title(title, cells)
        below = tuple(map(LineBelow, steps))
        source = KeyResultSource(row.number, title, sized, below, has_start=self._table.has_starts)
        order = self._table.is_day_first
        try:
            built = built_key_results(source, self._separator, is_day_first=order)
        except ValidationError:
            self._refuse(row, NO_NUMBER)
            return
        self._questions += [QuestionAboutLines((row.number,), q) for q in built.questions]
        self._objective.key_results += built.rows
        self._is_after_end = False
        self._objective.take_reasons(cells)
        unit = sized.get(Column.UNIT, "")
        for each in built.rows:
            self._add_days(row, (self._objective.title, each.draft.title, ""), unit)

    def _add_lines(self, row: SourceLine, cells: dict[Column, str], lines: Sequence[str]) -> None:
        """Several lines in one cell are several key results, unless they share a target or are a
        list of steps below the first."""
        titles = [without_marker(line) for line in lines if line.strip()]
        if are_steps(lines):
            self._add_key_result(row, {**cells, Column.KEY_RESULT: titles[0]}, titles[1:])
            return
        if cells.get(Column.TARGET):
            self._add_key_result(row, {**cells, Column.KEY_RESULT: " ".join(titles)})
            return
        for title in titles:
            self._add_key_result(row, {**cells, Column.KEY_RESULT: title})

    def _add_days(self, row: SourceLine, key: tuple[str, str, str], unit: str = "") -> bool:
        """The row's values below headings that are days; whether there are such headings."""
        days = self._table.days()
        for at, day in days:
            if at < len(row.cells):
                cell = clock_in_unit(sized_cell(row.cells[at], unit), unit)
                self._history.add_cell(row, key, cell, day.day)
        return bool(days)

    def _refuse(self, row: SourceLine, reason: str) -> None:
        self._not_understood.append(SkippedLine(row.number, row.text, reason))

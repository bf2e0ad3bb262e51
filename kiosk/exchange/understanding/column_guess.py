"""Columns whose headings say nothing that is known, by what stands below them.

What repeats or stands in few rows is an objective, or left of it a team; the text that differs in
every row is the key result; numbers are where it begins, stands and is to go. Each is asked about.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.understanding.cell_values import are_identifiers, is_measure, is_value
from kiosk.exchange.understanding.column_names import Column, NamedColumn
from kiosk.exchange.understanding.days import whole_day
from kiosk.exchange.understanding.kinds import is_unit
from kiosk.exchange.understanding.number_guess import guessed_numbers

_ENOUGH, _THIN = 0.6, 2
_LONGEST_TEAM, _SHORTEST_TITLE, _ENOUGH_ROWS = 24, 12, 300
_WORDS = re.compile(r"[^\W\d_]{3,}|[\u3040-\u9fff]{2,}")
_OTHER_KINDS = frozenset((Column.LEVEL, Column.CODE, Column.DAY, Column.DATE, Column.ID))
_TITLES = (Column.KEY_RESULT, Column.TITLE)
# What the row of an objective may have besides its title.
_OF_ANY_ROW = (Column.IGNORED, Column.NOTE, Column.WEIGHT, Column.CONFIDENCE)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What stands below a heading: how much of it is filled, values, days, text and different."""

    filled: float = 0
    measured: float = 0
    days: float = 0
    text: float = 0
    different: float = 0
    length: float = 0

    @property
    def is_text(self) -> bool:
        """Whether it has words and no numbers."""
        return self.text > _ENOUGH and self.measured < 1 - _ENOUGH

    @property
    def is_key_result(self) -> bool:
        """Whether every row has a text of its own."""
        return self.is_text and self.filled > _ENOUGH and self.different > _ENOUGH

    @property
    def likelihood(self) -> float:
        """How likely it is the key results rather than another text: long, and never the same."""
        return self.different**2 * self.length

    @property
    def may_be_objective(self) -> bool:
        """Whether a text stands in few rows or again and again."""
        return self.is_text and (self.filled < 1 or self.different < 1)


def guessed_columns(
    columns: Sequence[NamedColumn | None],
    rows: Sequence[Sequence[str]],
    *,
    is_below_objective: bool = False,
) -> dict[int, Column]:
    """What unknown columns hold, by their places; empty where there is no need or it is not clear.

    :param columns: what is known by the headings.
    :param is_below_objective: whether a heading above the table may be the objective.
    """
    known = {each.column for each in columns if each}
    if any(each.number is not None for each in columns if each):
        return _guess_beside(columns, rows, known)
    if len(rows) < 2 or known & _OTHER_KINDS or (None not in columns and _has_all(known)):
        return {}
    own = [at for at, each in enumerate(columns) if not each or each.column not in _OF_ANY_ROW]
    full = [row for row in rows if sum(bool(row[at]) for at in own if at < len(row)) > 1]
    guess = _Guess(columns, full)
    guess.titles()
    has_objective = is_below_objective or len(full) < len(rows) or _has_thin_rows(rows)
    if not any(column in guess.here for column in _TITLES) or not (
        has_objective or Column.OBJECTIVE in guess.here or Column.TITLE in guess.here
    ):
        return {}
    guess.numbers()
    return guess.guessed


def _has_thin_rows(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows with a title and a grade stand among others with more."""
    counts = sorted(sum(map(bool, row)) for row in rows if any(row))
    return counts[0] <= _THIN and counts[len(counts) // 2] > _THIN + 1


def _has_all(known: set[Column]) -> bool:
    """Whether nothing needs to be guessed."""
    return {Column.OBJECTIVE, Column.KEY_RESULT} <= known


_HEADINGS = {
    Column.TEAM: "Team",
    Column.OBJECTIVE: "Objective",
    Column.KEY_RESULT: "Key result",
    Column.START: "Start",
    Column.TARGET: "Target",
    Column.VALUE: "Current",
    Column.DUE: "Due",
    Column.UNIT: "Unit",
}


def columns_by_content(rows: Sequence[SourceLine]) -> tuple[str, ...]:
    """Headings for a table without any, by what stands in its columns; () where that is not clear:
    it needs objectives that come again or stand in few rows, key results and numbers."""
    width = max(len(row.cells) for row in rows)
    found = guessed_columns([None] * width, [row.cells for row in rows[:_ENOUGH_ROWS]])
    columns = set(found.values())
    if not {Column.OBJECTIVE, Column.KEY_RESULT, Column.TARGET} <= columns:
        return ()
    objective = next(at for at, column in found.items() if column is Column.OBJECTIVE)
    titles = [row.cells[objective] for row in rows if objective < len(row.cells)]
    if len(set(titles)) * 3 > len(titles) * 2 + 1:
        return ()
    return tuple(_HEADINGS.get(found.get(at, Column.NOTE), "") for at in range(width))


def named_by_content(
    columns: Sequence[NamedColumn | None], rows: Sequence[Sequence[str]]
) -> tuple[str, ...]:
    """Headings for columns by what stands in them, below an objective; "" for those that are known
    or not clear."""
    width = len(columns)
    whole = [(*row, *[""] * (width - len(row)))[:width] for row in rows]
    found = guessed_columns(columns, whole, is_below_objective=True)
    for at in range(width):
        below = [row[at] for row in whole if row[at]]
        if columns[at] is None and at not in found and below and all(map(is_unit, below)):
            found[at] = Column.UNIT
            break
    return tuple(_HEADINGS.get(found[at], "") if at in found else "" for at in range(width))


def _guess_beside(
    columns: Sequence[NamedColumn | None], rows: Sequence[Sequence[str]], known: set[Column]
) -> dict[int, Column]:
    """The first column beside key results that lie side by side holds the objectives."""
    is_first = columns[0] is None and all(_WORDS.search(row[0]) for row in rows if row[0])
    is_open = not known & {Column.OBJECTIVE, Column.TITLE}
    return {0: Column.OBJECTIVE} if is_first and is_open and Column.KEY_RESULT in known else {}


class _Guess:
    """What is known and guessed of the columns of a table: `here` has the place of each."""

    def __init__(
        self, columns: Sequence[NamedColumn | None], rows: Sequence[Sequence[str]]
    ) -> None:
        self._cells = [
            [row[at] if at < len(row) else "" for row in rows] for at in range(len(columns))
        ]
        self._seen = [_seen(cells) for cells in self._cells]
        self._free = [at for at, column in enumerate(columns) if column is None]
        self.here = {each.column: at for at, each in enumerate(columns) if each}
        self.guessed: dict[int, Column] = {}

    def titles(self) -> None:
        """Find the key results, their objectives and teams."""
        if not any(column in self.here for column in _TITLES):
            self._find_key_results()
        place = self.here.get(Column.KEY_RESULT, self.here.get(Column.TITLE))
        if place is None:
            return
        if Column.OBJECTIVE not in self.here:
            self._find_objectives(place)
        left = [at for at in self._texts() if at < self.here.get(Column.OBJECTIVE, -1)]
        is_short = len(left) == 1 and self._seen[left[0]].length < _LONGEST_TEAM
        if Column.TEAM not in self.here and is_short:
            self._take(left[0], Column.TEAM)

    def _texts(self) -> list[int]:
        return [at for at in self._free if self._seen[at].is_text]

    def _take(self, at: int, column: Column) -> None:
        self.guessed[at] = column
        self.here[column] = at
        if at in self._free:
            self._free.remove(at)

    def _find_key_results(self) -> None:
        every = [at for at in self._texts() if self._seen[at].is_key_result]
        objective = self.here.get(Column.OBJECTIVE)
        after = [at for at in every if objective is None or at > objective] or [
            at for at in every if self._seen[at].length >= _SHORTEST_TITLE
        ]
        target = self.here.get(Column.TARGET)
        if after:
            self._take(max(after, key=lambda at: self._seen[at].likelihood), Column.KEY_RESULT)
        elif target is not None and self._seen[target].is_key_result:
            del self.here[Column.TARGET]
            self._take(target, Column.KEY_RESULT)
        elif objective is not None and self._is_measured_beside(objective):
            del self.here[Column.OBJECTIVE]
            self._take(objective, Column.KEY_RESULT)

    def _is_measured_beside(self, at: int) -> bool:
        """Whether each row of the objectives is a key result: it has a target of its own."""
        ends = [self.here[c] for c in (Column.TARGET, Column.START) if c in self.here]
        return self._seen[at].is_key_result and any(
            self._seen[end].filled > _ENOUGH and self._seen[end].measured > _ENOUGH for end in ends
        )

    def _find_objectives(self, key_result: int) -> None:
        texts = [at for at in self._texts() if self._seen[at].different < 1 or at < key_result]
        long = [at for at in texts if self._seen[at].length >= _SHORTEST_TITLE]
        before = [at for at in texts if at < key_result]
        left = [at for at in before if at in long and self._seen[at].may_be_objective]
        right = [at for at in long if at > key_result and self._seen[at].filled > _ENOUGH]
        found = left or before or right
        if found:
            self._take(max(found, key=lambda at: self._seen[at].length), Column.OBJECTIVE)

    def numbers(self) -> None:
        """Find where key results begin, stand and are to go, and until when."""
        numbers = {at: self._cells[at] for at in self._free if self._is_number(at)}
        known: dict[Column, Sequence[str]] = {
            column: self._cells[self.here[column]]
            for column in (Column.START, Column.VALUE, Column.TARGET)
            if column in self.here
        }
        for at, column in guessed_numbers(numbers, known).items():
            self._take(at, column)
        days = [at for at in self._free if self._seen[at].days > _ENOUGH]
        days = [at for at in days if not all(c.endswith("/10") for c in self._cells[at] if c)]
        if Column.DUE not in self.here and len(days) == 1:
            self._take(days[0], Column.DUE)

    def _is_number(self, at: int) -> bool:
        is_order = all(cell.isdigit() and len(cell) < 3 for cell in self._cells[at]) and (
            {int(cell) for cell in self._cells[at]} == set(range(1, len(set(self._cells[at])) + 1))
        )
        seen = self._seen[at]
        return seen.measured > _ENOUGH and seen.days < 1 - _ENOUGH and not is_order


def _seen(cells: Sequence[str]) -> _Seen:
    filled = [cell for cell in cells if cell.strip()]
    if not filled or (not any(map(is_measure, filled)) and not any(map(_WORDS.search, filled))):
        return _Seen()
    if are_identifiers(filled):
        return _Seen()
    total = len(filled)
    has_numbers = any(map(is_measure, filled))
    return _Seen(
        total / len(cells),
        sum(map(is_value, filled)) / total if has_numbers else 0,
        sum(whole_day(cell) is not None for cell in filled) / total,
        sum(bool(_WORDS.search(cell)) for cell in filled) / total,
        len(set(filled)) / total,
        sum(map(len, filled)) / total,
    )

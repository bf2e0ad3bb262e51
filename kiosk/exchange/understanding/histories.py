"""Check-ins of their own day: a row each, a column for each day, or one for each key result."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kiosk.errors import N_, ValidationError
from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.understanding.amounts import amount_of
from kiosk.exchange.understanding.cell_values import is_measure
from kiosk.exchange.understanding.column_names import Column, NamedColumn
from kiosk.exchange.understanding.confidence import confidence_of
from kiosk.exchange.understanding.context import Context
from kiosk.exchange.understanding.days import DayInText, order_of, whole_day
from kiosk.exchange.understanding.headings import column_of
from kiosk.exchange.understanding.measure_patterns import SHARE_IN_CELL, plain_amount
from kiosk.exchange.understanding.unit_scales import scale_of
from kiosk.okr.found_day import FoundDay
from kiosk.okr.import_findings import (
    FoundCheckIn,
    FoundHistory,
    QuestionAboutLines,
    ReadingQuestion,
    SkippedLine,
    Understood,
)
from kiosk.okr.number_input import choose_reading, parse_number
from kiosk.okr.number_units import Unit

HEADINGS = N_("the headings of the table")
NO_VALUE = N_("its value is not a number")
NO_DAY = N_("its day is not known")
EMPTY = N_("it has no value")
_NONE = frozenset({"", "-", "–", "—", "n/a", "na", "tbd", "?", "."})
_DONE = {
    **dict.fromkeys(
        ("yes", "ja", "oui", "sí", "si", "sim", "sì", "true", "done", "erledigt"), True
    ),
    **dict.fromkeys(
        ("fertig", "✓", "✔", "✅", "☑", "☒", "x", "fait", "hecho", "feito", "fatto"), True
    ),
    **dict.fromkeys(("gedaan", "ferdig", "是", "完成", "完了", "completed", "complete"), True),
    **dict.fromkeys(("y", "j", "s", "o", "済", "済み", "已完成"), True),
    **dict.fromkeys(("n", "未", "未完", "未完了", "未完成", "未着手", "未実施"), False),
    **dict.fromkeys(
        ("no", "nein", "non", "não", "nee", "nei", "false", "否", "not done", "☐", "✗", "✘", "❌"),
        False,
    ),
}
_FEWEST_DAYS = 2
_UNIT_AT_END = re.compile(r"\d\s?[^\W\d_][^\d]*[23²³]?$")
_STEP = re.compile(r"✓ \S")


def value_in_cell(
    text: str, decimal_separator: str, known: Sequence[Decimal | None] = ()
) -> Decimal | bool | None:
    """A value of any key result: a number, or whether it is done; None for neither."""
    return _value(text.strip(), decimal_separator, tuple(known))


@lru_cache(maxsize=4096)  # of many check-ins, many have the same value
def _value(
    plain: str, decimal_separator: str, known: tuple[Decimal | None, ...]
) -> Decimal | bool | None:
    if plain.casefold() in _DONE:
        return _DONE[plain.casefold()]
    share = SHARE_IN_CELL.fullmatch(plain)
    plain = share[1] if share else plain
    try:
        return choose_reading(
            parse_number(plain_amount(plain), "value", decimal_separator, Unit(None)), known
        ).number
    except ValidationError:
        return None


def _scale_in(text: str, decimal_separator: str) -> str:
    """The unit beside a number, where it is so many of another, as “t” is; "" for any other."""
    if not _UNIT_AT_END.search(text):
        return ""
    found = amount_of(text.strip(), decimal_separator)
    return found.unit if found and scale_of(found.unit) else ""


def done_steps_in_cell(text: str) -> tuple[str, ...]:
    """The milestones that a cell says are done, each in a line after a check mark; () for another
    text."""
    lines = text.strip().split("\n")
    return tuple(line[1:].strip() for line in lines) if all(map(_STEP.match, lines)) else ()


def is_no_value(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return text.strip().casefold() in _NONE


def is_history(columns: Sequence[NamedColumn | None]) -> bool:
    """Whether each row of a table is a check-in: it has a key result, a day and a value, and
    neither a start nor a target."""
    has = {column.column for column in columns if column}
    return (
        {Column.DATE, Column.VALUE} <= has
        and bool(has & {Column.KEY_RESULT, Column.TITLE, Column.CODE})
        and not has & {Column.START, Column.TARGET}
    )


class CheckInDetails(NamedTuple):
    """When it was measured, to the second, who signed it, and whether nothing had changed."""

    measured_at: datetime | None = None
    signature: str = ""
    is_confirmation: bool = False


NO_DETAILS = CheckInDetails()


@dataclass(slots=True)
class HistoryRows:
    """Collects the check-ins of a table by their key result."""

    decimal_separator: str
    is_day_first: bool | None = None
    skipped: list[SkippedLine] = field(default_factory=list)
    refused: list[SkippedLine] = field(default_factory=list)
    questions: list[QuestionAboutLines] = field(default_factory=list)
    _found: dict[tuple[str, str, str], list[FoundCheckIn]] = field(default_factory=dict)
    _last: tuple[str, str, str] = ("", "", "")

    @property
    def histories(self) -> tuple[FoundHistory, ...]:
        """Everything that was read."""
        return tuple(
            FoundHistory(check_ins[0].line, title, tuple(check_ins), objective, code)
            for (objective, title, code), check_ins in self._found.items()
        )

    def read(
        self, row: SourceLine, cells: dict[Column, str], about: CheckInDetails = NO_DETAILS
    ) -> None:
        """Read a row that is a check-in; an empty key result is the one above.

        :param about: what only an export of this program says.
        """
        title = cells.get(Column.KEY_RESULT) or cells.get(Column.TITLE, "")
        code = cells.get(Column.CODE, "")
        key = (cells.get(Column.OBJECTIVE, "") or (not title and self._last[0]) or "", title, code)
        key = key if title or code else self._last
        day = whole_day(cells.get(Column.DATE, ""), is_day_first=self.is_day_first)
        text = cells.get(Column.VALUE, "")
        value = done_steps_in_cell(text) or value_in_cell(text, self.decimal_separator)
        if is_no_value(text):
            self.skipped.append(SkippedLine(row.number, row.text, EMPTY))
        elif not any(key) or value is None or day is None:
            reason = NO_VALUE if any(key) and value is None else NO_DAY
            self.refused.append(SkippedLine(row.number, row.text, reason))
        else:
            self._ask_about_day(row, day)
            confidence = confidence_of(cells.get(Column.CONFIDENCE, ""))
            note = cells.get(Column.NOTE, "")
            unit = cells.get(Column.UNIT, "") or _scale_in(text, self.decimal_separator)
            found = FoundCheckIn(row.number, value, day.day, confidence, note, unit, *about)
            self.add(key, found)
        self._last = key

    def add(self, key: tuple[str, str, str], check_in: FoundCheckIn) -> None:
        """Add a check-in of a key result.

        :param key: its objective, title and code, each "" where the source does not say it.
        """
        self._found.setdefault(key, []).append(check_in)

    def add_cell(
        self, row: SourceLine, key: tuple[str, str, str], text: str, day: FoundDay
    ) -> None:
        """Add the check-in of a cell, whose day or key result its heading says."""
        if is_no_value(text):
            return
        known = [c.value for c in self._found.get(key, ())]
        numbers = [n for n in known if isinstance(n, Decimal)]
        value = value_in_cell(text, self.decimal_separator, numbers)
        if value is None:
            self._ask(row, ReadingQuestion("value", text, (), ""))
        else:
            unit = _scale_in(text, self.decimal_separator)
            self.add(key, FoundCheckIn(row.number, value, day, unit=unit))

    def _ask_about_day(self, row: SourceLine, day: DayInText) -> None:
        if day.other:
            first, second = day.day.iso, day.other.iso
            self._ask(row, ReadingQuestion("day", row.text, (first, second), first))

    def _ask(self, row: SourceLine, question: ReadingQuestion) -> None:
        self.questions.append(QuestionAboutLines((row.number,), question))


def days_down(rows: Sequence[SourceLine], context: Context) -> Understood | None:
    """A table with a day in the first cell of each row and a key result above each other column;
    None for any other table."""
    headings, *below = rows
    first = column_of(headings.cells[0])
    if headings.cells[0] and not (first and first.column is Column.DATE):
        return None
    order = order_of(row.cells[0] for row in below)
    is_day_first = order if context.answers.is_day_first is None else context.answers.is_day_first
    days = [whole_day(row.cells[0], is_day_first=is_day_first) for row in below]
    titles = [(at, cell) for at, cell in enumerate(headings.cells) if at and cell]
    cells = [row.cells[at] for row in below for at, _ in titles if at < len(row.cells)]
    filled = [cell for cell in cells if not is_no_value(cell)]
    if (
        sum(map(bool, days)) < max(_FEWEST_DAYS, len(days) - 1)
        or any(column_of(title) for _, title in titles)
        or not filled
        or sum(is_measure(cell) or cell.casefold() in _DONE for cell in filled) * 2 < len(filled)
    ):
        return None
    found = HistoryRows(context.decimal_separator, is_day_first)
    found.skipped.append(SkippedLine(headings.number, headings.text, HEADINGS))
    for row, day in zip(below, days, strict=True):
        if day is None:
            found.refused.append(SkippedLine(row.number, row.text, NO_DAY))
            continue
        for at, title in titles:
            if at < len(row.cells):
                found.add_cell(row, ("", title, ""), row.cells[at], day.day)
    return Understood(
        len(rows),
        (),
        tuple(found.skipped),
        tuple(found.refused),
        tuple(found.questions),
        found.histories,
    )

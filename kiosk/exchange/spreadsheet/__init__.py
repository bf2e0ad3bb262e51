"""Parses the rows of a pasted table into objectives with key results, and errors by row and column.
Nothing is written here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kiosk.errors import Collector, ValidationError
from kiosk.exchange.spreadsheet.cells import (
    Amount,
    is_currency,
    is_yes_no,
    parse_amount,
    parse_kind,
    parse_limit,
    parse_range,
)
from kiosk.exchange.spreadsheet.table import PastedRow, read_table
from kiosk.okr.check_in_input import parse_decimal
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft, validated_key_result
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_units import PERCENT, normalise_unit
from kiosk.okr.text import TITLE_LENGTH, validated_line

_CELL_OF = {"title": "key_result", "low": "target", "high": "target", "milestones": "target"}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """An error in a row; its field names the column."""

    row: int
    error: ValidationError


@dataclass(frozen=True, slots=True)
class ParsedObjective:
    """An objective as pasted: `row` is its first row, `team` is the name as typed."""

    row: int
    team: str
    title: str
    key_results: tuple[KeyResultDraft, ...]


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """The parsed table. `unread` are the headings of columns that are ignored."""

    objectives: tuple[ParsedObjective, ...]
    problems: tuple[RowProblem, ...]
    unread: tuple[str, ...]

    @property
    def teams(self) -> tuple[str, ...]:
        """The team names as typed, each once, ignoring case."""
        once: dict[str, str] = {}
        for objective in self.objectives:
            once.setdefault(objective.team.casefold(), objective.team)
        return tuple(once.values())


def parse_table(text: str, decimal_separator: str) -> ParsedTable:
    """Parse a pasted table.

    :param decimal_separator: the locale's.
    :raises ValidationError: on "table", if it is not a table.
    """
    table, reader = read_table(text), _TableParser(decimal_separator)
    for row in table.rows:
        reader.read(row)
    return ParsedTable(tuple(reader.objectives.values()), tuple(reader.problems), table.unread)


class _TableParser:
    """Parses row by row: an empty cell for an objective or team repeats the one above."""

    def __init__(self, decimal_separator: str) -> None:
        self.decimal_separator = decimal_separator
        self.objectives: dict[tuple[str, str], ParsedObjective] = {}
        self.problems: list[RowProblem] = []
        self._title = ""
        self._team = ""

    def read(self, row: PastedRow) -> None:
        """Parse the next row."""
        title = " ".join(row.cell("objective").split())
        if row.cell("team") or (title and title.casefold() != self._title.casefold()):
            self._team = " ".join(row.cell("team").split()) or self._team
        self._title = title or self._title
        collect = Collector()
        collect.read(lambda: self._add(row), None)
        for error in collect.errors:
            self._add_problem(row, error)

    def _add(self, row: PastedRow) -> None:
        key = (self._team.casefold(), self._objective(row).casefold())
        objective = self.objectives.setdefault(
            key, ParsedObjective(row.number, self._team, self._title, ())
        )
        if row.cell("key_result") or row.cell("target") or row.cell("start"):
            key_result = _draft(row, self.decimal_separator)
            self.objectives[key] = replace(
                objective, key_results=(*objective.key_results, key_result)
            )

    def _add_problem(self, row: PastedRow, error: ValidationError) -> None:
        column = _CELL_OF.get(error.field, error.field)
        if column == "objective" and not " ".join(row.cell("objective").split()) and self.problems:
            return  # already reported at the row above
        placed = ValidationError(column, error.message, **error.values)
        self.problems.append(RowProblem(row.number, placed))

    def _objective(self, row: PastedRow) -> str:
        if not self._title:
            raise ValidationError(
                "objective", "This is empty, and there is no objective above. Enter one"
            )
        return validated_line("objective", self._title, TITLE_LENGTH)


def _draft(row: PastedRow, decimal_separator: str) -> KeyResultDraft:
    draft = _measured(row, decimal_separator)
    weight = (
        parse_decimal(row.cell("weight"), "weight", decimal_separator)
        if row.cell("weight")
        else None
    )
    draft = replace(draft, title=row.cell("key_result"), weight=weight, owner=row.cell("owner"))
    return validated_key_result(draft)


def _measured(row: PastedRow, decimal_separator: str) -> KeyResultDraft:
    """A key result's kind and measure, from the kind column or else from its other cells."""
    kind = parse_kind(row.cell("kind")) if row.cell("kind") else None
    target = row.cell("target")
    empty = KeyResultDraft("", kind or KeyResultKind.NUMBER)
    if kind is KeyResultKind.YES_NO or (kind is None and is_yes_no(target)):
        return replace(empty, kind=KeyResultKind.YES_NO)
    if kind is KeyResultKind.MILESTONES or (kind is None and "\n" in target):
        return replace(empty, kind=KeyResultKind.MILESTONES, milestones=tuple(_steps(target)))
    both = parse_range(target)
    if kind is KeyResultKind.BETWEEN or (kind is None and both):
        return _between(row, both, decimal_separator)
    limit = parse_limit(target)
    if kind in (KeyResultKind.AT_MOST, KeyResultKind.AT_LEAST) or (kind is None and limit):
        return _limit(row, kind or (limit or (KeyResultKind.AT_MOST,))[0], limit, decimal_separator)
    return _start_to_target(row, kind, decimal_separator)


def _steps(text: str) -> Iterator[MilestoneDraft]:
    for line in re.split(r"[\n;]", text):
        title = line.strip().lstrip("-•* ").strip()
        if title:
            yield MilestoneDraft(title)


def _between(
    row: PastedRow, both: tuple[str, str] | None, decimal_separator: str
) -> KeyResultDraft:
    if both is None:
        raise ValidationError("target", "Enter both limits here, like 4–8")
    low, high = (parse_amount(text, "target", decimal_separator) for text in both)
    unit = _unit(row, low, high)
    return KeyResultDraft(
        "", KeyResultKind.BETWEEN, unit=unit, low=low.number((high,)), high=high.number((low,))
    )


def _limit(
    row: PastedRow,
    kind: KeyResultKind,
    limit: tuple[KeyResultKind, str] | None,
    decimal_separator: str,
) -> KeyResultDraft:
    amount = parse_amount(limit[1] if limit else row.cell("target"), "target", decimal_separator)
    draft = KeyResultDraft("", kind, unit=_unit(row, amount))
    if kind is KeyResultKind.AT_MOST:
        return replace(draft, high=amount.number())
    return replace(draft, low=amount.number())


def _start_to_target(
    row: PastedRow, kind: KeyResultKind | None, decimal_separator: str
) -> KeyResultDraft:
    start, target = (
        parse_amount(row.cell(column), column, decimal_separator) if row.cell(column) else None
        for column in ("start", "target")
    )
    unit = _unit(row, *(amount for amount in (target, start) if amount))
    if kind is None and unit == PERCENT:
        kind = KeyResultKind.PERCENT
    if kind is None and is_currency(unit):
        kind = KeyResultKind.CURRENCY
    kept_unit = "" if kind is KeyResultKind.PERCENT else unit
    return KeyResultDraft(
        "", kind or KeyResultKind.NUMBER, kept_unit, _number(start, target), _number(target, start)
    )


def _number(amount: Amount | None, other: Amount | None) -> Decimal | None:
    return None if amount is None else amount.number((other,))


def _unit(row: PastedRow, *amounts: Amount) -> str:
    """The unit from its column, else the one written beside the numbers."""
    written = [normalise_unit(row.cell("unit")), *(amount.unit for amount in amounts)]
    return next((unit for unit in written if unit), "")

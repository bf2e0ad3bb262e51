"""Columns that are something else than their headings alone say: the kind of each key result, in
which direction it is to go, “Percentage”, “Number (ms)”, “Keep above”, or whose it is."""

from collections.abc import Sequence

from kiosk.exchange.understanding.cell_values import is_measure
from kiosk.exchange.understanding.column_names import Column, NamedColumn
from kiosk.exchange.understanding.headings import plain_heading
from kiosk.exchange.understanding.kinds import is_direction, kind_named

_OPEN = {Column.KEY_RESULT, Column.TITLE, Column.LEVEL, Column.DIRECTION, Column.TEAM}
_FEWEST = 2
_NAMED = frozenset({"name", "nom", "nombre", "nome", "naam", "navn", "姓名", "名前", "氏名"})
_MOST_WORDS = 3


def see_kinds(found: list[NamedColumn | None], rows: Sequence[Sequence[str]]) -> None:
    """Take columns as kinds and directions where most of their cells are words for these."""
    for at, column in enumerate(found):
        if column is not None and (column.column not in _OPEN or column.number is not None):
            continue
        below = [row[at] for row in rows if at < len(row) and row[at]]
        kinds = sum(map(_is_kind, below))
        directions = sum(map(is_direction, below)) if len(set(below)) >= _FEWEST else 0
        if max(kinds, directions) * 2 <= len(below) or len(below) < _FEWEST:
            if column == NamedColumn(Column.DIRECTION):
                found[at] = None
            continue
        found[at] = NamedColumn(Column.DIRECTION if directions > kinds else Column.KIND)


def _is_kind(cell: str) -> bool:
    # “%” is a unit.
    return any(map(str.isalpha, cell)) and kind_named(cell) is not None


def see_unused_titles(
    headings: Sequence[str], found: list[NamedColumn | None], rows: Sequence[Sequence[str]]
) -> None:
    """Beside objectives and key results, a column “Name” of short names says whose they are, and
    another column of titles is not known."""
    here = {column.column for column in found if column}
    if not {Column.OBJECTIVE, Column.KEY_RESULT} <= here:
        return
    for at, column in enumerate(found):
        if column != NamedColumn(Column.TITLE):
            continue
        below = [row[at] for row in rows if at < len(row) and row[at]]
        are_names = bool(below) and all(map(_may_be_name, below))
        is_owner = plain_heading(headings[at]) in _NAMED and are_names and Column.OWNER not in here
        found[at] = NamedColumn(Column.OWNER) if is_owner else None


def _may_be_name(cell: str) -> bool:
    return len(cell.split()) <= _MOST_WORDS and not is_measure(cell)

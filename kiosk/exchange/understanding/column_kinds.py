"""Columns that are something else than their headings alone say: the kind of each key result, in
which direction it is to go, “Percentage”, “Number (ms)”, “Keep above”, or whose it is."""

from collections import Counter
from collections.abc import Sequence

from kiosk.exchange.understanding.cell_values import is_measure
from kiosk.exchange.understanding.column_names import Column, NamedColumn
from kiosk.exchange.understanding.headings import plain_heading
from kiosk.exchange.understanding.kinds import is_direction, is_unit, kind_named
from kiosk.exchange.understanding.limits_in_titles import limit_to_keep

_OPEN = {Column.KEY_RESULT, Column.TITLE, Column.LEVEL, Column.DIRECTION, Column.TEAM}
_FEWEST = 2
_NAMED = frozenset({"name", "nom", "nombre", "nome", "naam", "navn", "姓名", "名前", "氏名"})
_MOST_WORDS, _LONGEST_DIRECTION, _MOST_DIRECTIONS = 3, 30, 12


def see_kinds(found: list[NamedColumn | None], rows: Sequence[Sequence[str]]) -> None:
    """Take columns as kinds and directions where most of their cells are words for these."""
    for at, column in enumerate(found):
        if column is not None and (column.column not in _OPEN or column.number is not None):
            continue
        below = [row[at] for row in rows if at < len(row) and row[at]]
        found[at] = _kind_or_direction(column, below)


def _kind_or_direction(column: NamedColumn | None, below: Sequence[str]) -> NamedColumn | None:
    # “Direction” is a department in French: with nothing but directions below it, it is none.
    is_team = column == NamedColumn(Column.TEAM)
    are_different = _FEWEST <= len(set(below)) <= _MOST_DIRECTIONS
    counted = Counter(below)
    kinds = set() if is_team else {cell for cell in counted if _is_kind(cell)}
    kinds |= {cell for cell in counted if kinds and is_unit(cell)}
    may_be_directions = are_different or is_team
    directed = {cell for cell in counted if may_be_directions and _is_direction(cell)}
    directions = sum(counted[cell] for cell in directed)
    said = sum(counted[cell] for cell in kinds | directed)
    is_enough = said * 2 > len(below) and len(below) >= _FEWEST
    if is_team and directions < len(below):
        is_enough = is_enough and are_different
    if is_enough:
        return NamedColumn(
            Column.DIRECTION if directions > sum(counted[cell] for cell in kinds) else Column.KIND
        )
    return None if column == NamedColumn(Column.DIRECTION) else column


def _is_kind(cell: str) -> bool:
    # “%” is a unit.
    return any(map(str.isalpha, cell)) and kind_named(cell) is not None


def _is_direction(cell: str) -> bool:
    is_short = len(cell) <= _LONGEST_DIRECTION and not any(map(str.isdigit, cell))
    return is_direction(cell) or (is_short and limit_to_keep(cell) is not None)


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

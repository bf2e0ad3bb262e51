"""Columns that say of which kind each key result is, or in which direction it is to go, by what
stands in them: “Percentage”, “Number (ms)”, “Keep above”."""

from collections.abc import Sequence

from kiosk.exchange.understanding.column_names import Column, NamedColumn
from kiosk.exchange.understanding.kinds import is_direction, kind_named

_OPEN = {Column.KEY_RESULT, Column.TITLE, Column.LEVEL, Column.DIRECTION, Column.TEAM}
_FEWEST = 2


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

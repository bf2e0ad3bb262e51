"""Which rows of a table are its headings: by their names, and by how they differ from what stands
below them."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.understanding.cell_values import are_days, are_values, is_measure
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.days import whole_day, without_day_at_end
from kiosk.exchange.understanding.headings import (
    column_named,
    column_of,
    is_heading_row,
)
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.titles import is_period

_WITHIN, _ENOUGH_ROWS = 20, 300
_FEWEST_HEADINGS, _FEWEST_ROWS = 3, 2
_LONGEST_HEADING = 60
_TITLES = {Column.OBJECTIVE, Column.KEY_RESULT, Column.TITLE, Column.DESCRIPTION}


def heading_place(rows: Sequence[SourceLine]) -> int | None:
    """The row of a table that names its columns; None where it has none."""
    first = rows[:_WITHIN]
    named = next((at for at, row in enumerate(first) if is_heading_row(row.cells)), None)
    likely = next(
        (at for at in range(len(first)) if _may_be_headings(rows, at) and _is_likely(rows, at)),
        None,
    )
    if named is None or likely is None:
        return likely if named is None else named
    return min(named, likely, key=lambda at: (-_names(rows[at].cells), at))


def _names(cells: Sequence[str]) -> int:
    """How many cells name a column; a day may be a value as well."""
    named = map(column_named, filter(None, cells))
    return sum(column is not None and column.column is not Column.DAY for column in named)


def _may_be_headings(rows: Sequence[SourceLine], at: int) -> bool:
    """Whether a row has nothing that headings never are: numbers, long or repeated texts."""
    filled = [cell for cell in rows[at].cells if cell]
    return (
        len(filled) >= _FEWEST_ROWS
        and len(rows) - at > 1
        and all(len(cell) <= _LONGEST_HEADING for cell in filled)
        and len(set(filled)) == len(filled)
        and not any(map(_is_content, filled))
    )


def _is_content(cell: str) -> bool:
    cell = without_day_at_end(cell)
    label = label_of(cell)
    is_labelled = label is not None and label.role in (Role.OBJECTIVE, Role.KEY_RESULT)
    has_content = label is not None and is_labelled and len(label.rest.split()) > 1
    return has_content or (
        any(map(str.isdigit, cell))
        and is_measure(cell)
        and not is_period(cell)
        and whole_day(cell) is None
        and not column_of(cell)
    )


def _is_likely(rows: Sequence[SourceLine], at: int) -> bool:
    """Whether most cells name columns by a word within them, or whether the row is the first full
    one and numbers, days or a yes and no stand below several of its words."""
    cells = rows[at].cells
    filled = [place for place, cell in enumerate(cells) if cell]
    named = {place: column_named(cells[place]) for place in filled}
    known = {column.column for column in named.values() if column}
    names = sum(column is not None for column in named.values())
    if {Column.OBJECTIVE, Column.KEY_RESULT} <= known:
        return True
    if names >= _FEWEST_ROWS and names * 2 >= len(filled) and known & _TITLES:
        return bool(_valued(rows, at, filled)) or names == len(filled) or names > _FEWEST_HEADINGS
    full = [row for row in rows if sum(map(bool, row.cells)) >= _FEWEST_HEADINGS]
    is_first = bool(full) and full[0] is rows[at] and len(full) > _FEWEST_ROWS
    return is_first and bool(_valued(rows, at, filled))


def _valued(rows: Sequence[SourceLine], at: int, places: Sequence[int]) -> list[int]:
    """The places of the columns with numbers, days or a yes and no below a row."""
    found = []
    for place in places:
        below = [
            row.cells[place]
            for row in rows[at + 1 : at + 1 + _ENOUGH_ROWS]
            if place < len(row.cells) and row.cells[place]
        ]
        if below and (are_values(below) or are_days(below)):
            found.append(place)
    return found


def merged_headings(rows: Sequence[SourceLine], at: int) -> tuple[SourceLine, int, int]:
    """The headings in the row `at` with those of the row above or below it that belong to them, and
    the first and the last of these rows."""
    if at + 1 < len(rows) and _goes_on(rows[at], rows[at + 1], rows[at + 2 :]):
        return _merged(rows[at], rows[at + 1]), at, at + 1
    if at and _is_above(rows[at - 1], rows[at]):
        return _merged(rows[at - 1], rows[at]), at - 1, at
    return rows[at], at, at


def _goes_on(upper: SourceLine, lower: SourceLine, below: Sequence[SourceLine]) -> bool:
    """Whether a row names the parts of the headings above it: “Value” over “from” and “to”."""
    pairs = list(zip(upper.cells, lower.cells, strict=False))
    new = [part for head, part in pairs if part and part != head]
    beside = [part for head, part in pairs if part and not head]
    known = [part for part in new if column_named(part)]
    return (
        bool(beside)
        and bool(below)
        and len(known) * 2 > len(new)
        and len(known) >= _FEWEST_ROWS
        and not any(map(_is_content, new))
        and not any(head and part and part != head and column_of(head) for head, part in pairs[:1])
    )


def _is_above(upper: SourceLine, lower: SourceLine) -> bool:
    """Whether a row above headings says whose these are: “KR 1” over “title” and “target”."""
    groups = [column_of(cell) for cell in upper.cells if cell]
    numbered = [group for group in groups if group and group.number is not None]
    parts = [part for part in lower.cells if part]
    return len(numbered) > 1 and len(set(parts)) < len(parts)


def _merged(upper: SourceLine, lower: SourceLine) -> SourceLine:
    cells: list[str] = []
    group = ""
    for place in range(max(len(upper.cells), len(lower.cells))):
        head = upper.cells[place] if place < len(upper.cells) else ""
        part = lower.cells[place] if place < len(lower.cells) else ""
        group = head or group
        cells.append(_joined(head, group, part))
    return replace(upper, cells=tuple(cells))


def _joined(head: str, group: str, part: str) -> str:
    if not part or part == head:
        return head
    named = column_of(group)
    if named and named.number is not None:
        return f"{group} {part}"
    return part if column_named(part) or not head else f"{head} {part}"

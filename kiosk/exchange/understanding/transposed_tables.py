"""Transposed tables: headings stand in a column, and each key result in a column beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.headings import column_named

_TITLES = {Column.KEY_RESULT, Column.TITLE}
_MEASURES = {Column.TARGET, Column.START, Column.VALUE}
_FEWEST_HEADINGS, _FEWEST_MEASURES, _MOST_LEFT = 3, 2, 2
_WITHIN, _MOST_ROWS = 20, 200


@dataclass(frozen=True, slots=True)
class TransposedTable:
    """A table turned so that its headings are a row: `above` is what stands above it, `labels` are
    rows that only number its columns."""

    above: tuple[SourceLine, ...]
    labels: tuple[SourceLine, ...]
    headings: SourceLine
    rows: tuple[SourceLine, ...]
    lines: tuple[SourceLine, ...]


def transposed_tables(rows: Sequence[SourceLine]) -> tuple[TransposedTable, ...]:
    """The transposed tables, one below the other; () where these rows are none."""
    place = _place_of_headings(rows)
    if place is None:
        return ()
    return tuple(_turned(block, place) for block in _blocks(rows, place))


def _place_of_headings(rows: Sequence[SourceLine]) -> int | None:
    """The column whose cells name what stands in their rows, where no row names its columns."""
    if len(rows) > _MOST_ROWS or any(_are_enough(_kinds(row.cells[1:])) for row in rows[:_WITHIN]):
        return None
    for at in range(_MOST_LEFT):
        names = [row.cells[at] for row in rows if at < len(row.cells) and row.cells[at]]
        kinds = _kinds(names)
        known = sum(column_named(name) is not None for name in names)
        if (
            _are_enough(kinds)
            and kinds & _TITLES
            and len(kinds) >= _FEWEST_HEADINGS
            and known * 3 >= len(names) * 2
            and len(names) * 3 >= len(rows) * 2
        ):
            return at
    return None


def _are_enough(kinds: set[Column]) -> bool:
    """Whether headings say what the rows are about and how it is measured."""
    return bool(kinds & _MEASURES) and (
        bool(kinds & _TITLES) or len(kinds & _MEASURES) >= _FEWEST_MEASURES
    )


def _kinds(cells: Sequence[str]) -> set[Column]:
    """What cells name; “KR 2” names nothing but a column."""
    named = (column_named(cell) for cell in cells if cell)
    return {each.column for each in named if each and each.number is None}


def _blocks(rows: Sequence[SourceLine], place: int) -> Iterator[list[SourceLine]]:
    """The rows of each table: a heading that comes again begins another one."""
    block: list[SourceLine] = []
    seen: set[str] = set()
    for row in rows:
        name = row.cells[place].casefold() if place < len(row.cells) else ""
        if name in seen and column_named(name):
            yield block
            block, seen = [], set()
        block.append(row)
        seen.add(name)
    yield block


def _turned(rows: Sequence[SourceLine], place: int) -> TransposedTable:
    above = [row for row in rows if _is_alone(row)]
    labels = [row for row in rows if row not in above and _only_numbers(row, place)]
    read = [row for row in rows if row not in above and row not in labels]
    width = max(len(row.cells) for row in read)
    columns = [
        tuple(row.cells[at] if at < len(row.cells) else "" for row in read)
        for at in range(place, width)
    ]
    titles = next((row for row in read if _kinds(row.cells[place : place + 1]) & _TITLES), read[0])
    lines = [
        SourceLine(titles.number, " | ".join(filter(None, cells)), LineKind.ROW, cells=cells)
        for cells in columns
        if any(cells)
    ]
    return TransposedTable(tuple(above), tuple(labels), lines[0], tuple(lines[1:]), tuple(rows))


def _is_alone(row: SourceLine) -> bool:
    """Whether a row has one cell that names no column: a title above the table."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) == 1 and column_named(filled[0]) is None


def _only_numbers(row: SourceLine, place: int) -> bool:
    """Whether the cells beside a heading only number the columns: KR1, KR2 or 1, 2."""
    beside = [cell for cell in row.cells[place + 1 :] if cell]
    numbers = (column_named(cell) for cell in beside)
    are_labels = all(each is not None and each.number is not None for each in numbers)
    return bool(beside) and (are_labels or beside == [str(n + 1) for n in range(len(beside))])

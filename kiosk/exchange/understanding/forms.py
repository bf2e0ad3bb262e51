"""Forms in a sheet: names with what they are beside them, several in a row, or in the row below."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.headings import column_named, column_of
from kiosk.exchange.understanding.kinds import is_yes_no
from kiosk.okr.import_findings import FoundObjective, Understood

_PAIR, _MOST_ROWS = 2, 200
_TITLES = frozenset((Column.OBJECTIVE, Column.KEY_RESULT, Column.TITLE))


def rows_of_forms(rows: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The rows of forms with one name and what it is in each; () where they are that already, or
    are no forms."""
    if len(rows) > _MOST_ROWS or not any(map(_is_named, rows)):
        return ()
    parted = tuple(_parted(rows))
    are_pairs = all(len(_filled(row)) <= _PAIR for row in parted)
    named = [row for row in parted if _name(_filled(row)[0])]
    columns = {_name(_filled(row)[0]) for row in named}
    is_form = are_pairs and len(named) * 5 >= len(parted) * 4 and Column.KEY_RESULT in columns
    is_changed = [*map(_filled, parted)] != [*map(_filled, rows)]
    return parted if is_form and is_changed else ()


def with_objectives_once(found: Understood) -> Understood:
    """What forms mean, of which each names its objective again."""
    first: dict[tuple[str, str], FoundObjective] = {}
    for each in found.objectives:
        key = (each.team.casefold(), each.title.casefold())
        before = first.get(key)
        rows = (*before.key_results, *each.key_results) if before else each.key_results
        first[key] = replace(before or each, key_results=rows)
    return replace(found, objectives=tuple(first.values()))


def _filled(row: SourceLine) -> list[str]:
    return [cell for cell in row.cells if cell]


def _name(cell: str) -> Column | None:
    """What a cell names; None for others, and for days and a yes or no."""
    named = None if is_yes_no(cell) else column_named(cell)
    is_name = named is not None and named.number is None and named.column is not Column.DAY
    return named.column if named and is_name else None


def _is_value(cell: str) -> bool:
    """Whether a cell names nothing; a word within a title may be a name alone."""
    return _name(cell) is None or column_of(cell) is None


def _is_named(row: SourceLine) -> bool:
    """Whether a row is a name and what it is, and one of its names is that of a key result."""
    filled = _filled(row)
    is_even = len(filled) >= _PAIR and len(filled) % _PAIR == 0
    return is_even and Column.KEY_RESULT in map(_name, filled[::_PAIR])


def _parted(rows: Sequence[SourceLine]) -> Iterator[SourceLine]:
    """Each name and what it is as a row."""
    below: SourceLine | None = None
    pairs = (*pairwise(rows), (rows[-1], None))
    for row, after in pairs:
        if row is below:
            continue
        if after is not None and _are_above(row, after):
            below = after
            yield from (
                replace(row, cells=(name, after.cells[at]))
                for at, name in enumerate(row.cells)
                if name and at < len(after.cells) and after.cells[at]
            )
        else:
            yield from _beside(row)


def _are_above(row: SourceLine, after: SourceLine) -> bool:
    """Whether all cells are names of measures, above what they are in the next row."""
    names = [_name(cell) for cell in _filled(row)]
    values = [cell for cell, name in zip(after.cells, row.cells, strict=False) if cell and name]
    return (
        len(names) >= _PAIR
        and None not in names
        and not _TITLES & set(names)
        and len(values) == len(_filled(after))
        and all(map(_is_value, values))
    )


def _beside(row: SourceLine) -> Iterator[SourceLine]:
    """A row of several names, each with what it is behind it."""
    filled = _filled(row)
    names, values = filled[::_PAIR], filled[1::_PAIR]
    are_pairs = len(filled) >= _PAIR and len(names) == len(values)
    if are_pairs and all(map(_name, names)) and all(map(_is_value, values)):
        # Whose an objective is stands before it.
        pairs = sorted(
            zip(names, values, strict=True), key=lambda p: _name(p[0]) is not Column.TEAM
        )
        yield from (replace(row, cells=pair) for pair in pairs)
    else:
        yield row

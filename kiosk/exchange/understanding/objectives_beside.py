"""Objectives beside each other, each in a column with its key results below it: on a canvas or a
poster. The first column may say what stands in each row: “Objective”, “Owner”, “KR 1”, “KR 2”."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.reading.outline_text import without_marker
from kiosk.exchange.understanding.cell_values import is_value
from kiosk.exchange.understanding.column_names import Column, NamedColumn
from kiosk.exchange.understanding.headings import column_named, column_of, is_heading_row
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.titles import looks_like_team

_FEWEST, _MOST_ROWS, _MOST_LEFT = 2, 200, 2
_WORDS = {
    Column.OBJECTIVE: "Objective",
    Column.KEY_RESULT: "Key result",
    Column.TEAM: "Team",
    Column.BECAUSE: "Why",
    **{each: each.value.capitalize() for each in (Column.START, Column.TARGET)},
}


@dataclass(frozen=True, slots=True)
class ObjectivesBeside:
    """What stands beside each other: the lines of each column as an outline, the rows above all of
    them, and those whose names say nothing that is imported."""

    columns: tuple[tuple[SourceLine, ...], ...]
    above: tuple[SourceLine, ...] = ()
    others: tuple[SourceLine, ...] = ()


def objectives_beside(rows: Sequence[SourceLine]) -> ObjectivesBeside | None:
    """The objectives that stand beside each other in these rows; None where they do not."""
    if len(rows) > _MOST_ROWS:
        return None
    return _in_named_rows(rows) or _in_blocks(rows)


def _in_named_rows(rows: Sequence[SourceLine]) -> ObjectivesBeside | None:
    """Objectives in a row that the first column calls so, with key results in others below it."""
    for place in range(_MOST_LEFT):
        named = [_named(row, place) for row in rows]
        if _are_beside(rows, named, place):
            first = [each.column if each else None for each in named].index(Column.OBJECTIVE)
            if first and _are_teams(rows[first - 1], rows[first], place):
                named[first - 1] = NamedColumn(Column.TEAM)
            while first and named[first - 1]:
                first -= 1
            below, names = rows[first:], named[first:]
            width = max(len(row.cells) for row in rows)
            columns = [tuple(_fields(below, names, at)) for at in range(place + 1, width)]
            above = [row for row in rows[:first] if any(row.cells)]
            others = [row for row, name in zip(below, _filled_down(below, names), strict=True)
                      if name not in _WORDS]  # fmt: skip
            return ObjectivesBeside(tuple(filter(None, columns)), tuple(above), tuple(others))
    return None


def _are_teams(row: SourceLine, objectives: SourceLine, place: int) -> bool:
    """Whether a row has a name of a team above each of the objectives, and none of its own."""
    beside = _beside_name(row, place)
    is_above = not any(row.cells[: place + 1]) and len(beside) >= _FEWEST
    is_above = is_above and beside.keys() == _beside_name(objectives, place).keys()
    return is_above and all(map(looks_like_team, beside.values()))


def _named(row: SourceLine, place: int) -> NamedColumn | None:
    """What the name of a row says; None where it says nothing, or something stands left of it."""
    is_first = not any(row.cells[:place])
    return column_named(row.cells[place]) if is_first and place < len(row.cells) else None


def _are_beside(
    rows: Sequence[SourceLine], named: Sequence[NamedColumn | None], place: int
) -> bool:
    """Whether a row named as objective has several, and those named as key results follow, which
    are titles and no numbers of one key result."""
    kinds = [each.column if each else None for each in named]
    if Column.OBJECTIVE not in kinds:
        return False
    first = kinds.index(Column.OBJECTIVE)
    beside = [cell for cell in rows[first].cells[place + 1 :] if cell]
    below = [
        _beside_name(row, place)
        for row, kind in zip(rows[first:], kinds[first:], strict=True)
        if kind is Column.KEY_RESULT
    ]
    cells = [cell for row in below for cell in row.values()]
    return (
        len(beside) >= _FEWEST
        and any(len(row) >= _FEWEST for row in below)
        and all(row.keys() <= _beside_name(rows[first], place).keys() for row in below)
        and not any(map(column_of, beside))
        and not any(map(is_value, (*beside, *cells)))
        and not any(is_heading_row(row.cells) for row in rows[:first])
    )


def _beside_name(row: SourceLine, place: int) -> dict[int, str]:
    """The filled cells right of a row's name, by their places."""
    return {at: cell for at, cell in enumerate(row.cells) if cell and at > place}


def _filled_down(
    rows: Sequence[SourceLine], named: Sequence[NamedColumn | None]
) -> Iterator[Column | None]:
    """What each row is: one without a name goes on with the one above."""
    kind: Column | None = None
    for row, name in zip(rows, named, strict=True):
        is_unnamed = name is None and not row.cells[0]
        kind = kind if is_unnamed else name.column if name else None
        yield kind


def _fields(
    rows: Sequence[SourceLine], named: Sequence[NamedColumn | None], at: int
) -> Iterator[SourceLine]:
    """The lines of a column, each with a label."""
    for row, kind in zip(rows, _filled_down(rows, named), strict=True):
        cell = row.cells[at] if at < len(row.cells) else ""
        for line in cell.split("\n") if kind in _WORDS else ():
            text = without_marker(line.strip())
            if text:
                own = text if _is_labelled(text) else f"{_WORDS[kind]}: {text}"  # type: ignore[index]
                yield replace(row, text=own, kind=LineKind.PARAGRAPH, cells=())


def _is_labelled(text: str) -> bool:
    label = label_of(text)
    has_role = label is not None and label.role in (Role.OBJECTIVE, Role.KEY_RESULT)
    return has_role and label is not None and bool(label.rest)


def _in_blocks(rows: Sequence[SourceLine]) -> ObjectivesBeside | None:
    """Cells that begin with objectives beside each other, each with lines below it."""
    heads = [at for at in range(len(rows)) if len(_places(rows, at)) >= _FEWEST]
    if not heads:
        return None
    columns: list[tuple[SourceLine, ...]] = []
    for begin, end in zip(heads, [*heads[1:], len(rows)], strict=True):
        places = _places(rows, begin)
        blocks = [tuple(_block(rows[begin:end], at)) for at in places]
        filled = {at for row in rows[begin:end] for at, cell in enumerate(row.cells) if cell}
        if filled - set(places) or any(len(block) < _FEWEST for block in blocks):
            return None
        columns += blocks
    return ObjectivesBeside(tuple(columns), tuple(rows[: heads[0]]))


def _places(rows: Sequence[SourceLine], at: int) -> list[int]:
    """The places of the cells of a row that are labelled as objectives, or above lists."""
    below = rows[at + 1].cells if at + 1 < len(rows) else ()
    return [
        place
        for place, cell in enumerate(rows[at].cells)
        if cell and _is_head(cell, below[place] if place < len(below) else "")
    ]


def _is_head(cell: str, below: str) -> bool:
    """Whether a cell begins with an objective: by its label, or because bullets follow."""
    first, *lines = [line.strip() for line in (*cell.split("\n"), below) if line.strip()] or [""]
    label = label_of(first)
    if label is not None:
        return label.role is Role.OBJECTIVE and bool(label.rest)
    is_list = bool(lines) and all(map(_is_marked, lines))
    return is_list and not _is_marked(first) and column_named(first) is None


def _is_marked(line: str) -> bool:
    return without_marker(line) != line


def _block(rows: Sequence[SourceLine], at: int) -> Iterator[SourceLine]:
    """The lines of one objective, itself first."""
    is_first = True
    for row in rows:
        for line in row.cells[at].split("\n") if at < len(row.cells) else ():
            text = without_marker(line.strip())
            if text:
                kind = LineKind.PARAGRAPH if is_first else LineKind.BULLET
                yield replace(row, text=text, kind=kind, depth=int(not is_first), cells=())
                is_first = False

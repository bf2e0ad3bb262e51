"""Tables within a text, with bars or semicolons between their cells and no frame around them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.headings import is_heading_row

_MARKS = ("|", ";")
_FEWEST_CELLS, _FEWEST_ROWS = 3, 2


def with_rows(lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The lines, with those as rows that stand directly below headings and have as many cells."""
    return tuple(_read(lines))


def _read(lines: Sequence[SourceLine]) -> Iterator[SourceLine]:
    at = 0
    while at < len(lines):
        rows = _rows_from(lines, at)
        yield from rows or lines[at : at + 1]
        at += max(len(rows), 1)


def _rows_from(lines: Sequence[SourceLine], at: int) -> list[SourceLine]:
    """The rows of the table whose headings are a line; [] where they are not."""
    mark = next((mark for mark in _MARKS if mark in lines[at].text), "")
    headings = _row(lines[at], mark) if mark and lines[at].kind is not LineKind.ROW else None
    if headings is None or len(headings.cells) < _FEWEST_CELLS:
        return []
    if not is_heading_row(headings.cells):
        return []
    rows = [headings]
    for line in lines[at + 1 :]:
        row = _row(line, mark)
        is_next = line.number == rows[-1].number + 1 and line.kind is not LineKind.ROW
        if not is_next or len(row.cells) != len(headings.cells):
            break
        rows.append(row)
    return rows if len(rows) >= _FEWEST_ROWS else []


def _row(line: SourceLine, mark: str) -> SourceLine:
    cells = tuple(cell.strip() for cell in line.text.split(mark))
    text = " | ".join(filter(None, cells))
    return replace(line, text=text, kind=LineKind.ROW, cells=cells)

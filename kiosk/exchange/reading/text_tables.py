"""A text with tables in it, as the lines of an outline and the rows of the tables."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kiosk.exchange.reading.aligned_columns import aligned_rows
from kiosk.exchange.reading.drawn_tables import are_labelled, drawn_rows
from kiosk.exchange.reading.lengths import is_too_long, shortened
from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.reading.outline_text import outline_lines, plain_text

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def outline_with_tables(text: str) -> tuple[SourceLine, ...]:
    """The lines of a text; the rows of tables that are drawn in it stay rows."""
    lines = text.splitlines()
    rows = {
        at: SourceLine(at + 1, shortened(line))
        for at, line in enumerate(lines)
        if is_too_long(line)
    }
    kept = ["" if at in rows else line for at, line in enumerate(lines)]
    drawn = drawn_rows(kept)
    others = ["" if at in drawn else line for at, line in enumerate(kept)]
    for drawing in _drawings({**drawn, **aligned_rows(others)}):
        rows_only = [cells for cells in drawing.values() if cells]
        is_table = any(len(cells) > 1 and not are_labelled(cells) for cells in rows_only)
        for at, cells in drawing.items():
            kept[at] = "" if is_table else " | ".join(filter(None, cells))
            if is_table and cells:
                rows[at] = _row(at + 1, cells)
    found = {line.number: line for line in outline_lines("\n".join(kept))}
    found.update((row.number, row) for row in rows.values())
    return tuple(line for _, line in sorted(found.items()) if line.text)


def _drawings(drawn: Mapping[int, tuple[str, ...]]) -> Iterator[dict[int, tuple[str, ...]]]:
    """The lines of each table or box, which has no other lines between."""
    found: dict[int, tuple[str, ...]] = {}
    for at in sorted(drawn):
        if found and at - 1 not in found:
            yield found
            found = {}
        found[at] = drawn[at]
    yield found


def _row(number: int, cells: Sequence[str]) -> SourceLine:
    plain = tuple(map(_plain_cell, cells))
    return SourceLine(number, " | ".join(filter(None, plain)), LineKind.ROW, cells=plain)


def _plain_cell(text: str) -> str:
    """A cell of a table, which breaks its lines with <br>."""
    return "\n".join(filter(None, map(plain_text, _BREAK.split(text))))

"""Lines of any source as text that can be edited and read again."""

import csv
import io
from collections.abc import Iterator, Sequence

from kiosk.exchange.reading.lines import LineKind, SourceLine

_INDENT = "    "
_OUTERMOST_TEXT = 7


def source_text(lines: Sequence[SourceLine]) -> str:
    """A table as rows with tabs, an outline with its headings and bullets; tables within an outline
    have bars."""
    if lines and all(line.kind is LineKind.ROW for line in lines):
        return _tabbed(lines)
    depths = sorted({line.depth for line in lines if line.kind is not LineKind.ROW})
    outer = sum(depth < _OUTERMOST_TEXT for depth in depths)
    written = []
    for at, line in enumerate(lines):
        level = depths.index(line.depth) - outer if line.depth in depths else 0
        # A line that follows directly may continue the one above.
        is_apart = at and line.number > lines[at - 1].number + 1
        is_apart = is_apart or line.is_message
        gap = "\n" if is_apart and line.kind is LineKind.PARAGRAPH else ""
        gap = f"\n{line.sender}\n" if line.sender else gap
        written.append(gap + _line(line, level))
        is_first = line.kind is LineKind.ROW and (not at or lines[at - 1].kind is not LineKind.ROW)
        if is_first and len(line.cells) > 1:
            written.append("|---" * len(line.cells) + "|\n")  # else it may be read as bars
    return "".join(written)


def _line(line: SourceLine, level: int) -> str:
    if line.kind is LineKind.ROW:
        cells = ("<br>".join(_cell_lines(cell)) for cell in line.cells)
        return "| " + " | ".join(cells) + " |\n"
    if line.kind is LineKind.HEADING:
        mark = "#" * min(line.depth, 6) if line.depth < _OUTERMOST_TEXT else "**"
        return f"\n{mark} {line.text}\n" if mark[0] == "#" else f"\n**{line.text}**\n"
    box = {None: "", True: "[x] ", False: "[ ] "}[line.is_done]
    number = f"{line.numbering.rstrip('.')}. " if line.numbering else "- "
    bullet = number if line.kind is LineKind.BULLET else ""
    return f"{_INDENT * max(level, 0)}{bullet}{box}{line.text}\n"


def _cell_lines(cell: str) -> Iterator[str]:
    """The lines of a cell, as a table of Markdown has them."""
    for line in cell.split("\n"):
        yield " ".join(line.split()).replace("|", "\\|")


def _tabbed(lines: Sequence[SourceLine]) -> str:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter="\t", lineterminator="\n")
    writer.writerows(line.cells for line in lines)
    return written.getvalue()

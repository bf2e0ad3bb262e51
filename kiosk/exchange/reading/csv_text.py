"""A table as text: tabs, commas, semicolons or bars between its cells."""

import csv
import io
import re
from collections import Counter

from kiosk.errors import ValidationError
from kiosk.exchange.reading.lengths import shortened
from kiosk.exchange.reading.lines import LineKind, SourceLine

_DELIMITERS = "\t;,|"
_SEP_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
_DEFUSED = frozenset("=+-@'\t\r")
MOST_COLUMNS = 200
_QUOTED = re.compile(r'(^|[,;|\t])"(?:[^"]|""){0,5000}"(?=[,;|\t]|\s*$)', re.MULTILINE)
_PROBE = 100_000
_COMMENT = re.compile(r"\s*#+\s+(?=[^\W\d_])(?!of\b)", re.IGNORECASE)


def table_lines(text: str, delimiter: str = "") -> tuple[SourceLine, ...]:
    """The rows of a table with something in them, numbered as in the source.

    :param delimiter: what is between cells; found from the text by default.
    :raises ValidationError: on "table", if it is not a table.
    """
    plain = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    declared = _SEP_LINE.match(plain)
    first = 1
    if declared:
        delimiter, plain, first = declared[1], plain[declared.end() :], 2
    separator = delimiter or delimiter_of(plain) or ("\t" if "\t" in plain else ",")
    try:
        rows = list(csv.reader(io.StringIO(plain, newline=""), delimiter=separator))
    except csv.Error as error:
        raise ValidationError(
            "table", "This is not a table: %(reason)s. Paste plain rows", reason=error
        ) from error
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    return rows_as_lines([_without_comment(row, separator, width) for row in rows], first)


def _without_comment(row: list[str], separator: str, width: int) -> list[str]:
    """A row without the sign of a comment, which is one text whatever is in it: “# O1: Sell”.

    :param width: how many cells most rows have.
    """
    is_comment = bool(row) and _COMMENT.match(row[0]) is not None
    if not is_comment or (len(row) == width and any(row[1:])):
        return row
    return [_COMMENT.sub("", separator.join(row)).rstrip(separator)]


def rows_as_lines(rows: list[list[str]], first: int = 1) -> tuple[SourceLine, ...]:
    """Rows of cells as lines; empty rows are left out.

    :param first: the number of the first row.
    :raises ValidationError: on "table", if there are too many columns.
    """
    lines = []
    for number, row in enumerate(rows, start=first):
        cells = tuple(_plain_cell(cell) for cell in row)
        if any(cells):
            if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
                raise ValidationError(
                    "table",
                    "Row %(row)s has more than %(most)s columns. Leave out what is not an OKR",
                    row=number, most=MOST_COLUMNS,
                )  # fmt: skip
            filled = cells[:MOST_COLUMNS]
            text = " | ".join(cell for cell in filled if cell)
            lines.append(SourceLine(number, text, LineKind.ROW, cells=filled))
    return tuple(lines)


def _plain_cell(cell: str) -> str:
    """A cell without spaces around it, and without the apostrophe that keeps it from being run as a
    formula."""
    text = cell.strip().replace("\u00a0", " ")
    return shortened(text[1:] if text.startswith("'") and text[1:2] in _DEFUSED else text)


def without_quoted(text: str) -> str:
    """The text with what stands in quotes in its cells left out, and with it the line breaks."""
    return _QUOTED.sub(lambda found: f'{found[1]}""', text[:_PROBE])


def delimiter_of(text: str) -> str:
    """The delimiter: the one that most lines have equally often; "" where there is none."""
    whole = without_quoted(text)
    lines = [
        re.sub(r'"(?:[^"]|"")*"', "", line) for line in whole.splitlines()[:50] if line.strip()
    ]
    best, most = "", 0.0
    for delimiter in _DELIMITERS:
        counts = Counter(line.count(delimiter) for line in lines)
        counts.pop(0, None)
        if counts:
            times, how_many = counts.most_common(1)[0]
            share = how_many / len(lines) + times / 1000
            if share > most and how_many * 2 >= len(lines):
                best, most = delimiter, share
    return best

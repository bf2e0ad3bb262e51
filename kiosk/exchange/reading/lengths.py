"""How long lines may be: a line without end would keep everything that looks into it busy."""

import re
from dataclasses import replace

from kiosk.errors import N_, ValidationError
from kiosk.exchange.reading.lines import SourceLine

MOST_LINES = 50_000
"""Of a text or a sheet."""
LONGEST = 2_500
"""Characters of a line or a cell that is looked into: the longest description with a label."""
LONGEST_CELL = 32_767
"""Characters of a cell of a spreadsheet; exports of this program have milestones in one."""
LONGEST_ROW = 500_000
TOO_LONG = N_("it is longer than 2,500 characters, which no OKR is")
_MOST_BREAKS = 500_000
_WIDE = re.compile(r"(\s{16})\s+")


def refuse_too_many_lines(lines: int, most: int = MOST_LINES) -> None:
    """Raise ValidationError on "file" for more lines than are read."""
    if lines > most:
        raise ValidationError(
            "file", "There are more than %(most)s lines. Leave out what is not an OKR", most=most
        )


def too_much() -> ValidationError:
    """The error for a file that would keep its reader busy for too long."""
    return ValidationError(
        "file", "Reading this takes too much time or memory. Copy the OKRs into a smaller file"
    )


def shortened(text: str) -> str:
    """A line or a cell as it is; one that is longer than any cell only so far."""
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"


def is_too_long(text: str) -> bool:
    """Whether a line or a cell is longer than any OKR."""
    return len(text) > LONGEST


def narrowed(line: SourceLine) -> SourceLine:
    """A line or a row with at most 16 blanks in a row, all of which a pattern may have to try."""
    if not any(map(_WIDE.search, line.cells or (line.text,))):
        return line
    cells = tuple(_WIDE.sub(r"\1", cell) for cell in line.cells)
    return replace(line, text=_WIDE.sub(r"\1", line.text), cells=cells)


def refuse_endless_lines(text: str) -> None:
    """Raise ValidationError on "file" for a text whose lines are longer than any row, or that has
    more of them than can be looked at."""
    refuse_too_many_lines(text.count("\n"), _MOST_BREAKS)
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_ROW:
            raise ValidationError(
                "file",
                "Line %(line)s has more than %(most)s characters. Save it again with a line for"
                " each row",
                line=number,
                most=LONGEST_ROW,
            )

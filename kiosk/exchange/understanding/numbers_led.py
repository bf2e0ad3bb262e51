"""Key results in one line behind words that only lead over to them: “Look at three numbers: orders
from 1 to 2, returns from 4 to 3 and reviews above 4.5”."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.prose_cues import NUMBERS
from kiosk.exchange.understanding.prose_parts import is_measured, parts_of

_FEWEST, _LONGEST = 2, 600


def lines_by_number(lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The lines, with those that lead over to several numbers as a line for each of them."""
    return tuple(part for line in lines for part in _parts(line))


def _parts(line: SourceLine) -> Iterator[SourceLine]:
    label = label_of(line.text) if line.kind is not LineKind.ROW else None
    rest = label.rest if label and label.role is Role.KEY_RESULT else line.text
    lead = NUMBERS.match(rest) if len(rest) <= _LONGEST and line.kind is not LineKind.ROW else None
    listed = parts_of(rest[lead.end() :]) if lead else []
    if len(listed) < _FEWEST or not all(map(is_measured, listed)):
        yield line
        return
    for text in listed:
        yield replace(line, text=f"KR: {text}" if label else text)

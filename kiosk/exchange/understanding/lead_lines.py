"""Lines that only lead over to a list: “We will know we are there when:”. What stands below them
belongs to the line above them."""

from collections import Counter
from collections.abc import Sequence

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.labels import label_of
from kiosk.exchange.understanding.titles import is_page_title

_FEWEST_WORDS = 3
_COLONS = (":", "：")


def lead_lines(lines: Sequence[SourceLine]) -> frozenset[int]:
    """The numbers of the lines that only lead over: they end with a colon above a list, and stand
    there more than once, or right below what the list is about."""
    may_be = {at for at in range(1, len(lines)) if _leads(lines, at)}
    times = Counter(_plain(lines[at]) for at in may_be)
    return frozenset(
        lines[at].number
        for at in may_be
        if times[_plain(lines[at])] > 1 or len(_plain(lines[at]).split()) >= _FEWEST_WORDS
    )


def _leads(lines: Sequence[SourceLine], at: int) -> bool:
    above, line = lines[at - 1], lines[at]
    below = lines[at + 1] if at + 1 < len(lines) else None
    is_text = line.kind in (LineKind.PARAGRAPH, LineKind.HEADING)
    is_list = below is not None and below.kind is LineKind.BULLET
    is_head = above.kind is not LineKind.BULLET or bool(above.numbering)
    is_title = is_head and (bool(above.numbering) or above.depth <= line.depth)
    is_below_title = is_title and not above.text.endswith(_COLONS) and not is_page_title(above)
    is_lead = line.text.rstrip().endswith(_COLONS) and label_of(line.text) is None
    return is_text and is_list and is_below_title and is_lead


def _plain(line: SourceLine) -> str:
    return line.text.strip(" :：").casefold()

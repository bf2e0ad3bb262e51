"""Lines that a mail client or a PDF has broken: what continues the line above is joined to it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.labels import LABEL_LIKE, label_of
from kiosk.exchange.understanding.measures import measure_in

_LONG = 55
"""How long a line is at least that was broken because it was full."""
_ENDS = (".", "!", "?", ":", ";", "。", "！", "？", "：")
_OPEN_END = re.compile(
    r"(?:[,(&/–—→-]|\b(?:and|or|of|to|from|the|a|an|for|with|in|on|by|at|und|oder|von|auf|zu|der"
    r"|die|das|den|dem|für|mit|et|ou|de|du|des|la|le|les|à|pour|y|o|del|al|los|las|con|para|e|da"
    r"|do|dos|com|di|il|van|en|het|naar|og|til|av))$",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?:thx|thanks|thank you|cheers|danke|merci|gracias|obrigad[oa]|grazie|bedankt|takk)\b",
    re.IGNORECASE,
)
_NO_CONTINUATION = re.compile(r"(?:=>|->|→|@|https?:|\[|\||>)")


def joined_lines(lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The lines, with those that continue the one above as part of it."""
    joined: list[SourceLine] = []
    last_number = 0
    for line in lines:
        if joined and line.number == last_number + 1 and _continues(joined[-1], line):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
        last_number = line.number
    return tuple(joined)


def _continues(above: SourceLine, line: SourceLine) -> bool:
    """Whether a line without bullet, number and label goes on with the sentence above."""
    if (
        line.is_message
        or line.kind is not LineKind.PARAGRAPH
        or above.kind in (LineKind.HEADING, LineKind.ROW)
    ):
        return False
    text = line.text
    label = label_of(text)
    is_labelled = bool(label and (label.rest or label.number)) or LABEL_LIKE.fullmatch(text)
    if (
        line.is_done is not None
        or is_labelled
        or _NO_CONTINUATION.match(text)
        or _THANKS.match(text)
    ):
        return False
    is_item = above.kind is LineKind.BULLET or label_of(above.text) is not None
    if not is_item or above.text.endswith(_ENDS) or _is_alone(above):
        return False
    if text[:1].islower() or _OPEN_END.search(above.text):
        return True
    is_whole = measure_in(above.text, ".") is not None and measure_in(text, ".") is not None
    is_inside = above.kind is LineKind.BULLET and line.depth > above.depth
    return (is_inside or len(above.text) >= _LONG) and not is_whole


def _is_alone(line: SourceLine) -> bool:
    """Whether a line is only a label: “Objective 1”."""
    label = label_of(line.text)
    return bool(label and not label.rest)

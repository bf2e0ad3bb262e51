"""Lines that only lead over to a list: “We will know we are there when:”. What stands below them
belongs to the line above them."""

import re
from collections import Counter
from collections.abc import Sequence

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.labels import label_of
from kiosk.exchange.understanding.titles import is_page_title

_FEWEST_WORDS = 3
# “That means:”, whatever stands above.
_LEADS = re.compile(
    r"(?:(?:and )?(?:that|this|which|it) means|meaning|i\.?e\.?|specifically|concretely"
    r"|in numbers|measured (?:by|as|in)|so that|how|(?:das|was|dies|sprich) (?:heißt|heisst"
    r"|bedeutet)|d\.?\s?h\.?|konkret|heißt|gemessen (?:an|mit)|in zahlen"
    r"|c['’]est[- ]à[- ]dire|concrètement|cela (?:veut dire|signifie)|mesuré (?:par|avec)"
    r"|en chiffres|es decir|esto significa|concretamente|en concreto|medido (?:por|con|en)"
    r"|ou seja|isso significa|isto é|na prática|em números|cioè|vale a dire|(?:ciò )?significa"
    r"|in concreto|concretamente|in numeri|dat (?:betekent|wil zeggen)|oftewel|concreet"
    r"|gemeten (?:aan|met)|det (?:betyr|vil si)|altså|konkret|målt (?:ved|med)"
    r"|即|也就是说?|具体(?:来说|而言)?|つまり|すなわち|具体的には)",
    re.IGNORECASE,
)
_COLONS = (":", "：")


def lead_lines(lines: Sequence[SourceLine]) -> frozenset[int]:
    """The numbers of the lines that only lead over: they end with a colon above a list, and stand
    there more than once, or right below what the list is about."""
    may_be = {at for at in range(1, len(lines)) if _leads(lines, at)}
    times = Counter(_plain(lines[at]) for at in may_be)
    return frozenset(
        lines[at].number for at in may_be if _is_lead(lines[at], times[_plain(lines[at])])
    )


def _is_lead(line: SourceLine, times: int) -> bool:
    plain = _plain(line)
    # The first line of a message says what its list is about.
    is_long = len(plain.split()) >= _FEWEST_WORDS and not line.is_message
    return bool(_LEADS.fullmatch(plain)) or times > 1 or is_long


def _leads(lines: Sequence[SourceLine], at: int) -> bool:
    above, line = lines[at - 1], lines[at]
    is_text = line.kind in (LineKind.PARAGRAPH, LineKind.HEADING)
    if not is_text or not line.text.rstrip().endswith(_COLONS):
        return False  # as most lines, whose labels take longer to find
    below = lines[at + 1] if at + 1 < len(lines) else None
    is_list = below is not None and below.kind is LineKind.BULLET
    is_head = above.kind is not LineKind.BULLET or bool(above.numbering)
    is_title = is_head and (bool(above.numbering) or above.depth <= line.depth)
    is_below_title = is_title and not above.text.endswith(_COLONS) and not is_page_title(above)
    return is_list and is_below_title and label_of(line.text) is None


def _plain(line: SourceLine) -> str:
    return line.text.strip(" :：").casefold()

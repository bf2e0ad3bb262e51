"""Lines that a mail client or a PDF has broken: what continues the line above is joined to it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.arrows import ARROW
from kiosk.exchange.understanding.cell_values import is_measure
from kiosk.exchange.understanding.due_days import due_in
from kiosk.exchange.understanding.fields import field_in
from kiosk.exchange.understanding.labels import LABEL_LIKE, Role, label_of
from kiosk.exchange.understanding.measures import measure_in
from kiosk.exchange.understanding.prose import sentences_in
from kiosk.exchange.understanding.stated_values import stated_value_in
from kiosk.exchange.understanding.titles import REMARK

_LONG = 55
"""How long a line is at least that was broken because it was full."""
_WORDS_OF_A_SENTENCE = 6
_LONGEST = 2_000
"""No line goes on with more characters than these: a paragraph that does is read as two."""
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
# “ser-” and “vice”; “Kunden- und” keeps its hyphen.
_HYPHENATED = re.compile(r"[^\W\d_]{2,}-$")
_REST_OF_WORD = re.compile(r"(?!(?:and|or|und|oder|sowie|bzw|et|ou|y|e|o|en|of|og)\b)[a-zà-öø-ÿ]")
_RESULT = re.compile(rf"{ARROW}\s*\S")
_NO_CONTINUATION = re.compile(r"(?:=>|->|→|@|https?:|\[|\||>)")


def joined_lines(lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The lines, with those that continue the one above as part of it."""
    joined: list[SourceLine] = []
    last: SourceLine | None = None
    for line in lines:
        is_next = last is not None and line.number == last.number + 1
        is_next = is_next and len(joined[-1].text) <= _LONGEST
        if last and is_next and (_continues(joined[-1], line) or _is_prose(joined[-1], last, line)):
            joined[-1] = replace(joined[-1], text=_joined(joined[-1], line))
        else:
            joined.append(line)
        last = line
    return tuple(joined)


def _joined(above: SourceLine, line: SourceLine) -> str:
    if _HYPHENATED.search(above.text) and _REST_OF_WORD.match(line.text):
        return above.text[:-1] + line.text
    return f"{above.text}{': ' if _is_alone(above) else ' '}{line.text}"


def _is_prose(above: SourceLine, last: SourceLine, line: SourceLine) -> bool:
    """Whether a line goes on with a paragraph, of which `last` is the line before: with a sentence
    that goes on or, after a full line of prose, with the next one."""
    is_text = {above.kind, line.kind} == {LineKind.PARAGRAPH} and last.depth == line.depth
    if line.is_message or not is_text or label_of(line.text) or _NO_CONTINUATION.match(line.text):
        return False
    label = label_of(above.text)
    if label and label.role is Role.BECAUSE and not label.rest:
        return True
    if label and label.role is not Role.BECAUSE:
        return False
    if len(last.text) < _LONG or _THANKS.match(line.text):
        return False
    if not last.text.endswith(_ENDS):
        # Who begins every line in lower case does not go on with it, but for prose.
        is_plain = not above.text[:1].islower() or sentences_in(above.text) > 0
        is_going_on = line.text[:1].islower() and is_plain
        return is_going_on or bool(_OPEN_END.search(last.text))
    is_sentence = line.text.endswith((".", "!", "?")) or sentences_in(above.text) > 1
    return last.text.endswith((".", "!", "?")) and is_sentence


def _is_result(above: SourceLine, line: SourceLine) -> bool:
    """Whether a line is what came of the key result above: “=> 9 of them signed”."""
    is_item = above.kind is LineKind.BULLET or label_of(above.text) is not None
    return is_item and bool(_RESULT.match(line.text))


def _continues(above: SourceLine, line: SourceLine) -> bool:
    """Whether a line without bullet, number and label goes on with the sentence above."""
    if line.kind is not LineKind.ROW and _is_result(above, line):
        return True
    if (
        line.is_message
        or line.kind is not LineKind.PARAGRAPH
        or above.kind in (LineKind.HEADING, LineKind.ROW)
    ):
        return False
    text = line.text
    label = label_of(text)
    is_field = line.depth > above.depth and field_in(text) is not None
    is_head = label is not None and text.endswith((":", "："))
    is_labelled = bool(label and (label.rest or label.number)) or LABEL_LIKE.fullmatch(text)
    if is_field or is_head:
        return False
    if REMARK.fullmatch(text):  # a remark of its own, or how it stands: “(last year 12)”
        is_stated = stated_value_in(f"{above.text} {text}") is not None
        return is_stated or due_in(text) is not None
    if (
        line.is_done is not None
        or is_labelled
        or _NO_CONTINUATION.match(text)
        or _THANKS.match(text)
    ):
        return False
    is_item = above.kind is LineKind.BULLET or label_of(above.text) is not None
    # “Technicians with a licence:” and below it “2 → 9”.
    if is_item and above.text.endswith((":", "：")) and is_measure(text):
        return not _is_alone(above)
    if not is_item or above.text.endswith(_ENDS) or _is_alone(above):
        return False
    if text[:1].islower() or _OPEN_END.search(above.text):
        return True
    is_whole = measure_in(above.text, ".") is not None and measure_in(text, ".") is not None
    is_sentence = sentences_in(text) > 0 and len(text.split()) >= _WORDS_OF_A_SENTENCE
    is_inside = above.kind is LineKind.BULLET and line.depth > above.depth and not is_sentence
    return (is_inside or len(above.text) >= _LONG) and not is_whole


def _is_alone(line: SourceLine) -> bool:
    """Whether a line is only a label: “Objective 1”."""
    label = label_of(line.text)
    return bool(label and not label.rest)

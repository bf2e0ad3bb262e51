"""Lines of a labelled outline without a known label, and what the others make of them."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from kiosk.exchange.reading.lines import LineKind
from kiosk.exchange.understanding.labels import COUNTED_OBJECTIVE, Label, Role
from kiosk.exchange.understanding.outline_tree import Node
from kiosk.exchange.understanding.titles import is_department, is_page_title, team_line

_UNKNOWN_LABEL = re.compile(
    r"(?P<word>[A-Z]{1,4})\s?(?P<number>\d{1,2}(?:\.\d{1,2})?)\s*[:：.)–—-]\s*(?P<rest>\S.*)"
)
# “KR Complaints from 12 to 4”
_WORD_ALONE = re.compile(r"(?P<word>KR|SE|KE|RC|NR|ER|RK)\s+(?P<rest>[^\W\d_].*)")
# “2. We stand on our own feet”
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+(?=\S)")
_FEWEST_OF_A_LABEL, _MOST_WORDS_OF_A_DEPARTMENT = 2, 3
# “Agreed objective: …”, “Notre premier objectif : …”, “And secondly: …”
_WHICH_OBJECTIVE = re.compile(
    r"^(?:(?:[\w'’]+\s){1,3}(?:objective|goal|ziel|objectif|objetivo|obiettivo|doel|mål)"
    r"|(?:and |und |et |y )?(?:first|second|third|erst|zweit|dritt|premièrement|deuxièmement"
    r"|primero|segundo|tercero)(?:ly|ens)?)\s?[:：]\s+(?=\S)",
    re.IGNORECASE,
)


def label_unknown(nodes: Sequence[Node]) -> None:
    """Where objectives have labels and key results none that is known, the label that stands most
    often below them is theirs: “NR1: …”, “NR2: …”. So is one that begins with the letter of its
    objective: “A1. …”, “B1. …”."""
    if any(node.label and node.label.role is Role.KEY_RESULT for node in nodes):
        return
    found = [
        (node, match)
        for node in nodes
        if node.label is None and (match := _unknown_label(node.line.text))
    ]
    words = Counter(match["word"] for _, match in found)
    known = {word for word, _ in words.most_common(1)}
    known |= {node.label.number for node in nodes if node.label and node.label.number.isalpha()}
    times = sum(words[word] for word in known)
    for node, match in found if times >= _FEWEST_OF_A_LABEL else ():
        if match["word"] in known:
            number = match.groupdict().get("number", "")
            node.label = Label(Role.KEY_RESULT, match["rest"], number)


def _unknown_label(text: str) -> re.Match[str] | None:
    return _UNKNOWN_LABEL.fullmatch(text) or _WORD_ALONE.fullmatch(text)


def label_above_key_results(nodes: Sequence[Node]) -> None:
    """Where key results have labels and objectives none, the line right above key results is their
    objective: a heading, or “Agreed objective: …”."""
    labelled = [node for node in nodes if node.label and node.label.role is Role.OBJECTIVE]
    if not all(COUNTED_OBJECTIVE.fullmatch(node.line.text) for node in labelled):
        return
    said = [node for node in nodes if not _only_says(node)]
    for node, below in pairwise(said):
        label, text = below.label, node.line.text
        is_above = label is not None and label.role is Role.KEY_RESULT
        is_text = node.label is None and node.line.kind is not LineKind.BULLET
        is_short = len(text.split()) <= _MOST_WORDS_OF_A_DEPARTMENT
        is_team = (is_short and is_department(text)) or bool(team_line(text))
        is_name = is_page_title(node.line) or is_team
        if is_above and is_text and not is_name:
            title = without_which(_NUMBERED.sub("", text)).strip(" :：")
            node.label = Label(Role.OBJECTIVE, title)


def without_which(text: str) -> str:
    """A title without the words that say which objective it is: “Our main goal: …”."""
    found = _WHICH_OBJECTIVE.match(text)
    return text[found.end() :][:1].upper() + text[found.end() + 1 :] if found else text


def _only_says(node: Node) -> bool:
    """Whether a line only says something about the one above it: why, or who leads."""
    label = node.label
    is_said = label is not None and label.role not in (Role.OBJECTIVE, Role.KEY_RESULT, Role.TEAM)
    return node.explains or is_said

"""Key results within what people say in a chat: “right: – KR 5: …”, “one more for O2 → KR 3: …”."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding import words
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.labels_within import labels_within
from kiosk.okr.import_findings import QuestionAboutLines, ReadingQuestion

_NAMED = re.compile(
    r"\b(?:O|OKR|Z|objective|goal|ziel|objectif|objetivo|obiettivo|doel|mål)\s?#?(\d{1,2})\b"
    r"|目[標标]\s?(\d{1,2})",
    re.IGNORECASE,
)
# “Result 2: …”, “成果2：…”: words that are labels only with a number.
_IF_NUMBERED = re.compile(
    rf"(?<![^\W\u3040-\u9fff])(?:{'|'.join(map(re.escape, words.KEY_RESULT_IF_NUMBERED))})"
    r"\s?#?\d{1,2}(?:\.\d{1,2})?\s?[:：–—]\s*(?=\S)",
    re.IGNORECASE,
)


def lines_without_talk(
    lines: Sequence[SourceLine],
) -> tuple[tuple[SourceLine, ...], tuple[QuestionAboutLines, ...]]:
    """The lines of a chat, with a key result instead of each line that has one behind other words,
    below the objective that those name; each is asked about. Any other text is as it is."""
    if not any(line.is_message for line in lines):
        return tuple(lines), ()
    plain: list[SourceLine] = []
    asked = []
    is_left = None
    for line in lines:
        said, text = _key_result_in(line)
        if is_left and not line.is_message:
            line = replace(line, is_message=True, sender=is_left.sender)
        is_left = None
        if not text:
            plain.append(line)
            continue
        asked.append(QuestionAboutLines((line.number,), ReadingQuestion("talk", text, (), "")))
        place = _place_below(plain, said)
        if place < len(plain):
            is_left = line if line.is_message else None
            plain.insert(place, SourceLine(line.number, text, line.kind, line.depth))
        else:
            plain.append(replace(line, text=text))
    return tuple(plain), tuple(asked)


def _key_result_in(line: SourceLine) -> tuple[str, str]:
    """What is said before a key result in a line, and the key result; "" twice where there is none
    or the line begins with a label."""
    if line.kind is LineKind.ROW or label_of(line.text) is not None:
        return "", ""
    numbered = (found.start() for found in _IF_NUMBERED.finditer(line.text))
    for start in sorted((*labels_within(line.text), *numbered)):
        label = label_of(line.text[start:])
        if label and label.role is Role.OBJECTIVE:
            break
        if label and label.role is Role.KEY_RESULT and label.rest:
            return line.text[:start], line.text[start:]
    return "", ""


def _place_below(lines: Sequence[SourceLine], said: str) -> int:
    """Where a key result belongs: behind the last line of the objective whose number is said, or
    the end of the lines."""
    found = _NAMED.search(said)
    number = next(filter(None, found.groups())) if found else ""
    place, is_below = len(lines), False
    for at, line in enumerate(lines):
        label = label_of(line.text)
        if label and label.role is Role.OBJECTIVE:
            is_below = bool(number) and label.number == number
        if is_below and label and label.role in (Role.OBJECTIVE, Role.KEY_RESULT):
            place = at + 1
    return place

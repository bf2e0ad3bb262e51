"""Labels within a line: “Objective: … KR1: … KR2: …” is a line for each of them.

People type such lines when they copy a slide or write a mail without lists. What follows “Key
results:” may be numbered, (1) … (2) …, or stand between semicolons.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding import words
from kiosk.exchange.understanding.labels import Label, Role, label_of

_INSIDE = 5
"""How much further in the parts of a line stand: less than what is indented below it."""


def _any_of(known: Sequence[str]) -> str:
    names = sorted(map(re.escape, known), key=len, reverse=True)
    return "(?:" + "|".join(names) + ")"


_NUMBER = r"\s?(?:#|n°|nº|no\.|nr\.)?\s?[OZ]?\d{1,2}(?:[.\-]\d{1,2})*[a-z]?"
_EAST_NUMBER = r"(?:\s?\d{1,2}(?:[.\-]\d{1,2})*|[一二三四五六七八九十])"
_END = r"\s*[:：.)–—\-]"
_KEY_RESULTS, _OBJECTIVES = _any_of(words.KEY_RESULT), _any_of(words.OBJECTIVE)
_REASONS = _any_of(words.BECAUSE)
# After a blank, or in Chinese and Japanese after a full stop.
_LABEL = re.compile(
    rf"(?:(?<=\s)|(?<=[。；;，、！]))(?:"
    rf"(?:{_KEY_RESULTS}|[OZ]\d{{1,2}}[.\-/ ]?(?:KR|SE|RC))(?:(?:{_NUMBER}|{_EAST_NUMBER})"
    rf"(?:{_END}(?!\d)|(?=\s))|\s?[:：])"
    rf"|{_OBJECTIVES}(?:{_NUMBER}|{_EAST_NUMBER})?\s?[:：]|(?-i:O\s?\d{{1,2}}\s?[:：])"
    rf"|(?-i:O\s?[:：])|{_REASONS}\s?[:：])\s*(?=\S)",
    re.IGNORECASE,
)
# “NR1: … NR2: …”, of a language that is not known.
_UNKNOWN = re.compile(r"(?<=\s)(?P<word>[A-Z]{2,4})\s?\d{1,2}\s*[:：.)–—-]\s+(?=\S)")
_COUNTED = re.compile(
    r"(?:(?<=\s)|(?<=[。；;：:，、])|^)(?:\(\s?(\d)\s?\)|（(\d)）|(\d)\))\s*(?=\S)"
)
_SEPARATED = re.compile(r"\s*[;；•·]\s*(?=\S)|\s+/\s+")
# “On it! Objective 3: …”
_INTERJECTION = re.compile(r"\W*[^\W\d]\S*(?:\s\S+){0,3}(?<=[!…])\s*")
_EDGES = " \t,;；，、|/–—-("
_STOP = re.compile(r"(?<=[^\W\d_])[.。]$|[。]$")
_AND = re.compile(r"[\s,;，；]+(?:and|und|et|y|e|en|og|ed|sowie|以及|和)$", re.IGNORECASE)


def lines_by_label(lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The lines, with those that have several labels as a line for each."""
    parted: list[SourceLine] = []
    last: SourceLine | None = None
    for line in lines:
        for part in _parts(line):
            label = label_of(part.text) if part.kind is not LineKind.ROW else None
            if label and label.role is Role.OBJECTIVE:
                last = _beside(part, last)
                parted.append(last)
            else:
                parted.append(part)
    return tuple(parted)


def labels_within(text: str) -> list[int]:
    """Where the labels within a text begin, from 0."""
    return [found.start() for found in _LABEL.finditer(text)]


def _beside(line: SourceLine, last: SourceLine | None) -> SourceLine:
    """An objective that begins a message, as far out as the last one that did: bold there, and here
    not, for what was said before it."""
    if last is None or not (line.is_message and last.is_message) or last.depth >= line.depth:
        return line
    return replace(line, kind=last.kind, depth=last.depth)


def _parts(line: SourceLine) -> Iterator[SourceLine]:
    if line.kind is LineKind.ROW:
        yield line
        return
    texts = _texts(line.text)
    if texts in ([line.text], []):
        yield line
        return
    yield replace(line, text=_trimmed(texts[0]))
    for text in texts[1:]:
        trimmed = _trimmed(text)
        if trimmed:
            kind, depth = LineKind.BULLET, line.depth + _INSIDE
            yield SourceLine(line.number, trimmed, kind, depth)


def _texts(text: str) -> list[str]:
    """The parts of a text that begin with a label; the text alone where there are none."""
    starts = labels_within(text) or _unknown(text)
    first = label_of(text)
    # “🎯 Objective: …” and “Finance – Objective: …” have one label.
    if starts and first and _is_same(first, label_of(text[starts[0] :])):
        starts = starts[1:]
    if first is None and starts and _INTERJECTION.fullmatch(text[: starts[0]]):
        return _texts(text[starts[0] :])
    is_okr = first is not None and first.role in (Role.OBJECTIVE, Role.KEY_RESULT)
    if not is_okr and not _has_objective(text, starts):
        return [text]
    ends = [*starts, len(text)]
    parts = [text[: ends[0]], *(text[a:b] for a, b in pairwise(ends))]
    return [each for part in parts for each in _counted(part) if each.strip(_EDGES)]


def _is_same(label: Label, within: Label | None) -> bool:
    return within is None or (label.role, label.number, label.rest.casefold()) == (
        *(within.role, within.number),
        within.rest.casefold(),
    )


def _has_objective(text: str, starts: Sequence[int]) -> bool:
    """“We agreed on Objective: … KR1: …”: an objective and another label within the line."""
    labels = [label_of(text[start:]) for start in starts]
    roles = [label.role for label in labels if label]
    return Role.OBJECTIVE in roles and Role.KEY_RESULT in roles


def _unknown(text: str) -> list[int]:
    found = list(_UNKNOWN.finditer(text))
    is_list = len(found) > 1 and len({each["word"] for each in found}) == 1
    return [each.start() for each in found] if is_list else []


def _counted(text: str) -> list[str]:
    """“Key results: (1) … (2) …” as a line for each; the text alone where nothing is listed."""
    label = label_of(text)
    if label is None or label.role not in (Role.OBJECTIVE, Role.KEY_RESULT):
        return [text]
    found = list(_COUNTED.finditer(text))
    numbers = [next(filter(None, each.groups())) for each in found]
    if len(found) > 1 and numbers == [str(at + 1) for at in range(len(found))]:
        ends = [each.start() for each in found] + [len(text)]
        items = [text[each.end() : end] for each, end in zip(found, ends[1:], strict=True)]
        head = label_of(_trimmed(text[: ends[0]]))
        is_titled = head is not None and bool(head.rest)
        return [*([text[: ends[0]]] if is_titled else []), *_numbered(items)]
    if label.is_plural and label.role is Role.KEY_RESULT and label.rest:
        items = [each for each in _SEPARATED.split(label.rest) if each.strip(_EDGES)]
        if len(items) > 1:
            return _numbered(items)
    return [text]


def _numbered(items: Sequence[str]) -> list[str]:
    return [f"KR{at}: {_trimmed(item)}" for at, item in enumerate(items, 1)]


def _trimmed(text: str) -> str:
    """A part without the punctuation that parted it from its neighbours."""
    plain = _AND.sub("", text.strip().rstrip(_EDGES)).strip()
    return _STOP.sub("", plain).rstrip(_EDGES)

"""Paragraphs that say something about the line above them: why, in which context, or in whole
sentences. What stands below them belongs to that line as well."""

import re
from collections.abc import Sequence

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.reading.outline_text import BOLD_DEPTH, RANKS
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.titles import is_department, is_page_title, team_line

_SENTENCE_END = re.compile(r"[.!?…][)”\"»’']?(?=\s|$)|[。！？]")
_SHORTENED = re.compile(r"\b(?:[^\W\d_]{1,4}|\d+)\.(?=\s)")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_FEWEST_WORDS, _FEWEST_SIGNS = 9, 22
_WORDS_OF_A_NAME, _LONGEST_TITLE, _WORDS_OF_A_SENTENCE = 2, 16, 4
_SAID = (Role.BECAUSE, Role.OTHER, Role.OWNER)


def explaining_lines(lines: Sequence[SourceLine]) -> frozenset[int]:
    """The places of the lines that only say something about a line above them."""
    found: set[int] = set()
    above: int | None = None
    for at, line in enumerate(lines):
        is_text = line.kind is LineKind.PARAGRAPH
        if _explains(lines, at, above) if is_text else above is not None and _is_bold(line):
            found.add(at)
        else:
            above = at
    return frozenset(found)


def _is_bold(line: SourceLine) -> bool:
    """Whether a line of text is wholly bold or italic and says why: “*Why? Every third call …*”."""
    label = label_of(line.text) if line.depth == BOLD_DEPTH else None
    return label is not None and label.role in _SAID and bool(label.rest)


def _explains(lines: Sequence[SourceLine], at: int, above: int | None) -> bool:
    line = lines[at]
    label = label_of(line.text)
    if label is not None:
        return label.role in _SAID and bool(label.rest) and above is not None
    if _leads_to_levels(lines, at):
        return not line.is_message or lines[at + 1].numbering == "1"
    if line.is_message:
        return False
    if above is None:
        return False
    title = lines[above]
    if not _may_be_below(lines, at, title) or not may_have_prose(title):
        return False
    sentences = sentences_in(line.text)
    is_long = sentences > 0 and size_of(line.text) >= _FEWEST_WORDS
    is_title = size_of(title.text) > _WORDS_OF_A_NAME
    return (sentences > 1 and is_long) or (is_long and is_title)


def _may_be_below(lines: Sequence[SourceLine], at: int, title: SourceLine) -> bool:
    """Whether a paragraph may explain the title above it: a line of text, or an item of a list that
    has a list of its own behind the paragraph."""
    line = lines[at]
    if title.kind is not LineKind.BULLET:
        return title.depth <= line.depth
    behind = lines[at + 1] if at + 1 < len(lines) else line
    is_beside = title.depth // RANKS == line.depth // RANKS
    is_near = is_beside or line.depth > title.depth or bool(title.numbering)
    return is_near and behind.kind is LineKind.BULLET and behind.depth > title.depth


def _leads_to_levels(lines: Sequence[SourceLine], at: int) -> bool:
    """Whether an outline with levels of its own follows, so that the paragraph is none of them:
    several sentences, or one above items that are numbered or do not end as sentences do."""
    line, sentences = lines[at], sentences_in(lines[at].text)
    below = [each for each in lines[at + 1 : at + 5] if each.kind is not LineKind.PARAGRAPH][:2]
    if not sentences or len(below) < 2 or not line.depth <= below[0].depth < below[1].depth:
        return False
    is_numbered = below[0].numbering == "1" and not line.numbering
    is_other = is_numbered or not any(sentences_in(each.text) for each in below)
    return sentences > 1 or (is_other and size_of(line.text) >= _WORDS_OF_A_SENTENCE)


def may_have_prose(title: SourceLine) -> bool:
    """Whether a line may be an objective that a paragraph below it explains: no title of a page, no
    team and no prose itself."""
    text = title.text
    is_name = is_page_title(title) or is_department(text) or bool(team_line(text))
    is_prose = sentences_in(text) > 1 or size_of(text) > _LONGEST_TITLE or text.endswith(",")
    return not is_name and not is_prose


def sentences_in(text: str) -> int:
    """How many sentences a text has that end as such."""
    return len(_SENTENCE_END.findall(_SHORTENED.sub(" ", text.rstrip()) if " " in text else text))


def size_of(text: str) -> int:
    """How long a text is, in words; of Chinese and Japanese, as if each had two signs or three."""
    east = len(_EAST.findall(text))
    return len(text.split()) + east * _FEWEST_WORDS // _FEWEST_SIGNS

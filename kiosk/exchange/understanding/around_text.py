"""Lines around the text of a page: how it is laid out, comments, and the end of a mail."""

import re
from collections.abc import Sequence

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.titles import SIGN_OFF

_FRONT_MATTER = re.compile(r"[a-z_]{2,20}:\s?\S?.*")
_LONGEST_SIGNATURE = 8
_LONGEST_GOODBYE, _WORDS_OF_A_GOODBYE, _WORDS_OF_A_NAME = 6, 3, 4
# “Bakery Cline · since 1911 · 7 shops”
_PARTED = re.compile(r"\s[·•|]\s")


def lines_around_text(lines: Sequence[SourceLine]) -> frozenset[int]:
    """The numbers of such lines."""
    return _front_matter(lines) | _signature(lines) | _comments(lines) | _goodbye(lines)


def title_of_all(lines: Sequence[SourceLine]) -> int:
    """The number of the first line, where it is a heading and everything else stands below it; 0
    for none."""
    if not lines or lines[0].kind is not LineKind.HEADING:
        return 0
    others = (line.depth for line in lines[1:] if line.kind is LineKind.HEADING)
    return lines[0].number if all(depth > lines[0].depth for depth in others) else 0


def _front_matter(lines: Sequence[SourceLine]) -> frozenset[int]:
    """The lines that say how the page is laid out, which stand between rules at its top."""
    found: list[int] = []
    for expected, line in enumerate(lines, start=2):
        if line.number != expected or line.kind is LineKind.HEADING:
            break
        if not _FRONT_MATTER.fullmatch(line.text):
            break
        found.append(line.number)
    return frozenset(found)


def _comments(lines: Sequence[SourceLine]) -> frozenset[int]:
    """The lines of comments in Markdown, <!-- … -->, that end."""
    found: list[int] = []
    begun: list[int] = []
    for line in lines:
        if begun or line.text.startswith("<!--"):
            begun.append(line.number)
        if begun and line.text.rstrip().endswith("-->"):
            found, begun = [*found, *begun], []
    return frozenset(found)


def _signature(lines: Sequence[SourceLine]) -> frozenset[int]:
    """The few lines after “--” at the end of a mail: a name, a role, a telephone number."""
    at = max((i for i, line in enumerate(lines) if line.text.strip() == "--"), default=len(lines))
    last = lines[at:]
    is_text = all(
        line.kind in (LineKind.PARAGRAPH, LineKind.ROW) and not _has_label(line) for line in last
    )
    is_short = len(last) <= _LONGEST_SIGNATURE
    return frozenset(line.number for line in last if is_text and is_short)


def _goodbye(lines: Sequence[SourceLine]) -> frozenset[int]:
    """The name below the end of a mail, and of what: “Freundliche Grüsse”, “U. Zgraggen”."""
    last = lines[-_LONGEST_GOODBYE:]
    at = next((i for i, line in enumerate(last) if _is_goodbye(line)), len(last))
    parts = [part for line in last[at:] for part in _PARTED.split(line.text)]
    is_short = all(len(part.split()) <= _WORDS_OF_A_NAME for part in parts)
    is_text = not any(_has_label(line) or line.is_done is not None for line in last[at:])
    return frozenset(line.number for line in last[at + 1 :] if is_short and is_text)


def _is_goodbye(line: SourceLine) -> bool:
    is_short = len(line.text.split()) <= _WORDS_OF_A_GOODBYE
    return line.kind is LineKind.PARAGRAPH and is_short and bool(SIGN_OFF.fullmatch(line.text))


def _has_label(line: SourceLine) -> bool:
    label = label_of(line.text)
    return bool(label and label.rest and label.role in (Role.OBJECTIVE, Role.KEY_RESULT))

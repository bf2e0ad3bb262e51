"""Blocks of code between fences of Markdown, ``` or ~~~: they are no OKRs. Somebody may also have
put the OKRs themselves between fences, as chats show text as it is typed."""

import re
from collections.abc import Sequence

from kiosk.errors import N_
from kiosk.okr.import_findings import SkippedLine

CODE = N_("a block of code")
_FENCE = re.compile(r"\s{0,12}(?P<sign>`{3,}|~{3,})[ \t]*(?P<language>[\w+#.-]*)[^`~]*")
_TEXT = frozenset({"text", "txt", "plain", "plaintext", "md", "markdown", "okr", "okrs", "csv"})
# “O1”, “KR 2”, “Ziel:” at the beginning of a line.
_OKR = re.compile(
    r"^\W*(?:(?:[OZ]|KR|SE|RC|NR)\s?\d|KR\b|objecti[fv]\w*|objetivo|obiettivo|ziele?\b"
    r"|schlüssel\w+|key results?|goal\b|doel(?:en)?\b|mål\b|目标|目標)",
    re.IGNORECASE | re.MULTILINE,
)
_HEADING = re.compile(r"^#{1,6}\s", re.MULTILINE)


def without_code(text: str) -> tuple[str, tuple[SkippedLine, ...]]:
    """A text with empty lines instead of its blocks of code, and those; fences around other text
    are left out as well."""
    if "```" not in text and "~~~" not in text:
        return text, ()
    lines = text.splitlines()
    blocks = _blocks(lines)
    inside = {at for first, last in blocks for at in range(first, last + 1)}
    outside = "\n".join(line for at, line in enumerate(lines) if at not in inside)
    skipped: list[SkippedLine] = []
    for first, last in blocks:
        body = "\n".join(lines[first + 1 : last])
        if _is_code(lines[first], body, outside):
            skipped += [
                SkippedLine(at + 1, lines[at].strip(), CODE)
                for at in range(first, last + 1)
                if lines[at].strip()
            ]
            lines[first : last + 1] = [""] * (last + 1 - first)
        lines[first] = lines[last] = ""
    return "\n".join(lines), tuple(skipped)


def _blocks(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The places of the fences that begin and end blocks; one without an end is none."""
    found: list[tuple[int, int]] = []
    begun: tuple[int, str] | None = None
    for at, line in enumerate(lines):
        fence = _FENCE.fullmatch(line)
        if fence and begun is None:
            begun = (at, fence["sign"])
        elif fence and begun and not fence["language"] and fence["sign"].startswith(begun[1]):
            found.append((begun[0], at))
            begun = None
    return found


def _is_code(fence: str, body: str, outside: str) -> bool:
    """Whether a block is code: it has no OKRs, and says its language or stands in a page with
    headings; or there are OKRs outside, too."""
    found = _FENCE.fullmatch(fence)
    language = found["language"].casefold() if found else ""
    is_named = bool(language) and language not in _TEXT
    if _OKR.search(body):
        return is_named and _OKR.search(outside) is not None
    return is_named or bool(_OKR.search(outside) or _HEADING.search(outside))

"""The markup of wikis and documents other than Markdown, as Markdown: of MediaWiki, of Jira and
Redmine, and of AsciiDoc. Every line stays where it is."""

import re
from collections.abc import Iterator, Sequence

from kiosk.exchange.reading.lengths import is_too_long

# “== Title ==”, “== Title” and “h2. Title”.
_EQUALS = re.compile(r"(={1,6})\s+(\S.*?)(?:\s+\1)?\s*")
_CLOSED = re.compile(r"(={2,6})\s*([^=\s].*?)\s*\1\s*")
_SIGNS = re.compile(r"^\s*(?:={1,6}\s?[^=\s]|h[1-6]\. |\{\||\|===)", re.MULTILINE)
_NUMBERED = re.compile(r"h([1-6])\.\s+(\S.*)")
_MACRO = re.compile(
    r"\{(?:info|note|tip|warning|panel|expand|quote|color|toc|status)\b[^{}]{0,200}\}"
)
_TEMPLATE = re.compile(r"\{\{[^{}]{0,500}\}\}|__[A-Z]{2,15}__")
_QUOTES = re.compile(r"'{2,5}")
# “[[Page|text]]” of MediaWiki and “[text|address]” of Jira.
_LINK = re.compile(
    r"\[\[(?:[^\[\]|]{1,200}\|)?(?P<media>[^\[\]|]{1,200})\]\]"
    r"|\[(?P<jira>[^\[\]|]{1,200})\|[^\[\]]{0,500}\]"
)
_ATTRIBUTE = r"[a-z]{2,12}\s?=\s?(?:\"[^\"]{0,90}\"|[\w%#]{1,30})"
_ATTRIBUTES = re.compile(rf"^\s*{_ATTRIBUTE}(?:\s{_ATTRIBUTE}){{0,9}}\s*\|(?!\|)")
_COLUMNS = re.compile(r"\[(?:cols|options|%header)\b[^\[\]]*\]")
_RULE = "|---|"
_BORDER = re.compile(r"\|={3,}\s*")


def as_markdown(text: str) -> str:
    """A text of a wiki as Markdown; any other text, and one with endless lines, as it is."""
    if not _SIGNS.search(text):
        return text
    lines = text.split("\n")
    if any(map(is_too_long, lines)):
        return text
    is_jira = any(map(_NUMBERED.fullmatch, lines))
    has_tables = any(line.lstrip().startswith("{|") for line in lines)
    is_asciidoc = any(map(_BORDER.fullmatch, lines))
    is_media = has_tables or sum(map(bool, map(_CLOSED.fullmatch, lines))) > 1
    if not (is_jira or is_media or is_asciidoc):
        return text
    if has_tables or is_asciidoc:
        lines = list(_with_rows(lines))
    return "\n".join(_line(line, is_jira=is_jira) for line in lines)


def _line(line: str, *, is_jira: bool) -> str:
    plain = _QUOTES.sub(lambda quotes: "*" * (len(quotes[0]) - 1), _TEMPLATE.sub("", line))
    plain = _COLUMNS.sub("", plain)
    plain = _LINK.sub(lambda link: link["media"] or link["jira"], _MACRO.sub("", plain))
    numbered = _NUMBERED.fullmatch(plain.strip()) if is_jira else None
    if numbered:
        return f"{'#' * int(numbered[1])} {numbered[2]}"
    title = None if is_jira else _CLOSED.fullmatch(plain) or _EQUALS.fullmatch(plain)
    return f"{'#' * len(title[1])} {title[2]}" if title else plain


def _with_rows(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with each row of a table in its first line."""
    table: _Rows | None = None
    for line in lines:
        plain = line.strip()
        is_border = bool(_BORDER.fullmatch(plain))
        if table is None and not plain.startswith("{|") and not is_border:
            yield line
        elif table is None:
            table = _Rows(is_asciidoc=is_border)
            yield ""
        elif is_border or plain.startswith("|}"):
            yield from table.ended()
            table = None
            yield ""
        else:
            yield from table.read(plain)
    yield from table.ended() if table else ()


class _Rows:
    """The rows of a table, whose cells may stand in a line each."""

    def __init__(self, *, is_asciidoc: bool) -> None:
        self._is_asciidoc = is_asciidoc
        self._row: list[str] = []
        self._lines = 0

    def read(self, line: str) -> Iterator[str]:
        """The lines of the row before, where another begins."""
        if not line or line.startswith("|-"):
            yield from self.ended()
            yield _RULE
        elif line.startswith("|+"):
            yield from self.ended()
            yield f"**{line[2:].strip()}**"
        else:
            cells = list(_cells(line))
            self._row += cells
            self._lines += 1
            if self._is_asciidoc and len(cells) > 1:
                yield from self.ended()

    def ended(self) -> Iterator[str]:
        """The row, and a rule for each further line that it stands in."""
        if self._row:
            yield "| " + " | ".join(self._row) + " |"
        yield from [_RULE] * (self._lines - 1)
        self._row, self._lines = [], 0


def _cells(line: str) -> Iterator[str]:
    """The cells in a line: “! a !! b”, “| a || b”, “|a |b”."""
    inner = line[1:] if line[:1] in ("|", "!") else line
    parts = re.split(r"\|\||!!", inner)
    plain = [_ATTRIBUTES.sub("", part) for part in parts]
    for part in re.split(r"\s\|(?=\S)", plain[0]) if len(plain) == 1 else plain:
        yield part.strip()

"""The tables of MediaWiki and AsciiDoc as rows between bars, each in its first line."""

import re
from collections.abc import Iterator, Sequence

_ATTRIBUTE = r"[a-z]{2,12}\s?=\s?(?:\"[^\"]{0,90}\"|[\w%#]{1,30})"
_ATTRIBUTES = re.compile(rf"^\s*{_ATTRIBUTE}(?:\s{_ATTRIBUTE}){{0,9}}\s*\|(?!\|)")
_RULE = "|---|"
BORDER = re.compile(r"\|={3,}\s*")
"""What begins and ends a table of AsciiDoc."""


def with_table_rows(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with each row of a table in its first line."""
    table: _Rows | None = None
    for line in lines:
        plain = line.strip()
        is_border = bool(BORDER.fullmatch(plain))
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

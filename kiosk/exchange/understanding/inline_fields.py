"""Fields of a key result in its own line: “KR 1.1 Metric: visits; Baseline: 4; Target: 9”."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.fields import field_in
from kiosk.exchange.understanding.headings import column_named
from kiosk.exchange.understanding.labels import label_of
from kiosk.exchange.understanding.value_pairs import pairs_behind

_PARTED = re.compile(
    r"\s*[;；]\s*(?=\S)|\s+[|·•/]\s+|[,，]\s*(?=[^\W\d_][^:：=,;|]{1,24}?\s*[:：=]\s*\S)"
)
_LAST = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]{6,200})[)\]]\s*$")
_NAMED = re.compile(r"(?P<name>[^\W\d_][^:：=]{0,29}?)\s*[:：]\s+(?=\S)")
_FEWEST, _LONGEST = 2, 600
_ENDS = (Column.START, Column.TARGET)


def lines_by_field(lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The lines, with those that hold several fields as a line for each."""
    return tuple(part for line in lines for part in _parts(line))


def _parts(line: SourceLine) -> Iterator[SourceLine]:
    found = _fields(line.text) if line.kind is not LineKind.ROW else None
    if found is None:
        yield line
        return
    title, fields = found
    yield replace(line, text=_without_name(title))
    for text in fields:
        yield SourceLine(line.number, text, LineKind.PARAGRAPH, line.depth + 1)


def _fields(text: str) -> tuple[str, list[str]] | None:
    """The title in a line and the fields behind it; None for a line without."""
    if len(text) > _LONGEST:
        return None
    pairs = pairs_behind(text)
    if pairs and pairs[0]:
        return pairs
    if not any(sign in text for sign in ":：="):
        return None
    last = _LAST.search(text)
    head, *rest = _PARTED.split(text)
    if last and all(map(field_in, _PARTED.split(last["inside"]))):
        head, rest = text[: last.start()], _PARTED.split(last["inside"])
    columns = [field[0] for part in rest if (field := field_in(part.strip()))]
    has_tiers = set(columns) & {Column.COMMITTED, Column.STRETCH}
    is_list = len(columns) >= _FEWEST and len(columns) == len(rest) and not has_tiers
    is_list = is_list and bool(set(columns) & set(_ENDS))
    return (head.strip(" ,;"), [part.strip(" .") for part in rest]) if is_list else None


def _without_name(title: str) -> str:
    """“KR 1.1 Metric: visits” without the name of what follows."""
    label = label_of(title)
    rest = label.rest if label and label.rest else title
    named = _NAMED.match(rest)
    column = column_named(named["name"]) if named else None
    if named is None or column is None or column.column not in (Column.KEY_RESULT, Column.TITLE):
        return title
    before = title[: len(title) - len(rest)] if title.endswith(rest) else ""
    return before + rest[named.end() :]

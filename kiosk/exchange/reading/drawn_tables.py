"""Tables that are drawn in a text: between bars as in Markdown, in boxes with corners, or in
columns that a row of dashes marks."""

import re
from collections.abc import Iterator, Mapping, Sequence

_BOX = re.compile("[\u2500-\u257f]")
_LEVEL = frozenset("─━┄┅┈┉╌╍═╴╶╸╺╼╾")
_UPRIGHT = frozenset("│┃┆┇┊┋╎╏║╵╷╹╻╽╿")
_PLAIN_SIGNS = {
    sign: "-" if chr(sign) in _LEVEL else "|" if chr(sign) in _UPRIGHT else "+"
    for sign in range(0x2500, 0x2580)
}
_BETWEEN_BARS = re.compile(r"\s*\|.*\|\s*")
_RULE_SIGNS = frozenset("|+-=: \t")
_DASHES = re.compile(r"\s*:?(?:-+|=+):?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_LABELLED = re.compile(r"\s*[^\W\d_][^:：]{0,25}[:：]\s*\S.*")
# “----------  -----  -----”: where columns begin that only spaces part.
_SPACED_RULE = re.compile(r"\s*(?:-{2,}|={2,})(?:[ \t]+(?:-{2,}|={2,}))+\s*")
_TAB, _SHORTEST_RULE = 8, 3


def is_rule(line: str) -> bool:
    """Whether a line only parts the rows of a table: |---|:-:|, +---+---+ or ├──┼──┤."""
    plain = _with_plain_signs(line)
    if not _RULE_SIGNS.issuperset(plain) or not ("|" in plain or "+" in plain):
        return False
    if len(plain.strip()) < _SHORTEST_RULE:
        return False
    parts = [part for part in re.split(r"[|+]", plain) if part.strip()]
    return bool(parts) and all(map(_DASHES.fullmatch, parts))


def _with_plain_signs(line: str) -> str:
    is_box = not line.isascii() and _BOX.search(line)
    return line.translate(_PLAIN_SIGNS) if is_box else line


def are_labelled(cells: Sequence[str]) -> bool:
    """Whether most texts between bars say themselves what they are: “Goal 1: … | KR1: …”."""
    filled = [cell for cell in cells if cell.strip()]
    labelled = sum(map(bool, map(_LABELLED.fullmatch, filled)))
    return len(filled) > 1 and labelled * 3 >= len(filled) * 2


def drawn_rows(lines: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """The lines of a text that belong to tables, by their places from 0: the cells of a row; none
    for a rule and for a line that goes on with the row above. A box around a text has one cell."""
    plain = list(map(_with_plain_signs, lines))
    rows: dict[int, tuple[str, ...]] = {}
    for at, line in enumerate(plain):
        if at in rows:
            continue
        if is_rule(line) or _BETWEEN_BARS.fullmatch(line):
            rows.update(_barred(plain, at, rows))
        elif _SPACED_RULE.fullmatch(line):
            rows.update(_spaced(plain, at))
    return rows


def _barred(
    lines: Sequence[str], first: int, known: Mapping[int, tuple[str, ...]]
) -> dict[int, tuple[str, ...]]:
    """The rows of a table whose first rule or first row between bars is in the line `first`."""
    if is_rule(lines[first]) and _is_open(lines[first]):
        begin = first - 1 if first and first - 1 not in known and "|" in lines[first - 1] else first
        end = first + 1
        while end < len(lines) and _BAR.search(lines[end]):
            end += 1
    else:
        begin = end = first
        while end < len(lines) and (is_rule(lines[end]) or _BETWEEN_BARS.fullmatch(lines[end])):
            end += 1
    is_boxed = any("+" in line for line in lines[begin:end] if is_rule(line))
    found = [(at, () if is_rule(lines[at]) else _raw_cells(lines[at])) for at in range(begin, end)]
    return _joined(found) if is_boxed else {at: _trimmed(cells) for at, cells in found}


def _is_open(rule: str) -> bool:
    """Whether the rows of a table have no bars around them: --- | ---."""
    plain = rule.strip()
    return plain[0] not in "|+" and plain[-1] not in "|+"


def _raw_cells(line: str) -> tuple[str, ...]:
    inner = line.strip()
    if inner.startswith("||") and inner.endswith("||"):  # ||Heading||Heading||
        inner = inner.replace("||", "|")
    return tuple(_BAR.split(inner.removeprefix("|").removesuffix("|")))


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in cells)


def _joined(found: Sequence[tuple[int, tuple[str, ...]]]) -> dict[int, tuple[str, ...]]:
    """The rows of a box, with the lines that go on with the cells above joined to them."""
    rows: dict[int, tuple[str, ...]] = {}
    above: tuple[str, ...] = ()
    begun = -1
    for at, cells in found:
        if cells and above and _goes_on(above, cells):
            both = zip(rows[begun], _trimmed(cells), strict=True)
            rows[begun] = tuple(" ".join(filter(None, parts)) for parts in both)
            rows[at] = ()
        else:
            rows[at], begun = _trimmed(cells), at
        above = cells
    return rows


def _goes_on(above: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether each filled cell had no room for its first word in the line above."""
    filled = [at for at, cell in enumerate(cells) if cell.strip()]
    if len(above) != len(cells) or len(cells) == 1 or not filled:
        return False
    return all(_is_full(above[at], cells[at].split()[0]) for at in filled)


def _is_full(cell: str, word: str) -> bool:
    text = cell.strip()
    return bool(text) and len(text) + 1 + len(word) > len(cell) - 2


def _spaced(lines: Sequence[str], rule: int) -> dict[int, tuple[str, ...]]:
    """The rows of a table whose columns a row of dashes marks, with the headings above it."""
    wide = lines[rule].expandtabs(_TAB)
    starts = [found.start() for found in re.finditer(r"\S+", wide)]
    first = rule - 1 if rule and lines[rule - 1].strip() else rule
    rows: dict[int, tuple[str, ...]] = {}
    for at in range(first, len(lines)):
        cells = _cells_at(lines[at], starts)
        if _SPACED_RULE.fullmatch(lines[at]):
            rows[at] = ()
        elif cells is not None:
            rows[at] = cells
        elif at > rule:
            break
    return rows


def _cells_at(line: str, starts: Sequence[int]) -> tuple[str, ...] | None:
    """The cells of a line in columns that begin at these places; None for a line that has none."""
    wide = line.expandtabs(_TAB)
    is_crossed = any(start and wide[start - 1 : start].strip() for start in starts[1:])
    if not wide.strip() or is_crossed:
        return None
    ends = [*starts[1:], len(wide)]
    first = min(starts[0], len(wide) - len(wide.lstrip()))
    begins = [first, *starts[1:]]
    return tuple(_cut(wide, begins, ends))


def _cut(line: str, begins: Sequence[int], ends: Sequence[int]) -> Iterator[str]:
    for begin, end in zip(begins, ends, strict=True):
        yield line[begin:end].strip()

"""Tables whose columns only spaces part, as programs print them: what no line fills from top to
bottom lies between two columns."""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from kiosk.okr.text import full_width_letters

_WORD = re.compile(r"\S+")
_GAP = re.compile(r"\S(?:[^\S\u3000]{2,}|\s*\u3000\s*)\S")
_BLANKS = re.compile(r"[\s\u3000]{2,}|\u3000")
_RULE = re.compile(r"\s*[-=_─━]{4,}\s*")
# “1   Win” and below it “1.1   Sell”: the numbers of a list, and no column.
_COLUMN_END = re.compile(r"(?<=[^\s\d.)])(?:\t|\s{2,})\s*(?=\S)|(?<=\w\w\d)\t(?=\S)")
_LISTED = re.compile(r"\s*(\d{1,2})((?:\.\d{1,2})*)[.)]?\s+\S")
_TAB, _FEWEST_ROWS, _FEWEST_COLUMNS, _WIDEST = 8, 3, 3, 1_000


def aligned_rows(lines: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """The cells of the lines that are rows of such tables, by their places from 0."""
    rows: dict[int, tuple[str, ...]] = {}
    run: list[tuple[int, str]] = []
    for at, line in enumerate((*lines, "")):
        wide = line.expandtabs(_TAB).replace("\u00a0", " ")
        may_be = len(wide) <= _WIDEST and ("  " in wide or "\u3000" in wide)
        if may_be and _GAP.search(wide):
            run.append((at, wide))
            continue
        if run and _RULE.fullmatch(line):
            continue
        if len(run) >= _FEWEST_ROWS:
            rows.update(_rows([each for _, each in run], [place for place, _ in run]))
        run = []
    return rows


def _rows(lines: Sequence[str], places: Sequence[int]) -> dict[int, tuple[str, ...]]:
    if any(map(full_width_letters, lines)):  # where they stand is not where they are seen
        return _parted(lines, places)
    begins = _columns(lines)
    if len(begins) < _FEWEST_COLUMNS or is_numbered_list(lines):
        return {}
    ends = [*begins[1:], None]
    cells = [tuple(line[a:b].strip() for a, b in zip(begins, ends, strict=True)) for line in lines]
    return _with_numbers(cells, places)


def _parted(lines: Sequence[str], places: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The rows of a table in wide signs: lines with as many parts as those beside them."""
    rows: dict[int, tuple[str, ...]] = {}
    cells = zip(places, (tuple(_BLANKS.split(line.strip())) for line in lines), strict=True)
    for width, group in groupby(cells, key=lambda each: len(each[1])):
        run = list(group)
        if width >= _FEWEST_COLUMNS and len(run) >= _FEWEST_ROWS:
            rows.update(_with_numbers([row for _, row in run], [place for place, _ in run]))
    return rows


def _with_numbers(
    cells: Sequence[tuple[str, ...]], places: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    has_numbers = any(_are_numbers(column) for column in list(zip(*cells[1:], strict=True))[1:])
    return dict(zip(places, cells, strict=True)) if has_numbers else {}


def is_numbered_list(lines: Sequence[str]) -> bool:
    """Whether the lines are items of a list, 1, 1.1, 1.2, with one thing at most behind them. A
    table has headings above them, or more columns."""
    if any(len(_COLUMN_END.findall(line)) > 1 for line in lines):
        return False
    found = [_LISTED.match(line) for line in lines]
    return bool(found) and all(found) and {bool(each[2]) for each in found if each} == {True, False}


def _columns(lines: Sequence[str]) -> list[int]:
    """Where the columns begin: behind two blanks or more that go through all lines."""
    filled: set[int] = set()
    for line in lines:
        for word in _WORD.finditer(line):
            filled.update(range(*word.span()))
    ordered = sorted(filled)
    return [ordered[0], *(b for a, b in pairwise(ordered) if b - a > 2)]


def _are_numbers(cells: Sequence[str]) -> bool:
    """Whether most of the cells below the headings have a number."""
    return sum(any(map(str.isdigit, cell)) for cell in cells) * 2 > len(cells)

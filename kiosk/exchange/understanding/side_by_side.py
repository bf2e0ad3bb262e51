"""Tables beside each other in the same rows, each with headings of its own."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.headings import column_named, is_heading_row
from kiosk.okr.import_findings import SkippedLine, Understood

_WITHIN = 20
_TITLES = {Column.KEY_RESULT, Column.TITLE}
_FEWEST = 2


def tables_beside(rows: Sequence[SourceLine]) -> tuple[tuple[SourceLine, ...], ...]:
    """The rows of each table, from the left one on; () where there is one table only."""
    for at, row in enumerate(rows[:_WITHIN]):
        starts = _starts(row.cells)
        if starts and _is_shared(rows, starts[0]):
            starts = _starts_of_forms(rows, starts)
        if starts:
            ends = (*starts[1:], max(len(each.cells) for each in rows))
            places = list(zip((0, *starts[1:]), ends, strict=True))
            return tuple(_part(rows, at, start, end) for start, end in places)
    return ()


def _is_shared(rows: Sequence[SourceLine], start: int) -> bool:
    """Whether rows have something left of the first headings that is about all of them."""
    return any(any(row.cells[:start]) and sum(map(bool, row.cells)) > 1 for row in rows)


def _starts_of_forms(rows: Sequence[SourceLine], starts: Sequence[int]) -> tuple[int, ...]:
    """Where forms begin whose labels stand left of the headings, “Team”, “Lead”, “KR 1”: each is
    parted from the next by an empty column; () where they are not."""
    filled = {at for row in rows for at, cell in enumerate(row.cells) if cell and not _is_lone(row)}
    groups = _groups(sorted(filled))
    are_forms = len(groups) == len(starts) and all(
        group[0] <= start <= group[-1] for group, start in zip(groups, starts, strict=True)
    )
    return tuple(group[0] for group in groups) if are_forms else ()


def _is_lone(row: SourceLine) -> bool:
    return sum(map(bool, row.cells)) == 1


def _starts(cells: Sequence[str]) -> tuple[int, ...]:
    """Where the headings of each table begin; () where a row has those of one table."""
    filled = [at for at, cell in enumerate(cells) if cell]
    if len(filled) < 2 * _FEWEST or not is_heading_row(cells):
        return ()
    groups = _groups(filled)
    if len(groups) == 1:
        groups = _repeated(filled, [cells[at].casefold() for at in filled])
    heads = [[cells[at] for at in group] for group in groups]
    are_tables = len(groups) > 1 and all(map(_is_head, heads))
    return tuple(group[0] for group in groups) if are_tables else ()


def _groups(filled: Sequence[int]) -> list[list[int]]:
    """The places with empty columns between them."""
    groups: list[list[int]] = []
    for at in filled:
        if not groups or at > groups[-1][-1] + 1:
            groups.append([])
        groups[-1].append(at)
    return groups


def _repeated(filled: Sequence[int], names: Sequence[str]) -> list[list[int]]:
    """The places of headings that come again in the same order; all in one where they do not."""
    for length in range(_FEWEST, len(names) // 2 + 1):
        times, left = divmod(len(names), length)
        if not left and [*names[:length]] * times == [*names]:
            return [list(filled[i : i + length]) for i in range(0, len(names), length)]
    return [list(filled)]


def _is_head(headings: Sequence[str]) -> bool:
    """Whether headings are those of a whole table: what its rows are about and something else."""
    kinds = {named.column for named in map(column_named, headings) if named}
    return len(headings) >= _FEWEST and bool(kinds & _TITLES) and is_heading_row(headings)


def _part(rows: Sequence[SourceLine], at: int, start: int, end: int) -> tuple[SourceLine, ...]:
    """The rows of a table. A title above all of them is each table's."""
    found = []
    for place, row in enumerate(rows):
        is_title = place < at and _is_lone(row)
        whole = (next(filter(None, row.cells), ""), *[""] * (end - start - 1))
        cells = whole if is_title else row.cells[start:end]
        if any(cells):
            text = " | ".join(filter(None, cells))
            found.append(replace(row, text=text, cells=tuple(cells)))
    return tuple(found)


def put_together(parts: Understood, lines: int) -> Understood:
    """What tables beside each other mean, where each row is one line."""
    used = {o.line for o in parts.objectives}
    used |= {k.line for o in parts.objectives for k in o.key_results}
    refused = {each.number for each in parts.not_understood}
    skipped: dict[int, SkippedLine] = {}
    for each in parts.skipped:
        if each.number not in used | refused:
            skipped.setdefault(each.number, each)
    return replace(parts, lines=lines, skipped=tuple(skipped.values()))

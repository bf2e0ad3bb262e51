"""Tables without headings whose rows begin with what they are, “O” and “KR 1”, in the same column
or further in for key results: drafts in a sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.column_guess import named_by_content
from kiosk.exchange.understanding.column_names import Column, NamedColumn
from kiosk.exchange.understanding.labels import Role
from kiosk.exchange.understanding.table_cells import level_of
from kiosk.exchange.understanding.titles import is_department, looks_like_team

_FEWEST = 2
_HEADINGS = ("Team", "Level", "Title")


def labelled_cells(rows: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """A row of headings and the rows with what they are in one column, their titles in the next and
    the team above them in the first; () where the rows do not begin with what they are."""
    roles = [_role(row) for row in rows]
    if not _are_labelled(rows, roles):
        return ()
    first = _first_value(rows, roles)
    read = tuple(_aligned(rows, roles, first))
    texts = [row.cells[len(_HEADINGS) - 1 :] for row in read if row.cells[1]]
    columns = [NamedColumn(Column.KEY_RESULT), *[None] * (max(map(len, texts)) - 1)]
    cells = (*_HEADINGS, *named_by_content(columns, texts)[1:])
    return (SourceLine(0, " | ".join(_HEADINGS), LineKind.ROW, cells=cells), *read)


def _are_labelled(rows: Sequence[SourceLine], roles: Sequence[Role | None]) -> bool:
    """Whether all rows with several cells begin with what they are, the first an objective."""
    whole = [role for row, role in zip(rows, roles, strict=True) if not _is_lone(row)]
    return (
        whole.count(Role.KEY_RESULT) >= _FEWEST and whole[0] is Role.OBJECTIVE and None not in whole
    )


def _role(row: SourceLine) -> Role | None:
    """What a row is by the label that its first cell is; None for others."""
    filled = [cell for cell in row.cells if cell]
    role, rest = level_of(filled[0]) if len(filled) > 1 else (None, "")
    is_label = role in (Role.OBJECTIVE, Role.KEY_RESULT) and not rest
    return role if is_label else None


def _is_lone(row: SourceLine) -> bool:
    return sum(map(bool, row.cells)) == 1


def _places(row: SourceLine) -> list[int]:
    return [at for at, cell in enumerate(row.cells) if cell]


def _first_value(rows: Sequence[SourceLine], roles: Sequence[Role | None]) -> int:
    """The column behind the titles of the key results, where what stands beside them begins."""
    titles = [_places(row)[1] for row, role in zip(rows, roles, strict=True) if role]
    return max(titles) + 1


def _aligned(
    rows: Sequence[SourceLine], roles: Sequence[Role | None], first: int
) -> Iterator[SourceLine]:
    team, above = "", ""
    teams = set(_teams(rows, roles))
    for row, role in zip(rows, roles, strict=True):
        if role is None:
            above = next(filter(None, row.cells))
            team = above if above in teams else team
            yield replace(row, cells=("", "", above))
            continue
        label, title = _places(row)[:2]
        yield replace(row, cells=(team, row.cells[label], row.cells[title], *row.cells[first:]))


def _teams(rows: Sequence[SourceLine], roles: Sequence[Role | None]) -> Iterator[str]:
    """The lone cells right above objectives that are names: several of them, or departments."""
    names = [
        next(filter(None, row.cells))
        for at, row in enumerate(rows[:-1])
        if roles[at] is None and roles[at + 1] is Role.OBJECTIVE
    ]
    names = [name for name in names if looks_like_team(name)]
    yield from (name for name in names if len(names) >= _FEWEST or is_department(name))

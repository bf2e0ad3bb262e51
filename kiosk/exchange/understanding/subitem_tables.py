"""Tables in which each item has a table of its subitems right below it, with headings of its own,
as boards write them: the items are objectives and the subitems their key results."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.headings import column_named

_SUBITEMS = frozenset(
    {
        *("subitems", "sub-items", "subitem", "subtasks", "unterelemente", "unteraufgaben"),
        *("sous-éléments", "sous-tâches", "subelementos", "subtareas", "subitens", "subtarefas"),
        *("sottoelementi", "sottoattività", "subelementen", "subtaken", "underelementer"),
        *("子项", "子任务", "サブアイテム", "サブタスク"),
    }
)
_NAMES = {Column.TITLE, Column.KEY_RESULT, Column.OBJECTIVE}
_WITHIN = 20
_OBJECTIVE, _KEY_RESULT = "Objective", "Key result"


@dataclass(slots=True)
class SubitemTable:
    """The subitems as one table, each with its item as the objective. `items` are the rows of the
    items, `headings_between` those of the headings and `groups` the names of groups."""

    headings: SourceLine
    rows: list[SourceLine] = field(default_factory=list)
    items: list[SourceLine] = field(default_factory=list)
    headings_between: list[SourceLine] = field(default_factory=list)
    groups: list[SourceLine] = field(default_factory=list)


def subitem_table(rows: Sequence[SourceLine]) -> SubitemTable | None:
    """The subitems of a board; None for other tables."""
    if not any(map(_heads_items, rows[:_WITHIN])):
        return None
    own = next((row for row in rows if _heads_subitems(row)), None)
    if own is None:
        return None
    width = max(len(row.cells) for row in rows)
    cells = (*own.cells, *[""] * (width - len(own.cells)))
    table = SubitemTable(replace(own, cells=(_OBJECTIVE, *_named(cells))))
    item, name_at, is_below = "", 0, False
    for row in rows:
        if _heads_subitems(row):
            table.headings_between.append(row)
            is_below = True
        elif _heads_items(row):
            table.headings_between.append(row)
            name_at, is_below = _name_place(row), False
        elif is_below and not row.cells[0]:
            table.rows.append(replace(row, cells=(item, *row.cells)))
        elif sum(map(bool, row.cells)) == 1:
            table.groups.append(row)
        else:
            item, is_below = row.cells[name_at] or row.cells[0], False
            table.items.append(row)
    return table if table.rows and table.items else None


def _heads_subitems(row: SourceLine) -> bool:
    """“Subitems”, “Name”, “Owner”: the headings of the subitems below."""
    return row.cells[0].casefold() in _SUBITEMS and sum(map(bool, row.cells)) > 1


def _heads_items(row: SourceLine) -> bool:
    """“Name”, “Subitems”, “Person”: the headings of the items."""
    return any(cell.casefold() in _SUBITEMS for cell in row.cells[1:])


def _name_place(row: SourceLine) -> int:
    named = (column_named(cell) for cell in row.cells)
    return next((at for at, each in enumerate(named) if each and each.column in _NAMES), 0)


def _named(cells: Sequence[str]) -> list[str]:
    """The headings of subitems, the first of which that names them as that of the key results."""
    named = [column_named(cell) for cell in cells]
    at = next((i for i, each in enumerate(named) if each and each.column in _NAMES), 1)
    return ["", *cells[1:at], _KEY_RESULT, *cells[at + 1 :]]

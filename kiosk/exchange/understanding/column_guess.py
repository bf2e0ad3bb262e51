"""Columns whose headings say nothing that is known, by what stands below them.

What repeats is an objective, or left of it a team; the text beside it that differs in every row is
the key result; a single column of numbers after it is the target.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.exchange.understanding.column_names import Column, NamedColumn
from kiosk.exchange.understanding.headings import is_measure

_ENOUGH = 0.6
_LONGEST_TEAM = 24
_WORDS = re.compile(r"[^\W\d_]{3,}|[\u3040-\u9fff]{2,}")
_OTHER_KINDS = (Column.TITLE, Column.LEVEL, Column.CODE, Column.DAY, Column.DATE, Column.ID)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What stands below a heading: how much of it is filled, measured, text and different."""

    filled: float
    measured: float
    text: float
    different: float
    length: float


def guessed_columns(
    columns: Sequence[NamedColumn | None],
    rows: Sequence[Sequence[str]],
    *,
    is_below_objective: bool = False,
) -> dict[int, Column]:
    """What unknown columns hold, by their places; empty where there is no need or it is not clear.

    :param columns: what is known by the headings.
    :param is_below_objective: whether a heading above the table may be the objective.
    """
    known = {each.column for each in columns if each}
    is_other = any(each.number is not None for each in columns if each)
    if is_other:
        return _guess_beside(columns, rows, known)
    if len(rows) < 2 or known & set(_OTHER_KINDS):
        return {}
    seen = [_seen([row[at] if at < len(row) else "" for row in rows]) for at in range(len(columns))]
    free = [at for at, column in enumerate(columns) if column is None]
    guessed: dict[int, Column] = {}
    _guess_titles(columns, seen, free, guessed)
    here = {**{at: c.column for at, c in enumerate(columns) if c}, **guessed}
    key_result = next((at for at, column in here.items() if column is Column.KEY_RESULT), None)
    if key_result is None or not (is_below_objective or Column.OBJECTIVE in here.values()):
        return {}
    _guess_numbers(seen, [at for at in free if at > key_result], here, guessed)
    return guessed


def _guess_beside(
    columns: Sequence[NamedColumn | None], rows: Sequence[Sequence[str]], known: set[Column]
) -> dict[int, Column]:
    """The first column beside key results that lie side by side holds the objectives."""
    is_first = columns[0] is None and all(_WORDS.search(row[0]) for row in rows if row[0])
    is_open = not known & {Column.OBJECTIVE, Column.TITLE}
    return {0: Column.OBJECTIVE} if is_first and is_open and Column.KEY_RESULT in known else {}


def _guess_titles(
    columns: Sequence[NamedColumn | None],
    seen: Sequence[_Seen],
    free: Sequence[int],
    guessed: dict[int, Column],
) -> None:
    known = {each.column: at for at, each in enumerate(columns) if each}
    texts = [at for at in free if seen[at].text > _ENOUGH and seen[at].measured < 1 - _ENOUGH]
    if Column.KEY_RESULT not in known:
        every = [at for at in texts if seen[at].filled > _ENOUGH and seen[at].different > _ENOUGH]
        after = [at for at in every if at > known.get(Column.OBJECTIVE, -1)]
        if not after:
            return
        known[Column.KEY_RESULT] = max(after, key=lambda at: seen[at].length)
        guessed[known[Column.KEY_RESULT]] = Column.KEY_RESULT
    before = [at for at in texts if at < known[Column.KEY_RESULT]]
    if Column.OBJECTIVE not in known and before:
        known[Column.OBJECTIVE] = max(before, key=lambda at: seen[at].length)
        guessed[known[Column.OBJECTIVE]] = Column.OBJECTIVE
    is_left = [at for at in before if at < known.get(Column.OBJECTIVE, -1)]
    if Column.TEAM not in known and len(is_left) == 1 and seen[is_left[0]].length < _LONGEST_TEAM:
        guessed[is_left[0]] = Column.TEAM


def _guess_numbers(
    seen: Sequence[_Seen], free: Sequence[int], here: dict[int, Column], guessed: dict[int, Column]
) -> None:
    """One column with numbers is the target; of two, nobody can know by their place."""
    places = [at for at in free if seen[at].measured > _ENOUGH]
    if Column.TARGET not in here.values() and len(places) == 1:
        guessed[places[0]] = Column.TARGET


def _seen(cells: Sequence[str]) -> _Seen:
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return _Seen(0, 0, 0, 0, 0)
    total = len(filled)
    return _Seen(
        total / len(cells),
        sum(map(is_measure, filled)) / total,
        sum(bool(_WORDS.search(cell)) for cell in filled) / total,
        len(set(filled)) / total,
        sum(map(len, filled)) / total,
    )

"""Which of several columns of numbers say where key results begin, stand and are to go."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import permutations

from kiosk.errors import ValidationError
from kiosk.exchange.understanding.column_names import Column
from kiosk.okr.number_input import parse_number
from kiosk.okr.number_units import Unit

_ENDS = (Column.START, Column.VALUE, Column.TARGET)
_MOST_COLUMNS = 3
_FAR = 100


def guessed_numbers(
    numbers: Mapping[int, Sequence[str]], known: Mapping[Column, Sequence[str]]
) -> dict[int, Column]:
    """What columns of numbers hold, by their places; empty where it is not clear.

    :param numbers: the cells of each of the columns.
    :param known: the cells of the columns that are known.
    """
    if not numbers or len(numbers) > _MOST_COLUMNS:
        return {}
    if Column.TARGET not in known and len(numbers) == 1:
        return {next(iter(numbers)): Column.TARGET}
    open_ends = [end for end in _ENDS if end not in known]
    if len(numbers) > len(open_ends):
        # Of several between a start and a target, the first may be the start.
        first = dict(list(numbers.items())[: len(open_ends)])
        return guessed_numbers(first, known) if open_ends == [Column.START] else {}
    best: dict[int, Column] = {}
    most = 0.5
    for ends in _orders(len(numbers), open_ends):
        found = dict(zip(numbers, ends, strict=True))
        columns = {**known, **{end: numbers[at] for at, end in found.items()}}
        fitting = _fitting(columns)
        if fitting > most:
            best, most = found, fitting
    if not best and Column.TARGET in open_ends and Column.VALUE in known:
        # From where it stands to the last of the others.
        last = list(numbers)[-1]
        columns = {Column.START: known[Column.VALUE], Column.TARGET: numbers[last]}
        return {last: Column.TARGET} if _fitting(columns) > most else {}
    return best


def _orders(count: int, ends: Sequence[Column]) -> list[tuple[Column, ...]]:
    """In which order the columns may stand; the usual one first. There is always a target, and a
    current value only beside a start."""
    found = [
        order
        for order in permutations(ends, count)
        if (Column.TARGET in order or Column.TARGET not in ends)
        and (Column.START in order or Column.START not in ends)
    ]
    return sorted(found, key=lambda order: [ends.index(end) for end in order])


def _fitting(columns: Mapping[Column, Sequence[str]]) -> float:
    """In what share of the rows the numbers can be a start, a value and a target."""
    nothing = [""] * max(map(len, columns.values()))
    rows = zip(*(columns.get(end, nothing) for end in _ENDS), strict=True)
    counted = [row for row in rows if row[0].strip() and row[2].strip()]
    return sum(_fits(*row) for row in counted) / len(counted) if counted else 0


def _fits(start: str, value: str, target: str) -> bool:
    numbers = [_number(text) for text in (start, value, target)]
    if numbers[0] is None or numbers[2] is None:
        return numbers[0] is None and numbers[2] is None
    first, now, last = numbers[0], numbers[1], numbers[2]
    if ("%" in start) != ("%" in target):
        return False
    ends = sorted((abs(first), abs(last)))
    is_near = ends[0] == 0 or ends[1] / ends[0] <= _FAR
    is_between = now is None or min(first, last) <= now <= max(first, last)
    return is_near and is_between and first != last


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text, "target", ".", Unit(None)).readings[0]
    except ValidationError:
        return None

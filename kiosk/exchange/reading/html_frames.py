"""The frame of a sheet on a page: the letters above its columns and the numbers beside its rows."""

from collections.abc import Sequence
from itertools import pairwise

_FEWEST = 2


def without_frame(rows: Sequence[list[str]]) -> Sequence[list[str]]:
    """The rows of a table without the letters A, B, C above all of them and the numbers of its rows
    left of them; as they are where these do not stand there."""
    if len(rows) <= _FEWEST or not _are_letters(rows[0]):
        return rows
    body = rows[1:]
    return [row[1:] for row in body] if _are_numbers([row[0] for row in body if row]) else rows


def _are_letters(row: Sequence[str]) -> bool:
    """Whether a row is empty and then counts the columns: "", A, B, C."""
    letters = row[1:]
    is_in_order = all(one < other or len(one) < len(other) for one, other in pairwise(letters))
    are_capitals = all(each.isascii() and each.isalpha() and each.isupper() for each in letters)
    return (
        len(letters) >= _FEWEST
        and not row[0]
        and letters[0] == "A"
        and (are_capitals and is_in_order and max(map(len, letters)) <= _FEWEST)
    )


def _are_numbers(cells: Sequence[str]) -> bool:
    """Whether cells count the rows, of which some may be hidden."""
    if not all(cell.isascii() and cell.isdigit() for cell in cells):
        return False
    return all(int(one) < int(other) for one, other in pairwise(cells))

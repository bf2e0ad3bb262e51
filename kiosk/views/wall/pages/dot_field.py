"""Dots in the colours of teams, side by side in even rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, sqrt

# How many times as wide as high the field is, about that of the space for rows.
WIDTH_TO_HEIGHT = 2.4


@dataclass(frozen=True, slots=True)
class DotField:
    """The dots of a field of `columns` and `rows` of them; `groups` are the runs of one colour,
    each with the places of its dots."""

    columns: int
    rows: int
    groups: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]


def dot_field(colors: Sequence[str]) -> DotField:
    """The field of a dot for each colour, row by row.

    :param colors: names of the palette, at least one.
    """
    columns = ceil(sqrt(len(colors) * WIDTH_TO_HEIGHT))
    rows = ceil(len(colors) / columns)
    # As even as they can be: the last row is rarely much shorter.
    columns = ceil(len(colors) / rows)
    places = enumerate(colors)
    return DotField(
        columns,
        rows,
        tuple(
            (color, tuple((at % columns, at // columns) for at, _ in run))
            for color, run in groupby(places, key=lambda place: place[1])
        ),
    )

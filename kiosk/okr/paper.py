"""Paper for posters: its sizes, and the smallest type that can be read on it from a distance."""

from dataclasses import dataclass
from decimal import Decimal
from math import radians, tan

LEAST_ANGLE = radians(16 / 60)
"""Of a capital's height, as on walls (docs/legibility.md)."""
CAP_HEIGHT = 0.727
"""Of Inter, in em."""
MM_AN_INCH = 25.4
POINTS_A_MM = 72 / MM_AN_INCH
SCANS_FROM = 0.5
"""A code is scanned from this part of the reading distance: people step up to paper."""
CODE_SHARE = 15
"""A code's modules together are this part of the distance wide that it is scanned from."""
LEAST_MODULE = 0.8
"""Millimetres of one module of a code, however short the distance."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper, upright, in millimetres. `distance` in metres is the usual one for it."""

    name: str
    width: float
    height: float
    distance: Decimal

    def turned(self, *, landscape: bool) -> tuple[float, float]:
        """Its width and height."""
        return (self.height, self.width) if landscape else (self.width, self.height)


PAPERS = {
    paper.name: paper
    for paper in (
        Paper("A4", 210, 297, Decimal("0.5")),
        Paper("A3", 297, 420, Decimal("0.7")),
        Paper("A2", 420, 594, Decimal(1)),
        Paper("A1", 594, 841, Decimal("1.5")),
        Paper("A0", 841, 1189, Decimal(2)),
        Paper("Letter", 215.9, 279.4, Decimal("0.5")),
        Paper("Tabloid", 279.4, 431.8, Decimal("0.7")),
    )
}
_LARGER = {"A4": "A3", "A3": "A2", "A2": "A1", "A1": "A0", "Letter": "Tabloid", "Tabloid": "A2"}
TILES = ("A4", "Letter")
"""What a large sheet can be put together from."""


def larger_paper(paper: Paper) -> Paper | None:
    """The next larger size; None for the largest."""
    name = _LARGER.get(paper.name)
    return PAPERS[name] if name else None


def smallest_type(distance: Decimal) -> float:
    """The size in points of the smallest type that can be read from a distance in metres."""
    cap = 2 * float(distance) * 1000 * tan(LEAST_ANGLE / 2)
    return cap / CAP_HEIGHT * POINTS_A_MM


def code_width(distance: Decimal, modules: int) -> float:
    """How wide a code's modules together are, in millimetres.

    :param distance: in metres, that the poster is read from.
    :param modules: on a side, without the quiet zone.
    """
    by_distance = float(distance) * SCANS_FROM * 1000 / CODE_SHARE
    return max(by_distance, modules * LEAST_MODULE)

"""What somebody asks of a poster: the paper, the distance and what stands on it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kiosk.errors import ValidationError
from kiosk.okr.paper import PAPERS, TILES, Paper

DISTANCES = (Decimal("0.3"), Decimal(10))
"""Metres: the least and the most that a poster is read from."""
FIELDS = ("size", "tile", "distance", "landscape", "saves_ink", "confidential")
_METRES = re.compile(r"\d{1,2}(\.\d{1,2})?")


@dataclass(frozen=True, slots=True)
class PosterDraft:
    """A poster as it was asked for.

    :ivar tile: the paper that each sheet is put together from; None: it is printed whole.
    :ivar distance: in metres, that it is read from.
    :ivar confidential: whether it shows what guests may not see.
    """

    paper: Paper = PAPERS["A3"]
    tile: Paper | None = None
    distance: Decimal = PAPERS["A3"].distance
    is_landscape: bool = False
    saves_ink: bool = False
    confidential: bool = False

    @property
    def sheet(self) -> tuple[float, float]:
        """The width and height of a sheet, in millimetres."""
        return self.paper.turned(landscape=self.is_landscape)


def parse_poster(given: Mapping[str, str]) -> PosterDraft:
    """A poster from a form or a command, by FIELDS; "" for what is not said.

    :raises ValidationError: in the field that says something else.
    """
    paper = PAPERS[_one_of("size", given.get("size", ""), tuple(PAPERS)) or "A3"]
    tile = _one_of("tile", given.get("tile", ""), TILES)
    if tile and PAPERS[tile].width * PAPERS[tile].height * 1.5 > paper.width * paper.height:
        raise ValidationError(
            "tile", "%(size)s is not larger than %(tile)s. Print it whole, or choose a larger size",
            size=paper.name, tile=tile,
        )  # fmt: skip
    return PosterDraft(
        paper=paper,
        tile=PAPERS[tile] if tile else None,
        distance=_metres(given.get("distance", "")) or paper.distance,
        is_landscape=bool(given.get("landscape")),
        saves_ink=bool(given.get("saves_ink")),
        confidential=bool(given.get("confidential")),
    )


def _one_of(field: str, text: str, known: tuple[str, ...]) -> str:
    """The one of the known names that is meant, in any case; "" for none."""
    named = {name.casefold(): name for name in known}
    plain = text.strip().casefold()
    if plain and plain not in named:
        raise ValidationError(
            field, "“%(text)s” is none of these: %(known)s", text=text, known=", ".join(known)
        )
    return named.get(plain, "")


def _metres(text: str) -> Decimal | None:
    plain = text.strip().replace(",", ".")
    least, most = DISTANCES
    if not plain:
        return None
    if not _METRES.fullmatch(plain) or not least <= Decimal(plain) <= most:
        raise ValidationError(
            "distance",
            "“%(text)s” is not a distance. Enter metres from %(least)s to %(most)s, like 3.5",
            text=text.strip(),
            least=least,
            most=most,
        )
    return Decimal(plain)

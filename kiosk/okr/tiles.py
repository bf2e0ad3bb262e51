"""How sheets are put together from small ones, so that every code is whole on one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.okr.paper import Paper

MARGIN, OVERLAP = 10.0, 10.0
"""Millimetres: what small printers leave white, and the least that a tile shows of the next one."""
_EXACT = 0.01


@dataclass(frozen=True, slots=True)
class CodePlace:
    """Where a code stands, in millimetres: its number of sheet from 1, its left upper corner, and
    its side."""

    sheet: int
    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True)
class TileSpan:
    """What a column or a row of tiles shows, in millimetres along its sheet. `following` is where
    the next one starts; None: it is the last."""

    start: float
    end: float
    following: float | None


@dataclass(frozen=True, slots=True)
class TiledSheet:
    """The columns and rows of a sheet's tiles."""

    columns: tuple[TileSpan, ...]
    rows: tuple[TileSpan, ...]


@dataclass(frozen=True, slots=True)
class TilePlan:
    """The tiles of all sheets; `width` and `height` are those of a tile's paper."""

    width: float
    height: float
    sheets: tuple[TiledSheet, ...]

    @property
    def pages(self) -> int:
        """How many tiles there are."""
        return sum(len(sheet.columns) * len(sheet.rows) for sheet in self.sheets)


def tile_plan(
    sheet: tuple[float, float], sheets: int, tile: Paper, codes: Sequence[CodePlace] = ()
) -> TilePlan:
    """The plan with the fewest tiles for sheets of this width and height, upright if equal."""
    plans = (_plan(sheet, sheets, tile.turned(landscape=turned), codes) for turned in (False, True))
    return min(plans, key=lambda plan: plan.pages)


def _plan(
    sheet: tuple[float, float], sheets: int, tile: tuple[float, float], codes: Sequence[CodePlace]
) -> TilePlan:
    tiled = []
    for number in range(1, sheets + 1):
        own = [code for code in codes if code.sheet == number]
        across = [(code.x, code.x + code.side) for code in own]
        down = [(code.y, code.y + code.side) for code in own]
        tiled.append(TiledSheet(_spans(sheet[0], tile[0], across), _spans(sheet[1], tile[1], down)))
    return TilePlan(*tile, tuple(tiled))


def _spans(
    length: float, tile: float, codes: Sequence[tuple[float, float]]
) -> tuple[TileSpan, ...]:
    """The tiles along one side, each code whole on one: where that takes no more tiles, each ends
    between codes, and else it shows as much of the next tile as the codes at its end need."""
    shown = tile - 2 * MARGIN
    # What is as wide as a tile is whole on none.
    near = [(start, end) for start, end in codes if end - start < shown - OVERLAP]
    wide = _cut_up(length, shown, near, ends_between=False)
    between = _cut_up(length, shown, near, ends_between=True)
    return between if between and len(between) <= len(wide) else wide


def _cut_up(
    length: float, shown: float, codes: Sequence[tuple[float, float]], *, ends_between: bool
) -> tuple[TileSpan, ...]:
    """Tiles of the whole length; () if they would make no headway."""
    found: list[TileSpan] = []
    start = 0.0
    while start + shown < length - _EXACT:
        end = start + shown
        if ends_between:
            end = _between(codes, end)
            following = end - OVERLAP
        else:
            following = min(end - OVERLAP, _first_across(codes, end))
        if following <= start:
            return ()
        found.append(TileSpan(start, end, following))
        start = following
    return (*found, TileSpan(start, length, None))


def _between(codes: Sequence[tuple[float, float]], end: float) -> float:
    """The end, or the last place before it at which no code is."""
    while (first := _first_across(codes, end)) < end:
        end = first
    return end


def _first_across(codes: Sequence[tuple[float, float]], end: float) -> float:
    """Where the first of the codes begins that stand across this place; else the place itself."""
    return min((a for a, b in codes if a < end < b), default=end)

"""Tiles of large sheets: as few as it takes, and every code whole on one of them."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.okr.paper import PAPERS, TILES
from kiosk.okr.tiles import MARGIN, OVERLAP, CodePlace, TileSpan, tile_plan


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.name)
@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("tile", TILES)
def test_tiles_cover_a_sheet_and_one_less_would_not(paper, landscape: bool, tile: str):
    sheet = paper.turned(landscape=landscape)
    plan = tile_plan(sheet, 2, PAPERS[tile])
    assert plan.sheets[0] == plan.sheets[1]
    (columns, rows) = plan.sheets[0].columns, plan.sheets[0].rows
    assert plan.pages == 2 * len(columns) * len(rows)
    for length, side, spans in zip(sheet, (plan.width, plan.height), (columns, rows), strict=True):
        step = side - 2 * MARGIN - OVERLAP
        assert len(spans) * step + OVERLAP >= length
        assert len(spans) == 1 or (len(spans) - 1) * step + OVERLAP < length


def check(spans: tuple[TileSpan, ...], length: float, side: float) -> None:
    """Tiles follow each other, overlap, and cover everything."""
    assert (spans[0].start, spans[-1].end, spans[-1].following) == (0, length, None)
    for one, after in itertools.pairwise(spans):
        assert one.following == after.start
        assert after.start <= one.end - OVERLAP + 0.001
    assert all(span.end - span.start <= side - 2 * MARGIN + 0.02 for span in spans)


PLACES = st.tuples(st.floats(0, 540), st.floats(0, 780), st.floats(20, 110))


@given(st.lists(PLACES, max_size=30), st.sampled_from(TILES))
@settings(max_examples=200, deadline=None)
def test_every_code_is_whole_on_one_tile(places: list[tuple[float, float, float]], tile: str):
    sheet = (594, 841)
    codes = [CodePlace(1, min(x, 594 - side), min(y, 841 - side), side) for x, y, side in places]
    plan = tile_plan(sheet, 1, PAPERS[tile], codes)
    (tiled,) = plan.sheets
    for spans, length, side in (
        (tiled.columns, 594, plan.width), (tiled.rows, 841, plan.height),
    ):  # fmt: skip
        check(spans, length, side)
    for code in codes:
        assert any(s.start <= code.x and code.x + code.side <= s.end for s in tiled.columns)
        assert any(s.start <= code.y and code.y + code.side <= s.end for s in tiled.rows)


def test_a_tile_ends_between_codes_where_there_is_room_to():
    """Put together, the edge of the upper one then runs through no code."""
    first = tile_plan((297, 420), 1, PAPERS["A4"], [CodePlace(1, 170, 30, 40)]).sheets[0].columns[0]
    assert (first.end, first.following) == (170, 160)


def test_where_codes_leave_no_room_between_them_the_next_tile_shows_what_was_cut():
    codes = [CodePlace(1, x, 30, 40) for x in range(0, 250, 20)]
    first = tile_plan((297, 420), 1, PAPERS["A4"], codes).sheets[0].columns[0]
    assert (first.end, first.following) == (190, 160)

"""Posters come every quarter of an hour or so, whatever else an office has."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.okr.screens import PageKindSetting
from kiosk.views.wall.pages.base import WallPage
from kiosk.views.wall.rotation import RotationRequest, rotation_at
from tests.server import MOMENT
from tests.views.wall.test_rotation_timetable import AROUND, ASKED, HOUR, QUARTER, hour, page


def with_posters(pages: list[WallPage]) -> list[WallPage]:
    return [replace(one, is_rare=one.kind == "cycle") for one in pages]


def office(objectives: int, posters: int = 1) -> list[WallPage]:
    more = [page("cycle", str(2 + n)) for n in range(posters - 1)]
    around = [*AROUND[:3], *more, *AROUND[3:]]
    return with_posters(
        [*around, *(page("objective", str(n), 1 + n % 2) for n in range(objectives))]
    )


FEW = with_posters([page("overview", "1"), page("moved", "1"), page("cycle", "1")])


def times(pages: list[WallPage], name: str, takes: int) -> list[int]:
    return [at for at, one, _part in hour(pages, takes=takes) if one == name]


@pytest.mark.parametrize("objectives", [0, 1, 8, 24, 40])
def test_a_poster_comes_about_every_quarter_of_an_hour(objectives: int):
    at = times(office(objectives), "cycle-1", 8 * HOUR)
    assert 8 * HOUR / len(at) == pytest.approx(QUARTER, rel=0.6)


def test_two_posters_both_come():
    for name in ("cycle-1", "cycle-2"):
        assert len(times(office(8, posters=2), name, 4 * HOUR)) >= 8


@pytest.mark.parametrize("objectives", [0, 8, 24])
def test_beside_a_poster_everything_else_keeps_its_turn(objectives: int):
    shown = {name for _at, name, _part in hour(office(objectives), takes=4 * HOUR)}
    assert shown == {one.id for one in office(objectives)}


def test_in_a_small_office_all_other_pages_are_in_every_rotation():
    loops = [rotation_at(FEW, ASKED, {}, MOMENT + timedelta(seconds=10 * n)) for n in range(400)]
    having = [loop for loop in loops if FEW[2] in loop.pages]
    assert 0.05 < len(having) / len(loops) < 0.15
    assert all(FEW[0] in loop.pages and FEW[1] in loop.pages for loop in loops)
    assert all(set(loop.pages + loop.skipped) == set(FEW) for loop in loops)


def test_a_small_rotation_says_when_it_ends_and_stays_until_then():
    loop = rotation_at(FEW, ASKED, {}, MOMENT)
    assert loop.until is not None
    just_before = loop.until - timedelta(milliseconds=1)
    assert rotation_at(FEW, ASKED, {}, just_before) == loop
    assert rotation_at(FEW, ASKED, {}, loop.until).pages != loop.pages


def test_a_poster_with_a_time_of_its_own_is_in_every_small_rotation():
    asked = RotationRequest(kinds=(PageKindSetting("cycle", seconds=7),))
    loop = rotation_at(FEW, asked, {}, MOMENT)
    assert {one.id for one in loop.pages} == {one.id for one in FEW}
    assert loop.page_seconds == (("cycle-1", 7),)


def test_a_poster_alone_or_asked_for_is_shown():
    assert rotation_at(FEW[2:], ASKED, {}, MOMENT).pages == (FEW[2],)
    for n in range(20):
        at = MOMENT + n * timedelta(minutes=1)
        loop = rotation_at(FEW, RotationRequest(show="cycle-1"), {}, at)
        assert FEW[2] in loop.pages + loop.off_rotation
        assert FEW[2] not in loop.skipped

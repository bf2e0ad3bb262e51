"""The pages of a loop: in time, changed ones first, and every one of them in its turn."""

import ast
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.okr.screens import PageKindSetting
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.wall.page_kinds import ALWAYS, page_kind_names
from kiosk.views.wall.pages.base import WallPage
from kiosk.views.wall.rotation import (
    CHANGED_FOR,
    MAX_ANNOUNCED_EXTRA,
    ROTATION_SECONDS,
    RecentlyChanged,
    Rotation,
    RotationRequest,
    rotation_at,
    rotation_slots,
)
from tests.server import MOMENT

ROOT = Path(__file__).parents[3]
STEP = timedelta(seconds=ROTATION_SECONDS)
ASKED = RotationRequest()


def page(kind: str, name: str, team: str = "", needs: int = 1) -> WallPage:
    return WallPage(f"{kind}-{name}", "", "v1", kind, team, needs)


HOME = page("overview", "1")
TEAMS = [page("team", name, name) for name in "abcd"]
PAGES = [
    HOME,
    page("moved", "1"),
    page("cycle", "1"),
    *TEAMS,
    *(page("objective", str(n), "abcd"[n % 4], 1 + n % 2) for n in range(20)),
]


def ids(loop: Rotation) -> list[str]:
    return [page.id for page in loop.pages]


def at_steps(asked: RotationRequest = ASKED) -> list[Rotation]:
    return [rotation_at(PAGES, asked, {}, MOMENT + n * STEP) for n in range(60)]


def test_few_pages_are_all_in_the_loop_and_nothing_takes_turns():
    few = PAGES[:5]
    assert rotation_at(few, ASKED, {}, MOMENT) == Rotation(tuple(few))


@pytest.mark.parametrize("dwell", [0, 5, 10, 15, 30, 60])
def test_a_loop_takes_no_longer_than_it_may(dwell: int):
    stays, room = dwell or 10, rotation_slots(dwell)
    for loop in at_steps(RotationRequest(dwell=dwell)):
        others = sum(page.slots for page in loop.pages) - 1
        # A page of two where there is room for one goes over by one.
        assert others <= max(room, 3 if room < 5 else room)
    between = max(1, 45 // stays - 1)
    assert room * stays + -(-room // between) * stays <= max(ROTATION_SECONDS, 2 * stays)


def test_the_overview_is_in_every_loop_and_all_others_in_their_turn():
    loops = at_steps()
    assert all(ids(loop)[0] == "overview-1" for loop in loops)
    assert {one for loop in loops for one in ids(loop)} == {page.id for page in PAGES}


def test_a_choice_lasts_for_its_time_and_says_when_it_ends():
    first = rotation_at(PAGES, ASKED, {}, MOMENT)
    assert first.until is not None
    assert MOMENT < first.until <= MOMENT + STEP
    assert rotation_at(PAGES, ASKED, {}, first.until - timedelta(milliseconds=1)) == first
    assert ids(rotation_at(PAGES, ASKED, {}, first.until)) != ids(first)


def test_pages_stand_in_their_order_whatever_the_loop():
    order = [page.id for page in PAGES]
    for loop in at_steps():
        assert ids(loop) == [one for one in order if one in ids(loop)]


def test_what_has_changed_goes_first_and_the_rest_keeps_a_turn():
    changed = {f"objective-{n}": MOMENT - timedelta(minutes=20 + n) for n in range(0, 20, 2)}
    loop = rotation_at(PAGES, ASKED, changed, MOMENT)
    objectives = [one for one in ids(loop) if one.startswith("objective")]
    assert any(one in changed for one in objectives)
    assert any(one not in changed for one in objectives)
    past = {"objective-0": MOMENT - CHANGED_FOR - 2 * STEP}
    assert rotation_at(PAGES, ASKED, past, MOMENT) == rotation_at(PAGES, ASKED, {}, MOMENT)


def test_what_changes_just_now_is_there_to_be_told_beside_the_loop():
    now = MOMENT + timedelta(seconds=60)
    before = rotation_at(PAGES, ASKED, {}, now)
    late = [page for page in before.skipped if page.kind == "objective"]
    changed = {page.id: now - timedelta(seconds=n) for n, page in enumerate(late)}
    loop = rotation_at(PAGES, ASKED, changed, now)
    assert ids(loop) == ids(before)
    assert {page.id for page in loop.off_rotation} == {
        page.id for page in late[:MAX_ANNOUNCED_EXTRA]
    }


def test_a_page_that_is_asked_for_is_there():
    asked = next(page.id for page in rotation_at(PAGES, ASKED, {}, MOMENT).skipped)
    loop = rotation_at(PAGES, RotationRequest(show=asked), {}, MOMENT)
    assert [page.id for page in loop.off_rotation] == [asked]


def test_every_page_is_there_once_whatever_is_chosen():
    for loop in at_steps(RotationRequest(show="objective-3")):
        stand = [*loop.pages, *loop.off_rotation, *loop.skipped]
        assert sorted(p.id for p in stand) == sorted(p.id for p in PAGES)


def test_a_screen_of_a_team_shows_it_and_what_is_everybodys():
    loops = at_steps(RotationRequest(teams=("c", "a")))
    shown = {page for loop in loops for page in loop.pages}
    assert {page.team for page in shown} == {"", "a", "c"}
    assert {page.id for page in shown} >= {"team-a", "team-c", "objective-0", "objective-2"}
    assert all({"team-a", "team-c"} <= set(ids(loop)) for loop in loops)


def test_all_of_it_where_that_is_asked_for():
    assert rotation_at(PAGES, RotationRequest(every=True), {}, MOMENT) == Rotation(tuple(PAGES))


def test_an_undo_or_a_new_title_is_a_change_and_a_new_day_is_none():
    lately = RecentlyChanged()
    assert lately.changed(PAGES, MOMENT) == {}
    other = WallPage(PAGES[-1].id, "", "v2", "objective")
    later = MOMENT + STEP
    assert lately.changed([*PAGES[:-1], other], later) == {other.id: later}
    tomorrow = [WallPage(page.id, "", "v3", page.kind) for page in PAGES]
    assert lately.changed(tomorrow, later + STEP) == {other.id: later}
    assert lately.changed(tomorrow, later + CHANGED_FOR) == {}


def kinds(*choices: str) -> tuple[PageKindSetting, ...]:
    """moved, -cycle or objective:30, as they are kept."""
    made = []
    for choice in choices:
        kind, _, seconds = choice.removeprefix("-").partition(":")
        made.append(PageKindSetting(kind, not choice.startswith("-"), int(seconds or 0)))
    return tuple(made)


def test_kinds_come_in_the_screens_order_and_those_it_does_not_name_follow():
    few = [HOME, page("moved", "1"), page("cycle", "1"), page("new", "1"), page("team", "a", "a")]
    loop = rotation_at(few, RotationRequest(kinds=kinds("team", "cycle", "overview")), {}, MOMENT)
    assert ids(loop) == ["team-a", "cycle-1", "overview-1", "moved-1", "new-1"]


def test_what_is_left_out_is_in_no_loop_but_there_when_it_is_asked_for():
    asked = RotationRequest(kinds=kinds("-objective", "-moved"))
    for loop in at_steps(asked):
        kinds_sent = {page.kind for page in (*loop.pages, *loop.off_rotation, *loop.skipped)}
        assert kinds_sent.isdisjoint({"objective", "moved"})
    asked = replace(asked, show="objective-3")
    loop = rotation_at(PAGES, asked, {"objective-4": MOMENT}, MOMENT)
    assert [page.id for page in loop.off_rotation] == ["objective-3"]
    assert "objective-3" not in ids(loop)
    few = [HOME, page("moved", "1")]
    short = rotation_at(few, RotationRequest(kinds=kinds("-moved"), show="moved-1"), {}, MOMENT)
    assert (ids(short), [page.id for page in short.off_rotation]) == (["overview-1"], ["moved-1"])


def test_everything_is_shown_where_everything_is_asked_for():
    loop = rotation_at(PAGES, RotationRequest(kinds=kinds("-objective"), every=True), {}, MOMENT)
    assert len(loop.pages) == len(PAGES)


def test_the_first_steps_and_what_is_presented_are_never_left_out():
    steps = page("steps", "1")
    loop = rotation_at(
        [HOME, steps], RotationRequest(kinds=kinds("overview", "-steps")), {}, MOMENT
    )
    assert ids(loop) == ["steps-1", "overview-1"]


def test_a_wall_is_never_empty():
    few = [HOME, page("moved", "1")]
    loop = rotation_at(
        few, RotationRequest(kinds=kinds("-overview", "-moved", "cycle")), {}, MOMENT
    )
    assert ids(loop) == ["overview-1", "moved-1"]


def test_pages_that_stay_longer_leave_room_for_fewer():
    asked = RotationRequest(kinds=kinds("objective:30"))
    for loop in at_steps(asked):
        stays = dict(loop.page_seconds)
        assert set(stays) == {p.id for p in loop.pages if p.kind == "objective"}
        assert set(stays.values()) <= {30}
        objectives = [p for p in loop.pages if p.kind == "objective"]
        assert 1 <= len(objectives) <= 2
    seen = {p.id for loop in at_steps(asked) for p in loop.pages}
    assert {p.id for p in PAGES if p.kind == "objective"} <= seen


def test_every_kind_of_page_there_is_has_a_name_to_be_chosen_by():
    made = set()
    for path in (ROOT / "kiosk/views/wall").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "wall_page":
                made |= {ast.literal_eval(node.args[2])}
    assert len(made) > 4
    assert made - ALWAYS <= set(page_kind_names(Localizer("en", ZoneInfo("UTC"))))

"""An hour of loops, by the clock: every objective before its deadline, and its share to each."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.okr.office_settings import settings_from_texts
from kiosk.okr.screens import PageKindSetting
from kiosk.views.wall.pages.base import WallPage
from kiosk.views.wall.rotation import (
    DWELL,
    OVERVIEW_EVERY,
    ROTATION_SECONDS,
    Rotation,
    RotationRequest,
    rotation_at,
    rotation_seconds,
)
from kiosk.views.wall.rotation_timetable import ALL
from tests.server import MOMENT

ASKED = RotationRequest()
HOUR = 3600
QUARTER = 900
PARTS = st.lists(st.integers(1, 4), max_size=40)
Shown = tuple[int, str, int]


def page(kind: str, name: str, parts: int = 1) -> WallPage:
    return WallPage(f"{kind}-{name}", "", "v1", kind, "", parts)


AROUND = [
    page("overview", "1"),
    page("moved", "1", 11),
    page("cycle", "1"),
    page("meetings", "1"),
    page("waiting", "1", 2),
    page("learned", "1", 3),
    *(page("alignment", str(n)) for n in range(4)),
    *(page("team", str(n), 1 + n % 2) for n in range(5)),
]


def office(parts: list[int]) -> list[WallPage]:
    return AROUND + [page("objective", str(n), some) for n, some in enumerate(parts)]


def parts_in(loop: Rotation) -> Iterator[tuple[str, int]]:
    """The parts that a browser shows of a loop's pages, as
    static/js/wall/pages/rotation_schedule.js chooses them."""
    visits = {visit.id: visit for visit in loop.visits}
    for one in loop.pages:
        visit = visits.get(one.id)
        if visit is None or visit.parts == ALL or visit.parts >= one.slots:
            yield from ((one.id, part) for part in range(one.slots))
            continue
        head = visit.head
        rest, most = (one.slots - 1, visit.parts - 1) if head else (one.slots, visit.parts)
        first = visit.number * most if head else visit.number
        turn = {(first + n) % rest + head for n in range(most)} | ({0} if head else set())
        yield from ((one.id, part) for part in sorted(turn))


def hour(
    pages: list[WallPage],
    asked: RotationRequest = ASKED,
    changed: tuple[str, ...] = (),
    takes: int = HOUR,
) -> list[Shown]:
    """What is shown in an hour, each since when: the overview, and others until it is due."""
    shown: list[Shown] = []
    at, stay = 0, asked.dwell or DWELL
    start = MOMENT.timestamp() // rotation_seconds(asked.dwell) * rotation_seconds(asked.dwell)
    start_at = MOMENT - timedelta(seconds=MOMENT.timestamp() - start)
    while at < takes:
        now = start_at + timedelta(seconds=at)
        lately = dict.fromkeys(changed, now - timedelta(minutes=5))
        loop = rotation_at(pages, asked, lately, now)
        home, *others = parts_in(loop)
        clock = at
        between = max(1, OVERVIEW_EVERY // stay - 1)
        for number, one in enumerate(others):
            if number % between == 0:
                shown.append((clock, *home))
                clock += stay
            shown.append((clock, *one))
            clock += stay
        at += loop.seconds if loop.until else max(clock - at, stay)
    return shown


def waits(shown: list[Shown], name: str, part: int | None = 0, takes: int = HOUR) -> int:
    """The longest time without a page, or a part of it, from the beginning to the end."""
    at = [when for when, one, at in shown if one == name and part in (None, at)]
    return max(b - a for a, b in pairwise([0, *at, takes]))


@given(PARTS)
def test_every_objectives_first_page_is_shown_in_any_quarter_of_an_hour(parts: list[int]):
    shown = hour(office(parts))
    assert all(waits(shown, f"objective-{n}") <= QUARTER for n in range(len(parts)))


# With more of them an hour of pages has not enough turns; they then come back a little later.
@given(PARTS.filter(lambda parts: len(parts) + sum(parts) <= 80))
def test_all_parts_of_an_objective_are_shown_in_any_half_hour(parts: list[int]):
    shown = hour(office(parts))
    for number, some in enumerate(parts):
        for part in range(some):
            assert waits(shown, f"objective-{number}", part) <= 2 * QUARTER


@given(PARTS)
def test_parts_of_an_objective_come_one_after_the_other(parts: list[int]):
    shown = [(name, part) for _at, name, part in hour(office(parts)) if "overview" not in name]
    for (name, part), (after, next_part) in pairwise(shown):
        if name == after and name.startswith("objective"):
            assert part < next_part


@given(PARTS, st.sampled_from([0, 5, 10, 12, 15, 20, 30, 60]))
def test_a_loop_takes_no_longer_than_it_says_but_for_a_page_of_two(parts: list[int], dwell: int):
    loop = rotation_at(office(parts), RotationRequest(dwell=dwell), {}, MOMENT)
    stay = dwell or DWELL
    others = len(list(parts_in(loop))) - 1
    between = max(1, OVERVIEW_EVERY // stay - 1)
    takes = stay * (others + -(-others // between))
    assert takes <= loop.seconds + 2 * stay
    assert loop.seconds <= max(ROTATION_SECONDS, 2 * stay)


@pytest.mark.parametrize("dwell", [20, 30])
def test_a_longer_stay_takes_longer_in_proportion(dwell: int):
    takes = 3 * HOUR
    shown = hour(office([1] * 24), RotationRequest(dwell=dwell), takes=takes)
    most = QUARTER * dwell // DWELL
    assert all(waits(shown, f"objective-{n}", takes=takes) <= most for n in range(24))


def test_an_hour_gives_each_its_share():
    shown = hour(office([1, 2] * 16))
    time: Counter[str] = Counter()
    for _at, name, _part in shown:
        time[name.partition("-")[0]] += 1
    share = {kind: count / len(shown) for kind, count in time.items()}
    assert share["objective"] > 0.48
    assert 0.2 < share["overview"] < 0.3
    assert all(share[kind] < 0.08 for kind in share if kind not in ("objective", "overview"))
    each = Counter(name for _at, name, _part in shown if name.startswith("objective"))
    assert max(each.values()) <= 3 * min(each.values())


def test_everything_else_is_shown_as_well_also_beside_forty_objectives_of_four_pages():
    shown = hour(office([4] * 40), takes=4 * HOUR)
    assert {one.id for one in AROUND} <= {name for _at, name, _part in shown}


@pytest.mark.parametrize(("name", "parts"), [("moved-1", 11), ("learned-1", 3)])
def test_a_list_longer_than_its_page_turns_over_its_parts_in_order(name: str, parts: int):
    shown = [part for _at, one, part in hour(office([1] * 10)) if one == name]
    assert set(shown) == set(range(parts))
    assert all((b - a) % parts == 1 for a, b in pairwise(shown))


def test_the_rest_of_a_long_overview_has_its_turn():
    pages = [page("overview", "1", 4), *office([1] * 20)[1:]]
    assert {part for _at, one, part in hour(pages) if one == "overview-1"} == {0, 1, 2, 3}


def test_changed_objectives_come_first_and_no_other_waits_longer_than_it_may():
    changed = tuple(f"objective-{n}" for n in range(0, 40, 7))
    shown = hour(office([1] * 40), changed=changed)
    assert all(waits(shown, f"objective-{n}") <= QUARTER for n in range(40))
    count = Counter(name for _at, name, _part in shown)
    others = [count[f"objective-{n}"] for n in range(40) if f"objective-{n}" not in changed]
    assert min(count[name] for name in changed) > max(others)


@pytest.mark.parametrize("minutes", [10, 15, 30])
def test_an_office_says_in_how_many_minutes_each_objective_comes(minutes: int):
    settings = settings_from_texts({"objective_minutes": str(minutes)})
    shown = hour(office([1] * 24), RotationRequest(minutes=settings.objective_minutes))
    assert all(waits(shown, f"objective-{n}") <= minutes * 60 for n in range(24))


def test_too_many_objectives_for_the_time_come_as_often_as_there_is_time():
    shown = hour(office([1] * 40), RotationRequest(minutes=5))
    count = Counter(name for _at, name, _part in shown if name.startswith("objective"))
    assert len(count) == 40
    assert max(count.values()) - min(count.values()) <= 1


def test_pages_that_stay_longer_are_counted_as_so_many():
    asked = RotationRequest(kinds=(PageKindSetting("objective", seconds=30),))
    loops = [
        rotation_at(office([1] * 12), asked, {}, MOMENT + timedelta(seconds=80 * n))
        for n in range(40)
    ]
    seen = Counter(one.id for loop in loops for one in loop.pages if one.kind == "objective")
    assert len(seen) == 12
    assert all(sum(one.kind == "objective" for one in loop.pages) <= 2 for loop in loops)

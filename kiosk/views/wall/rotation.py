"""Which pages a wall turns through now: a loop that nobody waits for.

The overview is in each loop, and what else there is in its turn
(kiosk.views.wall.rotation_timetable): every objective before its deadline, changed ones first, and
each list by its parts. The choice stands for as long as a loop takes, so that screens which ask for
the same show the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from kiosk.okr.office_settings import DEFAULTS
from kiosk.okr.screens import PageKindSetting
from kiosk.views.wall.page_kinds import ALWAYS
from kiosk.views.wall.pages.base import WallPage
from kiosk.views.wall.rotation_timetable import (
    ALL,
    PageNeed,
    PageVisit,
    lists_of,
    next_parts,
    slots_of,
    timetable,
)

ROTATION_SECONDS = 90
"""Seconds a loop takes at most."""
OVERVIEW_EVERY = 45
"""Seconds after which the overview is back."""
DWELL = 10
"""Seconds a page stays, unless a screen asks for another time."""
CHANGED_FOR = timedelta(hours=1)
# Pages beside the loop, only for what has just changed to be told on them: more than are told.
MAX_ANNOUNCED_EXTRA = 6


@dataclass(frozen=True, slots=True)
class RotationRequest:
    """What a screen asks of its loop.

    :ivar teams: slugs of the teams it is for, in their order; none: all of them.
    :ivar dwell: seconds a page stays; 0: DWELL.
    :ivar show: the id of a page that has to be there, in the loop or not.
    :ivar every: every page is in the loop, however long that takes.
    :ivar kinds: kinds of pages in their order, what is left out among them; the others follow.
    :ivar minutes: in which each objective comes up at least once, where a page stays DWELL; where
        it stays longer, in so much more.
    """

    teams: tuple[str, ...] = ()
    dwell: int = 0
    show: str = ""
    every: bool = False
    kinds: tuple[PageKindSetting, ...] = ()
    minutes: int = DEFAULTS.objective_minutes

    def stays(self, page: WallPage) -> int:
        """Seconds that a page stays by its kind's own setting; 0: as long as the others."""
        return next((kind.seconds for kind in self.kinds if kind.kind == page.kind), 0)

    def slots(self, page: WallPage, parts: int = 0) -> int:
        """In how many pages' time all of it is shown, or so many parts of it."""
        stay = _stay(self.dwell)
        return -(-(parts or page.slots) * (self.stays(page) or stay) // stay)

    def loops(self) -> int:
        """After how many loops an objective comes again, at the latest. A loop less than there is
        time for: it may be at a loop's beginning once, and then at its end."""
        deadline = self.minutes * 60 * max(DWELL, _stay(self.dwell)) // DWELL
        return max(1, deadline // rotation_seconds(self.dwell) - 1)


@dataclass(frozen=True, slots=True)
class Rotation:
    """`pages` are turned through; those `beside` are only there to be told on or shown when asked
    for; `others` stand too, unsent. `until`: when it is another loop's turn (None: never).
    `stays`: seconds, by id, of pages that have a time of their own. `visits`: which parts of pages
    are shown; all of those that are not among them. `seconds`: what it takes at most."""

    pages: tuple[WallPage, ...]
    off_rotation: tuple[WallPage, ...] = ()
    skipped: tuple[WallPage, ...] = ()
    until: datetime | None = None
    stays: tuple[tuple[str, int], ...] = ()
    visits: tuple[PageVisit, ...] = ()
    seconds: int = ROTATION_SECONDS


class RecentlyChanged:
    """Which pages show something else than they did a while ago, whatever it was: an undo or a
    new title must not wait for their page's turn either."""

    def __init__(self) -> None:
        self._versions: dict[str, str] = {}
        self._changed: dict[str, datetime] = {}

    def changed(self, pages: Iterable[WallPage], now: datetime) -> dict[str, datetime]:
        """Takes in what stands now; page ids, and when what they show became another."""
        versions = {page.id: page.version for page in pages}
        known = self._versions
        fresh = [page for page in versions if known and known.get(page) != versions[page]]
        self._versions = versions
        # More than these at once: a new day, and nothing that anybody said.
        changed_pages = dict.fromkeys(fresh if len(fresh) <= MAX_ANNOUNCED_EXTRA else (), now)
        kept = {page: at for page, at in self._changed.items() if at > now - CHANGED_FOR}
        self._changed = kept | changed_pages
        return self._changed


def rotation_at(
    pages: Iterable[WallPage],
    request: RotationRequest,
    changed: Mapping[str, datetime],
    now: datetime,
) -> Rotation:
    """The loop at a moment (aware).

    :param pages: all of them, in their order.
    :param changed: page ids, and when what they show was changed last.
    """
    loop = _loop_at(_of_kinds(_of_teams(pages, request.teams), request), request, changed, now)
    if not any(kind.seconds for kind in request.kinds):
        return loop
    own = ((page.id, request.stays(page)) for page in loop.pages + loop.off_rotation)
    return replace(loop, stays=tuple((page, seconds) for page, seconds in own if seconds))


def _loop_at(
    ordered: list[WallPage],
    request: RotationRequest,
    changed: Mapping[str, datetime],
    now: datetime,
) -> Rotation:
    left_out = set() if request.every else {kind.kind for kind in request.kinds if not kind.shown}
    # What is left is nothing, some day: then nothing is left out.
    mine = [page for page in ordered if page.kind not in left_out - ALWAYS] or ordered
    if request.every or sum(map(request.slots, mine)) <= rotation_slots(request.dwell) + 1:
        return Rotation(
            tuple(mine), tuple(p for p in ordered if p.id == request.show and p not in mine)
        )
    takes = rotation_seconds(request.dwell)
    number = int(now.timestamp()) // takes
    began = datetime.fromtimestamp(number * takes, UTC)
    visits = _Choice(mine, request, changed, began, number).made()
    chosen = {visit.id for visit in visits}
    changed_pages = [
        page for page, at in _newest(changed) if at >= began - timedelta(seconds=ROTATION_SECONDS)
    ]
    here = {page.id for page in mine}
    changed_pages = [page for page in changed_pages if page in here and page not in chosen][
        :MAX_ANNOUNCED_EXTRA
    ]
    beside = {*changed_pages, request.show} - chosen
    return Rotation(
        pages=tuple(page for page in mine if page.id in chosen),
        off_rotation=tuple(page for page in ordered if page.id in beside),
        skipped=tuple(page for page in mine if page.id not in chosen | beside),
        until=began + timedelta(seconds=takes),
        visits=visits,
        seconds=takes,
    )


def rotation_slots(dwell: int) -> int:
    """How many pages there is time for in a loop, beside the overview."""
    return _homes(dwell) * _between(dwell)


def rotation_seconds(dwell: int) -> int:
    """What a loop takes: its pages, and the overview whenever it is back."""
    return _stay(dwell) * _homes(dwell) * (_between(dwell) + 1)


def _between(dwell: int) -> int:
    """How many pages there is time for until the overview is back."""
    return max(1, OVERVIEW_EVERY // _stay(dwell) - 1)


def _homes(dwell: int) -> int:
    """How often a loop shows the overview."""
    return max(1, ROTATION_SECONDS // (_stay(dwell) * (_between(dwell) + 1)))


def _stay(dwell: int) -> int:
    return dwell or DWELL


def _of_kinds(pages: list[WallPage], request: RotationRequest) -> list[WallPage]:
    """In the order of their kinds."""
    if not request.kinds:
        return pages
    order = {kind.kind: at for at, kind in enumerate(request.kinds)}
    return sorted(pages, key=lambda p: -1 if p.kind in ALWAYS else order.get(p.kind, len(order)))


def _of_teams(pages: Iterable[WallPage], teams: tuple[str, ...]) -> list[WallPage]:
    """A screen's own pages: its teams' in their order, behind what is everybody's."""
    if not teams:
        return list(pages)
    mine = [page for page in pages if not page.team or page.team in teams]
    return sorted(mine, key=lambda page: teams.index(page.team) + 1 if page.team else 0)


@dataclass(slots=True)
class _Choice:
    """What the loop with a number shows, put together step by step.

    :ivar pages: all that there are, in their order.
    :ivar visits: what is chosen already, by the page's id.
    """

    pages: list[WallPage]
    request: RotationRequest
    changed: Mapping[str, datetime]
    began: datetime
    number: int
    visits: dict[str, PageVisit] = field(default_factory=dict)

    def made(self) -> tuple[PageVisit, ...]:
        """The visits, in no order: pages have their own."""
        fixed = self._fixed()
        room = max(1, rotation_slots(self.request.dwell) + 1 - fixed)
        around, before, free = self._objectives(room)
        recent = self._lately(around)
        # One slot of two is theirs, the first of them where there is one.
        first = (free + self.number % 2) // 2 if recent else 0
        left = free - self._first(recent, first)
        others = [page for page in self.pages if page.kind not in (*ALWAYS, "objective")]
        sizes = {page.kind: self.request.slots(page, 1) for page in others}
        for visit in next_parts(lists_of(others, sizes), before // 2 if recent else before, left):
            self._add(visit)
        return tuple(self.visits.values())

    def _fixed(self) -> int:
        """What is in each loop, and the slots that it takes: overviews, and the teams that a
        screen is for, as far as there is room."""
        for page in self.pages:
            if page.kind in ALWAYS:
                self._add(PageVisit(page.id, 0, ALL))
            elif page.kind == "overview":
                # The rest of a long one has its turn.
                self._add(PageVisit(page.id, 0, 1 if page.slots > 1 else ALL, head=True))
        teams = [p for p in self.pages if p.kind == "team"] if self.request.teams else []
        some = max(1, rotation_slots(self.request.dwell) // 2)
        for at in range(min(some, len(teams))):
            around, place = divmod(self.number * some + at, len(teams))
            # Of few teams each is in every loop.
            place, around = (place, around) if len(teams) > some else (at, self.number)
            self._add(PageVisit(teams[place].id, around))
        fixed = (page for page in self.pages if page.id in self.visits)
        return sum(self.request.slots(page, 1) for page in fixed)

    def _objectives(self, room: int) -> tuple[int, int, int]:
        """Those whose turn it is. Returns how often all had their turns before, and the slots that
        were free in all loops before this one, and in this one."""
        pages = [page for page in self.pages if page.kind == "objective"]
        needs = tuple(self._need(page, room) for page in pages)
        turns = timetable(needs, room, self.request.loops())
        around, at = divmod(self.number, max(1, len(turns)))
        for place, whole in turns[at] if turns else ():
            parts = max(2, self._most(pages[place], room)) if whole else 1
            self._add(PageVisit(pages[place].id, around, parts, head=True))
        free = [max(0, room - slots_of(turn, needs)) for turn in turns] or [room]
        return around, around * sum(free) + sum(free[:at]), free[at]

    def _need(self, page: WallPage, room: int) -> PageNeed:
        return PageNeed(
            self.request.slots(page, 1), self.request.slots(page, self._most(page, room))
        )

    def _most(self, page: WallPage, room: int) -> int:
        """How many of its parts one visit shows: the rest take turns."""
        return max(1, min(page.slots, room // self.request.slots(page, 1)))

    def _lately(self, around: int) -> list[WallPage]:
        """Objectives changed within the hour before this loop, and not in it yet: the newest
        first, and the others in their turn, which is another each time around."""
        newest = (page for page, at in _newest(self.changed) if self._is_late(at))
        there = {page.id: page for page in self.pages if page.kind == "objective"}
        found = [there[page] for page in newest if page in there and page not in self.visits]
        turn = (self.number + around) % len(found) if found else 0
        return found[turn:] + found[:turn]

    def _is_late(self, at: datetime) -> bool:
        return self.began - CHANGED_FOR < at <= self.began

    def _first(self, recent: list[WallPage], room: int) -> int:
        """Shows as many of those as there is room for. Returns the slots that they take."""
        used = 0
        for page in recent:
            size = min(self.request.slots(page), max(1, room))
            if used + size > room:
                break
            self._add(PageVisit(page.id, self.number, max(2, page.slots), head=True))
            used += size
        return used

    def _add(self, visit: PageVisit) -> None:
        """A page stands once in a loop: with the parts of both."""
        here = self.visits.get(visit.id)
        if here and not visit.head:
            visit = replace(here, parts=here.parts + visit.parts)
        self.visits[visit.id] = visit


def _newest(changed: Mapping[str, datetime]) -> list[tuple[str, datetime]]:
    return sorted(changed.items(), key=lambda item: item[1], reverse=True)

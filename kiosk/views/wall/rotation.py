"""The rotation of a wall: which pages it shows now.

The overview is in every rotation. Everything else takes turns
(kiosk.views.wall.rotation_timetable): every objective before its deadline, changed objectives
first, and the other kinds part by part. Posters are shown every quarter of an hour or so. The
choice is fixed for the duration of one rotation, so screens with equal requests show the same
pages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

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
    slots_of_a_round,
    timetable,
)

ROTATION_SECONDS = 90
"""The most seconds that a rotation takes."""
OVERVIEW_EVERY = 45
"""Seconds after which the overview is shown again."""
DWELL = 10
"""Seconds a page stays, unless a screen requests a different time."""
RARE_EVERY = 15 * 60
"""Seconds after which a rare page is shown again, roughly."""
CHANGED_FOR = timedelta(hours=1)
# Pages outside the rotation, sent only so that a recent change can be announced on them.
MAX_ANNOUNCED_EXTRA = 6


@dataclass(frozen=True, slots=True)
class RotationRequest:
    """A screen's settings for its rotation.

    :ivar teams: slugs of the screen's teams, in order; empty for all teams.
    :ivar dwell: seconds a page stays; 0 for DWELL.
    :ivar show: the id of a page that must be sent, in the rotation or not.
    :ivar every: whether to include every page, however long that takes.
    :ivar kinds: settings of page kinds in order, including hidden kinds; others follow.
    :ivar pictures: the ids of the pages of this screen's pictures; None: every picture's.
    :ivar minutes: the interval in which each objective is shown at least once if a page stays
        DWELL; it grows in proportion where pages stay longer.
    """

    teams: tuple[str, ...] = ()
    dwell: int = 0
    show: str = ""
    every: bool = False
    kinds: tuple[PageKindSetting, ...] = ()
    minutes: int = DEFAULTS.objective_minutes
    pictures: tuple[str, ...] | None = None

    def seconds_for(self, page: WallPage) -> int:
        """Seconds that pages of this kind stay by their own setting; 0 for the default."""
        return next((kind.seconds for kind in self.kinds if kind.kind == page.kind), 0)

    def slots(self, page: WallPage, parts: int = 0) -> int:
        """The slots that a page takes, or `parts` parts of it."""
        stay = _stay(self.dwell)
        return -(-(parts or page.slots) * (self.seconds_for(page) or stay) // stay)

    def loops(self) -> int:
        """The number of rotations within which an objective is shown again. One less than fit in
        the deadline: it may be at the start of one rotation and at the end of the next."""
        deadline = self.minutes * 60 * max(DWELL, _stay(self.dwell)) // DWELL
        return max(1, deadline // rotation_seconds(self.dwell) - 1)


@dataclass(frozen=True, slots=True)
class Rotation:
    """The pages of a wall. `pages` rotate. `off_rotation` are sent only for announcements or to be
    shown on request; `skipped` are not sent. `until`: when the next rotation begins (None: never).
    `page_seconds`: by page id, for kinds with their own setting. `visits`: the parts to show
    of some pages; the others show all parts. `seconds`: the most that the rotation takes."""

    pages: tuple[WallPage, ...]
    off_rotation: tuple[WallPage, ...] = ()
    skipped: tuple[WallPage, ...] = ()
    until: datetime | None = None
    page_seconds: tuple[tuple[str, int], ...] = ()
    visits: tuple[PageVisit, ...] = ()
    seconds: int = ROTATION_SECONDS


class RecentlyChanged:
    """Remembers which pages changed recently, whatever the change: an undo or a new title is also
    shown before its page's turn."""

    def __init__(self) -> None:
        self._versions: dict[str, str] = {}
        self._changed: dict[str, datetime] = {}

    def changed(self, pages: Iterable[WallPage], now: datetime) -> dict[str, datetime]:
        """Record the current pages; return page ids and when their content last changed."""
        versions = {page.id: page.version for page in pages}
        known = self._versions
        fresh = [page for page in versions if known and known.get(page) != versions[page]]
        self._versions = versions
        # More changes than this at once come from a new day, not from a person.
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
    """The rotation at a moment (aware).

    :param pages: every page, in order.
    :param changed: page ids, and when their content last changed.
    """
    mine = _of_teams(_with_pictures(pages, request.pictures), request.teams)
    ordered = _of_kinds(mine, request)
    # A screen that gives a rare page a time of its own wants to see it like any other.
    ordered = [
        replace(p, is_rare=False) if p.is_rare and request.seconds_for(p) else p for p in ordered
    ]
    loop = _loop_at(ordered, request, changed, now)
    if not any(kind.seconds for kind in request.kinds):
        return loop
    own = ((page.id, request.seconds_for(page)) for page in loop.pages + loop.off_rotation)
    return replace(loop, page_seconds=tuple((page, seconds) for page, seconds in own if seconds))


def _loop_at(
    ordered: list[WallPage],
    request: RotationRequest,
    changed: Mapping[str, datetime],
    now: datetime,
) -> Rotation:
    left_out = set() if request.every else {kind.kind for kind in request.kinds if not kind.shown}
    # If every page would be hidden, none is.
    mine = [page for page in ordered if page.kind not in left_out - ALWAYS] or ordered
    usual = [page for page in mine if not page.is_rare] or mine
    if request.every or sum(map(request.slots, usual)) <= rotation_slots(request.dwell) + 1:
        loop = Rotation(tuple(mine)) if request.every else _small_rotation(mine, request, now)
        shown = [p for p in ordered if p.id == request.show and p not in loop.pages]
        return replace(
            loop,
            off_rotation=tuple(shown),
            skipped=tuple(page for page in loop.skipped if page not in shown),
        )
    takes = rotation_seconds(request.dwell)
    number = int(now.timestamp()) // takes
    began = datetime.fromtimestamp(number * takes, UTC)
    visits = _RotationBuilder(mine, request, changed, began, number).build()
    chosen = {visit.id for visit in visits}
    changed_pages = [
        page for page, at in _newest(changed) if at >= began - timedelta(seconds=ROTATION_SECONDS)
    ]
    existing = {page.id for page in mine}
    changed_pages = [page for page in changed_pages if page in existing and page not in chosen][
        :MAX_ANNOUNCED_EXTRA
    ]
    extra = {*changed_pages, request.show} - chosen
    return Rotation(
        pages=tuple(page for page in mine if page.id in chosen),
        off_rotation=tuple(page for page in ordered if page.id in extra),
        skipped=tuple(page for page in mine if page.id not in chosen | extra),
        until=began + timedelta(seconds=takes),
        visits=visits,
        seconds=takes,
    )


def _small_rotation(mine: list[WallPage], request: RotationRequest, now: datetime) -> Rotation:
    """All pages in every rotation, but for the rare ones: each is in one rotation of many."""
    rare = [page for page in mine if page.is_rare]
    if not rare or len(rare) == len(mine):
        return Rotation(tuple(mine))
    takes = rotation_seconds(request.dwell)
    rounds = max(len(rare) + 1, RARE_EVERY // takes)
    number = int(now.timestamp()) // takes
    at = number % rounds
    shown = rare[at : at + 1]
    until = number + (1 if shown else rounds - at)
    return Rotation(
        pages=tuple(page for page in mine if not page.is_rare or page in shown),
        skipped=tuple(page for page in rare if page not in shown),
        until=datetime.fromtimestamp(until * takes, UTC),
    )


def rotation_slots(dwell: int) -> int:
    """The slots of a rotation besides the overview."""
    return _homes(dwell) * _between(dwell)


def rotation_seconds(dwell: int) -> int:
    """The seconds of a rotation, including every showing of the overview."""
    return _stay(dwell) * _homes(dwell) * (_between(dwell) + 1)


def _between(dwell: int) -> int:
    """The slots between two showings of the overview."""
    return max(1, OVERVIEW_EVERY // _stay(dwell) - 1)


def _homes(dwell: int) -> int:
    """How often a rotation shows the overview."""
    return max(1, ROTATION_SECONDS // (_stay(dwell) * (_between(dwell) + 1)))


def _stay(dwell: int) -> int:
    return dwell or DWELL


def _of_kinds(pages: list[WallPage], request: RotationRequest) -> list[WallPage]:
    """The pages in the requested order of their kinds."""
    if not request.kinds:
        return pages
    order = {kind.kind: at for at, kind in enumerate(request.kinds)}
    return sorted(pages, key=lambda p: -1 if p.kind in ALWAYS else order.get(p.kind, len(order)))


def _with_pictures(pages: Iterable[WallPage], wanted: tuple[str, ...] | None) -> list[WallPage]:
    """The pages without pictures that are for other screens."""
    return [p for p in pages if p.kind != "picture" or wanted is None or p.id in wanted]


def _of_teams(pages: Iterable[WallPage], teams: tuple[str, ...]) -> list[WallPage]:
    """A screen's pages: those without a team first, then its teams' in order."""
    if not teams:
        return list(pages)
    mine = [page for page in pages if not page.team or page.team in teams]
    return sorted(mine, key=lambda page: teams.index(page.team) + 1 if page.team else 0)


@dataclass(frozen=True, slots=True)
class _FreeSlots:
    """The slots that objectives leave free: in all rotations `before`, in the one `now`, and in the
    `usual` one. `around`: how often the timetable was completed."""

    around: int
    before: int
    now: int
    usual: Fraction


@dataclass(slots=True)
class _RotationBuilder:
    """Builds the visits of one rotation, step by step.

    :ivar pages: every page, in order.
    :ivar visits: the visits chosen so far, by page id.
    """

    pages: list[WallPage]
    request: RotationRequest
    changed: Mapping[str, datetime]
    began: datetime
    number: int
    visits: dict[str, PageVisit] = field(default_factory=dict)

    def build(self) -> tuple[PageVisit, ...]:
        """The visits; their order has no meaning, because pages have their own."""
        fixed = self._fixed()
        room = max(1, rotation_slots(self.request.dwell) + 1 - fixed)
        free = self._objectives(room)
        recent = self._recently_changed(free.around)
        # Recent changes get every second slot, rounded up in odd rotations.
        first = (free.now + self.number % 2) // 2 if recent else 0
        left = free.now - self._add_changed(recent, first)
        others = [page for page in self.pages if page.kind not in (*ALWAYS, "objective")]
        sizes = {page.kind: self.request.slots(page, 1) for page in others}
        lists, share = lists_of(others, sizes), 2 if recent else 1
        rounds = self._rounds(slots_of_a_round(lists), free.usual / share)
        for visit in next_parts(lists, free.before // share, left, rounds):
            self._add(visit)
        return tuple(self.visits.values())

    def _rounds(self, slots: int, free: Fraction) -> int:
        """The rounds of all lists after which a rare page is shown again.

        :param slots: the slots of one round.
        :param free: the slots that a rotation has for them.
        """
        rotations = Fraction(RARE_EVERY, rotation_seconds(self.request.dwell))
        return max(1, round(rotations * free / max(1, slots)))

    def _fixed(self) -> int:
        """Add what is in every rotation: overviews, and the screen's teams as far as they fit.
        Return the slots that these take."""
        for page in self.pages:
            if page.kind in ALWAYS:
                self._add(PageVisit(page.id, 0, ALL))
            elif page.kind == "overview":
                # The further parts of a long overview take turns.
                self._add(PageVisit(page.id, 0, 1 if page.slots > 1 else ALL, head=True))
        teams = [p for p in self.pages if p.kind == "team"] if self.request.teams else []
        some = max(1, rotation_slots(self.request.dwell) // 2)
        for at in range(min(some, len(teams))):
            around, place = divmod(self.number * some + at, len(teams))
            # With few teams, each is in every rotation.
            place, around = (place, around) if len(teams) > some else (at, self.number)
            self._add(PageVisit(teams[place].id, around))
        fixed = (page for page in self.pages if page.id in self.visits)
        return sum(self.request.slots(page, 1) for page in fixed)

    def _objectives(self, room: int) -> "_FreeSlots":
        """Add the objectives whose turn it is. Return the slots that they leave free."""
        pages = [page for page in self.pages if page.kind == "objective"]
        needs = tuple(self._need(page, room) for page in pages)
        turns = timetable(needs, room, self.request.loops())
        around, at = divmod(self.number, max(1, len(turns)))
        for place, whole in turns[at] if turns else ():
            parts = max(2, self._most(pages[place], room)) if whole else 1
            self._add(PageVisit(pages[place].id, around, parts, head=True))
        free = [max(0, room - slots_of(turn, needs)) for turn in turns] or [room]
        before = around * sum(free) + sum(free[:at])
        return _FreeSlots(around, before, free[at], Fraction(sum(free), len(free)))

    def _need(self, page: WallPage, room: int) -> PageNeed:
        return PageNeed(
            self.request.slots(page, 1), self.request.slots(page, self._most(page, room))
        )

    def _most(self, page: WallPage, room: int) -> int:
        """How many parts of a page one visit shows; the others take turns."""
        return max(1, min(page.slots, room // self.request.slots(page, 1)))

    def _recently_changed(self, around: int) -> list[WallPage]:
        """Objectives changed within the hour before this rotation and not in it yet, newest first,
        rotated so that each gets its turn."""
        newest = (page for page, at in _newest(self.changed) if self._is_recent(at))
        there = {page.id: page for page in self.pages if page.kind == "objective"}
        found = [there[page] for page in newest if page in there and page not in self.visits]
        turn = (self.number + around) % len(found) if found else 0
        return found[turn:] + found[:turn]

    def _is_recent(self, at: datetime) -> bool:
        return self.began - CHANGED_FOR < at <= self.began

    def _add_changed(self, recent: list[WallPage], room: int) -> int:
        """Add as many of these pages as fit. Return the slots that they take."""
        used = 0
        for page in recent:
            size = min(self.request.slots(page), max(1, room))
            if used + size > room:
                break
            self._add(PageVisit(page.id, self.number, max(2, page.slots), head=True))
            used += size
        return used

    def _add(self, visit: PageVisit) -> None:
        """Add a visit. A page that is already in the rotation gets the parts of both."""
        existing = self.visits.get(visit.id)
        if existing and not visit.head:
            visit = replace(existing, parts=existing.parts + visit.parts)
        self.visits[visit.id] = visit


def _newest(changed: Mapping[str, datetime]) -> list[tuple[str, datetime]]:
    return sorted(changed.items(), key=lambda item: item[1], reverse=True)

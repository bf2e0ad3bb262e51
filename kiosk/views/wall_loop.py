"""Which pages a wall turns through now: a loop that nobody waits for.

The overview, what moved, this screen's teams, then objectives: changed ones first, the others in
turns, some in each loop. The choice stands for as long as a loop takes, so that screens which ask
for the same show the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from kiosk.okr.screens import PageChoice
from kiosk.views.wall_kinds import ALWAYS
from kiosk.views.wall_pages import WallPage

LOOP = 90
"""Seconds a loop takes at most."""
HOME_EVERY = 45
"""Seconds after which the overview is back."""
DWELL = 10
"""Seconds a page stays, unless a screen asks for another time."""
CHANGED_FOR = timedelta(hours=1)
TEAM_SLOTS = 2
# What there is now and then: some of it in each loop, so that the objectives are never crowded out.
OCCASIONS = ("summary", "meetings", "survey", "lessons", "waiting")
OCCASION_SLOTS = 2
# Kinds of pages that take turns beside the objectives.
ASIDE = ("grades", "learned", "cycle", "alignment", "team")
# Pages beside the loop, only for what has just changed to be told on them: more than are told.
TOLD_BESIDE = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """What a screen asks of its loop.

    :ivar teams: slugs of the teams it is for, in their order; none: all of them.
    :ivar dwell: seconds a page stays; 0: DWELL.
    :ivar show: the id of a page that has to be there, in the loop or not.
    :ivar every: every page is in the loop, however long that takes.
    :ivar kinds: kinds of pages in their order, what is left out among them; the others follow.
    """

    teams: tuple[str, ...] = ()
    dwell: int = 0
    show: str = ""
    every: bool = False
    kinds: tuple[PageChoice, ...] = ()

    def stays(self, page: WallPage) -> int:
        """Seconds that a page stays by its kind's own setting; 0: as long as the others."""
        return next((kind.seconds for kind in self.kinds if kind.kind == page.kind), 0)

    def slots(self, page: WallPage) -> int:
        """In how many pages' time it is shown."""
        return -(-page.slots * (self.stays(page) or _stay(self.dwell)) // _stay(self.dwell))


@dataclass(frozen=True, slots=True)
class Loop:
    """`pages` are turned through; those `beside` are only there to be told on or shown when asked
    for; `others` stand too, unsent. `until`: when it is another loop's turn (None: never).
    `stays`: seconds, by id, of pages that have a time of their own."""

    pages: tuple[WallPage, ...]
    beside: tuple[WallPage, ...] = ()
    others: tuple[WallPage, ...] = ()
    until: datetime | None = None
    stays: tuple[tuple[str, int], ...] = ()


class Lately:
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
        told = dict.fromkeys(fresh if len(fresh) <= TOLD_BESIDE else (), now)
        kept = {page: at for page, at in self._changed.items() if at > now - CHANGED_FOR}
        self._changed = kept | told
        return self._changed


def loop_at(
    pages: Iterable[WallPage], asked: Asked, changed: Mapping[str, datetime], now: datetime
) -> Loop:
    """The loop at a moment (aware).

    :param pages: all of them, in their order.
    :param changed: page ids, and when what they show was changed last.
    """
    loop = _loop_at(_of_kinds(_of_teams(pages, asked.teams), asked), asked, changed, now)
    if not any(kind.seconds for kind in asked.kinds):
        return loop
    own = ((page.id, asked.stays(page)) for page in loop.pages + loop.beside)
    return replace(loop, stays=tuple((page, seconds) for page, seconds in own if seconds))


def _loop_at(
    ordered: list[WallPage], asked: Asked, changed: Mapping[str, datetime], now: datetime
) -> Loop:
    left_out = set() if asked.every else {kind.kind for kind in asked.kinds if not kind.shown}
    # What is left is nothing, some day: then nothing is left out.
    mine = [page for page in ordered if page.kind not in left_out - ALWAYS] or ordered
    if asked.every or sum(map(asked.slots, mine)) <= slots(asked.dwell) + 1:
        return Loop(tuple(mine), tuple(p for p in ordered if p.id == asked.show and p not in mine))
    began = datetime.fromtimestamp(now.timestamp() // LOOP * LOOP, UTC)
    chosen = set(_chosen(mine, asked, changed, began))
    told = [page for page, at in _newest(changed) if at >= began - timedelta(seconds=LOOP)]
    here = {page.id for page in mine}
    told = [page for page in told if page in here and page not in chosen][:TOLD_BESIDE]
    beside = {*told, asked.show} - chosen
    return Loop(
        pages=tuple(page for page in mine if page.id in chosen),
        beside=tuple(page for page in ordered if page.id in beside),
        others=tuple(page for page in mine if page.id not in chosen | beside),
        until=began + timedelta(seconds=LOOP),
    )


def slots(dwell: int) -> int:
    """How many pages there is time for in a loop, beside the overview."""
    stays = _stay(dwell)
    between = max(1, HOME_EVERY // stays - 1)
    return max(1, LOOP // (stays * (between + 1))) * between


def _stay(dwell: int) -> int:
    return dwell or DWELL


def _of_kinds(pages: list[WallPage], asked: Asked) -> list[WallPage]:
    """In the order of their kinds."""
    if not asked.kinds:
        return pages
    order = {kind.kind: at for at, kind in enumerate(asked.kinds)}
    return sorted(pages, key=lambda p: -1 if p.kind in ALWAYS else order.get(p.kind, len(order)))


def _of_teams(pages: Iterable[WallPage], teams: tuple[str, ...]) -> list[WallPage]:
    """A screen's own pages: its teams' in their order, behind what is everybody's."""
    if not teams:
        return list(pages)
    mine = [page for page in pages if not page.team or page.team in teams]
    return sorted(mine, key=lambda page: teams.index(page.team) + 1 if page.team else 0)


def _chosen(
    pages: list[WallPage], asked: Asked, changed: Mapping[str, datetime], began: datetime
) -> Iterable[str]:
    """The ids of the pages whose turn it is in the loop that began at a moment."""
    number = int(began.timestamp()) // LOOP
    fixed = [page for page in pages if page.kind not in (*ASIDE, *OCCASIONS, "objective")]
    room = slots(asked.dwell) + 1 - sum(map(asked.slots, fixed))
    occasions = [page for page in pages if page.kind in OCCASIONS]
    fixed += _turn(asked, occasions, min(OCCASION_SLOTS, room // 2), number)
    room = slots(asked.dwell) + 1 - sum(map(asked.slots, fixed))
    # A team that does not fit on a page or two is told by its objectives' pages.
    teams = [p for p in pages if p.kind in ASIDE and p.slots <= TEAM_SLOTS]
    # Those it is for are on a screen as often as they can be, all teams now and then.
    aside = _turn(asked, teams, room - 1 if asked.teams else (room + 1) // 3, number)
    room = max(1, room - sum(map(asked.slots, aside)))
    objectives = {page.id: page for page in pages if page.kind == "objective"}
    return [
        page.id
        for page in (*fixed, *aside, *_of_objectives(objectives, asked, room, changed, began))
    ]


def _of_objectives(
    objectives: dict[str, WallPage],
    asked: Asked,
    room: int,
    changed: Mapping[str, datetime],
    began: datetime,
) -> list[WallPage]:
    """Those changed lately and the others, in one loop or, where there is no room, in two."""
    number = int(began.timestamp()) // LOOP
    newest = [page for page, at in _newest(changed) if began - CHANGED_FOR < at <= began]
    lately = [objectives[page] for page in newest if page in objectives]
    others = [page for page in objectives.values() if page not in lately]
    first = _turn(asked, lately, max(1, room - 1), number)
    left = room - sum(map(asked.slots, first))
    if first and others and left < 1:
        return _turn(asked, lately if number % 2 else others, room, number // 2)
    return first + _turn(asked, others, left, number)


def _newest(changed: Mapping[str, datetime]) -> list[tuple[str, datetime]]:
    return sorted(changed.items(), key=lambda item: item[1], reverse=True)


def _turn(asked: Asked, pages: list[WallPage], room: int, number: int) -> list[WallPage]:
    """As many of the pages as there is room for: the next ones in each loop."""
    if not pages or room < 1:
        return []
    turns: list[list[WallPage]] = [[]]
    for page in pages:
        if turns[-1] and sum(map(asked.slots, turns[-1])) + asked.slots(page) > room:
            turns.append([])
        turns[-1].append(page)
    return turns[number % len(turns)]

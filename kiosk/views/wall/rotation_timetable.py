"""The timetable of a wall's pages: a fair queue with deadlines.

Every objective is in the queue once a round, and is shown again before its deadline. Where it
takes several pages, one round in several shows all of them and the other rounds only the first.
The remaining time goes to everything else: a list for each kind of page (changes, teams, meetings,
...) shows its next part when it has a turn, round robin. A long list gets up to three turns for
each turn of the others. Rare pages, the posters, have one turn in so many rounds that they are
shown every quarter of an hour or so.

Objectives get two slots of three, and up to eight of nine where a deadline requires it; all their
pages are shown in each round or in every second. If that is not enough, the further pages are
shown in fewer rounds, so that the first page keeps its deadline. If even that is not enough, all
pages are shown as often as time allows.

There is no stored state: the queue follows from the pages and the number of the rotation, so
screens with equal requests show the same pages, also after a restart.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from kiosk.views.wall.pages.base import WallPage

SHARES = (2, 3, 5, 8)
WAYS = (
    *((rounds, share) for share in SHARES for rounds in (1, 2)),
    *((rounds, SHARES[-1]) for rounds in (3, 4, 6, 8, 12, 16, 24)),
)
"""Pairs tried in order, the first sufficient one wins: in one of how many rounds an objective shows
all its pages, and the slots of objectives for each slot of everything else."""
ALL = 0
TURNS_OF_A_LIST = 3
PARTS_FOR_A_TURN = 4


@dataclass(frozen=True, slots=True)
class PageVisit:
    """A page in a rotation, and which of its parts are shown. Only the browser knows how many parts
    a page has, so it takes these numbers modulo that count.

    :ivar id: the id of the page.
    :ivar number: the part to begin with; with `head`, the number of the visit.
    :ivar parts: how many parts are shown in sequence, or ALL.
    :ivar head: whether each visit shows the first part, and the other parts take turns.
    """

    id: str
    number: int
    parts: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class PageNeed:
    """The slots that an objective's first page takes, and those of a whole visit."""

    first: int
    whole: int


Turn = tuple[tuple[int, bool], ...]
"""The objectives that a rotation shows, by index, and whether with all their pages."""


@lru_cache(maxsize=128)
def timetable(needs: tuple[PageNeed, ...], room: int, within: int) -> tuple[Turn, ...]:
    """The turns of objectives, one for each rotation, repeated cyclically.

    :param room: the slots of a rotation.
    :param within: the number of rotations within which each objective must be shown again.
    """
    turns: tuple[Turn, ...] = ()
    for rounds, share in WAYS:
        turns = _turns(needs, room, share, rounds)
        if _longest_wait(turns) <= within:
            break
    return turns


def _turns(needs: tuple[PageNeed, ...], room: int, share: int, rounds: int) -> tuple[Turn, ...]:
    """The turns of so many rounds: objectives get `share` of share + 1 slots of each rotation.
    Unused slots are credited to the next rotation."""
    phase = _phases(needs, rounds)
    queue = deque((at, phase[at] == turn) for turn in range(rounds) for at in range(len(needs)))
    largest = max((need.whole for need in needs), default=0)
    turns: list[Turn] = []
    credit = 0  # in shares of a slot
    while queue:
        credit = min(credit + room * share, 2 * max(room, largest) * (share + 1))
        turn: dict[int, bool] = {}
        used = 0
        while queue and queue[0][0] not in turn:
            at, whole = queue[0]
            size = needs[at].whole if whole else needs[at].first
            if size * (share + 1) > credit or (turn and used + size > room):
                break
            turn[at] = whole
            used += size
            credit -= size * (share + 1)
            queue.popleft()
        turns.append(tuple(turn.items()))
    return tuple(turns)


def _phases(needs: tuple[PageNeed, ...], rounds: int) -> list[int]:
    """The round in which each objective shows all its pages, spread evenly."""
    more = [0] * rounds
    phases = []
    for need in needs:
        phases.append(more.index(min(more)))
        more[phases[-1]] += need.whole - need.first
    return phases


def _longest_wait(turns: Sequence[Turn]) -> int:
    """The most rotations between two visits of an objective."""
    seen: dict[int, list[int]] = {}
    for number, turn in enumerate(turns):
        for at, _whole in turn:
            seen.setdefault(at, []).append(number)
    around = ([*loops, loops[0] + len(turns)] for loops in seen.values())
    return max((b - a for loops in around for a, b in pairwise(loops)), default=0)


def slots_of(turn: Turn, needs: Sequence[PageNeed]) -> int:
    """The slots that a turn's objectives take."""
    return sum(needs[at].whole if whole else needs[at].first for at, whole in turn)


@dataclass(frozen=True, slots=True)
class PageList:
    """The pages of a kind. `steps` are their parts in order, each (page, part, number of parts);
    `size` is the slots of one part."""

    steps: tuple[tuple[WallPage, int, int], ...]
    size: int

    @property
    def is_rare(self) -> bool:
        """Whether it has no turn in most rounds."""
        return self.steps[0][0].is_rare

    @property
    def turns(self) -> int:
        """The turns in a round of all lists."""
        return min(TURNS_OF_A_LIST, -(-len(self.steps) // PARTS_FOR_A_TURN))

    def turns_in(self, rounds: int) -> int:
        """The turns in so many rounds; of a rare list as many as it has pages."""
        return len(self.steps) if self.is_rare else rounds * self.turns


def lists_of(pages: Iterable[WallPage], sizes: dict[str, int]) -> tuple[PageList, ...]:
    """Pages by kind, in their order.

    :param sizes: slots of a part, by kind; 1 unless it is among them.
    """
    lists = []
    for kind, some in groupby(pages, key=lambda page: page.kind):
        # The first part of the overview is in every rotation; the list holds the others.
        parts = [(page, page.slots - (kind == "overview")) for page in some]
        steps = tuple((page, part, of) for page, of in parts for part in range(of))
        if steps:
            lists.append(PageList(steps, sizes.get(kind, 1)))
    return tuple(lists)


def slots_of_a_round(lists: Iterable[PageList]) -> int:
    """The slots of one round of all lists, without those that are rare."""
    return sum(one.turns * one.size for one in lists if not one.is_rare)


def next_parts(
    lists: Sequence[PageList], first: int, room: int, rounds: int = 1
) -> list[PageVisit]:
    """What the lists show in `room` slots from slot `first` on, counted from the epoch.

    :param rounds: after how many rounds the rare lists have their turn.
    """
    ring = list(_ring(lists, rounds))
    visits = []
    for at in range(first, first + room) if ring else ():
        around, place = divmod(at, len(ring))
        one, turn, slot = ring[place]
        if slot:  # started in the slot before
            continue
        again, step = divmod(around * one.turns_in(rounds) + turn, len(one.steps))
        page, part, of = one.steps[step]
        is_home = page.kind == "overview"
        visits.append(PageVisit(page.id, again * of + part, 2 if is_home else 1, is_home))
    return visits


def _ring(lists: Sequence[PageList], rounds: int) -> Iterator[tuple[PageList, int, int]]:
    """The slots of so many rounds, each as a list, the number of its turn, and its slot in that."""
    usual = [one for one in lists if not one.is_rare]
    order = [(one, turn) for turn in range(TURNS_OF_A_LIST) for one in usual if turn < one.turns]
    turns = [(one, turn) for one in lists if one.is_rare for turn in range(len(one.steps))]
    turns += [(one, at * one.turns + turn) for at in range(rounds) for one, turn in order]
    for one, turn in turns:
        yield from ((one, turn, slot) for slot in range(one.size))

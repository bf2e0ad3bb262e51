"""When each page of a wall comes up: one fair queue with deadlines.

Every objective stands in the queue once a round, and comes up again before its deadline. Where it
takes several pages, one round in so many shows all of them, the others its first. The time that
objectives leave goes to everything else: a list for each kind (what moved, teams, meetings, ...)
shows its next part in its turn, one after the other and then from the first again; a list of many
parts has up to three turns for each of the others'.

Objectives have two slots of three, and more only where a deadline asks for it, up to eight of nine;
all their pages come in each round or in every second. Where that is not enough, they come in fewer
rounds: the first page keeps its deadline longest. Where not even that is enough, all come as often
as there is time for.

Nothing is remembered: the queue follows from the pages and the number of the loop, so that screens
which ask alike show alike, also after a restart.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from kiosk.views.wall.pages.base import WallPage

SHARES = (2, 3, 5, 8)
WAYS = (
    *((rounds, share) for share in SHARES for rounds in (1, 2)),
    *((rounds, SHARES[-1]) for rounds in (3, 4, 6, 8, 12, 16, 24)),
)
"""In one of how many rounds an objective shows all its pages, and how many slots objectives have
for each one of everything else: the first that will do."""
ALL = 0
TURNS_OF_A_LIST = 3
PARTS_FOR_A_TURN = 4


@dataclass(frozen=True, slots=True)
class PageVisit:
    """A page in a loop, and which of the pages that its rows take: only the browser knows how many
    those are, so all of this is counted around.

    :ivar id: the page's.
    :ivar number: of the part it begins with; with a `head`, of the visit.
    :ivar parts: how many are shown, one after the other; ALL.
    :ivar head: its first part is among them in each visit, and the rest take turns.
    """

    id: str
    number: int
    parts: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class PageNeed:
    """In slots, what an objective's first page takes, and all that one visit shows of it."""

    first: int
    whole: int


Turn = tuple[tuple[int, bool], ...]
"""Which objectives a loop shows, by their place, and whether with all their pages."""


@lru_cache(maxsize=128)
def timetable(needs: tuple[PageNeed, ...], room: int, within: int) -> tuple[Turn, ...]:
    """The turns of objectives, one for each loop, and then from the first again.

    :param room: slots of a loop.
    :param within: loops after which each objective comes again, at the latest.
    """
    turns: tuple[Turn, ...] = ()
    for rounds, share in WAYS:
        turns = _turns(needs, room, share, rounds)
        if _longest_wait(turns) <= within:
            break
    return turns


def _turns(needs: tuple[PageNeed, ...], room: int, share: int, rounds: int) -> tuple[Turn, ...]:
    """So many rounds in loops: in each, objectives have `share` slots of share + 1. What a loop
    had no room for is added to the next one's."""
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
    """In which of the rounds each objective shows all of it: as much in one as in another."""
    more = [0] * rounds
    phases = []
    for need in needs:
        phases.append(more.index(min(more)))
        more[phases[-1]] += need.whole - need.first
    return phases


def _longest_wait(turns: Sequence[Turn]) -> int:
    """The most loops from one visit of an objective to its next."""
    seen: dict[int, list[int]] = {}
    for number, turn in enumerate(turns):
        for at, _whole in turn:
            seen.setdefault(at, []).append(number)
    around = ([*loops, loops[0] + len(turns)] for loops in seen.values())
    return max((b - a for loops in around for a, b in pairwise(loops)), default=0)


def slots_of(turn: Turn, needs: Sequence[PageNeed]) -> int:
    """What a turn's objectives take."""
    return sum(needs[at].whole if whole else needs[at].first for at, whole in turn)


@dataclass(frozen=True, slots=True)
class _List:
    """The pages of a kind: `steps` are their parts in their order, each (page, part, parts of
    that page); `size` is what one takes in slots."""

    steps: tuple[tuple[WallPage, int, int], ...]
    size: int

    @property
    def turns(self) -> int:
        """In a round of all lists."""
        return min(TURNS_OF_A_LIST, -(-len(self.steps) // PARTS_FOR_A_TURN))


def lists_of(pages: Iterable[WallPage], sizes: dict[str, int]) -> tuple[_List, ...]:
    """Pages by kind, in their order.

    :param sizes: slots of a part, by kind; 1 unless it is among them.
    """
    lists = []
    for kind, some in groupby(pages, key=lambda page: page.kind):
        # The overview's first part is in every loop: its others are the list.
        parts = [(page, page.slots - (kind == "overview")) for page in some]
        steps = tuple((page, part, of) for page, of in parts for part in range(of))
        if steps:
            lists.append(_List(steps, sizes.get(kind, 1)))
    return tuple(lists)


def next_parts(lists: Sequence[_List], first: int, room: int) -> list[PageVisit]:
    """What lists show in slots from the `first` on, counted since ever."""
    rounds = range(TURNS_OF_A_LIST)
    order = [(one, turn) for turn in rounds for one in lists if turn < one.turns]
    ring = [(one, turn, slot) for one, turn in order for slot in range(one.size)]
    visits = []
    for at in range(first, first + room) if ring else ():
        around, place = divmod(at, len(ring))
        one, turn, slot = ring[place]
        if slot:  # it began in the slot before
            continue
        again, step = divmod(around * one.turns + turn, len(one.steps))
        page, part, of = one.steps[step]
        is_home = page.kind == "overview"
        visits.append(PageVisit(page.id, again * of + part, 2 if is_home else 1, is_home))
    return visits

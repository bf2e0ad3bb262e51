"""How much is measured."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """Sizes of every part.

    :ivar quick: whether this only shows that everything runs; nothing is judged.
    :ivar sockets: how many listen, from few to many.
    :ivar saves: seen by Chromium, for each office and crowd.
    :ivar crowds: how many other sockets are open while Chromium looks.
    :ivar starts: of a server.
    :ivar rounds: of every page and publish, for each of two histories.
    :ivar times: as much history.
    :ivar updates: past a reader that has stopped reading.
    :ivar soak: changes, one after the other.
    :ivar visits: of each page, and how often each client asks in one.
    :ivar rest: seconds that a wall is watched at rest.
    """

    json: Path
    quick: bool = False
    offices: tuple[str, ...] = ("sample", "forty")
    sockets: tuple[int, ...] = (100, 1000, 5000)
    saves: int = 100
    crowds: tuple[int, ...] = (0, 1000)
    starts: int = 10
    rounds: int = 25
    times: int = 100
    updates: int = 500
    visits: int = 5
    visits_each: int = 40
    rest: float = 20.0
    soak: int = 1800

    def turns(self, sockets: int, wall: bool) -> int:
        """How many saves to that many sockets; a broadcast of a large wall takes seconds."""
        if self.quick:
            return 2
        if wall:
            return 5
        return 30 if sockets <= 1000 else 15


def quick(json: Path) -> Options:
    """As little of everything as shows that it works."""
    return Options(
        json=json, quick=True, offices=("sample",), sockets=(10,), saves=3, crowds=(0, 5),
        starts=1, rounds=2, times=3, updates=20, rest=1.0, soak=6, visits=1,
        visits_each=1,
    )  # fmt: skip

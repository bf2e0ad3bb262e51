"""How many sockets there may be, and that walls always find a place."""

from kiosk.live.limits import Limits
from kiosk.live.topics import screen_of


class Places:
    """Counts places taken: the last `wall_places` are for walls.

    :ivar refused: how often there was none.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._walls = self._others = 0
        self.refused = 0

    def __len__(self) -> int:
        return self._walls + self._others

    def take(self, topic: str) -> bool:
        """Take a place for a socket of this topic; False: there is none for it."""
        is_wall = screen_of(topic) is not None
        kept = 0 if is_wall else max(0, self._limits.wall_places - self._walls)
        if len(self) >= self._limits.sockets - kept:
            self.refused += 1
            return False
        self._count(topic, 1)
        return True

    def give_back(self, topic: str) -> None:
        """Let somebody else have a place that was taken for this topic."""
        self._count(topic, -1)

    def _count(self, topic: str, change: int) -> None:
        if screen_of(topic) is None:
            self._others += change
        else:
            self._walls += change

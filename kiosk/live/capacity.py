"""How many sockets there may be, so that a known screen always finds a slot."""

from collections import Counter
from dataclasses import dataclass

from kiosk.live.socket.limits import Limits


@dataclass(frozen=True, slots=True)
class Slot:
    """One socket's slot.

    :ivar is_wall: whether it shows a wall. :ivar is_known: whether that wall's screen has been
        seen before, or was set up. :ivar address: where it comes from; "" where that is unknown.
    """

    is_wall: bool
    is_known: bool
    address: str


class ConnectionSlots:
    """Counts the slots taken. The last `wall_slots` are for known screens; screens that nobody
    knows have few, and one address holds only a part. Known screens are exempt from both.

    :ivar refused: how often there was none.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._known_walls = self._unknown_walls = self._others = 0
        self._by_address: Counter[str] = Counter()
        self.refused = 0

    def __len__(self) -> int:
        return self._known_walls + self._unknown_walls + self._others

    def acquire(self, slot: Slot) -> bool:
        """Take a slot like this; False: there is none."""
        if not self._has_room(slot):
            self.refused += 1
            return False
        self._count(slot, 1)
        return True

    def release(self, slot: Slot) -> None:
        """Let somebody else have a slot."""
        self._count(slot, -1)

    def _has_room(self, slot: Slot) -> bool:
        limits = self._limits
        if slot.is_wall and slot.is_known:
            return len(self) < limits.sockets
        kept = max(0, limits.wall_slots - self._known_walls)
        if len(self) >= limits.sockets - kept:
            return False
        if slot.is_wall and self._unknown_walls >= limits.unknown_walls:
            return False
        return not slot.address or self._by_address[slot.address] < limits.per_address

    def _count(self, slot: Slot, change: int) -> None:
        if not slot.is_wall:
            self._others += change
        elif slot.is_known:
            self._known_walls += change
        else:
            self._unknown_walls += change
        if slot.address and not (slot.is_wall and slot.is_known):
            self._by_address[slot.address] += change
            if not self._by_address[slot.address]:
                del self._by_address[slot.address]

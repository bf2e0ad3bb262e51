"""Limits the number of sockets, so that there is always a slot for a known screen."""

from collections import Counter
from dataclasses import dataclass

from kiosk.live.socket.limits import Limits


@dataclass(frozen=True, slots=True)
class Slot:
    """One socket's slot.

    :ivar is_wall: whether it shows a wall. :ivar is_known: whether that wall's screen has been
        seen before, or was set up. :ivar address: the client's address; "" if unknown.
    """

    is_wall: bool
    is_known: bool
    address: str


class ConnectionSlots:
    """Counts the slots in use. The last `wall_slots` are reserved for known screens. Unknown
    screens, and each address, get a limited number; known screens are exempt from both limits.

    :ivar refused: how often no slot was free.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._known_walls = self._unknown_walls = self._others = 0
        self._by_address: Counter[str] = Counter()
        self.refused = 0

    def __len__(self) -> int:
        return self._known_walls + self._unknown_walls + self._others

    def acquire(self, slot: Slot) -> bool:
        """Take a slot; False if none is free."""
        if not self._has_room(slot):
            self.refused += 1
            return False
        self._count(slot, 1)
        return True

    def release(self, slot: Slot) -> None:
        """Free a slot."""
        self._count(slot, -1)

    def _has_room(self, slot: Slot) -> bool:
        limits = self._limits
        if slot.is_wall and slot.is_known:
            return len(self) < limits.sockets
        reserved = max(0, limits.wall_slots - self._known_walls)
        if len(self) >= limits.sockets - reserved:
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

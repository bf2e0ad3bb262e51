"""Which screens show what: only of the moment, so only in memory.

Committed, it would be a change, and publish again.
"""

import time
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kiosk.live.socket.parser import WallReport

REVISIONS_KEPT = 256
SCREENS_KEPT = 256


@dataclass(frozen=True, slots=True)
class ScreenState:
    """A wall screen, as far as it told.

    :ivar screen: its name; "" is the wall without one.
    :ivar sockets: how many pages show it now.
    :ivar connected_since: since when there is one without a break; None: there is none.
    :ivar revision: what every one of them has painted; None: not all have yet.
    :ivar painted_at: when the last of them had.
    :ivar took: seconds from the save of that revision; None: unknown.
    :ivar shown: what the newest of them says of itself; None: nothing yet.
    :ivar browser: what that one says it is. :ivar left_at: when the last of them had gone.
    :ivar addresses: of the machines that show it now.
    """

    screen: str
    sockets: int
    connected_since: datetime | None
    revision: int | None
    painted_at: datetime | None
    seconds_to_paint: float | None = field(default=None, compare=False)
    shown: WallReport | None = None
    browser: str = ""
    left_at: datetime | None = field(default=None, compare=False)
    addresses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PaintedScreen:
    """A screen that shows a revision, or a later one.

    :ivar seconds: from the save to the paint; None if the save was too long ago to know.
    """

    screen: str
    seconds: float | None


@dataclass(slots=True)
class _Screen:
    painted: dict[Hashable, int | None] = field(default_factory=dict)  # by socket
    addresses: dict[Hashable, str] = field(default_factory=dict)  # by socket
    connected_since: datetime | None = None
    revision: int | None = None
    painted_at: datetime | None = None
    shown: WallReport | None = None
    browser: str = ""
    joined: float = 0.0
    left_at: datetime | None = None
    history: deque[tuple[int, float]] = field(default_factory=lambda: deque(maxlen=REVISIONS_KEPT))


class ScreenTracker:
    """What the screens have painted, and how long it took.

    :param now: the wall clock. :param moment: a clock that is never set, in seconds.
    """

    def __init__(
        self,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        moment: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now = now
        self._moment = moment
        self._screens: dict[str, _Screen] = {}
        self._saved: dict[int, float] = {}

    def revision_saved(self, revision: int, at: float | None = None) -> None:
        """A revision was saved at that moment (of the `moment` clock); the first word counts."""
        self._saved.setdefault(revision, self._moment() if at is None else at)
        while len(self._saved) > REVISIONS_KEPT:
            del self._saved[next(iter(self._saved))]

    def connected(self, name: str, socket: Hashable, browser: str = "", address: str = "") -> None:
        """A page shows that screen from now on, in a browser that says so of itself, on the
        machine with that address."""
        screen = self._screens.setdefault(name, _Screen())
        if not screen.painted:
            screen.connected_since, screen.joined = self._now(), self._moment()
        screen.painted[socket] = None
        screen.addresses[socket] = address
        screen.browser = browser
        self._forget_oldest()

    def disconnected(self, name: str, socket: Hashable) -> None:
        """That page shows it no more."""
        screen = self._screens.get(name)
        if screen is None:
            return
        screen.painted.pop(socket, None)
        screen.addresses.pop(socket, None)
        if not screen.painted:
            screen.connected_since = None
            screen.left_at = self._now()
        else:
            self._update_slowest(screen)

    def forget(self, name: str) -> None:
        """Nothing is known of that screen any more, unless a page shows it now."""
        screen = self._screens.get(name)
        if screen is not None and not screen.painted:
            del self._screens[name]

    def update_report(self, name: str, socket: Hashable, revision: int) -> None:
        """That page has painted a revision."""
        screen = self._screens.get(name)
        if screen is None or socket not in screen.painted:
            return
        screen.painted[socket] = revision
        self._update_slowest(screen)

    def update_shown(self, name: str, shown: WallReport) -> None:
        """What a page of that screen says of itself."""
        screen = self._screens.get(name)
        if screen is not None:
            screen.shown = shown

    def screens(self) -> tuple[ScreenState, ...]:
        """Every screen seen lately, by name."""
        return tuple(
            ScreenState(
                name, len(screen.painted), screen.connected_since, screen.revision,
                screen.painted_at, self._current_seconds_to_paint(screen), screen.shown,
                screen.browser, screen.left_at, frozenset(screen.addresses.values()) - {""},
            )
            for name, screen in sorted(self._screens.items())
        )  # fmt: skip

    def screens_showing(self, revision: int) -> tuple[PaintedScreen, ...]:
        """The connected screens on which that revision, or a later one, stands."""
        return tuple(
            PaintedScreen(name, self._seconds_to_paint(screen, revision))
            for name, screen in sorted(self._screens.items())
            if screen.painted and screen.revision is not None and screen.revision >= revision
        )

    def _current_seconds_to_paint(self, screen: _Screen) -> float | None:
        """How long what it shows took, unless it was away when that was saved."""
        if screen.revision is None or self._saved.get(screen.revision, 0.0) < screen.joined:
            return None
        return self._seconds_to_paint(screen, screen.revision)

    def _seconds_to_paint(self, screen: _Screen, revision: int) -> float | None:
        saved = self._saved.get(revision)
        first = next((at for painted, at in screen.history if painted >= revision), None)
        if saved is None or first is None or first < saved:
            return None
        return first - saved

    def _update_slowest(self, screen: _Screen) -> None:
        """A screen shows what the slowest of its pages shows: a preview in a browser tab
        says nothing about the television."""
        told = [revision for revision in screen.painted.values() if revision is not None]
        slowest = min(told) if len(told) == len(screen.painted) else None
        if slowest is None or slowest == screen.revision:
            return
        if screen.revision is not None and slowest < screen.revision:
            screen.history.clear()  # a backup was restored: older numbers come again
        screen.revision, screen.painted_at = slowest, self._now()
        screen.history.append((slowest, self._moment()))

    def _forget_oldest(self) -> None:
        if len(self._screens) <= SCREENS_KEPT:
            return
        idle = next((name for name, screen in self._screens.items() if not screen.painted), None)
        if idle is not None:
            del self._screens[idle]

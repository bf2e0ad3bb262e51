"""Tracks which screens show which revision. It is kept in memory only: a commit would be a change,
and would be published again.
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
    """The state of a wall screen, from the reports of its pages.

    :ivar screen: its name; "" is the wall without one.
    :ivar sockets: how many connected pages show it.
    :ivar connected_since: since when at least one has been connected; None: none is.
    :ivar revision: the revision that all of them have painted; None: some have not painted yet.
    :ivar painted_at: when the last of them painted it.
    :ivar seconds_to_paint: the time from the save of that revision; None: unknown.
    :ivar shown: the newest report; None: there is none yet.
    :ivar browser: the newest page's user agent. :ivar left_at: when the last page disconnected.
    :ivar addresses: the addresses of the machines that show it.
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

    :ivar seconds: from the save to the paint; None if the save was too long ago.
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
    """Tracks what the screens have painted, and how long it took.

    :param now: the wall clock. :param moment: a monotonic clock, in seconds.
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
        """Record when a revision was saved (by the `moment` clock). Only the first call counts."""
        self._saved.setdefault(revision, self._moment() if at is None else at)
        while len(self._saved) > REVISIONS_KEPT:
            del self._saved[next(iter(self._saved))]

    def connected(self, name: str, socket: Hashable, browser: str = "", address: str = "") -> None:
        """Record that a page shows a screen from now on, with its user agent and address."""
        screen = self._screens.setdefault(name, _Screen())
        if not screen.painted:
            screen.connected_since, screen.joined = self._now(), self._moment()
        screen.painted[socket] = None
        screen.addresses[socket] = address
        screen.browser = browser
        self._forget_oldest()

    def disconnected(self, name: str, socket: Hashable) -> None:
        """Record that a page no longer shows a screen."""
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
        """Forget a screen, unless a page shows it now."""
        screen = self._screens.get(name)
        if screen is not None and not screen.painted:
            del self._screens[name]

    def update_report(self, name: str, socket: Hashable, revision: int) -> None:
        """Record that a page has painted a revision."""
        screen = self._screens.get(name)
        if screen is None or socket not in screen.painted:
            return
        screen.painted[socket] = revision
        self._update_slowest(screen)

    def update_shown(self, name: str, shown: WallReport) -> None:
        """Record a screen's report of what it shows."""
        screen = self._screens.get(name)
        if screen is not None:
            screen.shown = shown

    def screens(self) -> tuple[ScreenState, ...]:
        """Every screen that was recently connected, by name."""
        return tuple(
            ScreenState(
                name, len(screen.painted), screen.connected_since, screen.revision,
                screen.painted_at, self._current_seconds_to_paint(screen), screen.shown,
                screen.browser, screen.left_at, frozenset(screen.addresses.values()) - {""},
            )
            for name, screen in sorted(self._screens.items())
        )  # fmt: skip

    def screens_showing(self, revision: int) -> tuple[PaintedScreen, ...]:
        """The connected screens that show a revision, or a later one."""
        return tuple(
            PaintedScreen(name, self._seconds_to_paint(screen, revision))
            for name, screen in sorted(self._screens.items())
            if screen.painted and screen.revision is not None and screen.revision >= revision
        )

    def _current_seconds_to_paint(self, screen: _Screen) -> float | None:
        """The time to paint of what it shows; None if it was not connected at the save."""
        if screen.revision is None or self._saved.get(screen.revision, 0.0) < screen.joined:
            return None
        return self._seconds_to_paint(screen, screen.revision)

    def _seconds_to_paint(self, screen: _Screen, revision: int) -> float | None:
        saved = self._saved.get(revision)
        # A copy, because a page is read in a thread while the loop adds to this.
        history = tuple(screen.history)
        first = next((at for painted, at in history if painted >= revision), None)
        if saved is None or first is None or first < saved:
            return None
        return first - saved

    def _update_slowest(self, screen: _Screen) -> None:
        """A screen counts as showing what the slowest of its pages shows, so that a preview in a
        browser tab does not stand in for the television."""
        reported = [revision for revision in screen.painted.values() if revision is not None]
        slowest = min(reported) if len(reported) == len(screen.painted) else None
        if slowest is None or slowest == screen.revision:
            return
        if screen.revision is not None and slowest < screen.revision:
            screen.history.clear()  # a backup was restored, and revisions repeat
        screen.revision, screen.painted_at = slowest, self._now()
        screen.history.append((slowest, self._moment()))

    def _forget_oldest(self) -> None:
        if len(self._screens) <= SCREENS_KEPT:
            return
        idle = next((name for name, screen in self._screens.items() if not screen.painted), None)
        if idle is not None:
            del self._screens[idle]

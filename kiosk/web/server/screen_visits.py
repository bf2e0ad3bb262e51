"""Records which screens have shown the wall, in one writer apart from the handshakes.

A wall waits for no disk, and any number of new names costs one transaction at a time. An office has
few new names: beyond a burst they are refused for a while; known screens never are.
"""

import logging
import math
import time
from collections.abc import Callable, Collection

import gevent

from kiosk.errors import KioskError
from kiosk.store.queries.screens import MAX_VISITS
from kiosk.web.core.services import Services

log = logging.getLogger("kiosk.web")

BURST = 30  # new names at once, when an office is set up or a whole floor opens the wall
SETTLED_AFTER = 3600.0  # seconds after which a new name counts as known
SECONDS_A_NAME = 2.0  # seconds per further new name


class ScreenVisits:
    """A service of the server that records screens.

    :param moment: a monotonic clock, in seconds.
    """

    def __init__(self, services: Services, moment: Callable[[], float] = time.monotonic) -> None:
        self._here = services
        self._moment = moment
        self._known: set[str] | None = None
        self._new: dict[str, float] = {}  # recent names, by the time of their first visit
        self._set_up: Collection[str] = ()
        self._set_up_at = -math.inf
        self._pending: set[str] = set()
        self._writer: gevent.Greenlet[..., None] | None = None
        self._credit = float(BURST)
        self._credited_at = moment()

    def is_known(self, screen: str) -> bool:
        """Whether a screen is set up, or was first seen long enough ago. The wall without a name is
        known."""
        name = screen.lower()
        if not name or name in self._names():
            return True
        if name in self._set_up_names() or self._is_settled(name):
            self._names().add(name)
            return True
        return False

    def record(self, screen: str) -> bool:
        """Record a screen; False if there were too many new ones lately."""
        name = screen.lower()
        if not self.is_known(name) and name not in self._new:
            if not self._may_be_new():
                return False
            self._new[name] = self._moment()
        self._pending.add(name)
        if self._writer is None or self._writer.dead:
            self._writer = gevent.spawn(self._write)
        return True

    def _names(self) -> set[str]:
        if self._known is None:
            self._known = {screen.name for screen in self._here.store.screens.visits()}
        return self._known

    def _set_up_names(self) -> Collection[str]:
        """The screens that are set up, queried at most once a second."""
        moment = self._moment()
        if moment - self._set_up_at >= 1:
            self._set_up, self._set_up_at = self._here.store.screens.all().by_name, moment
        return self._set_up

    def _is_settled(self, name: str) -> bool:
        since = self._new.get(name)
        has_room = len(self._names()) < MAX_VISITS
        return since is not None and has_room and self._moment() - since >= SETTLED_AFTER

    def _may_be_new(self) -> bool:
        moment = self._moment()
        self._credit = min(BURST, self._credit + (moment - self._credited_at) / SECONDS_A_NAME)
        self._credited_at = moment
        if self._credit < 1:
            return False
        self._credit -= 1
        while len(self._new) >= MAX_VISITS:
            del self._new[next(iter(self._new))]
        return True

    def _write(self) -> None:
        while self._pending:
            names, self._pending = self._pending, set()
            try:
                self._here.store.screens.record_visits(names, self._here.now())
            except KioskError as error:
                log.debug("screens could not be noted just now: %s", error)

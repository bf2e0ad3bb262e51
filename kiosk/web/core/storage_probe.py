"""Writes a row every few seconds, so that the server notices at once if nothing can be saved: the
disk is full, read-only or broken, or the database is missing."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.errors import Busy, KioskError, StorageFull
from kiosk.web.core.periodic_service import PeriodicService

log = logging.getLogger("kiosk.web")

INTERVAL = 15.0
INTERVAL_IN_TROUBLE = 3.0  # so that recovery shows soon
STALE_AFTER = 60.0  # a probe that takes longer is blocked by a disk that hangs


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """The result of a probe.

    :ivar status: "ok", "busy", "full" or "unavailable".
    :ivar revision: the database's, as of the last probe that could read it.
    :ivar at: when, on the monotonic clock, in seconds.
    :ivar error: why nothing can be saved.
    """

    status: str
    revision: int | None
    at: float
    error: KioskError | None = None


class StorageProbe(PeriodicService):
    """A service of the server that probes the database.

    :param probe: writes a row, reads it back and returns the revision; may block.
    :param now: the wall clock.
    :param moment: the monotonic clock, in seconds.
    :param on_result: called with every result.
    """

    def __init__(
        self,
        probe: Callable[[datetime], int],
        now: Callable[[], datetime],
        moment: Callable[[], float] = time.monotonic,
        *,
        on_result: Callable[[ProbeResult], object] = lambda result: None,
    ) -> None:
        self._probe = probe
        self._now = now
        self._moment = moment
        self._on_result = on_result
        self._last: ProbeResult | None = None

    def last(self) -> ProbeResult:
        """The last result; the first call runs a probe."""
        return self._last or self.probe_now()

    def age(self) -> float:
        """Seconds since the last probe returned."""
        return self._moment() - self.last().at

    def is_healthy(self) -> bool:
        """Whether data could be saved recently."""
        return self.last().status == "ok" and self.age() < STALE_AFTER

    def probe_now(self) -> ProbeResult:
        """Run a probe, and store the result."""
        before = self._last
        revision = before.revision if before else None
        failure: KioskError | None = None
        try:
            status, revision = "ok", self._probe(self._now())
        except KioskError as error:
            status, failure = _status(error), error
            if before is None or before.status != status:
                log.warning("%s", error)
        self._last = ProbeResult(status, revision, self._moment(), failure)
        self._on_result(self._last)
        return self._last

    def run_once(self) -> float:
        """Run a probe; repeat soon if nothing can be saved."""
        return INTERVAL if self.probe_now().status == "ok" else INTERVAL_IN_TROUBLE


def _status(error: KioskError) -> str:
    if isinstance(error, Busy):
        return "busy"
    return "full" if isinstance(error, StorageFull) else "unavailable"

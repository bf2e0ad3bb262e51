"""Every few seconds the server saves something, so that it knows before a person does when nothing
can be saved: the disk full, read-only or broken, the database gone."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import gevent

from kiosk.errors import Busy, KioskError, StorageFull

log = logging.getLogger("kiosk.web")

EVERY = 15.0
EVERY_IN_TROUBLE = 3.0  # what was mended is known soon
STALE_AFTER = 60.0  # a probe that has not come back for so long waits for a disk that hangs


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What came of the last probe.

    :ivar status: "ok", "busy", "full" or "unavailable". :ivar revision: of the database, as of the
        last probe that could read it. :ivar at: when, of a clock that is never set, in seconds.
    :ivar error: why nothing can be saved.
    """

    status: str
    revision: int | None
    at: float
    error: KioskError | None = None


class StorageProbe:
    """A service of the server that probes the database.

    :param probe: writes a row, reads it back and returns the revision; may wait.
    :param now: the wall clock. :param moment: a clock that is never set, in seconds.
    :param told: called with every result.
    """

    def __init__(
        self,
        probe: Callable[[datetime], int],
        now: Callable[[], datetime],
        moment: Callable[[], float] = time.monotonic,
        *,
        told: Callable[[ProbeResult], object] = lambda result: None,
    ) -> None:
        self._probe = probe
        self._now = now
        self._moment = moment
        self._told = told
        self._last: ProbeResult | None = None
        self._greenlet: gevent.Greenlet[..., None] | None = None

    def start(self) -> None:
        """Begin to probe, in the server's loop."""
        self._greenlet = gevent.spawn(self._run)

    def stop(self) -> None:
        """Stop probing."""
        if self._greenlet is not None:
            self._greenlet.kill()

    def last(self) -> ProbeResult:
        """What came of the last probe; the first is made here where nobody has probed yet."""
        return self._last or self.probe_now()

    def age(self) -> float:
        """Seconds since the last probe came back."""
        return self._moment() - self.last().at

    def is_healthy(self) -> bool:
        """Whether something could be saved lately."""
        return self.last().status == "ok" and self.age() < STALE_AFTER

    def probe_now(self) -> ProbeResult:
        """Probe, and keep what comes of it."""
        before = self._last
        revision = before.revision if before else None
        trouble: KioskError | None = None
        try:
            status, revision = "ok", self._probe(self._now())
        except KioskError as error:
            status, trouble = _status(error), error
            if before is None or before.status != status:
                log.warning("%s", error)
        self._last = ProbeResult(status, revision, self._moment(), trouble)
        self._told(self._last)
        return self._last

    def _run(self) -> None:
        while True:
            found = self.probe_now()
            gevent.sleep(EVERY if found.status == "ok" else EVERY_IN_TROUBLE)


def _status(error: KioskError) -> str:
    if isinstance(error, Busy):
        return "busy"
    return "full" if isinstance(error, StorageFull) else "unavailable"

"""The base class of services that repeat a task."""

from abc import ABC, abstractmethod

import gevent


class PeriodicService(ABC):
    """A service that repeats a task in the server's loop, from start() to stop().

    :ivar first_delay: seconds until the first run.
    """

    first_delay = 0.0
    _greenlet: "gevent.Greenlet[[], None] | None" = None

    @abstractmethod
    def run_once(self) -> float:
        """Do the task once.

        :return: the seconds until the next run.
        """

    def start(self) -> None:
        """Start in the server's loop."""
        self._greenlet = gevent.spawn(self._run)

    def stop(self) -> None:
        """Stop in the server's loop."""
        if self._greenlet is not None:
            self._greenlet.kill()

    def _run(self) -> None:
        gevent.sleep(self.first_delay)
        while True:
            gevent.sleep(self.run_once())

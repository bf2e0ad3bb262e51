"""The common shape of the server's services that do something again and again."""

from abc import ABC, abstractmethod

import gevent


class PeriodicService(ABC):
    """A service that runs in the server's loop from start() to stop().

    :ivar first_delay: seconds from the start to the first run.
    """

    first_delay = 0.0
    _greenlet: "gevent.Greenlet[[], None] | None" = None

    @abstractmethod
    def run_once(self) -> float:
        """Do the work once.

        :returns: the seconds until the next run.
        """

    def start(self) -> None:
        """Begin, in the server's loop."""
        self._greenlet = gevent.spawn(self._run)

    def stop(self) -> None:
        """End, in the server's loop."""
        if self._greenlet is not None:
            self._greenlet.kill()

    def _run(self) -> None:
        gevent.sleep(self.first_delay)
        while True:
            gevent.sleep(self.run_once())

"""Tells systemd that the server is ready and healthy (sd_notify(3)). Without systemd this does
nothing.

A server that hangs sends no messages, and systemd, whose unit sets WatchdogSec=, restarts it.
"""

import os
import socket
from collections.abc import Callable, Mapping

from kiosk.web.core.periodic_service import PeriodicService


class SystemdNotifier(PeriodicService):
    """A service of the server that sends the messages of sd_notify.

    :param is_healthy: whether changes are seen and reach the screens; called in the server's loop.
    :param environ: the environment, in which systemd gives the socket and the interval.
    """

    def __init__(
        self, is_healthy: Callable[[], bool], environ: Mapping[str, str] = os.environ
    ) -> None:
        self._is_healthy = is_healthy
        self._address = environ.get("NOTIFY_SOCKET", "")
        microseconds = environ.get("WATCHDOG_USEC", "")
        # Three times as often as required, so that a delay causes no restart.
        self._interval = int(microseconds) / 3_000_000 if microseconds.isdigit() else 0.0

    def start(self) -> None:
        """Start sending watchdog messages, if systemd asks for them."""
        if self._address and self._interval:
            super().start()

    def stop(self) -> None:
        """Send that the server stops."""
        super().stop()
        self._send("STOPPING=1")

    def ready(self) -> None:
        """Send that connections are answered."""
        self._send("READY=1")

    def run_once(self) -> float:
        """Send a watchdog message if the server is healthy."""
        if self._is_healthy():
            self._send("WATCHDOG=1")
        return self._interval

    def _send(self, message: str) -> None:
        if not self._address:
            return
        # "@" represents the null byte at the start of an abstract address.
        address = self._address.replace("@", "\0", 1)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notifier:
            notifier.sendto(message.encode(), address)

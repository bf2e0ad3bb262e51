"""Tells systemd that the server answers, and then that it is still well (sd_notify(3)).

Started by hand there is nobody to tell, and this does nothing. A server that hangs stops telling,
and systemd, whose unit says WatchdogSec=, starts it again.
"""

import os
import socket
from collections.abc import Callable, Mapping

import gevent


class SystemdNotifier:
    """A service of the server that sends the messages of sd_notify.

    :param is_healthy: whether changes are seen and reach the screens; asked in the server's loop.
    :param environ: where systemd says whom to tell, and how often.
    """

    def __init__(
        self, is_healthy: Callable[[], bool], environ: Mapping[str, str] = os.environ
    ) -> None:
        self._is_healthy = is_healthy
        self._address = environ.get("NOTIFY_SOCKET", "")
        microseconds = environ.get("WATCHDOG_USEC", "")
        # Three times as often as asked for: a moment of delay is no reason for a restart.
        self._pause = int(microseconds) / 3_000_000 if microseconds.isdigit() else 0.0
        self._greenlet: gevent.Greenlet[..., None] | None = None

    def start(self) -> None:
        """Begin to send signs of life, in the server's loop."""
        if self._address and self._pause:
            self._greenlet = gevent.spawn(self._send_signs_of_life)

    def stop(self) -> None:
        """Say that the server stops."""
        if self._greenlet is not None:
            self._greenlet.kill()
        self._send("STOPPING=1")

    def ready(self) -> None:
        """Say that connections are answered."""
        self._send("READY=1")

    def _send_signs_of_life(self) -> None:
        while True:
            if self._is_healthy():
                self._send("WATCHDOG=1")
            gevent.sleep(self._pause)

    def _send(self, message: str) -> None:
        if not self._address:
            return
        # "@" stands for the null byte that begins an abstract address.
        address = self._address.replace("@", "\0", 1)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notifier:
            notifier.sendto(message.encode(), address)

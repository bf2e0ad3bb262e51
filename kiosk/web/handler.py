"""One HTTP connection: bounded in time and size, and given up whole to a live socket.

pywsgi would keep a greenlet for every live socket, parked at the end of its request, and
read from the connection once more on closing it. Here the connection changes hands
instead: the greenlet ends, and with it everything that was made for the request.
"""

import io
import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gevent
from gevent.pywsgi import WSGIHandler

log = logging.getLogger("kiosk.web")

UPGRADE = "kiosk.upgrade"  # in the WSGI environment of a request that asks for a live socket

# From waiting for a request to the end of its head. A reader this slow reads nothing.
HEAD_SECONDS = 10.0
LONGEST_HEAD = 16 * 1024
LONGEST_BODY = 8 * 1024 * 1024
# What the app says in its own words and language of what it does not take.
TOO_LONG = "That is too long. Write less and send it again.\n"
# For one wait on a connection in the middle of a body or an answer.
STALL_SECONDS = 20.0


@dataclass(slots=True)
class Upgrade:
    """What becomes of a connection after its request.

    :ivar take: given the raw, connected socket; it is the taker's from then on.
    :ivar abandon: called instead if the request ended without `take`.
    """

    take: Callable[[socket.socket], None] | None = None
    abandon: Callable[[], None] | None = None


class _Unfit(ValueError):
    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class _Head(io.BufferedIOBase):
    """A request's head, read line by line up to its limit."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._left = LONGEST_HEAD

    def readline(self, limit: int | None = -1, /) -> bytes:
        line: bytes = self._file.readline(min(self._left + 1, limit or -1))
        self._left -= len(line)
        if self._left < 0:
            raise _Unfit("431 Request Header Fields Too Large")
        return line


class Handler(WSGIHandler):
    """pywsgi's handler, bounded, that can hand its connection over."""

    _deadline: gevent.Timeout | None = None
    _upgrade: Upgrade | None = None

    def handle_one_request(self) -> Any:
        """One request; None ends the connection."""
        self.socket.settimeout(STALL_SECONDS)
        try:
            result = super().handle_one_request()
        except gevent.Timeout as timeout:
            if timeout is not self._deadline:
                raise
            result = None
        finally:
            self._disarm()
            handed_over = self._settle_upgrade()
        return None if handed_over else result

    def read_requestline(self) -> str:
        """The request line; the clock for the whole head starts here."""
        self._deadline = gevent.Timeout.start_new(HEAD_SECONDS)
        line: str = super().read_requestline()
        return line

    def read_request(self, raw_requestline: str) -> Any:
        """The head.

        :raises ValueError: it is unfit.
        """
        read = super().read_request(raw_requestline)
        if self.headers.get("transfer-encoding") is not None:
            raise _Unfit("411 Length Required")
        if (self.content_length or 0) > LONGEST_BODY:
            raise _Unfit("413 Content Too Large")
        return read

    def MessageClass(self, file: Any, *rest: Any) -> Any:
        """The head's fields."""
        return super().MessageClass(_Head(file), *rest)

    def get_environ(self) -> dict[str, Any]:
        """The WSGI environment; the head is read by now."""
        self._disarm()
        environ: dict[str, Any] = super().get_environ()
        if environ.get("HTTP_UPGRADE") is not None and not self.content_length:
            self._upgrade = environ[UPGRADE] = Upgrade()
        return environ

    def _handle_client_error(self, ex: Exception) -> tuple[str, bytes] | None:
        if isinstance(ex, OSError):
            return None  # the connection went away
        status = ex.status if isinstance(ex, _Unfit) else "400 Bad Request"
        log.debug("refused a request from %s: %s", self.client_address, ex)
        if status.startswith("413"):
            self._refuse_body(status)
            return None
        answer = f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        return status.split(" ", 1)[0], answer.encode("latin-1")

    def _refuse_body(self, status: str) -> None:
        """Say so at once, and throw away what is still being sent: closed on it, a connection is
        reset, and the answer lost. No more than two bodies' worth, and while a head may last."""
        self.socket.sendall(
            f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: text/plain\r\n"
            f"Content-Length: {len(TOO_LONG)}\r\n\r\n{TOO_LONG}".encode("latin-1")
        )
        left = min(self.content_length, 2 * LONGEST_BODY)
        while left > 0 and (part := self.rfile.read(min(left, 65536))):
            left -= len(part)

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.close()

    def _settle_upgrade(self) -> bool:
        """Hand the connection over if the request asked for it."""
        upgrade, self._upgrade = self._upgrade, None
        if upgrade is None:
            return False
        if upgrade.take is None:
            if upgrade.abandon is not None:
                upgrade.abandon()
            return False
        connection = self.socket
        raw = socket.socket(
            connection.family, connection.type, connection.proto, connection.detach()
        )
        # What held the connection lets go of it, so that nothing closes or reads it.
        self.__dict__["socket"] = None
        self.environ = None
        upgrade.take(raw)
        return True

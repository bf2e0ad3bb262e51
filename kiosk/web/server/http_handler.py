"""One HTTP connection, limited in time and size, which can be handed over to a live socket.

pywsgi would keep a greenlet for every live socket, waiting at the end of its request, and would
read from the connection once more when closing it. Here the greenlet ends, and with it everything
allocated for the request.
"""

import errno
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

import gevent
from gevent.pywsgi import WSGIHandler

from kiosk.web.server.http_body import BoundedInput
from kiosk.web.server.http_head import HeadReader, RequestRejected, check_request_line

log = logging.getLogger("kiosk.web")

UPGRADE = "kiosk.upgrade"  # in the WSGI environment of a request that asks for a live socket

# From waiting for a request to the end of its head.
HEAD_SECONDS = 10.0
MAX_UNREAD_BODY = 8 * 1024 * 1024
# The app answers these itself, in the office's language.
TOO_LONG = "That is too long. Shorten it and send it again.\n"
# A backup, with the overhead of a form. Only an admin's is read; others are refused before.
UPLOAD_PATH = "/admin/backups/upload"
MAX_UPLOAD_BODY = 501_000_000
# A picture may have 5 MB; a larger one gets an answer that says so.
PICTURES_PATH = "/admin/pictures"
MAX_PICTURE_BODY = 60_000_000
# A text and a file of OKRs may have 20 MB each; the app answers to more than that.
IMPORT_PATH = "/admin/paste"
MAX_IMPORT_BODY = 64_000_000
UPLOAD_SECONDS = 900.0
BACKUP_TOO_LONG = "That backup is too large. Copy it to the server and run: kiosk restore FILE\n"
# For one read or write.
STALL_SECONDS = 20.0
# For a whole response, from its first byte.
ANSWER_SECONDS = 30.0
# After a response to an unread body: closing at once would reset the connection and lose the
# response.
LINGER_SECONDS = 2.0


@dataclass(slots=True)
class Upgrade:
    """What happens to a connection after its request.

    :ivar take: takes over the raw, connected socket.
    :ivar abandon: called instead if the request ended without `take`.
    """

    on_takeover: Callable[[socket.socket], None] | None = None
    on_abandon: Callable[[], None] | None = None


class Handler(WSGIHandler):
    """pywsgi's handler with limits, which can hand its connection over."""

    waiting_since: float | None = None
    wsgi_input: BoundedInput
    _deadline: gevent.Timeout | None = None
    _answer_deadline: float | None = None
    _upgrade: Upgrade | None = None

    def handle_one_request(self) -> Any:
        """One request; None ends the connection."""
        self.socket.settimeout(STALL_SECONDS)
        self._answer_deadline = None
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
        """Read the request line; the deadline of the whole head starts here."""
        self._deadline = gevent.Timeout.start_new(HEAD_SECONDS)
        self.waiting_since = monotonic()
        line: str = super().read_requestline()
        return line

    def read_request(self, raw_requestline: str) -> Any:
        """Read the head.

        :raises RequestRejected: it is malformed or too long.
        """
        check_request_line(raw_requestline)
        read = super().read_request(raw_requestline)
        if self.headers.get("transfer-encoding") is not None:
            raise RequestRejected("411 Length Required")
        if (self.content_length or 0) > self._longest_body():
            raise RequestRejected("413 Content Too Large")
        return read

    def _is_backup_upload(self) -> bool:
        return (self.path or "").partition("?")[0] == UPLOAD_PATH

    def _longest_body(self) -> int:
        longest = {
            PICTURES_PATH: MAX_PICTURE_BODY,
            IMPORT_PATH: MAX_IMPORT_BODY,
            UPLOAD_PATH: MAX_UPLOAD_BODY,
        }
        return longest.get((self.path or "").partition("?")[0], MAX_UNREAD_BODY)

    def MessageClass(self, file: Any, *rest: Any) -> Any:
        """The class of the head's fields."""
        return super().MessageClass(HeadReader(file), *rest)

    def get_environ(self) -> dict[str, Any]:
        """The WSGI environment, after the head was read."""
        self._disarm()
        self.waiting_since = None
        environ: dict[str, Any] = super().get_environ()
        continues = self.socket if environ.get("HTTP_EXPECT") == "100-continue" else None
        self.wsgi_input = BoundedInput(self.rfile, self.content_length, continues, self._waiting)
        # Use Content-Length and ignore Connection, which is always "upgrade" behind many proxies.
        if self._is_backup_upload():
            self.wsgi_input.extend(UPLOAD_SECONDS)
        environ["wsgi.input"] = self.wsgi_input
        environ["wsgi.input_terminated"] = True
        if environ.get("HTTP_UPGRADE") is not None and not self.content_length:
            self._upgrade = environ[UPGRADE] = Upgrade()
        return environ

    def start_response(self, status: str, headers: Any, exc_info: Any = None) -> Any:
        """Send the head of a response. An unwanted body is not read: it ends the connection."""
        if self.wsgi_input.is_unread:
            headers = [*headers, ("Connection", "close")]
        return super().start_response(status, headers, exc_info)

    def handle_one_response(self) -> None:
        """Send the app's response."""
        super().handle_one_response()
        if self.wsgi_input.is_unread:
            self._linger(LINGER_SECONDS)

    def handle_error(self, kind: Any, error: Any, trace: Any) -> None:
        """Handle an exception of the app; a killed greenlet needs no response."""
        if issubclass(kind, gevent.GreenletExit):
            self.close_connection = True
        else:
            super().handle_error(kind, error, trace)

    def hang_up(self) -> None:
        """Close the connection immediately."""
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            log.debug("%s was gone already", self.client_address)

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        """Context manager: the connection waits for its client."""
        self.waiting_since = monotonic()
        try:
            yield
        finally:
            self.waiting_since = None

    def _sendall(self, data: Any) -> None:
        if self._answer_deadline is None:
            self._answer_deadline = monotonic() + ANSWER_SECONDS
        left = max(0.0, self._answer_deadline - monotonic())
        # pywsgi ignores a broken pipe.
        with self._waiting(), gevent.Timeout(left, BrokenPipeError(errno.EPIPE, "slow reader")):
            super()._sendall(data)  # type: ignore[misc]  # not in gevent's types

    def _linger(self, seconds: float) -> None:
        """Discard what the client still sends, at most two bodies' worth, so that a reset does not
        lose the response."""
        left = min(self.content_length or 0, 2 * MAX_UNREAD_BODY)
        try:
            self.socket.shutdown(socket.SHUT_WR)
            with self._waiting(), gevent.Timeout(seconds):
                while left > 0 and (part := self.socket.recv(65536)):
                    left -= len(part)
        except (OSError, gevent.Timeout):
            log.debug("%s went away, or sends on", self.client_address)

    def _handle_client_error(self, ex: Exception) -> tuple[str, bytes] | None:
        if isinstance(ex, OSError):
            return None  # the connection was closed
        status = ex.status if isinstance(ex, RequestRejected) else "400 Bad Request"
        log.debug("refused a request from %s: %s", self.client_address, ex)
        if status.startswith("413"):
            self._refuse_body(status)
            return None
        answer = f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        return status.split(" ", 1)[0], answer.encode("latin-1")

    def _refuse_body(self, status: str) -> None:
        """Refuse a body at once, while it is being sent."""
        sentence = BACKUP_TOO_LONG if self._is_backup_upload() else TOO_LONG
        self.socket.sendall(
            f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: text/plain\r\n"
            f"Content-Length: {len(sentence)}\r\n\r\n{sentence}".encode("latin-1")
        )
        self._linger(HEAD_SECONDS)

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.close()

    def _settle_upgrade(self) -> bool:
        """Hand the connection over if the request asked for it."""
        upgrade, self._upgrade = self._upgrade, None
        if upgrade is None:
            return False
        if upgrade.on_takeover is None:
            if upgrade.on_abandon is not None:
                upgrade.on_abandon()
            return False
        connection = self.socket
        raw = socket.socket(
            connection.family, connection.type, connection.proto, connection.detach()
        )
        # Drop all references, so that nothing closes or reads the connection.
        self.__dict__["socket"] = None
        self.environ = None
        upgrade.on_takeover(raw)
        return True

"""Reads a request's body within one deadline."""

from time import monotonic
from typing import Any

import gevent
from gevent.pywsgi import Input
from werkzeug.exceptions import ClientDisconnected, RequestTimeout

# For the whole body, from the end of the head.
BODY_SECONDS = 20.0


class BoundedInput(Input):
    """`wsgi.input` of Content-Length bytes, which must arrive before a deadline.

    pywsgi gives each read its own time, so that single bytes would keep a connection open for ever,
    and it reads on after a response that ignored the body. This class prevents both.
    """

    __slots__ = ("_deadline", "_waiting")

    def __init__(self, file: Any, length: int | None, socket: Any, waiting: Any) -> None:
        """Read from a buffered file.

        :param length: bytes announced by Content-Length; None without one.
        :param socket: where "100 Continue" goes, or None.
        :param waiting: makes a context that says the connection waits for its client.
        """
        super().__init__(file, length, socket=socket)
        self._deadline = monotonic() + BODY_SECONDS
        self._waiting = waiting

    def extend(self, seconds: float) -> None:
        """Give the whole body this many seconds from now."""
        self._deadline = monotonic() + seconds

    @property
    def is_unread(self) -> bool:
        """Whether part of the body was not read yet."""
        return bool(self.position < (self.content_length or 0))

    def _do_read(self, length: int | None = None, use_readline: bool = False) -> bytes:
        left = max(0.0, self._deadline - monotonic())
        try:
            with self._waiting(), gevent.Timeout(left, RequestTimeout()):
                read: bytes = super()._do_read(length, use_readline)  # type: ignore[misc]
        except OSError as error:
            raise ClientDisconnected from error
        return read

    def _discard(self) -> None:
        """Do nothing: an unread body is not waited for (see Handler.linger)."""

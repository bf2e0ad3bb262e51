"""Parses a request's head strictly.

Python's header parser stops at the first line that it does not understand and silently drops the
rest. A length, a Host or a proxy's header in those lines would count for the next program but not
for this one (request smuggling). So each line is checked before it is parsed.
"""

import io
import re
from typing import Any

MAX_HEAD = 16 * 1024

# RFC 9112: a method, one space, a target without spaces or controls, one space, the version.
_REQUEST_LINE = re.compile(r"[A-Za-z]+ [^\x00-\x20\x7f]+ HTTP/1\.[01]\r?\n")
# A token, a colon right behind it, and no control character but the tab in the value.
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)\r?\n")
_LENGTH = re.compile(rb"[0-9]{1,18}")
_HOST = re.compile(rb"[^\s/@?#\\,]*")
# A proxy could interpret two of these differently.
_ONCE = frozenset({b"content-length", b"host", b"transfer-encoding"})


class RequestRejected(ValueError):
    """A request that is refused.

    :ivar status: the status line, like "400 Bad Request".
    """

    def __init__(self, status: str, reason: str = "") -> None:
        """Keep the status line; the reason is for the log."""
        super().__init__(reason or status)
        self.status = status


def _malformed(reason: str) -> RequestRejected:
    return RequestRejected("400 Bad Request", reason)


def check_request_line(line: str) -> None:
    """Check that a request line is exactly a method, a target and HTTP/1.0 or 1.1.

    :raises RequestRejected: with 400.
    """
    if not _REQUEST_LINE.fullmatch(line):
        raise _malformed("malformed request line")


class HeadReader(io.BufferedIOBase):
    """The lines of a head, each checked, up to a limit."""

    def __init__(self, file: Any) -> None:
        """Read from a buffered file that stands right after the request line."""
        self._file = file
        self._left = MAX_HEAD
        self._seen: set[bytes] = set()

    def readline(self, limit: int | None = -1, /) -> bytes:
        """The next line.

        :raises RequestRejected: with 431 past the limit, with 400 for a malformed line.
        """
        line: bytes = self._file.readline(min(self._left + 1, limit or -1))
        self._left -= len(line)
        if self._left < 0:
            raise RequestRejected("431 Request Header Fields Too Large")
        if line not in (b"\r\n", b"\n"):
            self._check(line)
        return line

    def _check(self, line: bytes) -> None:
        field = _FIELD.fullmatch(line)
        if field is None:
            raise _malformed("malformed header line")
        name, value = field[1].lower(), field[2].strip(b" \t")
        if name in self._seen & _ONCE:
            raise _malformed(f"{name.decode()} twice")
        self._seen.add(name)
        if name == b"content-length" and not _LENGTH.fullmatch(value):
            raise _malformed("Content-Length is no number")
        if name == b"host" and not _HOST.fullmatch(value):
            raise _malformed("Host is no host")

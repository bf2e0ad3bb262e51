"""Parses the frames of clients: few kinds, short, and masked.

Clients only send `{"painted": 412}` and a report of what they show, so limits are tight: a frame
that announces more than the limit is refused by its header, before any of it is stored, and a
message is inflated no further than the limit, so that a deflate bomb costs nothing.
"""

import json
import re
import zlib
from dataclasses import dataclass

from kiosk.live.socket import frames

NORMAL = 1000
PROTOCOL_ERROR = 1002
UNSUPPORTED = 1003
NOT_TEXT = 1007
POLICY = 1008
TOO_LARGE = 1009

LONGEST_CONTROL = 125
# RFC 6455, 7.4: the codes that are allowed in a close frame, and those for applications.
_CLOSE_CODES = frozenset({*range(1000, 1004), *range(1007, 1015), *range(3000, 5000)})


class ProtocolViolation(Exception):
    """The client broke the protocol or a limit; `code` goes into the close frame."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True, slots=True)
class ClientMessage:
    """One whole text message or control frame of a client."""

    opcode: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class WallReport:
    """A wall's report of what it shows.

    :ivar page: the id of the current page. :ivar size: like 1920x1080, in the display's pixels.
    :ivar held: whether the page is held. :ivar loop: the rotation's length in seconds; 0: unknown.
    """

    page: str = ""
    size: str = ""
    held: bool = False
    loop: int = 0


@dataclass(frozen=True, slots=True)
class PageReport:
    """A client's message: the painted revision and what is shown, each None if missing."""

    painted: int | None
    shown: WallReport | None


@dataclass(frozen=True, slots=True)
class _Head:
    opcode: int
    final: bool
    compressed: bool
    mask: bytes
    start: int
    end: int


class Parser:
    """Turns bytes into whole messages. Buffers at most as many bytes as one message may have.

    :param limit: the most bytes of a message, as sent and as inflated.
    :param deflates: whether the socket negotiated permessage-deflate.
    """

    __slots__ = ("_compressed", "_deflates", "_fragments", "_limit", "_unread")

    def __init__(self, limit: int, deflates: bool) -> None:
        self._limit = limit
        self._deflates = deflates
        self._unread = b""
        self._fragments: bytes | None = None  # of a message in several frames
        self._compressed = False

    def feed(self, received: bytes) -> list[ClientMessage]:
        """The messages that these bytes complete.

        :raises ProtocolViolation: with the code to close with.
        """
        unread = self._unread + received if self._unread else received
        messages: list[ClientMessage] = []
        offset = 0
        while (head := self._head(unread, offset)) is not None and head.end <= len(unread):
            message = self._take(head, unmask(unread[head.start : head.end], head.mask))
            if message is not None:
                messages.append(message)
            offset = head.end
        self._unread = unread[offset:]
        return messages

    def _head(self, unread: bytes, offset: int) -> _Head | None:
        if len(unread) < offset + 2:
            return None
        first, second = unread[offset], unread[offset + 1]
        size, start = second & 0x7F, offset + 2
        if size >= 126:
            width = 2 if size == 126 else 8
            if len(unread) < start + width:
                return None
            size = int.from_bytes(unread[start : start + width], "big")
            start += width
        opcode = first & 0x0F
        self._check(opcode, first, size, masked=bool(second & 0x80))
        mask = unread[start : start + 4]
        return _Head(
            opcode, bool(first & frames.FIN), bool(first & frames.COMPRESSED),
            mask, start + 4, start + 4 + size,
        )  # fmt: skip

    def _check(self, opcode: int, first: int, size: int, *, masked: bool) -> None:
        if not masked or first & 0x30:
            raise ProtocolViolation(PROTOCOL_ERROR, "unmasked, or reserved bits")
        if first & frames.COMPRESSED and not (self._deflates and opcode == frames.TEXT):
            raise ProtocolViolation(PROTOCOL_ERROR, "compressed where it may not be")
        if opcode >= frames.CLOSE:
            known = opcode in (frames.CLOSE, frames.PING, frames.PONG)
            if not known or size > LONGEST_CONTROL or not first & frames.FIN:
                raise ProtocolViolation(PROTOCOL_ERROR, "control frame")
        elif opcode == frames.BINARY:
            raise ProtocolViolation(UNSUPPORTED, "text only")
        elif opcode > frames.BINARY or (opcode == 0) != (self._fragments is not None):
            raise ProtocolViolation(PROTOCOL_ERROR, "opcode out of turn")
        if size > self._limit:
            raise ProtocolViolation(TOO_LARGE, "message too large")

    def _take(self, head: _Head, payload: bytes) -> ClientMessage | None:
        if head.opcode >= frames.CLOSE:
            return ClientMessage(head.opcode, payload)
        if head.opcode == frames.TEXT:
            self._compressed = head.compressed
        fragments = (self._fragments or b"") + payload
        if len(fragments) > self._limit:
            raise ProtocolViolation(TOO_LARGE, "message too large")
        self._fragments = None if head.final else fragments
        if not head.final:
            return None
        return ClientMessage(
            frames.TEXT, inflate(fragments, self._limit) if self._compressed else fragments
        )


def unmask(payload: bytes, mask: bytes) -> bytes:
    """The payload with the client's mask taken off."""
    size = len(payload)
    if not size:
        return payload
    repeated_mask = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(repeated_mask, "big")).to_bytes(
        size, "big"
    )


def inflate(payload: bytes, limit: int) -> bytes:
    """The content of a deflated message.

    :raises ProtocolViolation: if it is longer than `limit` bytes, or not deflated.
    """
    try:
        content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(payload + frames.TAIL, limit + 1)
    except zlib.error as error:
        raise ProtocolViolation(NOT_TEXT, "not deflated") from error
    if len(content) > limit:
        raise ProtocolViolation(TOO_LARGE, "message too large")
    return content


def close_code(payload: bytes) -> int:
    """The code to answer a client's close frame with: its own, or 1000 if it has none.

    :raises ProtocolViolation: if the frame has half a code, a forbidden one, or a reason that is
        not UTF-8.
    """
    if not payload:
        return NORMAL
    code = int.from_bytes(payload[:2], "big")
    if len(payload) < 2 or code not in _CLOSE_CODES:
        raise ProtocolViolation(PROTOCOL_ERROR, "close code")
    try:
        payload[2:].decode()
    except UnicodeDecodeError as error:
        raise ProtocolViolation(NOT_TEXT, "close reason") from error
    return code


_PAGE = re.compile(r"[A-Za-z0-9-]{1,64}", re.ASCII)
_SIZE = re.compile(r"[1-9]\d{1,4}x[1-9]\d{1,4}", re.ASCII)
_LONGEST_LOOP = 24 * 3600


def parse_report(payload: bytes) -> PageReport:
    """The report in a message. Invalid values are ignored, because anybody may send one.

    :raises ProtocolViolation: if it is not a JSON object.
    """
    try:
        # Decode first: json would also accept UTF-16, UTF-32 and lone surrogates.
        message = json.loads(payload.decode())
    except (ValueError, RecursionError):
        message = None
    if not isinstance(message, dict):
        raise ProtocolViolation(NOT_TEXT, "not a JSON object")
    revision, loop = message.get("painted"), message.get("loop")
    usable = type(revision) is int and 0 <= revision < 1 << 63
    page, size = _like(_PAGE, message.get("page")), _like(_SIZE, message.get("size"))
    loop_seconds = loop if type(loop) is int and 0 < loop <= _LONGEST_LOOP else 0
    shown = (
        WallReport(page, size, message.get("held") is True, loop_seconds) if page or size else None
    )
    return PageReport(revision if usable else None, shown)


def _like(pattern: re.Pattern[str], value: object) -> str:
    return value if isinstance(value, str) and pattern.fullmatch(value) else ""

"""One live socket; only this object reads from it and writes to it.

A socket has no greenlet, and so no stack: the loop calls back when there is something to read,
and when a socket that accepted part of a frame can accept more. Nothing here may block.

The client keeps what the kernel does not accept. It first finishes a partly written frame (or the
stream would be corrupt), then sends a control frame, then the newest state; older unsent states
are dropped.
"""

import contextlib
import socket
import time
from typing import Any, Protocol

import gevent

from kiosk.live.capacity import Slot
from kiosk.live.socket import frames
from kiosk.live.socket.limits import Limits
from kiosk.live.socket.parser import (
    POLICY,
    ClientMessage,
    Parser,
    ProtocolViolation,
    WallReport,
    close_code,
    parse_report,
)
from kiosk.live.socket.tcp_options import tune

READ, WRITE = 1, 2
RECEIVED_AT_ONCE = 4096
DISCARDED_WHILE_CLOSING = 256 * 1024


class Owner(Protocol):
    """The callbacks of a client."""

    def on_painted(self, client: "Client", revision: int) -> None:
        """The page of this socket has painted a revision."""

    def on_shown(self, client: "Client", shown: WallReport) -> None:
        """The page of this socket has reported what it shows."""

    def on_client_pending(self, client: "Client") -> None:
        """The client is blocked or closing, so the owner must check it until it is neither."""

    def on_client_left(self, client: "Client") -> None:
        """The socket is closed and must be forgotten. Called once."""


class Client:
    """A live socket after its handshake.

    :param connection: the connected socket, which this object now owns.
    :param topic: the topic it watches.
    :param deflates: whether it negotiated permessage-deflate.
    """

    __slots__ = (
        "_closing_code",
        "_control",
        "_limits",
        "_messages",
        "_newest",
        "_owner",
        "_parser",
        "_reader",
        "_received",
        "_sock",
        "_unsent_rest",
        "_writer",
        "blocked",
        "blocked_since",
        "bucket",
        "closing_since",
        "deflates",
        "heard_at",
        "pinged_at",
        "send",
        "slot",
        "topic",
    )

    def __init__(
        self, connection: socket.socket, topic: str, deflates: bool, owner: Owner, limits: Limits
    ) -> None:
        connection.setblocking(False)
        tune(connection, limits)
        self._sock: socket.socket | None = connection
        self.send = connection.send
        self.topic = topic
        self.deflates = deflates
        self._owner = owner
        self._limits = limits
        self._parser = Parser(limits.message, deflates)
        self._unsent_rest: memoryview | None = None
        self._control: bytes | None = None
        self._newest: bytes | None = None
        self._closing_code: int | None = None
        self._received = self._messages = 0
        self.blocked = False
        self.blocked_since = self.closing_since = 0.0
        self.heard_at = self.pinged_at = time.monotonic()
        self.bucket = 0
        self.slot = Slot(is_wall=False, is_known=False, address="")
        self._writer: Any = None
        self._reader: Any = gevent.get_hub().loop.io(connection.fileno(), READ)
        self._reader.start(self._readable)

    @property
    def closing(self) -> bool:
        """Whether a close frame was written or is queued."""
        return self._closing_code is not None

    def send_state(self, frame: bytes) -> None:
        """Write a whole state now, or as soon as the socket accepts it unless a newer one comes."""
        if self.closing:
            return
        if self.blocked:
            self._newest = frame
        else:
            self._write(frame)

    def send_control(self, frame: bytes) -> None:
        """Write a control frame, before any queued state."""
        if self.blocked:
            self._control = frame
        else:
            self._write(frame)

    def keep_unsent(self, frame: bytes, sent: int) -> None:
        """Keep what the kernel did not accept of a frame; `sent` bytes are sent."""
        if sent:
            self._unsent_rest = memoryview(frame)[sent:]
        else:
            self._newest = frame
        self._block()

    def close(self, code: int, reason: str = "") -> None:
        """Begin to close: from now on, only the close frame is written."""
        if self.closing or self._sock is None:
            return
        self._newest = None
        self._closing_code = code
        self.closing_since = time.monotonic()
        self._owner.on_client_pending(self)
        self.send_control(frames.close_frame(code, reason))
        if self._sock is not None and not self.blocked:
            self._half_close()

    def close_now(self) -> None:
        """Close the connection at once, without a close frame."""
        connection, self._sock = self._sock, None
        if connection is None:
            return
        for watcher in (self._reader, self._writer):
            if watcher is not None:
                watcher.close()
        self._reader = self._writer = self._unsent_rest = self._newest = None
        with contextlib.suppress(OSError):  # the other end has closed it already
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()
        self._owner.on_client_left(self)

    def new_beat(self) -> None:
        """Reset the counts of messages and bytes."""
        self._received = self._messages = 0

    # Writing

    def _write(self, frame: bytes) -> None:
        try:
            sent = self.send(frame)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.close_now()
            return
        if sent == len(frame):
            return
        if sent or not frame[0] & 0x08:
            self.keep_unsent(frame, sent)
        else:
            self._control = frame
            self._block()

    def _block(self) -> None:
        self.blocked = True
        self.blocked_since = time.monotonic()
        self._owner.on_client_pending(self)
        if self._writer is None and self._sock is not None:
            self._writer = gevent.get_hub().loop.io(self._sock.fileno(), WRITE)
            self._writer.start(self._writable)

    def _writable(self) -> None:
        """Write what is queued, in order, until the kernel accepts no more."""
        while (next_bytes := self._next_bytes()) is not None:
            try:
                sent = self.send(next_bytes)
            except BlockingIOError:
                return
            except OSError:
                self.close_now()
                return
            self.blocked_since = time.monotonic()
            self._mark_sent(next_bytes, sent)
        self._unblock()

    def _next_bytes(self) -> memoryview | None:
        """What to write next: the rest of a frame, a control frame or the newest state."""
        if self._unsent_rest is not None:
            return self._unsent_rest
        frame = self._control or self._newest
        return None if frame is None else memoryview(frame)

    def _mark_sent(self, next_bytes: memoryview, sent: int) -> None:
        """Record what was sent. A frame may be replaced only if nothing of it was sent."""
        if self._unsent_rest is None and self._control is not None:
            self._control = None
        elif self._unsent_rest is None:
            self._newest = None
        self._unsent_rest = next_bytes[sent:] if sent < len(next_bytes) else None

    def _unblock(self) -> None:
        self.blocked = False
        self._writer.close()
        self._writer = None
        if self.closing:
            self._half_close()

    def _half_close(self) -> None:
        """Shut down writing. The client's close frame is still read, because closing with unread
        bytes would reset the connection and lose our close frame."""
        assert self._sock is not None  # noqa: S101
        try:
            self._sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.close_now()

    # Reading

    def _readable(self) -> None:
        assert self._sock is not None  # noqa: S101
        try:
            received = self._sock.recv(RECEIVED_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            received = b""
        if not received:
            self.close_now()
            return
        self._received += len(received)
        if self.closing:
            self._discard(received)
            return
        self.heard_at = time.monotonic()
        try:
            for message in self._parser.feed(received):
                self._messages += 1
                self._refuse_flood()
                self._handle(message)
            self._refuse_flood()
        except ProtocolViolation as violation:
            self.close(violation.code, str(violation))

    def _refuse_flood(self) -> None:
        """Refuse a flood at once, not at the next beat, because it would take up the loop.

        :raises ProtocolViolation: if the client has sent too much since the last beat.
        """
        limits = self._limits
        if self._messages > limits.messages_a_beat or self._received > limits.bytes_a_beat:
            raise ProtocolViolation(POLICY, "too many messages")

    def _discard(self, received: bytes) -> None:
        """Discard what comes between our close frame and the client's, within limits."""
        is_close_frame = received[0] & 0x0F == frames.CLOSE
        if is_close_frame or self._received > DISCARDED_WHILE_CLOSING:
            self.close_now()

    def _handle(self, message: ClientMessage) -> None:
        if self.closing:
            return
        if message.opcode == frames.PING:
            self.send_control(frames.pong(message.payload))
        elif message.opcode == frames.CLOSE:
            self._answer_close(message.payload)
        elif message.opcode == frames.TEXT:
            report = parse_report(message.payload)
            if report.shown is not None:
                self._owner.on_shown(self, report.shown)
            if report.painted is not None:
                self._owner.on_painted(self, report.painted)

    def _answer_close(self, payload: bytes) -> None:
        self.close(close_code(payload))
        if not self.blocked:
            self.close_now()

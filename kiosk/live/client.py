"""One socket: its only reader and its only writer.

There is no greenlet for a socket, so no stack: the loop calls when there is something to
read, and when a socket that took only half a frame can take more. Nothing here may wait.

What the kernel does not take waits in the client's one slot. A frame half written is
finished first (the stream would be broken otherwise), then an answer to a ping, then the
newest state; whatever state was waiting before is worthless and forgotten.
"""

import contextlib
import json
import socket
import time
from collections.abc import Iterable
from typing import Any, Protocol

import gevent

from kiosk.live import frames
from kiosk.live.limits import Limits
from kiosk.live.parser import NOT_TEXT, POLICY, Parser, Said, Unacceptable

READ, WRITE = 1, 2
RECEIVED_AT_ONCE = 4096
DISCARDED_WHILE_CLOSING = 256 * 1024
NORMAL, NO_STATUS = 1000, 1005


class Owner(Protocol):
    """What a client tells, and whom."""

    def client_painted(self, client: "Client", revision: int) -> None:
        """The page behind this socket shows that revision."""

    def client_lingers(self, client: "Client") -> None:
        """It is blocked or closing: look after it until it is neither."""

    def client_left(self, client: "Client") -> None:
        """The socket is closed and must be forgotten. Told once."""


class Client:
    """A live socket after its handshake.

    :param connection: connected, and from here on this object's alone.
    :param topic: what it wants to see.
    :param deflates: whether it negotiated permessage-deflate.
    """

    __slots__ = (
        "_closing_code",
        "_control",
        "_newest",
        "_owner",
        "_parser",
        "_reader",
        "_received",
        "_rest",
        "_said",
        "_sock",
        "_writer",
        "blocked",
        "blocked_since",
        "bucket",
        "closing_since",
        "deflates",
        "heard_at",
        "pinged_at",
        "send",
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
        self._parser = Parser(limits.message, deflates)
        self._rest: memoryview | None = None
        self._control: bytes | None = None
        self._newest: bytes | None = None
        self._closing_code: int | None = None
        self._received = self._said = 0
        self.blocked = False
        self.blocked_since = self.closing_since = 0.0
        self.heard_at = self.pinged_at = time.monotonic()
        self.bucket = 0
        self._writer: Any = None
        self._reader: Any = gevent.get_hub().loop.io(connection.fileno(), READ)
        self._reader.start(self._readable)

    @property
    def closing(self) -> bool:
        """Whether a close frame was written or waits to be."""
        return self._closing_code is not None

    def offer(self, frame: bytes) -> None:
        """Write a whole state, now or as soon as it can be; a newer one replaces it."""
        if self.closing:
            return
        if self.blocked:
            self._newest = frame
        else:
            self._write(frame)

    def answer(self, frame: bytes) -> None:
        """Write a control frame, before any state that waits."""
        if self.blocked:
            self._control = frame
        else:
            self._write(frame)

    def held(self, frame: bytes, sent: int) -> None:
        """Keep what the kernel did not take of a frame: `sent` bytes are gone."""
        if sent:
            self._rest = memoryview(frame)[sent:]
        else:
            self._newest = frame
        self._block()

    def close(self, code: int, reason: str = "") -> None:
        """Begin to close: nothing but the close frame is written from here on."""
        if self.closing or self._sock is None:
            return
        self._newest = None
        self._closing_code = code
        self.closing_since = time.monotonic()
        self._owner.client_lingers(self)
        self.answer(frames.close(code, reason))
        if self._sock is not None and not self.blocked:
            self._half_close()

    def drop(self) -> None:
        """Close the connection at once, without a word."""
        connection, self._sock = self._sock, None
        if connection is None:
            return
        for watcher in (self._reader, self._writer):
            if watcher is not None:
                watcher.close()
        self._reader = self._writer = self._rest = self._newest = None
        with contextlib.suppress(OSError):  # the other end was faster
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()
        self._owner.client_left(self)

    def new_beat(self) -> None:
        """Forget what was said before this beat."""
        self._received = self._said = 0

    # Writing

    def _write(self, frame: bytes) -> None:
        try:
            sent = self.send(frame)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.drop()
            return
        if sent == len(frame):
            return
        if sent or not frame[0] & 0x08:
            self.held(frame, sent)
        else:
            self._control = frame
            self._block()

    def _block(self) -> None:
        self.blocked = True
        self.blocked_since = time.monotonic()
        self._owner.client_lingers(self)
        if self._writer is None and self._sock is not None:
            self._writer = gevent.get_hub().loop.io(self._sock.fileno(), WRITE)
            self._writer.start(self._writable)

    def _writable(self) -> None:
        """Write what waits, in its order, until the kernel is full again."""
        while (waiting := self._next_waiting()) is not None:
            try:
                sent = self.send(waiting)
            except BlockingIOError:
                sent = 0
            except OSError:
                self.drop()
                return
            if sent:
                self.blocked_since = time.monotonic()
            if sent < len(waiting):
                self._rest = waiting[sent:]
                return
            self._rest = None
        self._unblock()

    def _next_waiting(self) -> memoryview | None:
        if self._rest is not None:
            return self._rest
        if self._control is not None:
            waiting, self._control = self._control, None
        elif self._newest is not None:
            waiting, self._newest = self._newest, None
        else:
            return None
        return memoryview(waiting)

    def _unblock(self) -> None:
        self.blocked = False
        self._writer.close()
        self._writer = None
        if self.closing:
            self._half_close()

    def _half_close(self) -> None:
        """Say that nothing more comes. The client's own close is still read: closing with
        unread bytes would reset the connection and take the close frame with it."""
        assert self._sock is not None  # noqa: S101
        try:
            self._sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.drop()

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
            self.drop()
            return
        self._received += len(received)
        if self.closing:
            self._discard(received)
            return
        self.heard_at = time.monotonic()
        try:
            for said in self._parser.feed(received):
                self._said += 1
                self._hear(said)
        except Unacceptable as broken:
            self.close(broken.code, str(broken))

    def _discard(self, received: bytes) -> None:
        """After our close frame only theirs matters; a flood is not worth reading out."""
        theirs = received[0] & 0x0F == frames.CLOSE
        if theirs or self._received > DISCARDED_WHILE_CLOSING:
            self.drop()

    def _hear(self, said: Said) -> None:
        if self.closing:
            return
        if said.opcode == frames.PING:
            self.answer(frames.pong(said.payload))
        elif said.opcode == frames.CLOSE:
            self._answer_close(said.payload)
        elif said.opcode == frames.TEXT:
            revision = painted_revision(said.payload)
            if revision is not None:
                self._owner.client_painted(self, revision)

    def _answer_close(self, payload: bytes) -> None:
        code = int.from_bytes(payload[:2], "big") if len(payload) >= 2 else NORMAL
        self.close(code if 1000 <= code < 5000 and code != NO_STATUS else NORMAL)
        if not self.blocked:
            self.drop()

    def spoke_too_much(self, limits: Limits) -> bool:
        """Whether the client said more in this beat than anybody needs to."""
        return self._said > limits.messages_a_beat or self._received > limits.bytes_a_beat


def painted_revision(payload: bytes) -> int | None:
    """The revision in `{"painted": 412}`; None in any other object, for those may come.

    :raises Unacceptable: it is no JSON object.
    """
    try:
        message = json.loads(payload)
    except (ValueError, RecursionError):
        message = None
    if not isinstance(message, dict):
        raise Unacceptable(NOT_TEXT, "not a JSON object")
    revision = message.get("painted")
    usable = type(revision) is int and 0 <= revision < 1 << 63
    return revision if usable else None


def write_all(clients: Iterable[Client], frame: bytes) -> tuple[int, list[Client]]:
    """Write one frame to many: the loop that every change goes through.

    It costs hardly more than the calls of send() in it, so nothing is made for a client
    unless its kernel buffer is full.

    :returns: how many took it or hold it, and those whose connection is gone.
    """
    size = len(frame)
    written = 0
    gone: list[Client] = []
    for client in clients:
        if client.blocked or client.closing_since:
            client.offer(frame)
            continue
        try:
            sent = client.send(frame)
        except BlockingIOError:
            sent = 0
        except OSError:
            gone.append(client)
            continue
        written += 1
        if sent != size:
            client.held(frame, sent)
    return written, gone


def tune(connection: socket.socket, limits: Limits) -> None:
    """Set what the kernel does for a socket that carries small, urgent frames."""
    if connection.family not in (socket.AF_INET, socket.AF_INET6):
        return
    options = (
        ("TCP_NODELAY", 1),
        # Unanswered packets end the connection; heartbeats see to it that there are some.
        ("TCP_USER_TIMEOUT", int(limits.silence * 1000)),
        ("TCP_NOTSENT_LOWAT", limits.unsent),
    )
    for name, value in options:
        if hasattr(socket, name):
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


__all__ = ["POLICY", "Client", "Owner", "painted_revision", "tune", "write_all"]

"""A raw WebSocket client: says what it is told to, right or wrong, and reads when asked."""

import json
import os
import socket
import struct
import zlib
from types import TracebackType
from typing import Any, Self

KEY = "dGhlIHNhbXBsZSBub25jZQ=="
DEFLATE = "permessage-deflate; client_max_window_bits"
PATIENCE = 10.0


def request(port: int, topic: str, **changed: str | None) -> bytes:
    """A handshake; a header given as None is left out."""
    headers: dict[str, str | None] = {
        "Host": f"127.0.0.1:{port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": KEY,
        "Sec-WebSocket-Version": "13",
    } | {name.replace("_", "-"): value for name, value in changed.items()}
    lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
    return "\r\n".join([f"GET /live?topic={topic} HTTP/1.1", *lines, "", ""]).encode()


def mask(opcode: int, payload: bytes = b"", *, first: int = 0x80, masked: bool = True) -> bytes:
    """A client's frame. `first`: the bits beside the opcode."""
    size = len(payload)
    if size < 126:
        length = bytes([size | 0x80 * masked])
    elif size < 1 << 16:
        length = bytes([126 | 0x80 * masked]) + struct.pack("!H", size)
    else:
        length = bytes([127 | 0x80 * masked]) + struct.pack("!Q", size)
    head = bytes([first | opcode]) + length
    if not masked:
        return head + payload
    key = os.urandom(4)
    return head + key + bytes(b ^ key[i % 4] for i, b in enumerate(payload))


class Wire:
    """One connection."""

    def __init__(
        self, port: int, topic: str = "all", receive_buffer: int = 0, **headers: str | None
    ) -> None:
        self.socket = socket.socket()
        self.socket.settimeout(PATIENCE)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.connect(("127.0.0.1", port))
        self.unread = b""
        self.socket.sendall(request(port, topic, **headers))
        self.head = self._until(b"\r\n\r\n").decode()
        self.status = int(self.head.split()[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.socket.close()

    def say(self, opcode: int, payload: bytes = b"", **how: Any) -> None:
        self.socket.sendall(mask(opcode, payload, **how))

    def painted(self, revision: int) -> None:
        self.say(1, json.dumps({"painted": revision}).encode())

    def frame(self) -> tuple[int, bytes]:
        """The next frame: its first byte, and its payload as sent.

        :raises EOFError: the server closed the connection.
        """
        first, size = self._take(2)
        if size == 126:
            (size,) = struct.unpack("!H", self._take(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", self._take(8))
        return first, self._take(size)

    def message(self) -> dict[str, Any]:
        """The next message, whatever it is. Pings before it are answered, as browsers do."""
        while True:
            first, payload = self.frame()
            assert first & 0x80, "every frame is a whole message"
            if first & 0x0F == 8:
                raise EOFError(f"closed with {int.from_bytes(payload[:2], 'big')}")
            if first & 0x0F == 9:
                self.say(10, payload)
            if first & 0x0F == 1:
                if first & 0x40:
                    payload = zlib.decompressobj(-15).decompress(payload + b"\x00\x00\xff\xff")
                message: dict[str, Any] = json.loads(payload)
                return message

    def state(self) -> dict[str, Any]:
        """The next state, past heartbeats."""
        while "html" not in (message := self.message()):
            pass
        return message

    def beat(self) -> dict[str, Any]:
        """The next heartbeat, past states."""
        while "now" not in (message := self.message()):
            pass
        return message

    def close_code(self) -> int:
        """The code of the close frame that comes, past everything else; 0: none came."""
        try:
            while True:
                first, payload = self.frame()
                if first & 0x0F == 8:
                    return int.from_bytes(payload[:2], "big")
        except (EOFError, ConnectionError):
            return 0

    def is_closed(self) -> bool:
        """Whether the server ends the connection, past everything it sends before."""
        try:
            while self.socket.recv(65536):
                pass
        except ConnectionError:
            return True
        except TimeoutError:
            return False
        return True

    def _take(self, size: int) -> bytes:
        while len(self.unread) < size:
            self._receive()
        taken, self.unread = self.unread[:size], self.unread[size:]
        return taken

    def _until(self, end: bytes) -> bytes:
        while end not in self.unread:
            self._receive()
        taken, _, self.unread = self.unread.partition(end)
        return taken

    def _receive(self) -> None:
        received = self.socket.recv(1 << 20)
        if not received:
            raise EOFError("the server closed the connection")
        self.unread += received

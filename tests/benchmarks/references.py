"""What we are compared with: a bare loop of send(), and websockets.broadcast.

python -m tests.benchmarks.references bare|broadcast|broadcast-deflate. Each prints its port,
then follows lines on standard input: `frame FILE` says what to send, `go` sends it to every
connection and answers with the moment it began.
"""

import asyncio
import contextlib
import json
import selectors
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from websockets.asyncio.server import ServerConnection, broadcast, serve

from tests.benchmarks.machine import (
    SERVER_CORES,
    allow_descriptors,
    cpu_seconds,
    end,
    memory_kb,
    python,
)

BACKLOG = 1024


class Reference:
    """A running reference, seen from the one who measures."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.port = int(self._line())

    def frame(self, file: Path) -> None:
        """What to send from now on: a whole frame, as it is on the wire."""
        self._say(f"frame {file}")
        self._line()

    def go(self) -> int:
        """Send it to all; when it began, of `time.monotonic_ns()`."""
        self._say("go")
        return int(self._line())

    def cpu(self) -> float:
        """CPU seconds so far."""
        return cpu_seconds(self._process.pid)

    def memory(self) -> float:
        """Resident memory in KB."""
        return memory_kb(self._process.pid)

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


@contextmanager
def reference(kind: str) -> Iterator[Reference]:
    """A reference on the server's core."""
    process = python("-m", "tests.benchmarks.references", kind, cores=SERVER_CORES)
    try:
        yield Reference(process)
    finally:
        end(process)


def bare() -> None:
    """Connections that nobody shook hands with, and a loop that cannot be shorter."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
    listener.setblocking(False)
    connections: list[socket.socket] = []
    frame = b""
    waiting = selectors.DefaultSelector()
    waiting.register(listener, selectors.EVENT_READ)
    waiting.register(0, selectors.EVENT_READ)
    print(listener.getsockname()[1], flush=True)
    while True:
        for key, _ in waiting.select():
            if key.fileobj is listener:
                connections += _accepted(listener)
                continue
            order = sys.stdin.buffer.raw.readline().decode().split()  # type: ignore[attr-defined]
            if not order:
                return
            connections += _accepted(listener)
            if order[0] == "frame":
                frame = Path(order[1]).read_bytes()
                print(len(frame), flush=True)
            else:
                print(_send_to_all(connections, frame), flush=True)


def _accepted(listener: socket.socket) -> Iterator[socket.socket]:
    """Everybody who waits to be let in."""
    with contextlib.suppress(BlockingIOError):
        while True:
            connection, _ = listener.accept()
            connection.setblocking(False)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            yield connection


def _send_to_all(connections: list[socket.socket], frame: bytes) -> int:
    size = len(frame)
    rests: list[tuple[socket.socket, memoryview]] = []
    began = time.monotonic_ns()
    for connection in connections:
        sent = connection.send(frame)
        if sent != size:
            rests.append((connection, memoryview(frame)[sent:]))
    while rests:
        rests = [rest for rest in map(_send_more, rests) if rest[1]]
    return began


def _send_more(rest: tuple[socket.socket, memoryview]) -> tuple[socket.socket, memoryview]:
    connection, left = rest
    try:
        return connection, left[connection.send(left) :]
    except BlockingIOError:
        return rest


async def broadcasting(compression: str | None) -> None:
    """The websockets library as its own documentation has it, without its pings."""
    connections: set[ServerConnection] = set()
    text = ""
    orders: asyncio.Queue[list[str]] = asyncio.Queue()

    async def handler(connection: ServerConnection) -> None:
        connections.add(connection)
        try:
            await connection.wait_closed()
        finally:
            connections.discard(connection)

    loop = asyncio.get_running_loop()
    loop.add_reader(0, lambda: orders.put_nowait(_order()))
    async with serve(
        handler, "127.0.0.1", 0, compression=compression, ping_interval=None, backlog=BACKLOG
    ) as server:
        print(next(iter(server.sockets)).getsockname()[1], flush=True)
        while order := await orders.get():
            if order[0] == "frame":
                text = payload(Path(order[1]).read_bytes()).decode()
                print(len(text), flush=True)
            else:
                began = time.monotonic_ns()
                broadcast(connections, text)
                print(began, flush=True)


def _order() -> list[str]:
    line: bytes = sys.stdin.buffer.raw.readline()  # type: ignore[attr-defined]
    return line.decode().split()


def payload(frame: bytes) -> bytes:
    """What a server's whole text frame says, inflated if it was deflated."""
    short = frame[1]
    start = 2 if short < 126 else 4 if short == 126 else 10
    body = frame[start:]
    if frame[0] & 0x40:
        body = zlib.decompressobj(-zlib.MAX_WBITS).decompress(body + b"\x00\x00\xff\xff")
    json.loads(body)  # a frame that is torn would be compared with nothing
    return body


if __name__ == "__main__":
    allow_descriptors()
    if sys.argv[1] == "bare":
        bare()
    else:
        asyncio.run(broadcasting("deflate" if sys.argv[1].endswith("deflate") else None))

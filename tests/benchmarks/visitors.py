"""Browsers that ask for pages, in a process of their own: python -m tests.benchmarks.visitors.

Each keeps its connection and asks again as soon as it has the whole answer. Orders come as JSON
lines on standard input, answers go as JSON lines to standard output.
"""

import json
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.machine import CLIENT_CORES, end, python

BUFFER = 256 * 1024


class Visitor:
    """One connection, and how far it is in its answer."""

    def __init__(self, port: int) -> None:
        self.sock = socket.create_connection(("127.0.0.1", port))
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked_at = 0.0
        self.to_ask = 0
        self._answer = bytearray()

    def ask(self, request: bytes) -> None:
        """Send a request."""
        self._answer.clear()
        self.asked_at = time.perf_counter()
        self.sock.sendall(request)

    def hear(self) -> bytes | None:
        """What has come of the answer: its head once all of it has, else None."""
        self._answer += self.sock.recv(BUFFER)
        head, found, body = self._answer.partition(b"\r\n\r\n")
        if not found or len(body) < _length(bytes(head)):
            return None
        return bytes(head)


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def serve() -> None:
    """Follow orders until standard input ends."""
    for line in sys.stdin:
        print(json.dumps(_visit(**json.loads(line))), flush=True)


def _visit(port: int, clients: int, each: int, request: str, status: int) -> dict[str, Any]:
    visitors = [Visitor(port) for _ in range(clients)]
    waiting = select.epoll()
    by_number = {visitor.sock.fileno(): visitor for visitor in visitors}
    asked, times, wrong = request.encode(), [], 0
    began = time.perf_counter()
    for number, visitor in by_number.items():
        waiting.register(number, select.EPOLLIN)
        visitor.to_ask = each
        visitor.ask(asked)
    while any(visitor.to_ask for visitor in visitors):
        for number, _ in waiting.poll():
            visitor = by_number[number]
            head = visitor.hear()
            if head is None:
                continue
            times.append(time.perf_counter() - visitor.asked_at)
            wrong += int(head.split(b" ", 2)[1]) != status
            visitor.to_ask -= 1
            if visitor.to_ask:
                visitor.ask(asked)
    took = time.perf_counter() - began
    for visitor in visitors:
        visitor.sock.close()
    return {"took": took, "times": times, "wrong": wrong}


@dataclass(frozen=True, slots=True)
class Visit:
    """How long it took, all of it and each answer, in seconds."""

    took: float
    times: list[float]


class Visitors:
    """The other end: orders given, answers read."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def visit(
        self, port: int, path: str, clients: int, each: int, *, status: int = 200, **head: str
    ) -> Visit:
        """Have so many clients ask for a page, each so many times.

        :raises RuntimeError: one was answered otherwise.
        """
        heads = {"Host": f"127.0.0.1:{port}", "Accept-Encoding": "gzip", **head}
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {text}" for name, text in heads.items())]
        request = "\r\n".join([*lines, "", ""])
        order = {"port": port, "clients": clients, "each": each, "request": request}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({**order, "status": status}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if answer["wrong"]:
            raise RuntimeError(f"{answer['wrong']} answers of {path} were not {status}")
        return Visit(answer["took"], answer["times"])


@contextmanager
def visitors() -> Iterator[Visitors]:
    """Visitors on the clients' cores."""
    process = python("-m", "tests.benchmarks.visitors", cores=CLIENT_CORES)
    try:
        yield Visitors(process)
    finally:
        end(process)


if __name__ == "__main__":
    serve()

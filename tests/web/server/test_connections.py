"""Connections that wait for their clients give way to the next one."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from kiosk.web.server import http_body, http_handler, wsgi
from kiosk.web.server.connections import ConnectionLimiter
from tests.live.hub_server import LONG, Served, served

PATIENCE = 30.0
MOST = 40


class Waiting:
    """A connection that waits since a moment; None: it is being worked for."""

    def __init__(self, since: float | None) -> None:
        self.waiting_since = since
        self.is_closed = False

    def hang_up(self) -> None:
        self.is_closed = True


def hold(stack: ExitStack, places: ConnectionLimiter, since: float | None, address: str) -> Waiting:
    connection = Waiting(since)
    assert stack.enter_context(places.slot(connection, address))
    return connection


def test_the_connection_that_waited_longest_gives_way() -> None:
    places = ConnectionLimiter(4)
    with ExitStack() as stack:
        since = {"a": 3.0, "b": 1.0, "c": 2.0, "d": None}
        held = {name: hold(stack, places, at, f"10.0.0.{name}") for name, at in since.items()}
        for name in ("a", "b"):
            hold(stack, places, 9.0, f"10.0.1.{name}")
        assert sum(connection.is_closed for connection in held.values()) == 2
        assert not held["d"].is_closed, "it was being worked for"


def test_an_address_with_many_gives_way_before_others() -> None:
    places = ConnectionLimiter(8)
    with ExitStack() as stack:
        office = [hold(stack, places, 0.0, f"10.0.0.{n}") for n in range(6)]
        crowd = [hold(stack, places, 5.0 + n, "10.9.9.9") for n in range(2)]
        newest = hold(stack, places, 9.0, "10.9.9.9")
        assert [connection.is_closed for connection in crowd] == [True, False]
        assert not newest.is_closed
        assert not any(connection.is_closed for connection in office)


def test_nobody_has_a_place_where_all_are_being_worked_for() -> None:
    places = ConnectionLimiter(2)
    with ExitStack() as stack:
        for n in range(2):
            hold(stack, places, None, f"10.0.0.{n}")
        assert not stack.enter_context(places.slot(Waiting(1.0), "10.0.0.9"))
    with places.slot(Waiting(1.0), "10.0.0.9") as has_place:
        assert has_place, "places are given back"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server with few places, and deadlines that no test waits for."""
    monkeypatch.setattr(wsgi, "raise_descriptor_limit", lambda: MOST * 4)
    monkeypatch.setattr(wsgi, "MIN_CONNECTIONS", MOST)
    with served() as running:
        yield running


def connect(running: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", running.port), PATIENCE)


def is_answered(running: Served) -> bool:
    with connect(running) as connection:
        connection.sendall(b"GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        return connection.recv(65536).startswith(b"HTTP/1.1 200 ")


BODY_WITHOUT_END = (
    b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\na"
)


@pytest.mark.parametrize("start", [BODY_WITHOUT_END, b"GET /hello HTTP/1.1\r\nX: ", b""])
def test_everybody_is_answered_beside_connections_that_never_end(
    small: Served, start: bytes
) -> None:
    with ExitStack() as stack:
        for _ in range(3 * MOST):
            stack.enter_context(connect(small)).sendall(start)
        assert all(is_answered(small) for _ in range(10))


def test_a_body_that_comes_byte_by_byte_is_given_up(
    small: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_body, "BODY_SECONDS", 0.6)
    with connect(small) as slow:
        slow.sendall(
            b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
        slow.settimeout(0.05)
        for _ in range(200):
            try:
                answer = slow.recv(65536)
                break
            except TimeoutError:
                slow.sendall(b"a")
    assert answer.startswith(b"HTTP/1.1 408 ")


def test_a_body_that_nobody_wants_is_not_read_to_its_end(small: Served) -> None:
    with connect(small) as slow:
        slow.sendall(
            b"POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n" + b"a" * 100
        )
        answer = b"".join(iter(lambda: slow.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"\r\nConnection: close\r\n" in answer


def test_an_answer_that_is_read_byte_by_byte_is_given_up(
    small: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_handler, "ANSWER_SECONDS", 0.5)
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", small.port))
        slow.settimeout(PATIENCE)
        slow.sendall(b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
        slow.recv(1)
        time.sleep(1.0)
        read = 1
        while part := slow.recv(65536):
            read += len(part)
    assert read < LONG


@pytest.mark.parametrize("connection", ["upgrade", "Upgrade", "keep-alive, Upgrade"])
def test_a_form_is_read_whatever_connection_says(small: Served, connection: str) -> None:
    """Behind the WebSocket lines that everybody copies, every request says "upgrade"."""
    body = b"name=Ada"
    with connect(small) as proxy:
        proxy.sendall(
            b"POST /echo HTTP/1.1\r\nHost: x\r\nConnection: %s\r\nContent-Length: %d\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\n%s"
            % (connection.encode(), len(body), body)
        )
        proxy.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: proxy.recv(65536), b""))
    assert answer.endswith(b"Ada")

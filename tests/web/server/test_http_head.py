"""A head that could be read in two ways is not read at all."""

import io
import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.web.server.http_head import HeadReader, RequestRejected, check_request_line
from tests.live.hub_server import Served, served

PATIENCE = 30.0


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served() as running:
        yield running


def answers(server: Served, request: bytes) -> bytes:
    """Everything that comes back until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


SMUGGLED = b"GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    "field",
    [
        b"garbage",
        b"X-A : b",
        b"X\x00A: b",
        b": b",
        b"X-A: b\x00c",
        b"X-A: b\rX-B: c",
        b" folded",
        b"Content-Length: +2",
        b"Content-Length: 1_0",
        b"Content-Length: \x0b2",
        b"Content-Length: 0x10",
        b"Content-Length: 2, 2",
        b"Content-Length:",
        b"Content-Length: 2\r\nContent-Length: 3",
        b"Content-Length: 2\r\nContent-Length: 2",
        b"Host: y",
        b"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
    ],
)
def test_a_malformed_header_hides_none_behind_it(server: Served, field: bytes) -> None:
    request = b"POST /hello HTTP/1.1\r\nHost: x\r\n" + field
    request += b"\r\nContent-Length: %d\r\n\r\n" % len(SMUGGLED)
    answer = answers(server, request + SMUGGLED)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1") == 1, "the body was answered as a request of its own"


@pytest.mark.parametrize("host", [b"127.0.0.1:8340/..", b"x@127.0.0.1", b"a b", b"a\\b", b"a,b"])
def test_a_host_is_a_host(server: Served, host: bytes) -> None:
    answer = answers(server, b"GET /hello HTTP/1.1\r\nHost: " + host + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "line",
    [
        "GET /hello\r\n",
        "GET  /hello HTTP/1.1\r\n",
        "GET\t/hello HTTP/1.1\r\n",
        "GET /hel\x00lo HTTP/1.1\r\n",
        "GET /hello HTTP/1.1 \r\n",
        "GET /hello HTTP/2.0\r\n",
        "GET /hello HTTP/1.1",
        "G(T /hello HTTP/1.1\r\n",
        "\r\n",
    ],
)
def test_a_request_line_is_a_method_a_target_and_a_version(line: str) -> None:
    with pytest.raises(RequestRejected):
        check_request_line(line)


def test_what_browsers_and_programs_send_is_read(server: Served) -> None:
    answer = answers(
        server,
        b"GET /hello HTTP/1.1\r\nHost: x\r\nAccept: */*\r\nCookie: a=b; c=d\r\nX-Empty:\r\n"
        b"X-Latin: caf\xe9\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    )
    assert answer.startswith(b"HTTP/1.1 200 ")


def lines(head: bytes) -> list[bytes]:
    """What the parser of headers is given of a head."""
    reader = HeadReader(io.BytesIO(head))
    read = []
    while (line := reader.readline()) not in (b"\r\n", b"\n"):
        read.append(line)
    return read


def test_a_head_that_is_cut_off_is_refused() -> None:
    with pytest.raises(RequestRejected):
        lines(b"Host: x\r\nX-A: b")


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_every_line_is_seen_by_the_parser_or_the_head_is_refused(pieces: list[bytes]) -> None:
    head = b"\r\n".join([b"Host: x", *pieces, b"X-Last: y", b"", b""])
    try:
        read = lines(head)
    except RequestRejected:
        return
    rest = head[len(b"".join(read)) :]
    assert rest.startswith((b"\r\n", b"\n"))
    for line in read:
        name, colon, _value = line.partition(b":")
        assert colon
        assert name.strip() == name
        assert b"\r" not in line.removesuffix(b"\r\n")

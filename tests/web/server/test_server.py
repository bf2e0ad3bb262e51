"""How the server starts, how it stops, and what it does not put up with."""

import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.errors import SettingError
from kiosk.web.server import http_handler
from kiosk.web.server.wsgi import Stop, raise_descriptor_limit, serve, sockets_that_fit
from tests.live.hub_server import Served, served
from tests.live.websocket_client import Wire
from tests.server import start_server

ROOT = Path(__file__).parents[3]
PATIENCE = 30.0
SERVE = """
from tests.live.hub_server import Office
from flask import Flask
from kiosk.live.hub import Hub
from kiosk.web.server.websocket import create_live
from kiosk.web.server.wsgi import serve
hub, app = Hub(Office().content), Flask("served")
create_live(app, hub, bool, lambda: True)
serve(app, "127.0.0.1", 0, services=(hub,), on_ready=lambda port: print(port, flush=True))
print("stopped", flush=True)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served() as running:
        yield running


def ask(server: Served, head: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
        connection.sendall(head)
        return connection.recv(65536)


def test_a_port_in_use_is_named_with_the_option() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SettingError) as refused:
            serve(lambda environ, start: [], "127.0.0.1", port)
    assert str(port) in str(refused.value)
    assert "--port" in str(refused.value)


def test_an_address_that_is_not_ours_is_named_with_the_option() -> None:
    with pytest.raises(SettingError, match="--host"):
        serve(lambda environ, start: [], "203.0.113.9", 0)


def test_descriptors_are_raised_to_what_is_allowed_and_sockets_kept_below() -> None:
    room = raise_descriptor_limit()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert soft == hard
    assert room < soft
    assert sockets_that_fit(10**9) < room
    assert sockets_that_fit(5) == 5


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n", 200),
        (b"GET /hello HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 20_000 + b"\r\n\r\n", 431),
        (b"GET /hello HTTP/1.1\r\n" + (b"A: " + b"b" * 300 + b"\r\n") * 80 + b"\r\n", 431),
        (b"GET /hello HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n", 400),
        (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n", 413),
        (b"POST /hello HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
        (b"POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
        (b"nonsense\r\n\r\n", 400),
    ],
)
def test_what_is_too_large_or_unfit_is_refused(server: Served, head: bytes, status: int) -> None:
    assert ask(server, head).startswith(b"HTTP/1.1 %d " % status)


def posted(port: int, size: int, path: str = "/admin/login", sent: int | None = None) -> bytes:
    """The answer to a form that is sent whole before anything is read."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        connection.sendall(
            b"POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\n"
            b"Connection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            b"Content-Length: %d\r\n\r\n" % (path.encode(), port, port, size)
        )
        connection.sendall(b"a" * (size if sent is None else sent))
        return b"".join(iter(lambda: connection.recv(65536), b""))


TOO_LONG = b"That is too long. Shorten it and send it again."


def test_a_body_below_the_servers_bound_has_the_apps_page(tmp_path: Path) -> None:
    running = start_server(tmp_path)
    try:
        answers = [posted(running.port, size) for size in (1_000_000, http_handler.MAX_UNREAD_BODY)]
    finally:
        running.stop()
    for answer in answers:
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert b"<h1>" + TOO_LONG in answer


def test_a_body_above_the_servers_bound_is_told_so_and_not_reset(server: Served) -> None:
    answer = posted(server.port, http_handler.MAX_UNREAD_BODY + 1000)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert answer.endswith(TOO_LONG + b"\n")


def test_a_backup_larger_than_other_bodies_reaches_the_app(tmp_path: Path) -> None:
    running = start_server(tmp_path)
    size = http_handler.MAX_UNREAD_BODY + 1000
    try:
        answer = posted(running.port, size, http_handler.UPLOAD_PATH)
        refused = posted(running.port, 600_000_000, http_handler.UPLOAD_PATH, sent=100)
    finally:
        running.stop()
    assert not answer.startswith(b"HTTP/1.1 413 "), answer[:200]
    assert refused.startswith(b"HTTP/1.1 413 ")
    assert b"kiosk restore FILE" in refused


def test_more_than_the_bound_is_never_read(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_handler, "MAX_UNREAD_BODY", 1000)
    with pytest.raises(ConnectionError):
        posted(server.port, 50_000_000)


def test_a_head_that_never_ends_is_given_up(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_handler, "HEAD_SECONDS", 0.3)
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as slow:
        slow.sendall(b"GET /hello HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        assert slow.recv(1) == b""


def test_an_idle_connection_is_given_up(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_handler, "HEAD_SECONDS", 0.3)
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as idle:
        assert idle.recv(1) == b""


def test_a_body_that_never_comes_is_given_up(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_handler, "STALL_SECONDS", 0.3)
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as slow:
        slow.sendall(b"POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf")
        while slow.recv(65536):
            pass


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_closes_sockets_with_a_close_frame_and_ends_the_process(
    number: signal.Signals,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVE], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with Wire(port) as polite, Wire(port) as deaf:
            polite.state()
            deaf.state()
            process.send_signal(number)
            assert polite.close_code() == 1001
            polite.say(8, (1001).to_bytes(2, "big"))
            assert process.wait(PATIENCE) == 0
            assert deaf.close_code() == 1001
        assert process.stdout.read() == "stopped\n"


def test_a_server_can_be_stopped_before_it_is_ready() -> None:
    stop = Stop()
    stop.set()
    thread = threading.Thread(
        target=serve, args=(lambda environ, start: [], "127.0.0.1", 0), kwargs={"stop": stop}
    )
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_at_its_start_a_server_destroys_the_keys_of_surveys_that_are_not_open(
    tmp_path: Path,
) -> None:
    start_server(tmp_path).stop()
    key = tmp_path / "survey-7.key"
    key.write_bytes(bytes(32))

    start_server(tmp_path).stop()
    assert not key.exists()

"""What was tried by somebody on the office's network: saves and walls go on meanwhile.

In earnest (`make faults`) each lasts a minute and the times are held to a second; the short form
asks only that everything arrives.
"""

import contextlib
import json
import os
import socket
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from kiosk.web.security.hashing import hash_token
from kiosk.web.security.passwords import Passwords
from tests.live.websocket_client import Wire, mask
from tests.server import Server, start_server
from tests.web.admin.users import PASSWORD

IN_EARNEST = os.environ.get("FAULTS") == "all"
SECONDS = 60.0 if IN_EARNEST else 4.0
LONGEST = 1.0
TOKEN = "attack-test-token"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = start_server(tmp_path / "data")
    store = running.store()
    store.api_tokens.add("test", hash_token(TOKEN), "check-in")
    store.close()
    yield running
    running.stop()


def save(server: Server, value: int) -> float:
    """One check-in through the API; how long it took, in seconds."""
    request = urllib.request.Request(
        f"{server.url}/api/v1/key-results/M3XD/check-ins",
        json.dumps({"value": value}).encode(),
        {"Authorization": f"Bearer {TOKEN}"},
    )
    began = time.monotonic()
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.status == 201
    return time.monotonic() - began


def follow(wall: Wire, value: int) -> float:
    """Wait until a wall is told of a value; the moment."""
    while f">{value}<" not in wall.state()["html"]:
        pass
    # As browsers do by themselves: a wall that answers no ping is closed after a while.
    wall.socket.sendall(mask(10))
    return time.monotonic()


@contextlib.contextmanager
def going_on(attack: Callable[[], None], count: int = 1) -> Iterator[None]:
    """Do something again and again, in threads, until the context ends."""
    over = threading.Event()

    def run() -> None:
        while not over.is_set():
            with contextlib.suppress(OSError, EOFError):
                attack()

    threads = [threading.Thread(target=run, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join(30)


def saves_arrive(server: Server) -> None:
    """Save for a while; every one is answered and reaches a wall, in earnest within a second."""
    origin = {"Origin": server.url}
    times: list[float] = []
    with Wire(server.port, "wall/lobby", **origin) as wall:
        wall.state()
        end = time.monotonic() + SECONDS
        value = 100
        while time.monotonic() < end or len(times) <= 4:  # a busy machine takes its time
            value += 1
            began = time.monotonic()
            times.append(save(server, value))
            times.append(follow(wall, value) - began)
            time.sleep(0.2)
    if IN_EARNEST:
        assert max(times) < LONGEST


def test_walls_of_new_names_hold_up_nobody(server: Server) -> None:
    numbers = iter(range(10**9))

    def open_a_new_wall() -> None:
        with Wire(server.port, f"wall/n{next(numbers)}", Origin=server.url):
            pass

    with going_on(open_a_new_wall, 2):
        saves_arrive(server)


def test_frames_without_end_hold_up_nobody(server: Server) -> None:
    pings = mask(9) * 500

    def flood() -> None:
        with Wire(server.port, "all", Origin=server.url) as wire:
            while True:
                wire.socket.sendall(pings)

    with going_on(flood, 8):
        saves_arrive(server)


def test_bodies_without_end_hold_up_nobody(server: Server) -> None:
    head = (
        f"POST /admin/login HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: {server.url}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 200000\r\n\r\n"
    ).encode()

    def send_for_ever() -> None:
        with contextlib.ExitStack() as stack:
            for _ in range(100):
                address = ("127.0.0.1", server.port)
                stack.enter_context(socket.create_connection(address, 5)).sendall(head)
            time.sleep(2)

    with going_on(send_for_ever, 3):
        saves_arrive(server)


def log_in(server: Server, password: str, address: str, cookie: str = "") -> tuple[int, str]:
    """One log-in as Ada from an address of this machine: the status and the device's cookie."""
    connection = HTTPConnection("127.0.0.1", server.port, 60, source_address=(address, 0))
    form = urllib.parse.urlencode({"name": "Ada", "password": password})
    headers = {
        "Origin": server.url,
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": cookie,
    }
    with contextlib.closing(connection):
        connection.request("POST", "/admin/login", form, headers)
        answer = connection.getresponse()
        answer.read()
        cookies = [c.partition(";")[0] for c in answer.headers.get_all("Set-Cookie", [])]
        return answer.status, next((c for c in cookies if c.startswith("device_")), "")


def test_guesses_from_forty_addresses_keep_the_owner_waiting_for_nothing(server: Server) -> None:
    store = server.store()
    store.users.add("Ada", Passwords().hash(PASSWORD), True)  # as dear to guess as any
    store.close()
    status, cookie = log_in(server, PASSWORD, "127.0.0.1")
    assert status == 303
    numbers, looked_at = iter(range(10**9)), []

    def guess() -> None:
        with contextlib.suppress(HTTPException):
            status, _ = log_in(server, "a guess", f"127.0.1.{next(numbers) % 40 + 1}")
            looked_at.append(status == 422)
        time.sleep(0.05)

    # What still waits for its turn when the attack ends is waited for, four seconds each.
    start = time.monotonic()
    with going_on(guess, 16 if IN_EARNEST else 4):
        time.sleep(1)
        began = time.monotonic()
        assert log_in(server, PASSWORD, "127.0.1.1", cookie)[0] == 303
        took = time.monotonic() - began
        saves_arrive(server)
    # At a name, the first few at once and later ones every four seconds, from all addresses.
    assert 0 < sum(looked_at) <= 8 + (time.monotonic() - start) / 4
    if IN_EARNEST:
        assert took < 5

"""The handshake of a live socket, and what of the library's is replaced."""

import json
import os
import socket
import struct
import threading
from importlib.metadata import version

import pytest
import simple_websocket
from websockets.sync.client import ClientConnection, connect

from kiosk.live.socket.limits import Limits
from kiosk.web.server.websocket import accepted_extension
from tests.live.hub_server import QUICK, Served, served
from tests.live.websocket_client import Wire, request

ALONE = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"


@pytest.fixture(scope="module")
def server() -> Served:  # type: ignore[misc]
    with served() as running:
        yield running


def test_the_answer_accepts_the_key(server: Served) -> None:
    with server.wire() as wire:
        assert wire.status == 101
        assert "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in wire.head


@pytest.mark.parametrize(
    "changed",
    [
        {"Sec_WebSocket_Key": None},
        {"Sec_WebSocket_Key": "dG9vIHNob3J0"},
        {"Sec_WebSocket_Key": "not base64!!"},
        {"Sec_WebSocket_Version": None},
        {"Connection": "close"},
        {"Upgrade": None},
        {"Upgrade": "h2c"},
        {"Content_Length": "5"},
    ],
)
def test_what_is_no_handshake_is_answered_with_400(
    server: Served, changed: dict[str, str | None]
) -> None:
    with server.wire(**changed) as wire:
        assert wire.status == 400


def test_another_version_is_named_the_one_in_use(server: Served) -> None:
    with server.wire(Sec_WebSocket_Version="8") as wire:
        assert wire.status == 426
        assert "Sec-WebSocket-Version: 13" in wire.head


@pytest.mark.parametrize("topic", ["", "unknown"])
def test_a_topic_that_is_not_there_is_answered_with_404(server: Served, topic: str) -> None:
    with server.wire(topic) as wire:
        assert wire.status == 404


def test_who_is_not_allowed_is_answered_with_403_and_takes_no_place() -> None:
    with served(allowed=lambda: False) as server:
        with server.wire() as wire:
            assert wire.status == 403
        assert server.in_loop(server.hub.stats).sockets == {}


def test_a_full_server_answers_503_and_keeps_slots_for_known_screens() -> None:
    limits = Limits(sockets=6, wall_slots=2, beat=0.2, ticks=2)
    with served(limits) as server:
        phones = [server.wire() for _ in range(6)]
        assert [wire.status for wire in phones] == [101] * 4 + [503] * 2
        assert "Retry-After" in phones[-1].head
        walls = [server.wire("wall/lobby"), server.wire("wall"), server.wire("wall/kitchen")]
        assert [wire.status for wire in walls] == [101, 101, 503]
        phones[0].socket.close()
        assert server.eventually(lambda: server.hub.stats().sockets["all"] == 3)
        assert server.wire().status == 101
        assert server.in_loop(server.hub.stats).refused == 3
        for wire in phones + walls:
            wire.socket.close()


def test_a_refused_handshake_gives_its_place_back() -> None:
    with served(Limits(sockets=1, wall_slots=0, beat=0.2, ticks=2)) as server:
        for _ in range(3):
            with server.wire(Sec_WebSocket_Key=None) as wire:
                assert wire.status == 400
        with server.wire() as wire:
            assert wire.status == 101


@pytest.mark.parametrize(
    ("offers", "accepted"),
    [
        ("", None),
        ("permessage-bzip2", None),
        ("permessage-deflate", ALONE),
        ("permessage-deflate; client_max_window_bits", ALONE),
        ("x-webkit-deflate-frame, Permessage-Deflate", ALONE),
        ("permessage-deflate; server_max_window_bits=10", None),
        ("permessage-deflate; server_max_window_bits=10, permessage-deflate", ALONE),
        (
            "permessage-deflate; client_max_window_bits=15; server_max_window_bits=15",
            f"{ALONE}; server_max_window_bits=15",
        ),
    ],
)
def test_only_what_a_shared_frame_can_keep_is_agreed_to(
    server: Served, offers: str, accepted: str | None
) -> None:
    assert accepted_extension(offers) == accepted
    with server.wire(Sec_WebSocket_Extensions=offers or None) as wire:
        named = [line for line in wire.head.splitlines() if "Extensions" in line]
        agreed = {part.strip() for part in named[0].partition(":")[2].split(";")} if named else None
        assert agreed == (set(accepted.split("; ")) if accepted else None)
        assert wire.state()["topic"] == "all"


@pytest.mark.parametrize("compression", ["deflate", None])
def test_a_client_that_others_wrote_reads_every_state(
    server: Served, compression: str | None
) -> None:
    topic = f"team/theirs-{compression}"
    address = f"ws://127.0.0.1:{server.port}/live?topic={topic}"
    with connect(address, compression=compression) as client:
        _next_state(client)
        for number in range(5):
            server.save(**{topic: f"<p>{number} 目標</p>" * 200})
            assert _next_state(client) == f"<p>{number} 目標</p>" * 200
        assert client.ping().wait(10)
    assert client.close_code == 1000


def _next_state(client: ClientConnection) -> str:
    """The next state that comes: on a busy machine, beats may come before the first as well."""
    while "html" not in (message := json.loads(client.recv(timeout=30))):
        pass
    return str(message["html"])


def test_the_deflated_frame_is_the_same_for_everybody(server: Served) -> None:
    server.office.html["team/same"] = "<p>one of many</p>" * 100
    offered = {"Sec_WebSocket_Extensions": "permessage-deflate; client_max_window_bits"}
    with server.wire("team/same", **offered) as one, server.wire("team/same", **offered) as two:
        assert _deflated(one) == _deflated(two)
        server.save(team__same="<p>another</p>" * 100)
        assert _deflated(one) == _deflated(two)


def _deflated(wire: Wire) -> tuple[int, bytes]:
    """The next frame that is deflated, which beats are not."""
    while (frame := wire.frame())[0] != 0xC1:
        pass
    return frame


def test_the_libraries_are_those_whose_negotiation_is_replaced() -> None:
    assert version("flask-sock") == "0.7.0"
    assert version("simple-websocket") == "1.1.0"
    assert version("wsproto") == "1.3.2"


def test_the_library_reads_and_writes_nothing_by_itself(server: Served) -> None:
    before = threading.active_count()
    with server.wire() as wire:
        wire.state()
        assert threading.active_count() == before
        assert not [t for t in threading.enumerate() if simple_websocket.__name__ in t.name]


def test_a_socket_costs_one_descriptor_and_gives_it_back(server: Served) -> None:
    def descriptors() -> int:
        return len(os.listdir("/proc/self/fd"))

    with server.wire() as wire:
        wire.state()
    assert server.eventually(lambda: not server.hub.stats().sockets)
    before = descriptors()
    wires = [server.wire() for _ in range(20)]
    for wire in wires:
        wire.state()
    assert descriptors() == before + 2 * 20  # theirs, and as many of ours
    for wire in wires[:10]:
        wire.socket.close()
    for wire in wires[10:]:
        wire.say(8, (1000).to_bytes(2, "big"))
        assert wire.close_code() == 1000
        assert wire.is_closed()
        wire.socket.close()
    assert server.eventually(lambda: not server.hub.stats().sockets)
    assert server.eventually(lambda: descriptors() == before)


def test_a_client_that_leaves_in_the_middle_of_its_handshake_gives_its_place_back() -> None:
    with served(Limits(sockets=1, wall_slots=0, beat=0.2, ticks=2)) as server:
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", server.port)) as rude:
                rude.sendall(request(server.port, "all"))
        answers = [503]
        while answers[-1] == 503:  # their requests may come to an end after this one began
            with Wire(server.port) as wire:
                answers.append(wire.status)
        assert answers[-1] == 101
        assert server.eventually(lambda: len(server.hub._slots) == 0)


def test_a_page_that_is_no_socket_is_refused(server: Served) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as plain:
        plain.sendall(b"GET /live?topic=all HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert plain.recv(65536).startswith(b"HTTP/1.1 400 ")


def test_pages_are_served_beside_sockets() -> None:
    with served(QUICK) as server, server.wire() as wire:
        wire.state()
        with socket.create_connection(("127.0.0.1", server.port)) as page:
            for _ in range(2):  # on one connection
                page.sendall(b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
                answer = b""
                while not answer.endswith(b"hello"):
                    answer += page.recv(65536)


def test_a_handshake_that_is_given_up_is_no_error_of_ours(
    server: Served, caplog: pytest.LogCaptureFixture
) -> None:
    reset = struct.pack("ii", 1, 0)  # closing sends a reset instead of an end
    for _ in range(50):
        with socket.create_connection(("127.0.0.1", server.port), 10) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
            client.sendall(request(server.port, "all"))
    with server.wire() as wire:
        wire.state()
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []

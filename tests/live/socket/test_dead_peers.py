"""Peers that say nothing more: their packets lost, or their process stopped.

Packets are really lost: a socket filter that lets nothing pass makes the kernel drop every
segment for the socket before TCP sees it, so nothing is acknowledged and no end is heard.
"""

import ctypes
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.live.socket.limits import Limits
from tests.live.hub_server import Served, served
from tests.live.websocket_client import Wire

ROOT = Path(__file__).parents[3]
SO_ATTACH_FILTER = 26
QUICK = Limits(beat=0.1, ticks=2, ping_after=0.3, silence=1.5)
LISTEN = """
import sys
from tests.live.websocket_client import Wire
wire = Wire(int(sys.argv[1]), sys.argv[2])
wire.state()
print("connected", flush=True)
while True:
    first, payload = wire.frame()
    if first & 0x0F == 9:
        wire.say(10, payload)
"""


def lose_packets(connection: socket.socket) -> None:
    """From now on nothing reaches this socket any more."""
    program = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))  # ret #0
    filter_ = struct.pack("HL", 1, ctypes.addressof(program))
    connection.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, filter_)


@contextmanager
def listening(port: int, topic: str) -> Iterator[subprocess.Popen[str]]:
    """A client in a process of its own, that answers pings."""
    with subprocess.Popen(
        [sys.executable, "-c", LISTEN, str(port), topic],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "connected\n"
            yield process
        finally:
            process.kill()


def keeps_only(server: Served, wire: Wire, sockets: dict[str, int], seconds: float) -> bool:
    """Whether, with `wire` kept alive, these are the sockets left within the time."""
    end = seconds / server.hub.limits.beat
    for _ in range(int(end)):
        if server.in_loop(server.hub.stats).sockets == sockets:
            return True
        first = 0
        while first & 0x0F != 1:
            first, payload = wire.frame()
            if first & 0x0F == 9:
                wire.say(10, payload)
    return False


def test_a_peer_whose_packets_are_lost_is_found() -> None:
    with served(QUICK) as server, server.wire("all") as alive, server.wire("wall/cut") as cut:
        cut.state()
        lose_packets(cut.socket)
        assert keeps_only(server, alive, {"all": 1}, 20)
        assert server.hub.stats().dropped == 1


def test_a_peer_whose_process_is_stopped_is_found() -> None:
    with (
        served(QUICK) as server,
        server.wire("all") as alive,
        listening(server.port, "wall/stopped") as process,
    ):
        process.send_signal(signal.SIGSTOP)
        assert keeps_only(server, alive, {"all": 1}, 20)
        assert server.hub.stats().dropped == 1


def test_a_peer_that_answers_stays_though_it_says_nothing() -> None:
    with served(QUICK) as server, listening(server.port, "wall/quiet"):
        with server.wire("all") as alive:
            assert not keeps_only(server, alive, {"all": 1}, 3)
        assert server.in_loop(server.hub.stats).sockets["wall/quiet"] == 1


def test_lost_packets_delay_nobody_else() -> None:
    with served(QUICK) as server, server.wire() as alive, server.wire() as cut:
        alive.state()
        cut.state()
        lose_packets(cut.socket)
        for number in range(200):
            revision = server.save(all=f"{number}" + "x" * 20_000)
            assert alive.state()["revision"] == revision

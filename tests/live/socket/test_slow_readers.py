"""A client that reads slowly, or not at all, costs nobody else anything."""

import json
import random
from collections.abc import Iterator

import pytest

from kiosk.live.socket.limits import Limits
from tests.live.hub_server import Served, served
from tests.live.websocket_client import Wire

UPDATES = 500
NOISE = random.Random(2)


def page(number: int, size: int = 20_000) -> str:
    """20 KB that do not deflate well."""
    return f"{number}:" + f"{NOISE.getrandbits(size * 4):0{size}x}"


def read_to(wire: Wire, revision: int) -> list[int]:
    """The revisions of the states up to that one."""
    revisions = [wire.state()["revision"]]
    while revisions[-1] != revision:
        revisions.append(wire.state()["revision"])
    return revisions


def fill(server: Served) -> None:
    """Save until the kernel takes no more for a client that does not read."""
    for number in range(UPDATES):
        server.save(all=page(number))
        if server.in_loop(lambda: server.hub.stats().blocked):
            return
    raise AssertionError("nobody is blocked")


@pytest.fixture
def stalled(server: Served) -> Iterator[Wire]:
    """A client that reads its first state and then nothing."""
    with server.wire(receive_buffer=4096) as wire:
        wire.state()
        yield wire


@pytest.mark.parametrize("extensions", [None, "permessage-deflate"])
def test_a_stalled_reader_delays_nobody_and_then_gets_the_newest(
    server: Served, extensions: str | None
) -> None:
    offered = {"Sec_WebSocket_Extensions": extensions}
    with server.wire(receive_buffer=4096, **offered) as stalled, server.wire(**offered) as quick:
        stalled.state()
        quick.state()
        for number in range(UPDATES):
            revision = server.save(all=page(number))
            assert quick.state()["revision"] == revision  # one by one: none is overtaken
        assert server.in_loop(lambda: server.hub.stats().blocked) == 1
        seen = read_to(stalled, revision)
    assert len(seen) < UPDATES / 2
    assert seen == sorted(seen)


def test_a_stalled_reader_holds_one_state_and_no_more(server: Served, stalled: Wire) -> None:
    fill(server)
    client = server.in_loop(lambda: next(iter(server.hub._clients())))
    held = [len(waits) for waits in (client._unsent_rest, client._newest, client._control) if waits]
    assert sum(held) < 3 * 20_500
    assert len(held) <= 2


def test_a_ping_is_answered_before_the_newest_state(server: Served, stalled: Wire) -> None:
    fill(server)
    stalled.say(9, b"one")
    stalled.say(9, b"two")
    assert server.eventually(
        lambda: (next(iter(server.hub._clients()))._control or b"").endswith(b"two")
    )
    revision = server.save(all="the newest")
    assert server.eventually(
        lambda: b"the newest" in (next(iter(server.hub._clients()))._newest or b"")
    )
    last: list[bytes] = []
    while (frame := stalled.frame())[0] & 0x0F != 10:
        last.append(frame[1])
    assert frame[1] == b"two"
    assert all(b"the newest" not in state for state in last)
    assert json.loads(stalled.frame()[1])["revision"] == revision


def test_who_takes_nothing_for_too_long_is_closed() -> None:
    limits = Limits(beat=0.2, ticks=2, stuck=0.5)
    with served(limits) as server, server.wire(receive_buffer=4096) as stalled:
        with server.wire() as quick:
            fill(server)
            assert server.eventually(lambda: server.hub.stats().dropped == 1)
            assert server.hub.stats().sockets == {"all": 1}
            assert read_to(quick, server.office.revision)
        assert stalled.is_closed()


def test_who_reads_slowly_but_reads_stays() -> None:
    limits = Limits(beat=0.2, ticks=2, stuck=1.0)
    with served(limits) as server, server.wire(receive_buffer=4096) as slow:
        fill(server)
        assert read_to(slow, server.office.revision)
        assert server.hub.stats().dropped == 0


def test_a_stalled_reader_is_closed_with_the_server() -> None:
    with served() as server:
        stalled = server.wire(receive_buffer=4096)
        fill(server)
    assert stalled.is_closed()
    stalled.socket.close()


def test_a_state_larger_than_any_buffer_arrives_whole_before_the_newest(server: Served) -> None:
    with server.wire(receive_buffer=4096) as slow:
        slow.state()
        large = page(1, 8_000_000)
        server.save(all=large)
        assert server.eventually(lambda: server.hub.stats().blocked == 1)
        server.save(all="overtaken")
        revision = server.save(all="the newest")
        assert slow.state()["html"] == large
        assert read_to(slow, revision)

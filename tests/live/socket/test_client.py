"""What a client may say, and what becomes of one that says too much."""

import os
import zlib

import pytest

from kiosk.live.socket.limits import Limits
from tests.live.hub_server import Served, served

DEFLATE = {"Sec_WebSocket_Extensions": "permessage-deflate"}
ELSEWHERE = DEFLATE | {"X_Forwarded_For": "192.168.1.7"}


# Those of Autobahn's cases 7.9.*, and the first of those that nobody has given a meaning.
UNSENDABLE_CODES = (0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535)


def deflated(content: bytes) -> bytes:
    squeezer = zlib.compressobj(wbits=-15)
    return (squeezer.compress(content) + squeezer.flush(zlib.Z_SYNC_FLUSH))[:-4]


def test_a_ping_is_answered_with_its_own_words(server: Served) -> None:
    with server.wire() as wire:
        wire.state()
        wire.say(9, b"are you there?")
        while (frame := wire.frame())[0] == 0x81:
            pass
        assert frame == (0x8A, b"are you there?")


def test_a_close_is_answered_and_the_connection_ends(server: Served) -> None:
    with server.wire() as wire:
        wire.state()
        wire.say(8, (1000).to_bytes(2, "big"))
        assert wire.close_code() == 1000
        assert wire.is_closed()
        assert server.eventually(lambda: not server.hub.stats().sockets)


def test_a_deflated_message_is_understood(server: Served) -> None:
    with server.wire("wall/lobby", **ELSEWHERE) as wire:
        wire.state()
        wire.say(1, deflated(b'{"painted": 1}'), first=0xC0)
        assert server.eventually(lambda: server.hub.screens()[0].revision == 1)


def test_nothing_is_deflated_for_a_wall_on_this_machine(server: Served) -> None:
    with server.wire("wall/lobby", **DEFLATE) as wire:
        assert "permessage-deflate" not in wire.head
    with server.wire("wall/lobby", **ELSEWHERE) as wire:
        assert "permessage-deflate" in wire.head


def test_a_message_in_pieces_is_understood(server: Served) -> None:
    with server.wire("wall/lobby") as wire:
        wire.state()
        wire.say(1, b'{"pain', first=0)
        wire.say(9)
        wire.say(0, b'ted": 1', first=0)
        wire.say(0, b"}")
        assert server.eventually(lambda: server.hub.screens()[0].revision == 1)


@pytest.mark.parametrize(
    ("opcode", "payload", "how", "code"),
    [
        (1, b"x" * 1025, {}, 1009),
        (1, b"{}", {"masked": False}, 1002),
        (1, b"{}", {"first": 0x90}, 1002),
        (1, b"{}", {"first": 0xC0}, 1002),
        (2, b"{}", {}, 1003),
        (3, b"{}", {}, 1002),
        (0, b"{}", {}, 1002),
        (9, b"x" * 126, {}, 1002),
        (1, b"no JSON", {}, 1007),
        (1, b"\xff\xfe", {}, 1007),
        (1, b"[" * 1000, {}, 1007),
        (1, b"412", {}, 1007),
        (1, '{"painted": 1}'.encode("utf-16"), {}, 1007),
        (1, '{"painted": 1}'.encode("utf-32"), {}, 1007),
        (1, b'{"page": "\xed\xa0\x80"}', {}, 1007),
        (8, b"\x03", {}, 1002),
        (8, b"\x03\xe8\xff", {}, 1007),
        *((8, code.to_bytes(2, "big"), {}, 1002) for code in UNSENDABLE_CODES),
    ],
)
def test_what_breaks_the_protocol_is_closed_with_the_reason(
    server: Served, opcode: int, payload: bytes, how: dict[str, int], code: int
) -> None:
    with server.wire() as wire:
        wire.state()
        wire.say(opcode, payload, **how)
        assert wire.close_code() == code
        assert wire.is_closed()


def test_a_message_that_never_ends_is_refused_by_its_head(server: Served) -> None:
    with server.wire() as wire:
        wire.state()
        wire.socket.sendall(bytes([0x81, 0xFF]) + (1 << 40).to_bytes(8, "big") + b"mask")
        assert wire.close_code() == 1009


def test_pieces_that_never_end_are_refused(server: Served) -> None:
    with server.wire() as wire:
        wire.state()
        wire.say(1, b"x" * 600, first=0)
        wire.say(0, b"x" * 600, first=0)
        assert wire.close_code() == 1009


def test_a_deflate_bomb_is_refused(server: Served) -> None:
    with server.wire(**DEFLATE) as wire:
        wire.state()
        bomb = deflated(b"\0" * 1_000_000)
        assert len(bomb) <= 1024
        wire.say(1, bomb, first=0xC0)
        assert wire.close_code() == 1009


def test_what_only_claims_to_be_deflated_is_refused(server: Served) -> None:
    with server.wire(**DEFLATE) as wire:
        wire.state()
        wire.say(1, os.urandom(100), first=0xC0)
        assert wire.close_code() in (1007, 1009)


def test_who_talks_all_the_time_is_closed() -> None:
    limits = Limits(beat=30.0, ticks=1, messages_a_beat=20)  # long before the next beat
    with served(limits) as server, server.wire() as wire:
        wire.state()
        for _ in range(30):
            wire.say(1, b"{}")
        assert wire.close_code() == 1008


def test_who_paints_every_update_of_a_busy_minute_stays(server: Served) -> None:
    with server.wire("wall") as wire:
        wire.state()
        for number in range(100):
            wire.painted(server.save(wall=str(number)))
        wire.say(9, b"still welcome?")
        while (frame := wire.frame())[0] & 0x0F != 10:
            assert frame[0] & 0x0F == 1
        assert frame[1] == b"still welcome?"


def test_who_is_not_heard_of_is_asked_and_then_gone() -> None:
    limits = Limits(beat=0.1, ticks=1, ping_after=0.2, silence=1.0)
    with served(limits) as server, server.wire() as silent, server.wire() as lively:
        asked = 0
        while asked < 8:
            first, payload = lively.frame()
            if first & 0x0F == 9:
                asked += 1
                lively.say(10, payload)
        assert server.eventually(lambda: server.hub.stats().dropped == 1)
        assert server.hub.stats().sockets == {"all": 1}
        assert silent.close_code() == 0


@pytest.mark.parametrize("code", [1000, 1001, 1002, 1003, 1007, 1011, 1014, 3000, 4999])
def test_a_close_is_answered_with_its_own_code(server: Served, code: int) -> None:
    with server.wire() as wire:
        wire.state()
        wire.say(8, code.to_bytes(2, "big") + "auf Wiedersehen, tschüß".encode())
        assert wire.close_code() == code


def test_a_close_without_a_code_is_answered_with_1000(server: Served) -> None:
    with server.wire() as wire:
        wire.state()
        wire.say(8)
        assert wire.close_code() == 1000

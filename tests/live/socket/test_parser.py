import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.live.socket.parser import (
    ClientMessage,
    PageReport,
    Parser,
    ProtocolViolation,
    WallReport,
    parse_report,
    unmask,
)
from tests.live.websocket_client import mask

LIMIT = 64


@given(st.lists(st.binary(max_size=LIMIT), max_size=8), st.integers(1, 20))
def test_messages_are_whole_however_the_network_cuts_them(
    payloads: list[bytes], piece: int
) -> None:
    stream = b"".join(mask(1, payload) for payload in payloads)
    parser = Parser(LIMIT, deflates=False)
    said = [
        whole
        for at in range(0, len(stream), piece)
        for whole in parser.feed(stream[at : at + piece])
    ]
    assert said == [ClientMessage(1, payload) for payload in payloads]


@given(st.lists(st.binary(max_size=200), max_size=20), st.booleans())
def test_whatever_comes_is_parsed_or_refused_and_never_kept(
    received: list[bytes], deflates: bool
) -> None:
    parser = Parser(LIMIT, deflates)
    with contextlib.suppress(ProtocolViolation):
        for piece in received:
            parser.feed(piece)
    assert len(parser._unread) <= LIMIT + 14 + 200


@given(st.binary(), st.binary(min_size=4, max_size=4))
def test_unmasking_twice_changes_nothing(payload: bytes, key: bytes) -> None:
    assert unmask(unmask(payload, key), key) == payload


@pytest.mark.parametrize("size", [LIMIT, LIMIT + 1])
def test_the_limit_itself_is_allowed(size: int) -> None:
    parser = Parser(LIMIT, deflates=False)
    if size <= LIMIT:
        assert parser.feed(mask(1, b"x" * size)) == [ClientMessage(1, b"x" * size)]
    else:
        with pytest.raises(ProtocolViolation) as refused:
            parser.feed(mask(1, b"x" * size)[:2])
        assert refused.value.code == 1009


def test_a_wall_says_what_it_shows_beside_what_it_has_painted() -> None:
    said = {"painted": 412, "page": "objective-K7Q2", "size": "1920x1080", "held": True, "loop": 90}
    shown = WallReport("objective-K7Q2", "1920x1080", held=True, loop=90)
    assert parse_report(json.dumps(said).encode()) == PageReport(412, shown)
    assert parse_report(b'{"painted": 412}') == PageReport(412, None)


@pytest.mark.parametrize(
    "said",
    [
        {"page": "<script>"},
        {"page": "x" * 65},
        {"page": ["cycle-1"], "size": {}},
        {"size": "1920 x 1080"},
        {"size": "99999999x1"},
        {"painted": True},
        {"painted": -1, "page": None},
    ],
)
def test_what_no_wall_would_say_is_left_out(said: dict[str, object]) -> None:
    assert parse_report(json.dumps(said).encode()) == PageReport(None, None)


@given(st.dictionaries(st.sampled_from(["painted", "page", "size", "held", "loop"]), st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers())
)))  # fmt: skip
def test_whatever_a_wall_says_is_taken_or_left(said: dict[str, object]) -> None:
    told = parse_report(json.dumps(said).encode()).shown
    assert told is None or (len(told.page) <= 64 and len(told.size) <= 11 and told.loop >= 0)

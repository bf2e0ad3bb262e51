import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.live.parser import Parser, Said, Unacceptable, unmask
from tests.live.wire import mask

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
    assert said == [Said(1, payload) for payload in payloads]


@given(st.lists(st.binary(max_size=200), max_size=20), st.booleans())
def test_whatever_comes_is_parsed_or_refused_and_never_kept(
    received: list[bytes], deflates: bool
) -> None:
    parser = Parser(LIMIT, deflates)
    with contextlib.suppress(Unacceptable):
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
        assert parser.feed(mask(1, b"x" * size)) == [Said(1, b"x" * size)]
    else:
        with pytest.raises(Unacceptable) as refused:
            parser.feed(mask(1, b"x" * size)[:2])
        assert refused.value.code == 1009

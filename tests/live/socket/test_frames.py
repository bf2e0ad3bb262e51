import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame as TheirFrame
from websockets.streams import StreamReader

from kiosk.live.socket import frames


def read(data: bytes) -> TheirFrame:
    """A frame as a library that others wrote reads it."""
    stream = StreamReader()
    stream.feed_data(data)
    reading = TheirFrame.parse(stream.read_exact, mask=False, extensions=[_AnyBits()])
    try:
        while True:
            next(reading)
    except StopIteration as done:
        frame: TheirFrame = done.value
        return frame


class _AnyBits:
    """Lets the compressed bit pass."""

    def decode(self, frame: TheirFrame, *, max_size: int | None = None) -> TheirFrame:
        self.rsv1 = frame.rsv1
        return TheirFrame(frame.opcode, frame.data, frame.fin)


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, 200_000])
def test_a_frame_of_any_size_is_read_by_others(size: int) -> None:
    frame = read(frames.encode(frames.TEXT, b"x" * size))
    assert (frame.opcode, frame.fin, frame.data) == (1, True, b"x" * size)


@given(st.text(min_size=300))
def test_a_deflated_frame_inflates_to_the_message(text: str) -> None:
    frame = frames.SharedState({"html": text}).frame("all")
    payload = frame.deflated[4:]
    if frame.deflated is frame.plain:
        return
    assert frame.deflated[0] == 0xC1
    payload = read(frame.deflated).data
    inflated = zlib.decompressobj(-15).decompress(bytes(payload) + b"\x00\x00\xff\xff")
    assert json.loads(inflated) == {"html": text, "topic": "all"}


def test_a_deflated_frame_is_never_the_longer_one() -> None:
    small = frames.SharedState({"html": "<p>58 %</p>"}).frame("all")
    large = frames.SharedState({"html": "<p>58 %</p>" * 100}).frame("all")
    assert small.deflated is small.plain
    assert len(large.deflated) < len(large.plain) / 5


def test_text_goes_out_in_its_own_script() -> None:
    assert "Ziele für 目標".encode() in frames.message({"html": "Ziele für 目標"})


def test_a_reason_that_is_too_long_for_a_close_frame_is_cut() -> None:
    assert read(frames.close_frame(1001, "x" * 200)).data == b"\x03\xe9" + b"x" * 123


@given(st.text(min_size=300), st.lists(st.text(), min_size=2, max_size=4))
def test_topics_that_share_a_state_get_it_by_name(text: str, names: list[str]) -> None:
    state = frames.SharedState({"revision": 7, "html": text})
    for name in names:
        frame = state.frame(name)
        wanted = {"revision": 7, "html": text, "topic": name}
        assert json.loads(read(frame.plain).data) == wanted
        if frame.deflated is not frame.plain:
            squeezed = bytes(read(frame.deflated).data) + b"\x00\x00\xff\xff"
            assert json.loads(zlib.decompressobj(-15).decompress(squeezed)) == wanted


@given(st.text(min_size=300), st.lists(st.text(), min_size=2, max_size=4))
def test_a_topics_screen_html_comes_after_the_html_it_shares(text: str, parts: list[str]) -> None:
    state = frames.SharedState({"revision": 7, "html": text})
    for own in parts:
        frame = state.frame("wall/lobby", screen_html=own)
        wanted = {"revision": 7, "html": text + own, "topic": "wall/lobby"}
        assert json.loads(read(frame.plain).data) == wanted
        if frame.deflated is not frame.plain:
            squeezed = bytes(read(frame.deflated).data) + b"\x00\x00\xff\xff"
            assert json.loads(zlib.decompressobj(-15).decompress(squeezed)) == wanted

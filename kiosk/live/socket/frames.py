"""WebSocket frames as bytes (RFC 6455, RFC 7692): encoded once for all sockets.

This module only writes frames; parser.py reads those of clients.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

TEXT = 0x1
BINARY = 0x2
CLOSE = 0x8
PING = 0x9
PONG = 0xA

FIN = 0x80
COMPRESSED = 0x40

# Below this, deflating saves less than a packet's header.
WORTH_DEFLATING = 200
# Compared with zlib's default level: half the time for a sixth more bytes, which suits states that
# are soon out of date and an office network.
LEVEL = 4
TAIL = b"\x00\x00\xff\xff"


@dataclass(frozen=True, slots=True)
class Frame:
    """One message, ready for the wire.

    :ivar plain: the whole frame for a socket without compression.
    :ivar deflated: the whole frame for a socket with permessage-deflate and no context
        takeover; the plain frame if deflating does not pay, or if no socket needed it
        (RFC 7692 allows both).
    """

    plain: bytes
    deflated: bytes

    def bytes_for(self, deflates: bool) -> bytes:
        """The bytes for a socket with or without compression."""
        return self.deflated if deflates else self.plain


def encode(opcode: int, payload: bytes, compressed: bool = False) -> bytes:
    """One whole, unmasked frame."""
    first = FIN | opcode | (COMPRESSED if compressed else 0)
    size = len(payload)
    if size < 126:
        head = bytes((first, size))
    elif size < 1 << 16:
        head = bytes((first, 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((first, 127)) + size.to_bytes(8, "big")
    return head + payload


class SharedState:
    """A state that is encoded and deflated once for all topics that share it. Walls that show the
    same pages differ only in the screen's own html and the topic's name, which come last.

    :param content: the message without its `topic`; its last key is `html`.
    """

    def __init__(self, content: Mapping[str, object]) -> None:
        # Without the end of the html, so that the screen's own html can follow.
        self._text = _json(content).removesuffix(b'"}')
        self._compressed_prefix: tuple[zlib._Compress, bytes] | None = None

    def frame(self, topic: str, deflates: bool = True, screen_html: str = "") -> Frame:
        """The state as one text frame of a topic, with `screen_html` at the end of its html."""
        end = json.dumps(screen_html, ensure_ascii=False)[1:].encode()
        end += b"," + _json({"topic": topic}).removeprefix(b"{")
        plain = encode(TEXT, self._text + end)
        if not deflates or len(plain) < WORTH_DEFLATING:
            return Frame(plain, plain)
        # permessage-deflate: an empty window at the start, and no tail at the end.
        compressor, compressed = self._start()
        compressed += compressor.compress(end) + compressor.flush(zlib.Z_SYNC_FLUSH)
        deflated = encode(TEXT, compressed.removesuffix(TAIL), compressed=True)
        return Frame(plain, min(plain, deflated, key=len))

    def _start(self) -> "tuple[zlib._Compress, bytes]":
        if self._compressed_prefix is None:
            compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
            self._compressed_prefix = compressor, compressor.compress(self._text)
        compressor, compressed = self._compressed_prefix
        return compressor.copy(), compressed


def message(content: Mapping[str, object]) -> bytes:
    """A short JSON message as one uncompressed text frame."""
    return encode(TEXT, _json(content))


def _json(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def close_frame(code: int, reason: str = "") -> bytes:
    """A close frame. `reason` is for the client's log, at most 123 bytes."""
    return encode(CLOSE, code.to_bytes(2, "big") + reason.encode()[:123])


def ping(payload: bytes = b"") -> bytes:
    """A ping frame."""
    return encode(PING, payload)


def pong(payload: bytes) -> bytes:
    """The answer to a ping, with the payload of the ping."""
    return encode(PONG, payload)

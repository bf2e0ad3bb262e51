"""WebSocket frames as bytes (RFC 6455, RFC 7692): encoded once, for every socket alike.

Only what a server writes. What a client may write is in parser.py.
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

# Below this a deflated frame saves less than a packet's head.
WORTH_DEFLATING = 200
# A state is stale as soon as the next one comes: half the time of zlib's own level for a sixth
# more bytes is a good bargain on an office network.
LEVEL = 4
TAIL = b"\x00\x00\xff\xff"


@dataclass(frozen=True, slots=True)
class Frame:
    """One message, ready for the wire.

    :ivar plain: the whole frame for a socket without compression.
    :ivar deflated: the whole frame for a socket with permessage-deflate and no context
        takeover; the plain one where deflating would not pay, or nobody was there to be sent
        it (RFC 7692 allows both).
    """

    plain: bytes
    deflated: bytes

    def bytes_for(self, deflates: bool) -> bytes:
        """The bytes for a socket that deflates, or does not."""
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
    """A topic's present state, encoded and deflated once for every topic that shares it: walls
    that show the same differ in nothing but the screen's own part and the topic's name, which
    come last.

    :param content: what the message says, but for its `topic`; its last key is `html`.
    """

    def __init__(self, content: Mapping[str, object]) -> None:
        # Open where the html ends, for what is a topic's own to follow.
        self._text = _json(content).removesuffix(b'"}')
        self._compressed_prefix: tuple[zlib._Compress, bytes] | None = None

    def frame(self, topic: str, deflates: bool = True, own: str = "") -> Frame:
        """The state as one text frame of a topic, `own` at the end of its html; deflated where
        somebody is there for that."""
        end = json.dumps(own, ensure_ascii=False)[1:].encode()
        end += b"," + _json({"topic": topic}).removeprefix(b"{")
        plain = encode(TEXT, self._text + end)
        if not deflates or len(plain) < WORTH_DEFLATING:
            return Frame(plain, plain)
        # permessage-deflate: a window that nothing came before, and no tail.
        squeezer, squeezed = self._start()
        squeezed += squeezer.compress(end) + squeezer.flush(zlib.Z_SYNC_FLUSH)
        deflated = encode(TEXT, squeezed.removesuffix(TAIL), compressed=True)
        return Frame(plain, min(plain, deflated, key=len))

    def _start(self) -> "tuple[zlib._Compress, bytes]":
        if self._compressed_prefix is None:
            squeezer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
            self._compressed_prefix = squeezer, squeezer.compress(self._text)
        squeezer, squeezed = self._compressed_prefix
        return squeezer.copy(), squeezed


def message(content: Mapping[str, object]) -> bytes:
    """A short JSON message as one text frame, as it is."""
    return encode(TEXT, _json(content))


def _json(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def close(code: int, reason: str = "") -> bytes:
    """A close frame. `reason` is for a log at the other end: at most 123 bytes."""
    return encode(CLOSE, code.to_bytes(2, "big") + reason.encode()[:123])


def ping(payload: bytes = b"") -> bytes:
    """A ping frame."""
    return encode(PING, payload)


def pong(payload: bytes) -> bytes:
    """The answer to a ping, with the ping's own payload."""
    return encode(PONG, payload)

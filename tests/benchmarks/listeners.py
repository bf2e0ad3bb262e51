"""Thousands of listening sockets in a process of their own: python -m tests.benchmarks.listeners.

It must cost less than who sends, or it would measure itself: raw epoll, one buffer, handshakes
written by hand, and of each frame only the head is looked at. Orders come as JSON lines on
standard input, answers go as JSON lines to standard output.
"""

import base64
import json
import select
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.machine import allow_descriptors

BUFFER = 256 * 1024
IN_FLIGHT = 64
PATIENCE = 60.0
# A state is longer than this, a heartbeat shorter.
STATE = 256
OTHER, A_PING, A_STATE = 0, 1, 2
PONG = b"\x8a\x80\0\0\0\0"
OFFER = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"


class Peer:
    """One socket, and how far it is in the frame that comes in."""

    __slots__ = ("deflates", "group", "head", "kept", "kind", "left", "receive", "sock", "stands")

    def __init__(self, sock: socket.socket, group: "Group") -> None:
        self.sock = sock
        self.receive = sock.recv_into
        self.group = group
        self.left = 0  # bytes of the present frame that have not come yet
        self.kind = OTHER  # what the present frame is
        self.stands = -1  # in which turn it last got a whole state
        self.head = b""  # the beginning of a frame, while it is shorter than a head
        self.kept: bytearray | None = None  # the present frame's bytes, for one peer of all
        self.deflates = False


class Group:
    """The sockets connected to one server, and one turn's receipts."""

    def __init__(self) -> None:
        self.peers: list[Peer] = []
        self.turn = 0
        self.receipts: list[int] = []
        self.busy = 0.0  # CPU seconds when the first came
        self.frame = b""

    def arm(self) -> None:
        """Wait for a state on each socket."""
        self.turn += 1
        self.receipts = []

    def summary(self) -> dict[str, Any]:
        """The turn's receipts, in nanoseconds of the clock all processes share."""
        stamps = self.receipts
        if not stamps:
            return {"count": 0}
        spent, took = time.process_time() - self.busy, (stamps[-1] - stamps[0]) / 1e9
        rank = -(-99 * len(stamps) // 100) - 1
        return {
            "count": len(stamps), "first": stamps[0], "p50": stamps[(len(stamps) - 1) // 2],
            "p99": stamps[rank], "last": stamps[-1], "share": spent / took if took else 0.0,
        }  # fmt: skip


class Listeners:
    """All sockets of this process."""

    def __init__(self) -> None:
        self.epoll = select.epoll()
        self.peers: dict[int, Peer] = {}
        self.groups: dict[str, Group] = {}
        self.buffer = bytearray(BUFFER)
        self.view = memoryview(self.buffer)
        self.lost = 0

    def serve(self) -> None:
        """Follow orders until standard input ends."""
        self.epoll.register(0, select.EPOLLIN)
        while True:
            for fd, _ in self.epoll.poll():
                if fd:
                    self.hear(self.peers.get(fd))
                    continue
                line = sys.stdin.buffer.raw.readline()  # type: ignore[attr-defined]
                if not line:
                    return
                self.obey(json.loads(line))

    def obey(self, order: dict[str, Any]) -> None:
        """Do what is asked, and answer."""
        group = self.groups.setdefault(order.pop("group"), Group())
        work: Callable[..., dict[str, Any]] = getattr(self, order.pop("do"))
        print(json.dumps(work(group, **order)), flush=True)

    # Orders

    def arm(self, group: Group) -> dict[str, Any]:
        """Begin a turn."""
        group.arm()
        return {"turn": group.turn}

    def gather(self, group: Group, patience: float) -> dict[str, Any]:
        """Wait until every socket has its state of this turn."""
        wanted = len(group.peers)
        self.until(lambda: len(group.receipts) >= wanted, patience)
        return group.summary() | {"wanted": wanted, "lost": self.lost}

    def open(
        self, group: Group, port: int, sockets: int, topic: str, deflate: bool, state: bool
    ) -> dict[str, Any]:
        """Connect; `topic` is empty where there is no handshake. `state`: one comes at once."""
        asked = _request(port, topic, deflate) if topic else b""
        done = 0
        while done < sockets:
            batch = [self.connect(group, port) for _ in range(min(IN_FLIGHT, sockets - done))]
            done += len(batch)
            if asked:
                self.shake_hands(batch, asked, deflate)
            for peer in batch:
                self.enter(peer)
            if state:
                self.until(lambda: len(group.receipts) >= len(group.peers), PATIENCE)
        deflating = sum(peer.deflates for peer in group.peers)
        return {"open": len(group.peers), "deflating": deflating}

    def speak(self, group: Group) -> dict[str, Any]:
        """Give a sign of life on every socket."""
        for peer in group.peers:
            peer.sock.send(PONG)
        return {"open": len(group.peers)}

    def frame(self, group: Group, file: str) -> dict[str, Any]:
        """Write the last whole state that came to a file, as it was on the wire."""
        Path(file).write_bytes(group.frame)
        return {"bytes": len(group.frame)}

    def shut(self, group: Group) -> dict[str, Any]:
        """Close every socket of the group."""
        for peer in group.peers:
            self.forget(peer)
        group.peers = []
        return {"open": len(self.peers)}

    # Sockets

    def connect(self, group: Group, port: int) -> Peer:
        """One connection."""
        sock = socket.create_connection(("127.0.0.1", port), PATIENCE)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        peer = Peer(sock, group)
        if not group.peers:
            peer.kept = bytearray()
        group.peers.append(peer)
        return peer

    def shake_hands(self, batch: list[Peer], asked: bytes, deflate: bool) -> None:
        """Ask all for a socket, then read all answers."""
        for peer in batch:
            peer.sock.sendall(asked)
        for peer in batch:
            answer = b""
            while not answer.endswith(b"\r\n\r\n"):
                byte = peer.sock.recv(1)  # no further than the head: what follows is a frame
                if not byte:
                    raise ConnectionError(answer.decode())
                answer += byte
            if b" 101 " not in answer.partition(b"\r\n")[0]:
                raise ConnectionError(answer.decode())
            peer.deflates = b"permessage-deflate" in answer

    def enter(self, peer: Peer) -> None:
        """Listen to it from now on."""
        peer.sock.setblocking(False)
        self.peers[peer.sock.fileno()] = peer
        self.epoll.register(peer.sock.fileno(), select.EPOLLIN)

    def forget(self, peer: Peer) -> None:
        """Close it."""
        if self.peers.pop(peer.sock.fileno(), None) is not None:
            self.epoll.unregister(peer.sock.fileno())
        peer.sock.close()

    def until(self, done: Callable[[], bool], patience: float) -> None:
        """Hear sockets, and no orders, until `done` or the patience is over."""
        self.epoll.modify(0, 0)
        end = time.monotonic() + patience
        while not done() and time.monotonic() < end:
            for fd, _ in self.epoll.poll(0.5):
                self.hear(self.peers.get(fd))
        self.epoll.modify(0, select.EPOLLIN)

    def hear(self, peer: Peer | None) -> None:
        """Take what came; mark the turn's first whole state."""
        if peer is None:
            return
        try:
            size = peer.receive(self.buffer)
        except BlockingIOError:
            return
        except OSError:
            size = 0
        if not size:
            self.lost += 1
            peer.group.peers.remove(peer)
            self.forget(peer)
        elif peer.head:
            data = memoryview(peer.head + self.view[:size])
            self.frames(peer, data, len(data))
        else:
            self.frames(peer, self.view, size)

    def frames(self, peer: Peer, data: memoryview, size: int) -> None:
        """Walk over the frames in the first `size` bytes."""
        peer.head, place = b"", 0
        while place < size:
            left = peer.left
            if not left:
                left = _length(data, place, size)
                if not left:
                    peer.head = bytes(data[place:size])
                    return
                peer.kind = _kind(data[place] & 0x0F, left)
                if peer.kept is not None:
                    peer.kept.clear()
            taken = min(left, size - place)
            if peer.kept is not None:
                peer.kept += data[place : place + taken]
            place += taken
            peer.left = left - taken
            if taken == left and peer.kind:
                self.whole(peer)

    def whole(self, peer: Peer) -> None:
        """A frame that matters is here to its end."""
        if peer.kind == A_STATE:
            self.stamp(peer)
        else:
            peer.sock.send(PONG)

    def stamp(self, peer: Peer) -> None:
        """A whole state is here."""
        moment, group = time.monotonic_ns(), peer.group
        if peer.kept is not None:
            group.frame = bytes(peer.kept)
        if peer.stands != group.turn:
            peer.stands = group.turn
            if not group.receipts:
                group.busy = time.process_time()
            group.receipts.append(moment)


def _kind(opcode: int, length: int) -> int:
    if opcode == 0x1 and length >= STATE:
        return A_STATE
    return A_PING if opcode == 0x9 else OTHER


def _length(data: memoryview, place: int, size: int) -> int:
    """The length of the frame that begins there, head included; 0 while that is not known."""
    there = size - place
    if there < 2:
        return 0
    short = data[place + 1]
    if short < 126:
        return 2 + short
    width = 2 if short == 126 else 8
    if there < 2 + width:
        return 0
    return 2 + width + int.from_bytes(data[place + 2 : place + 2 + width], "big")


def _request(port: int, topic: str, deflate: bool) -> bytes:
    lines = [
        f"GET /live?topic={topic} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket",
        f"Origin: http://127.0.0.1:{port}", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {base64.b64encode(bytes(16)).decode()}",
    ]  # fmt: skip
    if deflate:
        # A wall on this machine is sent its state as it is: this one is elsewhere.
        lines += [f"Sec-WebSocket-Extensions: {OFFER}", "X-Forwarded-For: 192.168.1.7"]
    return "\r\n".join([*lines, "", ""]).encode()


if __name__ == "__main__":
    allow_descriptors()
    Listeners().serve()

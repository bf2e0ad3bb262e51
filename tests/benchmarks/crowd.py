"""The other end of tests.benchmarks.listeners: orders given, answers read."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.machine import CLIENT_CORES, end, python

PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class Receipt:
    """One turn: stamps of `time.monotonic_ns()`, which all processes share.

    :ivar share: of a core that the listening took from the first receipt to the last.
    """

    count: int
    first: int
    p50: int
    p99: int
    last: int
    share: float


class Crowd:
    """Many sockets in a process of their own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def open(
        self, group: str, port: int, sockets: int, topic: str = "", *, deflate: bool = False,
        state: bool = False,
    ) -> int:  # fmt: skip
        """Connect that many; how many agreed on deflate.

        :param topic: "" where the server knows no handshake.
        :param state: whether the server sends a state at once.
        """
        answer = self._ask(
            "open", group, port=port, sockets=sockets, topic=topic, deflate=deflate, state=state
        )
        return int(answer["deflating"])

    def arm(self, group: str) -> None:
        """Begin a turn: every socket waits for its next state."""
        self._ask("arm", group)

    def gather(self, group: str) -> Receipt:
        """The turn, once all have it.

        :raises RuntimeError: some never got it.
        """
        answer = self._ask("gather", group, patience=PATIENCE)
        wanted, lost = answer.pop("wanted"), answer.pop("lost")
        if answer["count"] < wanted or lost:
            raise RuntimeError(f"{answer['count']} of {wanted} got the state, {lost} were closed")
        return Receipt(**answer)

    def speak(self, group: str) -> None:
        """Give a sign of life on every socket, so that none is taken for dead."""
        self._ask("speak", group)

    def frame(self, group: str) -> bytes:
        """The last state as it was on the wire."""
        with TemporaryDirectory(prefix="kiosk-bench-") as folder:
            file = Path(folder) / "frame"
            self._ask("frame", group, file=str(file))
            return file.read_bytes()

    def shut(self, group: str) -> None:
        """Close the group's sockets."""
        self._ask("shut", group)

    def _ask(self, order: str, group: str, **how: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": order, "group": group, **how}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the listening process has ended")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def crowd() -> Iterator[Crowd]:
    """A crowd on the clients' cores."""
    process = python("-m", "tests.benchmarks.listeners", cores=CLIENT_CORES)
    try:
        yield Crowd(process)
    finally:
        end(process)

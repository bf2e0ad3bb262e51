"""The process that reads a file to import, forked from one that has loaded everything already.

Loading takes a second of a processor, and reading most files a hundredth. What a fork runs is the
program's own: kiosk.exchange.import_worker, with its limits.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_LONGEST = 1 << 16


@dataclass(frozen=True)
class Used:
    """What a process has used: seconds of a processor, and megabytes of memory."""

    seconds: float
    megabytes: float


class ForkedReaders:
    """Starts readers; `used` has what each has used."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.used: list[Used] = []
        with theirs:
            command = [sys.executable, "-m", "tests.exchange.forked_reader", str(theirs.fileno())]
            self._process = subprocess.Popen(command, cwd=ROOT, pass_fds=(theirs.fileno(),))

    def start(self, command: Sequence[str], **_given: Any) -> "ForkedReader":
        """A reader; takes what subprocess.Popen does."""
        return ForkedReader(self, command[-1])

    def ask(self, request: dict[str, Any], files: Sequence[int] = ()) -> Any:
        """Send a request with open files; the answer."""
        socket.send_fds(self._socket, [json.dumps(request).encode()], list(files))
        return json.loads(self._socket.recv(_LONGEST))

    def close(self) -> None:
        """End the process that forks."""
        self._socket.close()
        self._process.wait(10)


class ForkedReader:
    """A reader; what the program needs of subprocess.Popen."""

    def __init__(self, readers: ForkedReaders, reading: str) -> None:
        theirs_in, ours_in = os.pipe()
        ours_out, theirs_out = os.pipe()
        self._readers = readers
        self._pid = readers.ask({"reading": reading}, (theirs_in, theirs_out))
        os.close(theirs_in)
        os.close(theirs_out)
        self.stdin, self.stdout = os.fdopen(ours_in, "wb"), os.fdopen(ours_out, "rb")
        self.returncode: int | None = None

    def __enter__(self) -> "ForkedReader":
        return self

    def __exit__(self, *_raised: object) -> None:
        self.stdout.close()
        self.returncode, seconds, megabytes = self._readers.ask({"wait": self._pid})
        self._readers.used.append(Used(seconds, megabytes))


def main(requests: socket.socket) -> None:
    """Answer requests until the tests have ended."""
    from kiosk.exchange import import_worker
    from kiosk.exchange.reading import own_json, own_tables, workbook, xlsx

    loaded = import_worker, own_json, own_tables, workbook, xlsx
    while True:
        data, files, _, _ = socket.recv_fds(requests, _LONGEST, 2)
        if not data:
            return
        request = json.loads(data)
        answer: Any
        if "wait" in request:
            _, status, used = os.wait4(request["wait"], 0)
            seconds = used.ru_utime + used.ru_stime
            answer = os.waitstatus_to_exitcode(status), seconds, used.ru_maxrss / 1024
        elif answer := os.fork():
            for file in files:
                os.close(file)
        else:
            _read(loaded[0], request["reading"], files)
        requests.send(json.dumps(answer).encode())


def _read(import_worker: Any, reading: str, files: Sequence[int]) -> None:
    """What the process does that the program starts; never returns."""
    code = 1
    try:
        for ours, its in zip((*files, os.open(os.devnull, os.O_WRONLY)), (0, 1, 2), strict=True):
            os.dup2(ours, its)
        os.closerange(3, 100)
        code = import_worker.main([reading])
        sys.stdout.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))

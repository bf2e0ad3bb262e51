"""Starts test servers by forking a process that has imported everything already.

Importing costs a server ten times what it does before its first answer, and compiling its templates
most of the rest. `python -m tests.fork_server FD` does both once, and then forks a server for each
request on the socket FD. It starts no thread and no event loop of its own: neither would survive a
fork.
"""

import atexit
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn, TextIO

ROOT = Path(__file__).parents[1]
LONGEST_REQUEST = 1 << 20


class ForkedProcess:
    """A server that was forked; what a test needs of subprocess.Popen."""

    def __init__(self, parent: "ForkServer", pid: int, stdout: TextIO) -> None:
        self.pid = pid
        self.stdout = stdout
        self.returncode: int | None = None
        self._parent = parent
        # Readable once the process has ended; the number is not given away before it is reaped.
        self._ended = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """The exit code; None while the process runs."""
        return self._reap(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end; the exit code.

        :raises subprocess.TimeoutExpired: when the process still runs after `timeout` seconds.
        """
        code = self._reap(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("a forked server", timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the process has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def _reap(self, timeout: float | None) -> int | None:
        if self.returncode is None and self._has_ended(timeout):
            self.returncode = self._parent.ask({"reap": self.pid})
            os.close(self._ended)
            self.stdout.close()
        return self.returncode

    def _has_ended(self, timeout: float | None) -> bool:
        # Not select(), which knows no descriptor above 1,023: a worker with all tests has more.
        poll = select.poll()
        poll.register(self._ended, select.POLLIN)
        return bool(poll.poll(None if timeout is None else timeout * 1000))


class ForkServer:
    """The process that forks, as the tests of one worker see it."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # What one server has filled a database with, the next one copies: see tests.serve_at.
        self._made = TemporaryDirectory()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.fork_server", str(theirs.fileno())],
                cwd=ROOT,
                pass_fds=(theirs.fileno(),),
                # sqlite_utils imports NumPy where there is one, and that starts threads.
                env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
                stdin=subprocess.DEVNULL,
            )
        atexit.register(self.close)

    def start(self, arguments: list[str], environ: dict[str, str]) -> ForkedProcess:
        """A server with these arguments of tests.serve_at; its output can be read."""
        reading, writing = os.pipe()
        try:
            environ = {**environ, "MADE_DATABASES": self._made.name}
            request = {"arguments": arguments, "environ": environ}
            pid = self.ask(request, [writing, sys.__stderr__.fileno() if sys.__stderr__ else 2])
        finally:
            os.close(writing)
        return ForkedProcess(self, pid, os.fdopen(reading))

    def ask(self, request: dict[str, object], files: list[int] | None = None) -> int:
        """Send one request, with open files; the number that comes back."""
        socket.send_fds(self._socket, [json.dumps(request).encode()], files or [])
        answer = self._socket.recv(LONGEST_REQUEST)
        if not answer:
            raise RuntimeError("the process that forks servers has ended")
        return int(answer)

    def close(self) -> None:
        """End it; servers that still run are ended with it."""
        self._socket.close()
        self._process.wait(10)
        self._made.cleanup()


@cache
def fork_server() -> ForkServer:
    """The one of this process, started when it is needed first."""
    return ForkServer()


def main(requests: socket.socket) -> None:
    """Answer requests until the tests have ended, then end what was forked and still runs."""
    from tests import serve_at

    serve_at.warm_up()
    assert len(os.listdir("/proc/self/task")) == 1, "an import has started a thread"
    gc.freeze()  # a collection in a server would write to, and so copy, every shared page
    running: set[int] = set()
    while True:
        data, files, _, _ = socket.recv_fds(requests, LONGEST_REQUEST, 2)
        if not data:
            break
        request = json.loads(data)
        if "reap" in request:
            running.discard(request["reap"])
            answer = os.waitstatus_to_exitcode(os.waitpid(request["reap"], 0)[1])
        else:
            answer = os.fork()
            if answer == 0:
                requests.close()
                _serve(serve_at.main, files, request)
            running.add(answer)
        for file in files:
            os.close(file)
        requests.send(str(answer).encode())
    for pid in running:
        os.kill(pid, signal.SIGCONT)
        os.kill(pid, signal.SIGTERM)


def _serve(serve: Callable[..., None], files: list[int], request: dict[str, Any]) -> NoReturn:
    """What a process of its own would do; never returns."""
    code = 1
    try:
        os.dup2(files[0], 1)
        os.dup2(files[1], 2)
        for file in files:
            os.close(file)
        os.environ.clear()
        os.environ.update(request["environ"])
        serve(*request["arguments"])
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        if isinstance(error := sys.exception(), Exception):
            traceback.print_exception(error)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))

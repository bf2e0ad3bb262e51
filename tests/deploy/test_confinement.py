"""The server under its unit's own limits: a library that needs more would only fail on the wall."""

import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.deploy.unit import DEPLOY, SERVER, read_unit, seconds

PROBES = {
    "code it has written": "import mmap; mmap.mmap(-1, 4096, prot=7)",
    "others' packets": "import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "its priority": "import os; os.nice(1)",
}


def confined(*command: str) -> list[str]:
    if shutil.which("systemd-analyze") is None:
        pytest.fail("systemd-analyze is not here; `make browser` installs it (Debian's systemd)")
    return [sys.executable, "-m", "tests.deploy.confined", str(SERVER), *command]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def first_answer(server: subprocess.Popen[str], address: str) -> int:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(address) as answer:
                status: int = answer.status
                return status
        except OSError:
            time.sleep(0.05)
    server.kill()
    pytest.fail(f"no answer from {address}: {server.stdout and server.stdout.read()}")


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def server(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`kiosk run` as the unit starts it, but with a folder and a port of the test's own."""
    kiosk = str(Path(sys.executable).with_name("kiosk"))
    command = confined(kiosk, "run", "--data", str(tmp_path), "--port", str(port))
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    yield process
    process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


def test_server_answers_and_stops_within_its_units_limits(
    server: subprocess.Popen[str], port: int
) -> None:
    assert first_answer(server, f"http://127.0.0.1:{port}/") == 200
    server.send_signal(signal.SIGTERM)
    assert server.wait(seconds(read_unit(SERVER)["TimeoutStopSec"][0])) == 0


@pytest.mark.parametrize("probe", PROBES.values(), ids=PROBES.keys())
def test_units_limits_keep_the_server_from(probe: str) -> None:
    answer = subprocess.run(
        confined(sys.executable, "-c", probe),
        capture_output=True,
        text=True,
        check=False,
        cwd=DEPLOY.parent,
    )
    assert "Error" in answer.stderr
    assert answer.returncode == 1

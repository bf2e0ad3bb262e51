"""systemd is told that the server answers, and that it is well."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import Server, start_server

PATIENCE = 20.0


class Systemd:
    """The end of NOTIFY_SOCKET that systemd reads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(path))
        self.socket.settimeout(PATIENCE)

    def next(self) -> str:
        return self.socket.recv(1024).decode()

    def drain(self) -> None:
        self.socket.setblocking(False)
        try:
            while self.socket.recv(1024):
                pass
        except BlockingIOError:
            self.socket.settimeout(PATIENCE)


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    listener = Systemd(tmp_path / "notify")
    yield listener
    listener.socket.close()


@pytest.fixture
def server(tmp_path: Path, systemd: Systemd, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NOTIFY_SOCKET", str(systemd.path))
    monkeypatch.setenv("WATCHDOG_USEC", "900000")
    running = start_server(tmp_path / "data", file="empty")
    yield running
    running.stop()


def next_of(systemd: Systemd, wanted: str) -> str:
    while (message := systemd.next()) != wanted:
        assert message in ("READY=1", "WATCHDOG=1", "STOPPING=1")
    return message


def test_it_is_told_that_the_server_answers_is_well_and_stops(
    systemd: Systemd, server: Server
) -> None:
    assert next_of(systemd, "READY=1")
    assert next_of(systemd, "WATCHDOG=1")
    server.process.terminate()
    assert next_of(systemd, "STOPPING=1")
    assert server.process.wait(PATIENCE) == 0


def test_a_server_that_hangs_gives_no_sign_of_life(systemd: Systemd, server: Server) -> None:
    assert next_of(systemd, "WATCHDOG=1")
    server.process.send_signal(signal.SIGSTOP)
    systemd.drain()
    systemd.socket.settimeout(1.5)
    with pytest.raises(TimeoutError):
        next_of(systemd, "WATCHDOG=1")


def test_the_link_for_the_first_admin_is_told_before_systemd_hears_of_the_start(
    systemd: Systemd, tmp_path: Path
) -> None:
    """Whoever restarts the server and looks into the journal would find an older one there."""
    kiosk = Path(sys.executable).with_name("kiosk")
    process = subprocess.Popen(
        [kiosk, "run", "--port", "0", "--data", tmp_path / "data"],
        env={**os.environ, "NOTIFY_SOCKET": str(systemd.path), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        assert next_of(systemd, "READY=1")
        os.set_blocking(process.stdout.fileno(), False)
        assert b"/admin/setup/" in (process.stdout.read() or b"")
    finally:
        process.terminate()
        process.communicate()

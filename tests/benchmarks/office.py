"""An office on a real server of its own, and ways to save in it as people and programs do."""

import http.client
import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from kiosk.config import Settings, load_settings
from kiosk.okr.model import KeyResultKind, Office
from kiosk.store import Store
from kiosk.web.commands.actions import add_token
from kiosk.web.security.hashing import hash_token
from kiosk.web.security.sessions import COOKIE, new_session_token
from kiosk.web.server.bootstrap import load_sample_if_new
from tests.benchmarks.machine import CORES, ROOT, SERVER_CORES, cpu_seconds, memory_kb
from tests.server import ZONE, Server, start_server

FILES: dict[str, Path | None] = {
    "sample": None,
    "forty": ROOT / "tests" / "fixtures" / "forty.toml",
}
PATIENCE = 30.0
ADMIN = "bench"
NOTE = "Measured once more"


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@contextmanager
def filled(name: str) -> Iterator[Path]:
    """A data folder with the office in it."""
    with TemporaryDirectory(prefix="kiosk-bench-") as folder:
        load_sample_if_new(settings(Path(folder)), now, FILES[name])
        yield Path(folder)


def set_clock(clock: Path, moment: datetime) -> None:
    """Set the moment of a server that was started with this file for a clock."""
    fresh = clock.with_suffix(".new")
    fresh.write_text(moment.isoformat())
    fresh.replace(clock)  # never half written


def settings(data: Path) -> Settings:
    """The settings of a benchmark's office."""
    return load_settings(data, {"KIOSK_TIMEZONE": ZONE, "KIOSK_WIFI": "Office"})


def store_of(data: Path) -> Store:
    """The database as another program opens it."""
    return Store(data / "kiosk.db", zone=ZoneInfo(ZONE))


@dataclass(slots=True)
class Kiosk:
    """A running server with somebody who may save.

    :ivar code: a key result that is a number; `topic` is its objective's.
    :ivar cookie: of an admin who is logged in.
    """

    server: Server
    office: Office
    token: str
    cookie: str
    code: str
    topic: str
    store: Store
    values: Iterator[Decimal]
    _answers: list[http.client.HTTPConnection] = field(default_factory=list)

    @property
    def pid(self) -> int:
        return self.server.process.pid

    @property
    def port(self) -> int:
        return self.server.port

    def cpu(self) -> float:
        """CPU seconds of the server so far."""
        return cpu_seconds(self.pid)

    def memory(self) -> float:
        """Resident memory of the server in KB."""
        return memory_kb(self.pid)

    def pause(self) -> None:
        """Keep its heartbeats out of somebody else's turn."""
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        os.kill(self.pid, signal.SIGCONT)

    def post(self) -> int:
        """Send a check-in over the API, without waiting for the answer.

        :returns: `time.monotonic_ns()` just before it was sent.
        """
        body = json.dumps({"value": str(next(self.values)), "note": NOTE})
        head = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        return self._send(f"/api/v1/key-results/{self.code}/check-ins", body, head)

    def press(self) -> int:
        """Send the form of the admin's check-in page, as its script does; `post` otherwise."""
        form = {"value": str(next(self.values)), "confidence": "7", "note": NOTE}
        head = {
            "Cookie": self.cookie, "Origin": self.server.url, "X-Part": "1",
            "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        return self._send(f"/admin/key-results/{self.code}/check-ins", urlencode(form), head)

    def _send(self, path: str, body: str, head: dict[str, str]) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._answers.append(connection)
        began = time.monotonic_ns()
        connection.request("POST", path, body, head)
        return began

    def answered(self) -> bytes:
        """The answer to the oldest check-in sent."""
        connection = self._answers.pop(0)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        if response.status not in (200, 201):
            raise RuntimeError(f"the check-in was answered with {response.status}: {body!r}")
        return body

    def save(self) -> None:
        """A whole check-in over the API."""
        self.post()
        self.answered()

    def write(self) -> int:
        """A check-in by another program: this one. When its commit was done."""
        self.store.check_ins.add(self.code, next(self.values), now=now(), source="cli")
        return time.monotonic_ns()

    def get(self, path: str, **head: str) -> tuple[http.client.HTTPResponse, bytes]:
        """A page, with its body as it was sent."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path, headers=head)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body


@contextmanager
def kiosk(data: Path, *, pinned: bool = True, clock: Path | None = None) -> Iterator[Kiosk]:
    """Serve a data folder.

    :param pinned: on a core of its own.
    :param clock: a file with the server's moment; None: the machine's clock.
    """
    token = add_token(settings(data), f"bench-{time.monotonic_ns()}", "check-in")
    store = store_of(data)
    cookie = logged_in(store)  # with an admin there, no wall shows the way to set up
    server = start_server(data, file="empty", now=clock or now())
    for thread in os.listdir(f"/proc/{server.process.pid}/task"):
        os.sched_setaffinity(int(thread), SERVER_CORES if pinned else CORES)
    try:
        office = store.office(now())
        code, objective = _measured(office)
        topic, values = f"objective/{objective}", _values(office, code)
        yield Kiosk(server, office, token, cookie, code, topic, store, values)
    finally:
        store.close()
        server.stop()


def logged_in(store: Store) -> str:
    """The cookie of an admin, made where there is none."""
    user = store.users.by_name(ADMIN) or store.users.add(ADMIN, "no password", is_admin=True)
    token = new_session_token(now())
    store.sessions.open(user.id, hash_token(token), now())
    return f"{COOKIE}={token}"


def _measured(office: Office) -> tuple[str, str]:
    """The key result that changes: a number, of the objective with the most key results."""
    for objective in sorted(office.objectives, key=lambda o: -len(o.key_results)):
        for key_result in objective.key_results:
            if key_result.kind is KeyResultKind.NUMBER:
                return key_result.code, objective.code
    raise LookupError("no objective has a key result that is a number")


def _values(office: Office, code: str) -> Iterator[Decimal]:
    """Values between start and target, so far apart that every page shows each anew."""
    key_result = office.key_result(code)
    start, target = key_result.start or Decimal(0), key_result.target or Decimal(100)
    step = 0
    while True:
        step = (step + 379) % 1000
        yield start + (target - start) * step / 1000

"""A real server in a process of its own, for tests."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.store import Store
from kiosk.web.core.own_screen import screen_key
from tests.fork_server import ForkedProcess, fork_server

HERE = Path(__file__).parent
MOMENT = datetime(2026, 11, 22, 17, 21, tzinfo=UTC)
ZONE = "Europe/Berlin"


@dataclass(slots=True)
class Server:
    """A running server; `setup_path` has the one-time code while there is no admin."""

    process: subprocess.Popen[str] | ForkedProcess
    port: int
    data: Path
    setup_path: str

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def own_screen(self, path: str = "/") -> str:
        """The address that makes a browser the machine's own screen."""
        return f"{self.url}{path}?key={screen_key(self.data)}"

    def store(self) -> Store:
        """The same database from this process: what another program would do."""
        return Store(self.data / "kiosk.db", zone=ZoneInfo(ZONE))

    def stop(self, patience: float = 10) -> int:
        """End it and wait; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def start_server(
    data: Path,
    *,
    file: str | Path = "",
    now: datetime | Path = MOMENT,
    port: int = 0,
    release: str = "",
    catalogues: str | Path = "",
    through: tuple[str, ...] = (),
    **settings: str,
) -> Server:
    """Start a server on a free port.

    :param file: the office to fill it with; "" for the sample's numbers, "empty" for none.
    :param now: the moment it goes on from, or a file in which that stands.
    :param release: what the server takes itself for; "" for what its files say.
    :param catalogues: the folder of the languages it speaks; "" for its own.
    :param through: a program that runs what stands after it, in surroundings of its own.
    :param settings: KIOSK_ settings by name.
    """
    environ = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_")}
    environ |= {"KIOSK_TIMEZONE": ZONE, "KIOSK_WIFI": "Office", "RELEASE": release}
    environ["KIOSK_CLOCK_SET"] = ""  # as on a machine whose clock nobody knows to be right
    environ["CATALOGUES"] = str(catalogues)
    environ |= {f"KIOSK_{name.upper()}": value for name, value in settings.items()}
    moment = str(now) if isinstance(now, Path) else now.isoformat()
    process = _start([moment, str(port), str(data), str(file)], environ, through)
    assert process.stdout is not None
    line = process.stdout.readline().split()
    if not line:
        raise RuntimeError(f"the server ended with {process.wait(10)} before it answered")
    return Server(process, int(line[0]), data, line[1] if len(line) > 1 else "")


def _start(
    arguments: list[str], environ: dict[str, str], through: tuple[str, ...]
) -> subprocess.Popen[str] | ForkedProcess:
    """A forked process, or one of its own where another program is to start it."""
    if not through:
        return fork_server().start(arguments, environ)
    return subprocess.Popen(
        [*through, sys.executable, "-m", "tests.serve_at", *arguments],
        cwd=HERE.parent,
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
    )

"""Part c: from process start to the first answered wall page, on a database that is there."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.machine import cpu_seconds, end
from tests.benchmarks.office import filled, logged_in, store_of
from tests.benchmarks.options import Options
from tests.benchmarks.report import Table, median

MEDIAN_MS = 500
PATIENCE = 30.0
LOOKED_EVERY = 0.005


def start(options: Options) -> Iterator[Table]:
    """A table for each office."""
    for office in options.offices:
        with filled(office) as data:
            logged_in(store_of(data))
            _first_page(data)  # compiles modules and templates, as an installation does
            starts = [_first_page(data) for _ in range(options.starts)]
        took = [start.clock for start in starts]
        table = Table("start", f"Start to first wall page: {office} office, {len(took)} starts")
        table.add("median", median(took), "ms", MEDIAN_MS)
        table.add("shortest", min(took), "ms")
        table.add("longest", max(took), "ms")
        table.add("CPU time, median", median([start.cpu for start in starts]), "ms")
        yield table


@dataclass(frozen=True, slots=True)
class _Start:
    """From starting `kiosk run` to the whole wall, in milliseconds."""

    clock: float
    cpu: float


def _first_page(data: Path) -> _Start:
    port = _free_port()
    environ = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    command = Path(sys.executable).with_name("kiosk")
    began = time.monotonic()
    process = subprocess.Popen(
        [command, "run", "--data", data, "--host", "127.0.0.1", "--port", str(port)],
        env=environ, stdout=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        while not _answers(port):
            if process.poll() is not None or time.monotonic() - began > PATIENCE:
                raise RuntimeError("the server does not answer")
            time.sleep(LOOKED_EVERY)
        clock = time.monotonic() - began
        return _Start(clock * 1000, cpu_seconds(process.pid) * 1000)
    finally:
        end(process)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/")
        response = connection.getresponse()
        whole = b"</html>" in response.read()
    except ConnectionError:
        return False
    finally:
        connection.close()
    return response.status == http.HTTPStatus.OK and whole


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])

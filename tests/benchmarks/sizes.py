"""Part d: the bytes of every page as they are sent to a browser."""

import re
import zlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import fmean

from kiosk.views.wall.rotation import rotation_seconds
from tests.benchmarks.office import Kiosk, filled, kiosk, now, set_clock
from tests.benchmarks.options import Options
from tests.benchmarks.report import Table

PHONE_BYTES = 14 * 1024  # with its styles and scripts, which stand in it
LOOPS = 40
_PAGES = re.compile(r"<article.*?</article>", re.DOTALL)
_LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def sizes(options: Options) -> Iterator[Table]:
    """A table for each office."""
    for office in options.offices:
        with filled(office) as data:
            with kiosk(data) as here:
                table = _measure(here, office)
            sent = fmean(_loops(data, 2 if options.quick else LOOPS))
            table.add("wall, the pages of a loop: mean", sent, "B")
            yield table


def _loops(data: Path, loops: int) -> Iterator[int]:
    """The deflated bytes of a wall's pages in each of its loops, one after the other."""
    clock, began = data / "clock", now()
    set_clock(clock, began)
    with kiosk(data, clock=clock) as here:
        for loop in range(loops):
            set_clock(clock, began + loop * timedelta(seconds=rotation_seconds(0)))
            _, body = here.get("/", Cookie=here.cookie)
            yield len(zlib.compress("".join(_PAGES.findall(body.decode())).encode()))


def _measure(here: Kiosk, office: str) -> Table:
    table = Table("sizes", f"Compressed bytes: {office} office")
    objectives = [f"/o/{objective.code}" for objective in here.office.objectives]
    teams = [f"/t/{team.slug}" for team in here.office.teams]
    for name, paths in (("objective", objectives), ("team", teams), ("everyone", ["/all"])):
        table.add(f"phone, largest {name}", max(_sent(here, p) for p in paths), "B", PHONE_BYTES)
    for name, path in (("wall", "/"), ("admin, check in", "/admin/")):
        table.add(name, _sent(here, path), "B")
        table.add(f"{name}: its styles and scripts", _linked(here, path), "B")
    return table


def _sent(here: Kiosk, path: str) -> int:
    response, body = here.get(path, **{"Accept-Encoding": "gzip", "Cookie": here.cookie})
    if response.status != 200:
        raise RuntimeError(f"{path} was answered with {response.status}")
    return len(body)


def _linked(here: Kiosk, path: str) -> int:
    """What the page needs beside itself, once; later it is asked for and has not changed."""
    _, body = here.get(path, Cookie=here.cookie)
    return sum(_sent(here, link) for link in sorted(set(_LINKED.findall(body.decode()))))

"""Part h: half an hour of changes, one after the other: what a wall and the server keep of them.

Slopes are of a straight line through all samples, by least squares, from the moment when bounded
caches are full. The garbage of the page is collected before it is looked at.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import linear_regression
from threading import Thread

import psutil
from playwright.sync_api import Browser, CDPSession, Page
from websockets import Origin
from websockets.sync.client import connect

from tests.benchmarks.office import Kiosk, filled, kiosk, now, set_clock
from tests.benchmarks.options import Options
from tests.benchmarks.report import Table
from tests.browsers import chromium

SIZE = {"width": 1920, "height": 1080}
# Faster than a change a second: what leaks with each change leaks as much, sooner.
PACE = 0.1
SAMPLES = 12
# Of all changes: until caches with a bound are full. The server's are of two thousand entries.
WARMING = 0.5
LONGER = 3
# So that a week, of which the notes are kept, is over by then.
STEP = timedelta(minutes=15)

Sample = dict[str, float]
Limits = dict[str, tuple[str, float]]
# A thousand changes may add this much and no more: less than a sample differs from the next.
PAGE_LIMITS: Limits = {
    "page: heap": ("KB", 200),
    "page: nodes": ("", 50),
    "page: listeners": ("", 5),
}
SERVER_LIMITS: Limits = {
    "server: memory": ("KB", 1024),
    "server: threads": ("", 1),
    "server: descriptors": ("", 2),
}


def soak(options: Options) -> Iterator[Table]:
    """A table for each office."""
    for office in options.offices:
        table = Table("soak", f"Soak: {office} office, {options.soak} changes")
        with chromium() as browser, filled(office) as data, kiosk(data, pinned=False) as here:
            page = _wall(browser, here)
            _tell(table, list(_of_page(here, page, options.soak)), PAGE_LIMITS)
        with filled(office) as data:
            _tell(table, list(_of_server(data, options.soak * LONGER)), SERVER_LIMITS)
        yield table


def _tell(table: Table, samples: list[Sample], limits: Limits) -> None:
    for name, (unit, limit) in limits.items():
        table.add(f"{name} at first", samples[0][name], unit)
        table.add(f"{name} at last", samples[-1][name], unit)
        table.add(f"{name}, a thousand changes more", _slope(samples, name) * 1000, unit, limit)


def _wall(browser: Browser, here: Kiosk) -> Page:
    page = browser.new_context(viewport=SIZE).new_page()  # type: ignore[arg-type]
    with page.expect_websocket():
        page.goto(f"{here.server.url}/screens/soak")
    return page


def _of_page(here: Kiosk, page: Page, changes: int) -> Iterator[Sample]:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    for made in range(1, changes + 1):
        here.save()
        page.wait_for_timeout(PACE * 1000)
        if _is_looked_at(made, changes):
            yield {"changes": made, **_page(session)}


def _of_server(data: Path, changes: int) -> Iterator[Sample]:
    """By a fast clock: what is kept of an hour or a week is full before it is looked at. A page
    would renew itself every night of it, so that the wall here is a socket alone."""
    clock = data / "clock"
    began = now()
    set_clock(clock, began)
    with kiosk(data, pinned=False, clock=clock) as here, _watched(here):
        for made in range(1, changes + 1):
            set_clock(clock, began + made * STEP)
            here.save()
            if _is_looked_at(made, changes):
                yield {"changes": made, **_server(here)}


@contextmanager
def _watched(here: Kiosk) -> Iterator[None]:
    url = f"ws://127.0.0.1:{here.port}/live?topic=wall/soak"
    with connect(url, origin=Origin(here.server.url), max_size=None) as wall:
        reader = Thread(target=lambda: deque(wall, maxlen=0))
        reader.start()
        yield
        wall.close()
        reader.join()


def _is_looked_at(made: int, changes: int) -> bool:
    warm = int(changes * WARMING)
    every = max(1, (changes - warm) // SAMPLES)
    return made >= warm and (made - warm) % every == 0


def _page(session: CDPSession) -> Sample:
    session.send("HeapProfiler.collectGarbage")
    metrics = session.send("Performance.getMetrics")["metrics"]
    found = {metric["name"]: float(metric["value"]) for metric in metrics}
    return {
        "page: heap": found["JSHeapUsedSize"] / 1024,
        "page: nodes": found["Nodes"],
        "page: listeners": found["JSEventListeners"],
    }


def _server(here: Kiosk) -> Sample:
    process = psutil.Process(here.pid)
    return {
        "server: memory": here.memory(),
        "server: threads": float(process.num_threads()),
        "server: descriptors": float(process.num_fds()),
    }


def _slope(samples: list[Sample], name: str) -> float:
    """How much more with each change."""
    if len(samples) < 2:
        return 0.0
    changes = [sample["changes"] for sample in samples]
    return linear_regression(changes, [sample[name] for sample in samples]).slope

"""Part h: half an hour of changes, one after the other: what a wall and the server keep of them.

Slopes are of a straight line through all samples, by least squares, from the moment when bounded
caches are full. The garbage of the page is collected before it is looked at.
"""

from collections.abc import Iterator
from statistics import linear_regression

import psutil
from playwright.sync_api import Browser, CDPSession, Page

from tests.benchmarks.office import Kiosk, filled, kiosk
from tests.benchmarks.options import Options
from tests.benchmarks.report import Table
from tests.browsers import chromium

SIZE = {"width": 1920, "height": 1080}
# Faster than a change a second: what leaks with each change leaks as much, sooner.
PACE = 0.1
SAMPLES = 12
# Of all changes: until caches with a bound are full.
WARMING = 0.4
# A thousand changes may add this much and no more: less than a sample differs from the next.
PAGE_KB, SERVER_KB = 200.0, 1024.0

Sample = dict[str, float]


def soak(options: Options) -> Iterator[Table]:
    """A table for each office."""
    with chromium() as browser:
        for office in options.offices:
            with filled(office) as data, kiosk(data, pinned=False) as here:
                yield _measure(browser, here, office, options.soak)


def _measure(browser: Browser, here: Kiosk, office: str, changes: int) -> Table:
    page = _wall(browser, here)
    samples = list(_samples(here, page, changes))
    page.context.close()
    table = Table("soak", f"Soak: {office} office, {changes} changes")
    for name, unit, limit in (
        ("page: heap", "KB", PAGE_KB), ("page: nodes", "", 50), ("page: listeners", "", 5),
        ("server: memory", "KB", SERVER_KB), ("server: threads", "", 1),
        ("server: descriptors", "", 2),
    ):  # fmt: skip
        table.add(f"{name} at first", samples[0][name], unit)
        table.add(f"{name} at last", samples[-1][name], unit)
        table.add(f"{name}, a thousand changes more", _slope(samples, name) * 1000, unit, limit)
    return table


def _wall(browser: Browser, here: Kiosk) -> Page:
    page = browser.new_context(viewport=SIZE).new_page()  # type: ignore[arg-type]
    with page.expect_websocket():
        page.goto(f"{here.server.url}/screens/soak")
    return page


def _samples(here: Kiosk, page: Page, changes: int) -> Iterator[Sample]:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    warm = int(changes * WARMING)
    every = max(1, (changes - warm) // SAMPLES)
    for made in range(1, changes + 1):
        here.save()
        page.wait_for_timeout(PACE * 1000)
        if made >= warm and (made - warm) % every == 0:
            yield {"changes": made, **_page(session), **_server(here)}


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

"""Walls whose server goes away and comes back, and what each of them noted of that itself."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

from tests.network_faults import silenced
from tests.server import Server, start_server

HOWS = ("killed", "stopped", "dropped")
# The product's promises, in seconds.
OLD_WITHIN = 10
LIVE_WITHIN = 5
# What a busy machine may take beyond them before the test gives up.
PATIENCE = 60
# Notes, over reloads, how often the page was loaded and when it was marked old and live again.
NOTES = """
    if (top === self && location.protocol.startsWith("http")) {
      const noted = JSON.parse(sessionStorage.noted ?? '{"loads": 0, "marks": []}');
      const note = () => (sessionStorage.noted = JSON.stringify(noted));
      noted.loads++;
      note();
      new MutationObserver(() => {
        const old = document.body.hasAttribute("data-offline");
        if ((noted.marks.at(-1)?.old ?? false) === old) return;
        noted.marks.push({ old, at: Date.now() / 1000 });
        note();
      }).observe(document, { subtree: true, attributeFilter: ["data-offline"] });
    }
"""
NUMBERS = """() => [...document.querySelectorAll(
        "[data-key-result] .value, [data-objective] .value")]
    .map((value) => value.textContent)"""


@dataclass(slots=True)
class Noted:
    """What one wall noted: loads, and moments (Unix time) at which it was marked."""

    loads: int
    old: list[float]
    live: list[float]


def open_walls(browser: Browser, server: Server, count: int) -> list[Page]:
    """Walls, small to be cheap, that have heard from the server and kept that."""
    context = browser.new_context(viewport={"width": 640, "height": 360}, reduced_motion="reduce")
    context.add_init_script(NOTES)
    pages = [context.new_page() for _ in range(count)]
    for number, page in enumerate(pages):
        page.goto(f"{server.url}/screens/wall-{number}")
    for page in pages:
        until(page, is_kept)
    return pages


def is_kept(page: Page) -> bool:
    """Whether the wall could be loaded without its server."""
    return bool(page.evaluate("caches.match(location.pathname).then(Boolean)"))


def until(page: Page, holds: Callable[[Page], Any], patience: float = PATIENCE) -> None:
    """Wait until something holds of a page."""
    end = time.monotonic() + patience
    while not holds(page):
        assert time.monotonic() < end, f"{page.url} came to nothing"
        page.wait_for_timeout(50)


def noted(page: Page) -> Noted:
    """What a wall noted."""
    notes = page.evaluate("JSON.parse(sessionStorage.noted)")
    times = {old: [m["at"] for m in notes["marks"] if m["old"] is old] for old in (True, False)}
    return Noted(notes["loads"], times[True], times[False])


def is_old(page: Page) -> bool:
    """Whether a wall is marked as of when, and stands there."""
    marked = "body[data-offline] .state:not([hidden])"
    return page.locator(marked).count() == 1 and page.locator(".page[data-current]").count() == 1


def is_live(page: Page) -> bool:
    """Whether a wall shows what the server says."""
    return page.locator("body:not([data-offline]) .page[data-current]").count() == 1


@contextmanager
def away(server: Server, how: str, seconds: float) -> Iterator[None]:
    """The server is "killed", "stopped" or its packets are "dropped", for so long at least."""
    end = time.monotonic() + seconds
    if how != "killed":
        with silenced(server, how):
            yield
            time.sleep(max(0.0, end - time.monotonic()))
        return
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    yield
    time.sleep(max(0.0, end - time.monotonic()))
    server.process = start_server(server.data, port=server.port).process

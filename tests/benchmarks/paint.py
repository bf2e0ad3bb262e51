"""Part b: from a save on the admin page to the painted pages, in a real Chromium.

Two walls and a phone are open. A page marks what it has painted by <html data-revision>, after
the frame with the new state; the moment is taken there, by the clock the whole machine shares.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.benchmarks.crowd import crowd
from tests.benchmarks.office import Kiosk, filled, kiosk
from tests.benchmarks.options import Options
from tests.benchmarks.report import Table, median, percentile
from tests.browsers import chromium

MEDIAN_MS, P99_MS = 50, 100
WALL, PHONE = {"width": 1920, "height": 1080}, {"width": 390, "height": 844}
# From one save to the next; the glides of the one before are mostly over.
PAUSE = 0.5
PATIENCE = 10.0
WARMING = 5
# The time origin plus now() is the machine's clock, without its being set meanwhile.
WATCH = """() => {
  window.stood = [];
  const root = document.documentElement;
  const mark = () => stood.push([
    Number(root.dataset.revision), performance.timeOrigin + performance.now()]);
  new MutationObserver(mark).observe(root, { attributeFilter: ["data-revision"] });
  mark();
}"""
STANDS = "() => Number(document.documentElement.dataset.revision)"

Saves = list[tuple[int, float]]


def paint(options: Options) -> Iterator[Table]:
    """A table for each office and crowd."""
    with chromium() as browser:
        for office in options.offices:
            with filled(office) as data:
                for others in options.crowds:
                    yield _measure(browser, office, data, others, options.saves)


def _measure(browser: Browser, office: str, data: Path, others: int, saves: int) -> Table:
    table = Table("paint", f"Save to painted: {office} office, {others} other sockets")
    with kiosk(data, pinned=False) as here, crowd() as people:
        if others:
            people.open("others", here.port, others, here.topic, deflate=True, state=True)
        with _pages(browser, here) as pages:
            made = _save(here, pages, saves)
            took = {name: _took(made, page) for name, page in pages.items()}
    walls = took["wall a"] + took["wall b"]
    later = [max(pair) for pair in zip(took["wall a"], took["wall b"], strict=True)]
    table.add("a wall: median", median(walls), "ms", MEDIAN_MS)
    table.add("a wall: p99", percentile(walls, 0.99), "ms", P99_MS)
    table.add("a wall: longest", max(walls), "ms")
    table.add("the later of both walls: median", median(later), "ms")
    table.add("the later of both walls: p99", percentile(later, 0.99), "ms")
    table.add("phone: median", median(took["phone"]), "ms")
    table.add("phone: p99", percentile(took["phone"], 0.99), "ms")
    table.add("saves", len(later), "")
    return table


@contextmanager
def _pages(browser: Browser, here: Kiosk) -> Iterator[dict[str, Page]]:
    """Two walls and a phone, live and at rest."""
    places = {
        "wall a": ("/screens/a", WALL),
        "wall b": ("/screens/b", WALL),
        "phone": (f"/o/{here.topic.partition('/')[2]}", PHONE),
    }
    # A context is a window of its own: a tab behind another would paint once a second.
    contexts = [browser.new_context(viewport=size) for _, size in places.values()]  # type: ignore[arg-type]
    try:
        yield {
            name: _opened(context.new_page(), here.server.url + path)
            for context, (name, (path, _)) in zip(contexts, places.items(), strict=True)
        }
    finally:
        for context in contexts:
            context.close()


def _opened(page: Page, url: str) -> Page:
    with page.expect_websocket():
        page.goto(url)
    page.evaluate(WATCH)
    return page


def _save(here: Kiosk, pages: dict[str, Page], saves: int) -> Saves:
    """Save on the admin page again and again: revisions, and when each was sent in epoch ms."""
    made = []
    for _ in range(WARMING + saves):
        here.press()
        sent = time.time() * 1000
        here.answered()
        made.append((here.store.revision(), sent))
        time.sleep(PAUSE)
    for page in pages.values():
        _wait_for(page, made[-1][0])
    return made[WARMING:]


def _wait_for(page: Page, revision: int) -> None:
    """Until the page stands at the revision. Its policy forbids playwright's own way to wait."""
    end = time.monotonic() + PATIENCE
    while page.evaluate(STANDS) < revision:
        if time.monotonic() > end:
            raise RuntimeError(f"{page.url} never stood at revision {revision}")
        time.sleep(0.02)


def _took(made: Saves, page: Page) -> list[float]:
    """Milliseconds from each save to the first painted state that has it."""
    stood: list[tuple[int, float]] = page.evaluate("() => window.stood")
    return [
        next(at for painted, at in stood if painted >= revision) - sent for revision, sent in made
    ]

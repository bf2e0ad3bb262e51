"""Part g: what a held wall paints between two clock minutes, and what that costs."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from playwright.sync_api import Browser, Page

from tests.benchmarks.office import Kiosk, filled, kiosk
from tests.benchmarks.options import Options
from tests.benchmarks.report import Table
from tests.browsers import chromium

SIZE = {"width": 1920, "height": 1080}
CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline.frame"]
PAINTS = ("Paint", "Layout", "UpdateLayoutTree")
# After opening, until everything has come in and the browser has tidied up behind it; around a
# minute of the wall's clock, whose glide takes two seconds.
SETTLE, TIDY, AROUND_MINUTE = 3.0, 40.0, 3.0
SPIN = "() => { const end = performance.now() + 300; while (performance.now() < end); }"
BUSY_PERCENT = 0.5
# A paint that must be seen, or the looking is worth nothing.
STIR = "() => { document.querySelector('.clock time').textContent += '.'; }"


def rest(options: Options) -> Iterator[Table]:
    """A table for each office."""
    with chromium() as browser:
        for office in options.offices:
            with filled(office) as data, kiosk(data, pinned=False) as here:
                yield _measure(browser, here, office, options.rest)


def _measure(browser: Browser, here: Kiosk, office: str, seconds: float) -> Table:
    table = Table("rest", f"At rest: {office} office, a held wall for {seconds:.0f} s")
    page, ahead = _held(browser, here, TIDY if seconds > 1 else SETTLE)
    cpu = _Cpu(browser, page)
    _wait_for_room_in_the_minute(seconds, ahead)
    # Looking at events costs as well: each is measured without the other.
    before = cpu.seconds()
    time.sleep(seconds)
    busy = (cpu.seconds() - before) / seconds
    _wait_for_room_in_the_minute(seconds, ahead)
    events = _traced(browser, page, seconds)
    for name in PAINTS:
        table.add(f"events {name}", events[name], "", 0 if name == "Paint" else None)
    table.add("renderers' share of a core", busy * 100, "%", BUSY_PERCENT)
    seen = _traced(browser, page, 1, STIR)["Paint"]
    table.add("paints missed when one is made", max(0, 1 - seen), "", 0)
    page.context.close()
    return table


def _held(browser: Browser, here: Kiosk, tidy: float) -> tuple[Page, float]:
    """A wall whose page was held by the space bar, and by how many seconds its clock, the
    server's, is ahead of this machine's."""
    page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
    ahead: list[float] = []

    def hear(frame: str | bytes) -> None:
        said = json.loads(frame).get("now")
        if said:
            ahead.append(datetime.fromisoformat(said).timestamp() - time.time())

    page.on("websocket", lambda socket: socket.on("framereceived", hear))
    with page.expect_websocket():
        page.goto(f"{here.server.url}/screens/rest")
    page.wait_for_timeout(SETTLE * 1000)
    page.keyboard.press("Space")
    page.wait_for_timeout(tidy * 1000)
    return page, ahead[-1]


def _wait_for_room_in_the_minute(seconds: float, ahead: float) -> None:
    second = (time.time() + ahead) % 60
    if second < AROUND_MINUTE or second + seconds > 60 - AROUND_MINUTE:
        time.sleep((60 - second) % 60 + AROUND_MINUTE)


def _traced(browser: Browser, page: Page, seconds: float, work: str = "") -> Counter[str]:
    """How often each event of the timeline came while nobody touched the page."""
    browser.start_tracing(page=page, categories=CATEGORIES, screenshots=False)
    time.sleep(seconds)
    if work:
        page.evaluate(work)
        page.wait_for_timeout(500)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    return Counter(event["name"] for event in events if event["ph"] in "BXI")


class _Cpu:
    """What the renderer of a page takes. Others are the browser's: one kept for the next page,
    one that the page has left. Asked in one session, for a new one has the page painted."""

    def __init__(self, browser: Browser, page: Page) -> None:
        self._session = browser.new_browser_cdp_session()
        before = self._all()
        page.evaluate(SPIN)
        after = self._all()
        self._pid = max(after, key=lambda pid: after[pid] - before.get(pid, 0.0))

    def seconds(self) -> float:
        """Of a core's time, since the renderer began."""
        return self._all()[self._pid]

    def _all(self) -> dict[int, float]:
        processes = self._session.send("SystemInfo.getProcessInfo")["processInfo"]
        return {p["id"]: float(p["cpuTime"]) for p in processes if p["type"] == "renderer"}

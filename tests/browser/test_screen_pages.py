"""A screen turns through the pages it was set to, each in its time."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from kiosk.okr.screens import PageKindSetting, Screen
from tests.browser.admin_pages import add_ada
from tests.browser.wall_queries import wall_page
from tests.server import Server, start_server

ON_SHOW = ".page[data-current]"
ONLY = (
    PageKindSetting("team", seconds=20),
    PageKindSetting("cycle", seconds=7),
    *(
        PageKindSetting(kind, shown=False)
        for kind in ("overview", "moved", "objective", "meetings")
    ),
    *(PageKindSetting(kind, shown=False) for kind in ("survey", "lessons")),
    *(PageKindSetting(kind, shown=False) for kind in ("waiting", "learned", "alignment")),
)
TEAMS = ("engineering", "marketing")


@pytest.fixture
def server(tmp_path) -> Iterator[Server]:
    running = start_server(tmp_path / "data")
    add_ada(running)  # or the wall shows the way to her
    yield running
    running.stop()


def seconds_on_show(page: Page, seconds: int) -> dict[str, int]:
    """How long each page was on show, by its id, in the order they came."""
    seen: dict[str, int] = {}
    for _ in range(seconds):
        page.clock.run_for(1000)
        name = page.locator(ON_SHOW).get_attribute("id") or ""
        seen[name] = seen.get(name, 0) + 1
    return seen


def wait_for_loop(page: Page, told: list[str], wanted: Callable[[int], bool]) -> None:
    """Wait until a wall says of its loop that it takes so many seconds; the first that it says may
    be from before it knew its pages."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        said = [int(seconds) for frame in told for seconds in re.findall(r'"loop":(\d+)', frame)]
        if any(map(wanted, said)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(told)


def test_pages_come_in_their_order_for_as_long_as_they_are_to_and_the_loop_says_how_long(
    browser: Browser, server: Server
):
    server.store().screens.save(Screen("test", teams=TEAMS, pages=ONLY))
    told: list[str] = []

    def note(frame: str | bytes) -> None:
        told.append(str(frame))

    with wall_page(browser, f"{server.url}/screens/test", held=False) as page:
        page.on("websocket", lambda socket: socket.on("framesent", note))
        page.reload()
        wait_for_loop(page, told, lambda seconds: seconds == 47)
        told.clear()
        page.goto(f"{server.url}/screens/test?pages=all")
        # As long as every page takes.
        wait_for_loop(page, told, lambda seconds: seconds > 90)
        page.goto(f"{server.url}/screens/test")
        page.route_web_socket("**/live?*", lambda socket: None)
        page.clock.install()
        page.reload()
        page.locator(ON_SHOW).wait_for()
        loop = (page.locator("#loop").get_attribute("data-pages") or "").split()
        assert [name.partition("-")[0] for name in loop] == ["team", "team", "calendar"]
        seen = seconds_on_show(page, 46)
    assert list(seen) == loop
    for name, stays in seen.items():
        assert abs(stays - (20 if name.startswith("team-") else 7)) <= 1

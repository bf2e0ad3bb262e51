"""A quarter of an hour of the wall, in a browser whose clock, like the office's, is an input."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute

from kiosk.web.core.assets import release
from kiosk.web.core.services import Services
from tests.browser.wall_queries import wall_page
from tests.server import MOMENT, Server
from tests.services import make_client, make_services
from tests.web.admin.users import add_person

FORTY = Path(__file__).parents[1] / "fixtures" / "forty.toml"
STEP = 2  # seconds
BEGIN = 120  # seconds after MOMENT
# The page on show and its first row, -1 where its heading stands alone.
ON_SHOW = """() => {
    const page = document.querySelector(".page[data-current]");
    return [page.id, [...page.querySelectorAll(".rows > .row")].findIndex((row) => !row.hidden)];
}"""


@dataclass
class Wall:
    """What a screen is sent as time goes by, and what it shows: since when, which page, and from
    which of its rows on."""

    services: Services
    now: datetime = MOMENT
    due: datetime | None = None
    shown: list[tuple[int, str, int]] = field(default_factory=list)
    sockets: list[WebSocketRoute] = field(default_factory=list)

    def page(self) -> str:
        """The page as it is loaded."""
        return make_client(self.services).get("/screens/test").text

    def tell(self) -> None:
        """Send the state where it is another by itself, else a heartbeat."""
        said: dict[str, object] = {"revision": 1, "now": self.now.isoformat()}
        said["release"] = release()  # with another, the wall would ask for its page each time
        if self.due is None or self.now >= self.due:
            content = self.services.content("wall/test")
            assert content is not None
            self.due = content.changes_at
            said = {"topic": "wall/test", "revision": 1, "html": content.html + content.screen_html}
        for socket in self.sockets:
            socket.send(json.dumps(said))

    def look(self, page: Page) -> None:
        """Notes what is on show, where it is another page than before."""
        name, row = page.evaluate(ON_SHOW)
        if not self.shown or self.shown[-1][1:] != (name, row):
            self.shown.append((int((self.now - MOMENT).total_seconds()), name, row))


def recorded(browser: Browser, server: Server, services: Services, minutes: int) -> Wall:
    """So many minutes of a wall: its files come from a server, its content from `services`."""
    add_person(services)
    wall = Wall(services)
    services.clock = lambda: wall.now  # type: ignore[misc]
    with wall_page(browser, f"{server.url}/screens/test", held=False) as page:
        page.route_web_socket("**/live?*", lambda socket: wall.sockets.append(socket))
        page.route("**/screens/test", lambda route: route.fulfill(
            body=wall.page(), content_type="text/html; charset=utf-8"))  # fmt: skip
        # Time goes by only as it is told to, however slow the machine.
        page.clock.install(time=MOMENT)
        page.clock.pause_at(MOMENT + timedelta(seconds=BEGIN))
        page.reload()
        page.locator(".page[data-current]").wait_for()
        for second in range(BEGIN, BEGIN + minutes * 60, STEP):
            wall.now = MOMENT + timedelta(seconds=second)
            wall.tell()
            page.clock.run_for(STEP * 1000)
            wall.look(page)
    return wall


def begins(wall: Wall) -> set[str]:
    """The pages of which the first part was on show: its heading alone, where it has that."""
    rows: dict[str, set[int]] = {}
    for _second, name, row in wall.shown:
        rows.setdefault(name, set()).add(row)
    return {name for name, seen in rows.items() if seen & {-1, 0}}


def longest_without(wall: Wall, name: str) -> int:
    """Seconds from one showing of a page to its next, at most."""
    at = [second for second, shown, _row in wall.shown if shown.startswith(name)]
    return max(b - a for a, b in pairwise(at))


@pytest.mark.parametrize("file", [None, FORTY])
def test_a_quarter_of_an_hour_shows_every_objective(
    browser: Browser, sample_server: Server, tmp_path: Path, file: Path | None
):
    services = make_services(tmp_path, file)
    wall = recorded(browser, sample_server, services, 15)
    objectives = {f"objective-{one.code}" for one in services.public_office().objectives}
    assert objectives - begins(wall) == set()
    assert longest_without(wall, "cycle-") <= 45
    stays = [b[0] - a[0] for a, b in zip(wall.shown, wall.shown[1:], strict=False)]
    assert Counter(stays).most_common(1)[0][0] == 10


@pytest.mark.long
def test_what_moved_turns_over_its_parts_one_after_the_other(
    browser: Browser, sample_server: Server, tmp_path: Path
):
    wall = recorded(browser, sample_server, make_services(tmp_path), 15)
    rows = [row for _second, name, row in wall.shown if name == "moved"]
    parts = sorted(set(rows))
    assert len(parts) > 2
    order = [parts.index(row) for row in rows]
    assert all((b - a) % len(parts) == 1 for a, b in pairwise(order))

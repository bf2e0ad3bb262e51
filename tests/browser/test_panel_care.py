"""Care for the panel: it is moved a little, dark at night, and made anew without a flash."""

from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise, product

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.wall_queries import shown, wall_page
from tests.server import Server

PLACED = """() => {
  const box = document.querySelector(".page[data-current] .title").getBoundingClientRect();
  return [Math.round(box.x), Math.round(box.y)];
}"""

# The furthest that the care moves anything, in pixels.
FURTHEST = 12
MOVE = """([x, y]) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`main { transition: none !important; translate: ${x}px ${y}px !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""


def minutes(page: Page, count: int) -> None:
    """Let the clock run, and what glides arrive."""
    page.clock.run_for(count * 60_000)
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")


def test_what_stands_still_is_moved_each_minute_and_never_far(
    browser: Browser, sample_server: Server
):
    with wall_page(browser, f"{sample_server.url}/screens/test") as page:
        # The server's clock does not run as fast as this one.
        page.route_web_socket("**/live?*", lambda socket: None)
        page.clock.install(time=datetime(2026, 11, 22, 17, 21, tzinfo=UTC))
        page.reload()
        page.locator(".page[data-current]").wait_for()
        page.keyboard.press(" ")
        places = []
        for _ in range(40):
            minutes(page, 1)
            places.append(tuple(page.evaluate(PLACED)))
        for axis in (0, 1):
            stood = [place[axis] for place in places]
            assert 20 <= max(stood) - min(stood) <= 24
        assert len(set(places)) > 20
        assert all(a != b for a, b in pairwise(places))


def test_the_band_covers_its_edge_wherever_the_page_is_moved_to(
    browser: Browser, sample_server: Server
):
    with wall_page(browser, f"{sample_server.url}/screens/test?pages=all") as page:
        while not page.locator("#objective-K7Q2[data-current]").count():
            page.keyboard.press("ArrowDown")
        for place in product((-FURTHEST, FURTHEST), repeat=2):
            page.evaluate(MOVE, place)
            edge = Image.open(BytesIO(page.screenshot())).convert("RGB").crop((0, 0, 4, 1080))
            assert len(edge.getcolors() or ()) == 1, place


def test_hours_of_the_dark_go_over_midnight(browser: Browser, sample_server: Server):
    with wall_page(browser, f"{sample_server.url}/screens/test") as page:
        said = page.evaluate(
            "async (times) => {"
            " const { isDark } = await import('/static/js/wall/screen/panel_care.js');"
            " return times.map((time) => isDark(time, {from: '22:00', to: '06:00'})); }",
            ["21:59", "22:00", "03:00", "06:00"],
        )
        assert said == [False, True, True, False]


def test_a_page_made_anew_is_first_painted_whole_and_where_it_was(
    browser: Browser, sample_server: Server
):
    with wall_page(browser, f"{sample_server.url}/screens/test") as page:
        page.keyboard.press("ArrowDown")
        there = shown(page)
        page.evaluate("""() => {
            const key = document.querySelector(".page[data-current]").id + " 0";
            sessionStorage.before = JSON.stringify({ key, isPaused: true });
        }""")
        page.reload()
        page.locator(".page[data-current]").wait_for()
        assert shown(page) == there
        expect(page.locator("body")).to_have_attribute("data-paused", "")
        painted, laid_out = page.evaluate("""async () => {
            const paint = await new Promise((done) => new PerformanceObserver(
                (list) => done(list.getEntries()[0].startTime),
            ).observe({ type: "paint", buffered: true }));
            return [paint, performance.getEntriesByName("laid-out")[0].startTime];
        }""")
        assert painted >= laid_out

"""A wall measures the page on show and paints it; how the other pages spread is measured after."""

from datetime import timedelta
from decimal import Decimal

from playwright.sync_api import Browser, Page, expect

from tests.browser.legible import faults_of
from tests.browser.wall_queries import shown, turned, wall_page
from tests.server import MOMENT, Server

ON_SHOW = ".page[data-current]"
UNMEASURED = "#live[data-unmeasured]"


def reload_without_idle_time(page: Page) -> None:
    """Open a wall anew as a machine does that never comes to measure anything in between."""
    page.clock.install(time=MOMENT)
    page.clock.pause_at(MOMENT + timedelta(seconds=1))
    page.reload()
    page.locator(ON_SHOW).wait_for()


def test_a_page_that_is_turned_to_before_it_was_measured_is_whole(
    browser: Browser, sample_server: Server
):
    with wall_page(browser, f"{sample_server.url}/screens/test?pages=all") as page:
        page.route_web_socket("**/live?*", lambda socket: None)
        reload_without_idle_time(page)
        count = page.locator(".place .count")
        assert page.locator(UNMEASURED).count() == 1
        assert count.inner_text() == ""
        for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"):
            page.keyboard.press(key)
            assert faults_of(page) == []
            assert page.locator(UNMEASURED).count() == 1
        before = shown(page)
        page.clock.run_for(4000)
        assert page.locator(UNMEASURED).count() == 0
        assert shown(page) == before
        said = int(count.inner_text().split("/")[1])
        assert said == sum(1 for _ in turned(page))


def test_a_change_is_announced_on_a_page_that_was_not_measured_yet(
    browser: Browser, server: Server
):
    with wall_page(browser, f"{server.url}/screens/test", held=False) as page:
        reload_without_idle_time(page)
        server.store().check_ins.add("M3XD", Decimal(101), now=MOMENT, note="Two more edge nodes")
        expect(page.locator(ON_SHOW)).to_have_attribute("id", "objective-K7Q2")
        expect(page.locator(f"{ON_SHOW} .note")).to_have_text("“Two more edge nodes”")
        assert page.locator(UNMEASURED).count() == 1
        assert faults_of(page) == []
        page.clock.run_for(20_000)
        assert page.locator(UNMEASURED).count() == 0
        expect(page.locator(f"{ON_SHOW} .note")).to_have_count(0)
        assert faults_of(page) == []

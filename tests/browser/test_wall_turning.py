"""The loop that a wall turns through, in a browser."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.wall_queries import wall_page
from tests.server import Server

ON_SHOW = ".page[data-current]"


def loop_of(page: Page) -> list[str]:
    ids = page.locator("#loop").get_attribute("data-pages")
    assert ids
    return ids.split()


def turned_in(page: Page, seconds: int) -> list[str]:
    """The ids of the pages on show, each second."""
    seen = []
    for _ in range(seconds):
        page.clock.run_for(1000)
        seen.append(page.locator(ON_SHOW).get_attribute("id") or "")
    return seen


def test_a_loop_is_done_in_90_seconds_with_the_overview_back_every_45(
    browser: Browser, forty_server: Server
):
    with wall_page(browser, f"{forty_server.url}/screens/test", held=False) as page:
        # Nothing is heard: the next loop would be another.
        page.route_web_socket("**/live?*", lambda socket: None)
        page.clock.install()
        page.reload()
        page.locator(ON_SHOW).wait_for()
        seen = turned_in(page, 90)
        assert set(seen) == set(loop_of(page))
        at = [second for second, name in enumerate(seen) if name.startswith("cycle-")]
        away = [b - a for a, b in zip([0, *at], [*at, 90], strict=True)]
        assert max(away) <= 45


def test_what_is_not_sent_any_more_stays_until_the_page_is_turned(browser: Browser, server: Server):
    store = server.store()
    with wall_page(browser, f"{server.url}/screens/test", held=False) as page:
        loop = page.locator("#loop")
        other = (loop.get_attribute("data-up-to-date") or "").split(":")[0]
        assert page.locator(f"#{other}").count() == 0
        store.screens.show_page("test", other, hold=True)
        expect(page.locator(ON_SHOW)).to_have_attribute("id", other)
        expect(loop).not_to_have_attribute("data-up-to-date", re.compile(f"{other}:"))
        store.screens.show_page("test", "", hold=True)
        expect(loop).to_have_attribute("data-up-to-date", re.compile(f"{other}:"))
        expect(page.locator(ON_SHOW)).to_have_attribute("id", other)
        page.keyboard.press("ArrowDown")
        expect(page.locator(ON_SHOW)).not_to_have_attribute("id", other)
        assert page.locator(f"#{other}").count() == 0


def test_a_held_wall_does_nothing_about_what_it_does_not_show_until_it_goes_on(
    browser: Browser, server: Server
):
    store = server.store()
    touched = """() => {
        globalThis.touched = 0;
        const see = (changes) => { globalThis.touched += changes.length; };
        const all = {subtree: true, childList: true, attributes: true, characterData: true};
        new MutationObserver(see).observe(document.body, all);
    }"""
    with wall_page(browser, f"{server.url}/screens/test?pages=all") as page:
        html = page.locator("html")
        store.objectives.edit("K7Q2", title="Known before it is held", reason="a test")
        title = page.locator("#objective-K7Q2 .title")
        expect(html).to_have_attribute("data-revision", str(store.revision()))
        page.evaluate(touched)
        store.objectives.edit("K7Q2", title="Calm nights, every night", reason="a test")
        expect(html).to_have_attribute("data-revision", str(store.revision()))
        assert page.evaluate("touched") == 0
        page.keyboard.press("ArrowUp")
        expect(title).to_have_text("Calm nights, every night")
        assert page.evaluate("touched") > 0

"""The theme stands in one line of an overview of many pages, or has a page of its own."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.legible import LOOK, SCANNING, SET, faults_of
from tests.browser.wall_queries import wall_page
from tests.server import HERE, Server, start_server

WIDE, USUAL, UPRIGHT = (2560, 1080), (1920, 1080), (1080, 1920)
# The height of an overview's title in lines, and its head's share of the page.
HEAD = """() => {
    const sheet = document.querySelector(".page[data-current] .sheet.overview");
    const [title, head] = [".title", ".head"].map((name) => sheet.querySelector(name));
    const { lineHeight } = getComputedStyle(title);
    return [title.offsetHeight / parseFloat(lineHeight), head.offsetHeight / innerHeight];
}"""


@pytest.mark.parametrize("size", [USUAL, UPRIGHT])
def test_of_forty_objectives_the_theme_takes_one_line_of_the_overview(
    browser: Browser, forty_server: Server, size: tuple[int, int]
):
    with wall_page(browser, f"{forty_server.url}/screens/test", size) as page:
        lines, share = page.evaluate(HEAD)
    assert lines < 1.5
    assert share < 0.4


def test_an_overview_of_three_has_one_page_of_a_portrait_screen(
    browser: Browser, sample_server: Server
):
    with wall_page(browser, f"{sample_server.url}/screens/test", UPRIGHT) as page:
        assert page.locator(".page[data-current] .overview .row:visible").count() == 3
        assert page.locator(".page[data-current] .row-chart:visible").count() == 3
        assert faults_of(page) == []


# The parts that are hidden beside rows, of every article.
HIDDEN = """async () => {
    const { fit } = await import("/static/js/wall/layout/fit.js");
    const articles = [...document.querySelectorAll('.page[id^="objective-"]')];
    return articles.map((article) => fit(article).hidden);
}"""


def test_two_columns_become_one_before_a_title_or_a_percent_is_hidden(
    browser: Browser, tmp_path: Path
):
    # Which objectives are in the loop changes from minute to minute: the server of all tests has
    # others by now, and one of the forty has no room for its percent.
    server = start_server(tmp_path / "data", file=HERE / "fixtures" / "forty.toml")
    try:
        with wall_page(browser, f"{server.url}/screens/test", WIDE) as page:
            found = page.evaluate(HIDDEN)
    finally:
        server.stop()
    assert found
    assert not any(part in hidden.split() for hidden in found for part in ("percent", "heading"))
    assert sum("code" in hidden for hidden in found) * 4 <= len(found)


def test_a_theme_that_has_a_page_of_its_own_is_whole(browser: Browser, forty_server: Server):
    """On a very wide and low screen that is read from far, the longest of forty objectives need the
    theme's space."""
    far = {"diagonal": 75, "distance": 8, "scanning": SCANNING, "only": ".page[data-current]"}
    with wall_page(browser, f"{forty_server.url}/screens/test", WIDE) as page:
        page.evaluate(SET, [75, 8])
        page.locator('.page[data-current] .overview[data-hidden-parts~="title"]').wait_for()
        page.keyboard.press("ArrowUp")
        [title] = page.locator(".page[data-current] .overview .title").all()
        assert page.locator(".page[data-current] .row:visible").count() == 0
        assert title.evaluate("(title) => title.scrollWidth <= title.clientWidth")
        assert page.evaluate(LOOK, far)["faults"] == []

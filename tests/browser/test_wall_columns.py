"""Two columns on a very wide screen, and the theme in one line of an overview of many pages."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.legible import faults_of
from tests.browser.wall_queries import turned, wall_page
from tests.server import Server

WIDE, USUAL, UPRIGHT = (2560, 1080), (1920, 1080), (1080, 1920)
# The places of the rows on show, as [left, top, right, bottom], in the order of reading.
PLACES = """() => [...document.querySelectorAll(".page[data-current] .row:not([hidden])")]
    .filter((row) => !row.matches(".plain-words"))
    .map((row) => row.getBoundingClientRect())
    .map(({ left, top, right, bottom }) => [left, top, right, bottom].map(Math.round))"""
# The height of an overview's title in lines, and its head's share of the page.
HEAD = """() => {
    const sheet = document.querySelector(".page[data-current] .sheet.overview");
    const [title, head] = [".title", ".head"].map((name) => sheet.querySelector(name));
    const { lineHeight } = getComputedStyle(title);
    return [title.offsetHeight / parseFloat(lineHeight), head.offsetHeight / innerHeight];
}"""


def rows_of_every_page(page: Page) -> list[list[list[int]]]:
    """The places of the rows on each page of a wall that has two or more."""
    pages = (page.evaluate(PLACES) for _ in turned(page))
    return [places for places in pages if len(places) > 1]


def test_on_a_very_wide_screen_rows_stand_in_two_columns(browser: Browser, sample_server: Server):
    with wall_page(browser, f"{sample_server.url}/screens/test?pages=all", WIDE) as page:
        pages = rows_of_every_page(page)
    assert len(pages) > 10
    for places in pages:
        for first, second in zip(places[::2], places[1::2], strict=False):
            assert first[1] == second[1]
            assert first[2] < second[0]
        assert len({left for left, *_ in places}) == 2
        assert len({right - left for left, _, right, _ in places}) == 1


def test_on_a_usual_screen_rows_stand_one_below_another(browser: Browser, sample_server: Server):
    with wall_page(browser, f"{sample_server.url}/screens/test?pages=all", USUAL) as page:
        pages = rows_of_every_page(page)
    assert len(pages) > 10
    assert all(len({left for left, *_ in places}) == 1 for places in pages)


@pytest.mark.parametrize("size", [USUAL, UPRIGHT])
def test_of_forty_objectives_the_theme_takes_one_line_of_the_overview(
    browser: Browser, forty_server: Server, size: tuple[int, int]
):
    with wall_page(browser, f"{forty_server.url}/screens/test", size) as page:
        lines, share = page.evaluate(HEAD)
    assert lines < 1.5
    assert share < 0.4


def test_a_theme_that_has_a_page_of_its_own_is_whole(browser: Browser, forty_server: Server):
    """On a very wide and low screen the longest of forty objectives need the theme's space."""
    with wall_page(browser, f"{forty_server.url}/screens/test", WIDE) as page:
        [title] = page.locator(".page[data-current] .overview .title").all()
        assert page.locator(".page[data-current] .row:visible").count() == 0
        assert title.evaluate("(title) => title.scrollWidth <= title.clientWidth")
        assert faults_of(page) == []

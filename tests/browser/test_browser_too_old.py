"""A browser that cannot show the wall says so: one that is taken for older than it is."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.server import Server

SENTENCE = "This browser is too old to show the wall."
SEEN = """() => [...document.body.children].filter((one) => one.checkVisibility())
    .map((one) => one.className || one.localName)"""


def without_supports(css: str) -> str:
    return css.replace("@supports", "@unknown")


def without_layers(css: str) -> str:
    return css.replace("@layer", "@unknown").replace("hypot(", "unknown(")


def lacking(feature: str) -> Callable[[str], str]:
    return lambda css: css.replace(feature, f"unknown-{feature}")


def opened(browser: Browser, server: Server, change: Callable[[str], str]) -> Page:
    """The wall in a browser that does not know what is taken out of its stylesheet."""

    def answer(route: Route) -> None:
        found = route.fetch()
        route.fulfill(response=found, body=change(found.text()))

    page = browser.new_page(viewport={"width": 1920, "height": 1080}, java_script_enabled=True)
    page.route(re.compile(r"/static/wall\.css"), answer)
    page.goto(f"{server.url}/screens/test")
    return page


@pytest.mark.parametrize(
    "change",
    [
        without_supports,
        without_layers,
        lacking("hypot("),
        lacking("white-space-collapse"),
        lacking("rgb(from"),
    ],
)
def test_an_old_browser_shows_a_sentence_and_nothing_else(
    browser: Browser, sample_server: Server, change: Callable[[str], str]
):
    page = opened(browser, sample_server, change)
    assert page.evaluate(SEEN) == ["browser-too-old"]
    sentence = page.get_by_text(SENTENCE)
    box = sentence.bounding_box()
    assert box is not None
    assert 0 < box["y"] < 400
    page.get_by_role("link").click()
    assert page.url == f"{sample_server.url}/all"


def test_a_browser_that_can_shows_the_wall_and_not_the_sentence(
    browser: Browser, sample_server: Server
):
    page = opened(browser, sample_server, lambda css: css)
    page.locator(".page[data-current]").wait_for()
    assert "browser-too-old" not in page.evaluate(SEEN)
    assert "bottom" in page.evaluate(SEEN)

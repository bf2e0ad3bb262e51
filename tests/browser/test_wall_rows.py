"""Figures in rows have their own widths; what stands where is in test_wall_pages.py."""

from playwright.sync_api import Browser

from tests.browser.wall_queries import wall_page
from tests.server import Server


def test_figures_have_their_own_widths_but_for_what_runs(browser: Browser, sample_server: Server):
    width = """([part, word]) => {
        const element = document.querySelector(part);
        element.textContent = word;
        const range = document.createRange();
        range.selectNodeContents(element);
        return range.getBoundingClientRect().width;
    }"""
    with wall_page(browser, f"{sample_server.url}/screens/test?pages=all") as page:
        for part, is_even in (
            (".percent .number", False),
            (".value .number", False),
            (".clock", True),
        ):
            ones, eights = (page.evaluate(width, [part, word]) for word in ("11:11", "88:88"))
            assert (abs(ones - eights) < 1) == is_even, part

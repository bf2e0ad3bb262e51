"""An objective's chart is on the axis of its bars, clear of everything else, and yields first."""

from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.legible import faults_of
from tests.browser.wall_queries import turned, wall_page
from tests.browser.wall_walk import CHARTS, MARKS, TOUCHING
from tests.server import MOMENT, Server, start_server

SHOWN = ".page[data-current]"
# Two of its four key results are on a page.
FEW_ROWS = "D3ZP"
DOTS = """() => [...document.querySelectorAll(".page[data-current] .large-chart .dot")]
    .map((one) => one.getBoundingClientRect()).map(({left, right}) => (left + right) / 2)"""


def turn_to(page: Page, code: str) -> None:
    for _ in turned(page):
        if page.locator(f"{SHOWN}#objective-{code}").count():
            return
    raise AssertionError(code)


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_large_chart_the_bars_and_the_weeks_share_one_axis(
    browser: Browser, tmp_path: Path, locale: str
):
    server = start_server(tmp_path, locale=locale)
    try:
        with wall_page(browser, f"{server.url}/screens/test?pages=all") as page:
            for width, height in ((1920, 1080), (1080, 1920)):
                page.set_viewport_size({"width": width, "height": height})
                turn_to(page, FEW_ROWS)
                marks = page.evaluate(MARKS)
                [dot], [today], bars = page.evaluate(DOTS), marks["today"], marks["bars"]
                assert bars
                assert "schedule" in page.locator(f"{SHOWN} .pace").inner_text() or locale != "en"
                assert [abs(mark - today) <= 1 for mark in (dot, *bars)] == [True] * (1 + len(bars))
    finally:
        server.stop()


def test_the_rows_of_an_overview_say_in_words_what_a_long_title_leaves_no_room_for(
    browser: Browser, sample_server: Server
):
    with wall_page(browser, f"{sample_server.url}/screens/test?pages=all") as page:
        assert page.evaluate(CHARTS) == ["row-chart"] * 3
        page.evaluate(
            """() => {
                const title = document.querySelector(".page[data-current] .title");
                title.textContent = "Make every message that anybody sends arrive ".repeat(6);
                dispatchEvent(new Event("resize"));
            }"""
        )
        assert faults_of(page) == []
        assert page.evaluate(TOUCHING) == []
        words = page.locator(f"{SHOWN} .row:visible .goal:visible").all_inner_texts()
        charts = page.evaluate(CHARTS)
        assert len(charts) + len(words) == page.locator(f"{SHOWN} .row:visible").count()


def test_the_large_chart_yields_to_a_note_and_is_moved_in_place(browser: Browser, server: Server):
    store = server.store()
    key_result = store.office(MOMENT).objective(FEW_ROWS).key_results[0]
    chart = f"#objective-{FEW_ROWS} .large-chart"
    with wall_page(browser, f"{server.url}/screens/test?pages=all", held=False) as page:
        line = page.locator(f"{chart} .line")
        before = line.get_attribute("d")
        page.evaluate(f"window.kept = document.querySelector('{chart} .line')")
        store.check_ins.add(key_result.code, Decimal(19), now=MOMENT, note="Nothing waits any more")
        page.locator(f"{SHOWN}[data-changed-row]#objective-{FEW_ROWS}").wait_for()
        assert page.evaluate(CHARTS) in ([], ["small-chart"])
        assert page.evaluate("window.kept.isConnected")
        assert line.get_attribute("d") != before

"""An objective's chart is on the axis of its bars, clear of everything else, and yields first."""

from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.legible import SIZES, faults_of
from tests.browser.wall_queries import turned, wall_page
from tests.server import MOMENT, Server, start_server

SHOWN = ".page[data-current]"
# Two of its four key results are on a page.
FEW_ROWS = "D3ZP"
# On the others the code leaves no room for a small one, or rows stand side by side.
ALL = {"row-chart", "large-chart", "small-chart"}
USUAL = {(1920, 1080): ALL, (3840, 2160): ALL, (1080, 1920): ALL, (2560, 1080): {"row-chart"}}
MARKS = """() => {
    const middles = (name) => [...document.querySelectorAll(`.page[data-current] ${name}`)]
        .filter((one) => one.checkVisibility({visibilityProperty: true}))
        .map((one) => one.getBoundingClientRect())
        .map(({left, right}) => (left + right) / 2);
    return [middles(".large-chart .dot"), middles(".weeks .tick"), middles(".row .tick")];
}"""
# Each chart on show that touches anything but the change of the week in its own corner.
TOUCHING = """() => {
    const page = document.querySelector(".page[data-current]");
    const seen = (one) => one.checkVisibility({visibilityProperty: true});
    const boxes = (name) => [...page.querySelectorAll(name)].filter(seen);
    const others = boxes(".title, .meta, .percent > *, .qr, .scan > *, .extra > :not(:empty), "
        + ".moved, .row-title, .value > *, .bar, .weeks, .charts-head, .reported, .goal");
    const edges = {left: 0, top: 0, right: innerWidth, bottom: innerHeight};
    return boxes(".chart").flatMap((chart) => {
        const own = chart.getBoundingClientRect();
        const out = own.left < edges.left - 1 || own.right > edges.right + 1 || own.top < 0;
        const touched = others.filter((other) => {
            const box = other.getBoundingClientRect();
            const across = Math.min(own.right, box.right) - Math.max(own.left, box.left);
            const down = Math.min(own.bottom, box.bottom) - Math.max(own.top, box.top);
            return across > 1 && down > 1;
        });
        return [...touched.map((one) => `${page.id} ${chart.className} ${one.className}`),
            ...(out ? [`${page.id} out`] : [])];
    });
}"""
CHARTS = """() => [...document.querySelectorAll(".page[data-current] .chart")]
    .filter((one) => one.checkVisibility({visibilityProperty: true}))
    .map((one) => one.classList[1])"""


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
        for size in ((1920, 1080), (1080, 1920)):
            with wall_page(browser, f"{server.url}/screens/test?pages=all", size) as page:
                turn_to(page, FEW_ROWS)
                [dot], [today], bars = page.evaluate(MARKS)
                assert bars
                assert [abs(mark - today) <= 1 for mark in (dot, *bars)] == [True] * (1 + len(bars))
    finally:
        server.stop()


@pytest.mark.parametrize("size", SIZES)
def test_a_chart_touches_nothing_and_every_objective_has_one(
    browser: Browser, sample_server: Server, size: tuple[int, int]
):
    found, kinds = [], set()
    with wall_page(browser, f"{sample_server.url}/screens/test?pages=all", size) as page:
        for _ in turned(page):
            found += page.evaluate(TOUCHING)
            kinds |= set(page.evaluate(CHARTS))
            assert page.locator(f"{SHOWN} :is(.large-chart, .small-chart):visible").count() <= 1
    assert found == []
    assert kinds >= USUAL.get(size, {"row-chart", "large-chart"})


def test_charts_of_an_office_at_its_limits_touch_nothing(browser: Browser, forty_server: Server):
    found = []
    with wall_page(browser, f"{forty_server.url}/screens/test") as page:
        for _ in turned(page):
            found += page.evaluate(TOUCHING)
    assert found == []


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

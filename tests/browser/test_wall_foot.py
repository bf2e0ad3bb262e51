"""The foot of every page is the cycle: its marks explain those of the bars."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.legible import faults_of
from tests.browser.wall_queries import turned, wall_page
from tests.server import start_server

SIZES = ((1920, 1080), (1080, 1920), (2560, 1080))
# Where the middle of each mark is, and the edges of bars and weeks; in pixels.
MARKS = """() => {
    const page = document.querySelector(".page[data-current]");
    const boxes = (name) => [...page.querySelectorAll(name)]
        .filter((one) => one.checkVisibility({visibilityProperty: true}))
        .map((one) => one.getBoundingClientRect());
    const middle = ({left, right}) => (left + right) / 2;
    const width = ({left, right}) => [left, right];
    return {
        today: boxes(".weeks .tick").map(middle), bars: boxes(".row .tick").map(middle),
        weeks: boxes(".weeks").map(width), rows: boxes(".row .bar").map(width),
        columns: boxes(".row").map(width), week: boxes(".week").map(middle),
    };
}"""


def near(one: float, other: float) -> bool:
    return abs(one - other) <= 1


def misplaced(page: Page) -> list[str]:
    """What does not stand above or below today's mark on the page on show. Rows in two columns
    cannot: together they are as wide as the weeks, and today is at the same share of each bar."""
    found = page.evaluate(MARKS)
    if not found["today"] or not found["rows"]:
        return []
    [today], [weeks] = found["today"], found["weeks"]
    share = (today - weeks[0]) / (weeks[1] - weeks[0])
    columns = sorted({tuple(column) for column in found["columns"]})
    places = [left + share * (right - left) for left, right in columns]
    wrong = [
        f"bar {bar} {places}" for bar in found["bars"] if not any(near(bar, at) for at in places)
    ]
    edges = [
        f"{bar} {columns}"
        for bar in found["rows"]
        if not any(all(map(near, bar, one)) for one in columns)
    ]
    across = (columns[0][0], columns[-1][1])
    return wrong + edges + ([] if all(map(near, across, weeks)) else [f"{columns} {weeks}"])


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_marks_of_bars_and_weeks_stand_at_one_place(
    browser: Browser, tmp_path: Path, locale: str
):
    server = start_server(tmp_path, locale=locale)
    found, looked = [], 0
    try:
        for size in SIZES:
            with wall_page(browser, f"{server.url}/screens/test?pages=all", size) as page:
                for _ in turned(page):
                    found += misplaced(page)
                    looked += len(page.evaluate(MARKS)["bars"])
    finally:
        server.stop()
    assert found == []
    assert looked > 40 * len(SIZES)


@pytest.mark.parametrize(("locale", "day"), [("en", 1), ("en", 53), ("ar", 20), ("ar", 91)])
def test_the_week_stands_below_its_mark_where_there_is_room_and_always_whole(
    browser: Browser, tmp_path: Path, locale: str, day: int
):
    month, of_month = (10, day) if day <= 31 else (11, day - 31) if day <= 61 else (12, day - 61)
    now = datetime(2026, month, of_month, 17, tzinfo=UTC)
    server = start_server(tmp_path, locale=locale, now=now)
    try:
        for size in ((1920, 1080), (1080, 1920)):
            with wall_page(browser, f"{server.url}/screens/test?pages=all", size) as page:
                assert faults_of(page) == []
                found = page.evaluate(MARKS)
                [week], [today] = found["week"], found["today"]
                if 20 <= day <= 53:
                    assert near(week, today)
    finally:
        server.stop()

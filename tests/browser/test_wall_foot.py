"""The foot of every page is the cycle: its marks explain those of the bars."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.legible import faults_of
from tests.browser.wall_queries import rest, turned, wall_page
from tests.browser.wall_walk import MARKS, READ
from tests.server import Server, start_server


@pytest.mark.parametrize(("locale", "day"), [("en", 1), ("en", 53), ("ar", 20), ("ar", 91)])
def test_the_week_stands_below_its_mark_on_every_day_and_whole(
    browser: Browser, tmp_path: Path, locale: str, day: int
):
    month, of_month = (10, day) if day <= 31 else (11, day - 31) if day <= 61 else (12, day - 61)
    now = datetime(2026, month, of_month, 17, tzinfo=UTC)
    server = start_server(tmp_path, locale=locale, now=now)
    try:
        with wall_page(browser, f"{server.url}/screens/test?pages=all") as page:
            for width, height in ((1920, 1080), (1080, 1920)):
                page.set_viewport_size({"width": width, "height": height})
                assert faults_of(page) == []
                found = page.evaluate(MARKS)
                [[left, right]], [today] = found["weekEdges"], found["today"]
                assert left <= today <= right
    finally:
        server.stop()


def test_a_title_as_long_as_its_page_does_not_push_the_age_into_the_range_of_rows(
    browser: Browser, server: Server
):
    long = (
        "Every team that builds on our realtime service gets the same quality, night and day. " * 3
    )
    server.store().objectives.edit("D3ZP", title=long.strip(), reason="Clear")
    tight = []
    with wall_page(
        browser, f"{server.url}/screens/test?pages=all", (2560, 1080), held=False
    ) as page:
        rest(page)
        for _ in turned(page):
            if page.locator("#objective-D3ZP[data-current] .part:not(:empty)").count():
                tight.append(page.evaluate(READ)["tight"])
    assert len(tight) > 1
    assert [one for one in tight if one] == []

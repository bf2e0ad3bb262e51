"""The foot of every page is the cycle: its marks explain those of the bars."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.legible import faults_of
from tests.browser.wall_queries import wall_page
from tests.browser.wall_walk import MARKS
from tests.server import start_server


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

from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser

from kiosk.store import Store
from tests.browser.legible import look_through
from tests.graded_office import grade_all
from tests.server import MOMENT, ZONE, start_server

ONE = Path(__file__).parents[1] / "fixtures" / "one.toml"


def test_what_came_of_a_cycle_can_be_read_from_across_the_room(
    browser: Browser, tmp_path: Path
) -> None:
    """On each size every letter is tall enough, whole and clear of the others."""
    server = start_server(tmp_path / "data", file=ONE)
    try:
        grade_all(Store(tmp_path / "data" / "kiosk.db", zone=ZoneInfo(ZONE)), MOMENT)
        looked = look_through(browser, server, ((1920, 1080), (1280, 720), (1080, 1920)))
    finally:
        server.stop()
    assert looked.faults == []
    assert looked.least >= 1
    # The objective's own page, the overview, the calendar; and two of what came of it.
    assert looked.pages >= 3 * 5

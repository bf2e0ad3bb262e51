"""A wall in German, whose words are longer: its texts are whole and large enough too; and one that
comes to speak it while it is open."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.legible import NOTES, look_through
from tests.browser.wall_queries import wall_page
from tests.server import Server, start_server


@pytest.fixture
def german(tmp_path) -> Server:
    running = start_server(tmp_path / "data", locale="de")
    yield running
    running.stop()


def test_german_is_shown_whole_and_large_enough(german: Server, browser: Browser):
    looked = look_through(browser, german, [(1280, 720)], spoken=NOTES)

    assert looked.faults == []
    assert looked.pages > 10
    assert looked.least >= 0.999


def test_an_open_wall_and_phone_follow_the_office_into_german(server: Server, browser: Browser):
    with (
        wall_page(browser, f"{server.url}/screens/test") as wall,
        browser.new_context() as context,
    ):
        phone = context.new_page()
        phone.goto(f"{server.url}/all")
        server.store().settings.replace({"language": "de"})
        for page in (wall, phone):
            expect(page.locator("html")).to_have_attribute("lang", "de")
        # What stands around the part that is pushed.
        expect(phone.locator("nav")).to_contain_text("Alle Zyklen")
        expect(wall.locator("body")).to_have_attribute("data-paused", "")

        server.store().settings.replace({})
        expect(phone.locator("nav")).to_contain_text("All cycles")
        # And is at rest again: Chromium may never close a window that is being loaded anew.
        expect(wall.locator("html")).not_to_have_attribute("lang", "de")
        expect(wall.locator("body")).to_have_attribute("data-paused", "")

"""A wall in German, whose words are longer: its texts are whole and large enough too."""

import pytest
from playwright.sync_api import Browser

from tests.browser.legible import NOTES, look_through
from tests.serving import Server, start_server


@pytest.fixture
def server(tmp_path) -> Server:
    running = start_server(tmp_path / "data", locale="de")
    yield running
    running.stop()


def test_german_stands_whole_and_large_enough(server: Server, browser: Browser):
    looked = look_through(browser, server, [(1280, 720)], spoken=NOTES)

    assert looked.faults == []
    assert looked.pages > 10
    assert looked.least >= 0.999

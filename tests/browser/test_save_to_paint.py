"""The main job: a number saved anywhere stands on every wall and phone at once."""

import sqlite3
import subprocess
import sys
import time
import urllib.request
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kiosk.web.security.api_tokens import new_api_token
from kiosk.web.security.hashing import hash_token
from tests.screenshots import set_up
from tests.server import MOMENT, Server

FIGURE = '[data-key-result="M3XD"]'


@pytest.fixture
def screens(browser: Browser, server: Server) -> list[Page]:
    """Two walls and a phone, live."""
    pages = []
    for path, width, height in (
        ("/screens/lobby", 1920, 1080),
        ("/screens/kitchen", 1280, 720),
        ("/o/K7Q2", 390, 844),
    ):
        page = browser.new_context(viewport={"width": width, "height": height}).new_page()
        page.goto(server.url + path)
        pages.append(page)
    wait_until_painted(server, {"lobby", "kitchen"})
    return pages


def wait_until_painted(server: Server, names: set[str]) -> None:
    """Until the server has heard from these walls (their sockets are open)."""
    end = time.monotonic() + 15
    while time.monotonic() < end:
        with urllib.request.urlopen(f"{server.url}/metrics") as answer:
            text = answer.read().decode()
        if f"kiosk_sockets {len(names) + 1}" in text:
            return
        time.sleep(0.05)
    raise AssertionError(text)


def expect_everywhere(screens: list[Page], number: str) -> None:
    for page in screens:
        figure = page.locator(FIGURE).filter(has_text=number).first
        expect(figure).to_contain_text(number, timeout=60_000)


def test_a_check_in_on_the_admin_page_moves_two_walls_and_a_phone(
    browser: Browser, server: Server, screens: list[Page]
):
    admin = browser.new_context().new_page()
    set_up(admin, server)
    admin.goto(f"{server.url}/admin/?key-result=M3XD")
    value = admin.locator("#kr-M3XD input[name=value]").first
    value.fill("104.5")
    value.press("Enter")
    expect_everywhere(screens, "104.5")
    stands = admin.get_by_text("Saved and showing on kitchen and lobby")
    expect(stands).to_be_visible(timeout=60_000)


def test_a_check_in_by_api_command_and_a_strangers_sql_all_move_the_walls(
    server: Server, screens: list[Page]
):
    token = new_api_token()
    store = server.store()
    store.api_tokens.add("test", hash_token(token), "check-in", MOMENT)
    request = screens[0].request
    answer = request.post(
        f"{server.url}/api/v1/key-results/M3XD/check-ins",
        data={"value": 111},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status == 201, answer.text()
    expect_everywhere(screens, "111")
    # The server's clock stands elsewhere than the command's, so the command writes by the store.
    store.check_ins.add("M3XD", Decimal("107"), now=MOMENT)
    expect_everywhere(screens, "107")
    insert = (
        "insert into check_ins (key_result, value, measured_at, recorded_at)"
        " values ('M3XD', '103', '2026-11-22T18:00:00Z', '2026-11-22T18:00:00Z')"
    )
    program = Path(sys.executable).parent / "sqlite-utils"
    subprocess.run([program, server.data / "kiosk.db", insert], check=True, timeout=30)
    expect_everywhere(screens, "103")


def test_an_undo_moves_everything_back(server: Server, screens: list[Page]):
    store = server.store()
    written = store.check_ins.add("M3XD", Decimal("95"), now=MOMENT)
    expect_everywhere(screens, "95")
    store.check_ins.undo(written.id, now=MOMENT)
    expect_everywhere(screens, "118")


def test_a_database_in_a_different_program_hands_delays_no_page_that_is_open(
    server: Server, screens: list[Page]
):
    other = sqlite3.connect(server.data / "kiosk.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    screens[0].wait_for_timeout(3500)
    expect(screens[0].locator("html")).not_to_have_attribute("data-lost", "")
    other.execute("ROLLBACK")
    other.close()
    server.store().check_ins.add("M3XD", Decimal("90"), now=MOMENT)
    expect_everywhere(screens, "90")

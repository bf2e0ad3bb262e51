"""A wall whose server has lost its database goes on, says so, and is whole after one click."""

import io
import re
from decimal import Decimal

import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from kiosk.config import load_settings
from kiosk.web.core.backups import back_up
from tests.browser.offline import NUMBERS, open_walls
from tests.server import MOMENT, Server


def test_a_wall_goes_on_with_what_it_knew_and_one_click_restores_it(
    browser: Browser, server: Server
):
    back_up(load_settings(server.data, {}), MOMENT)
    [wall] = open_walls(browser, server, 1)
    knew = wall.evaluate(NUMBERS)
    (server.data / "kiosk.db").unlink()
    notice = wall.locator(".on-wall-notice")
    expect(notice).to_have_text(
        re.compile("^Restore the database: .*/admin/recovery$"), timeout=60_000
    )
    assert wall.evaluate(NUMBERS) == knew
    expect(wall.locator("main")).to_have_css("filter", "grayscale(1)")

    new = browser.new_page()
    new.goto(f"{server.url}/screens/never-seen")
    expect(new.locator("h1")).to_have_text("The database needs a restore")

    own = browser.new_page()
    own.goto(server.own_screen())
    expect(own.locator("[data-qr]")).to_have_attribute(
        "data-qr", re.compile("/admin/recovery/", re.IGNORECASE)
    )
    own.locator("a").click()
    own.get_by_role("button", name="Restore this backup").click()
    expect(own.locator("h1")).to_have_text("Restored")

    expect(notice).to_have_count(0, timeout=60_000)
    expect(wall.locator("main")).to_have_css("filter", "none")
    expect(new.locator(".page[data-current]")).to_be_visible(timeout=60_000)
    server.store().check_ins.add("M3XD", Decimal(111), now=MOMENT)
    expect(wall.locator("#live")).to_contain_text("111", timeout=60_000)


def read_codes(page: Page) -> list[str]:
    """What a reader finds in the notice below a wall."""
    taken = Image.open(io.BytesIO(page.locator(".on-wall-notice").screenshot()))
    return [code.text for code in zxingcpp.read_barcodes(taken)]


def test_the_own_screen_shows_the_code_below_what_it_knew_and_after_a_reload(
    browser: Browser, server: Server
):
    back_up(load_settings(server.data, {}), MOMENT)
    own = browser.new_page()
    own.goto(server.own_screen())
    own.wait_for_function("navigator.serviceWorker.ready")
    own.reload()
    own.wait_for_function("navigator.serviceWorker.controller !== null")
    (server.data / "kiosk.db").unlink()
    code = own.locator(".on-wall-notice [data-qr]")
    expect(code).to_have_attribute(
        "data-qr", re.compile("/admin/recovery/", re.IGNORECASE), timeout=60_000
    )
    assert read_codes(own) == [code.get_attribute("data-qr")]
    expect(own.locator("main .qr:visible")).to_have_count(0)
    own.reload()
    expect(own.locator("[data-qr]")).to_have_attribute(
        "data-qr", re.compile("/admin/recovery/", re.IGNORECASE)
    )

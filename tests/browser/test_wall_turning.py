"""The loop that a wall turns through, in a browser."""

import re
from io import BytesIO
from itertools import count

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.wall_queries import (
    at_rest,
    reload_to_rest,
    shown,
    wait_until_measured,
    wall_page,
)
from tests.server import Server

ON_SHOW = ".page[data-current]"
CODE = f"{ON_SHOW} .qr:visible"
SHARES = (0, 0.25, 0.5, 0.75, 1)
SMALL = (960, 540)
# Turns to the next page and stops at once; how many animations that began.
TURN = """() => {
    dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
    globalThis.stopped = document.getAnimations();
    for (const one of stopped) one.pause();
    return stopped.length;
}"""
GO_TO = """async (share) => {
    for (const one of stopped) one.currentTime = share * one.effect.getTiming().duration;
    await Promise.all(stopped.map((one) => one.ready));
}"""
# Once a minute the panel's care moves everything, and the clock goes on.
UNMOVED = """() => {
    const sheet = new CSSStyleSheet();
    const still = "translate: none !important; transition: none !important";
    sheet.replaceSync(`main, .bottom { ${still} } .clock { visibility: hidden }`);
    document.adoptedStyleSheets = [sheet];
}"""
GO_ON = "() => { for (const one of stopped) one.finish(); }"
# What stands still on the page on show and beside it, as [left, top, right, bottom]; the band is
# the border of the sheet.
STILL = """(withCode) => {
    const sheet = document.querySelector(".page[data-current] .sheet");
    const code = [...sheet.querySelectorAll(".qr, .scan")].filter((one) => one.checkVisibility());
    const lines = [sheet.querySelector(".when"), document.querySelector(".place")];
    const parts = [...(withCode ? code : []), ...lines];
    const boxes = parts.map((part) => part.getBoundingClientRect());
    const band = parseFloat(getComputedStyle(sheet).borderInlineStartWidth) - 13;
    const edges = boxes.map(({ left, top, right, bottom }) => [left, top, right, bottom]);
    return [[0, 0, band, innerHeight], ...edges];
}"""
# At which share of a turn an sRGB component of a picture is how much light.
LIGHT = np.array([c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
                  for c in np.arange(256) / 255])  # fmt: skip

Picture = NDArray[np.uint8]


def picture(page: Page) -> Picture:
    return np.asarray(Image.open(BytesIO(at_rest(page))).convert("RGB"))


def luminance(taken: Picture) -> float:
    """The mean relative luminance."""
    return float((LIGHT[taken] @ (0.2126, 0.7152, 0.0722)).mean())


def turn_faults(page: Page, before: Picture) -> tuple[list[str], Picture]:
    """What is wrong with the turn to the next page, and that page."""
    # The foot says which page of how many this is only while that is known.
    wait_until_measured(page)
    came_from, had_code = shown(page), page.locator(CODE).count()
    assert page.evaluate(TURN) > 0
    frames = []
    for share in SHARES:
        page.evaluate(GO_TO, share)
        frames.append(picture(page))
    page.evaluate(GO_ON)
    after = picture(page)
    where = f"{came_from.split()[0]} to {shown(page)}"
    least = 0.9 * min(luminance(before), luminance(after))
    lights = [luminance(frame) for frame in frames]
    faults = [f"{where}: dark at {share}: {light:.4f} < {least:.4f}"
              for share, light in zip(SHARES, lights, strict=True) if light < least]  # fmt: skip
    # A poster has no code: that of the next page comes in with its rows.
    for box in page.evaluate(STILL, bool(had_code)):
        left, top, right, bottom = (max(0, round(edge)) for edge in box)
        for share, frame in zip(SHARES, frames, strict=True):
            if not np.array_equal(frame[top:bottom, left:right], after[top:bottom, left:right]):
                faults.append(f"{where}: moves at {share}: {box}")
    return faults, after


def faults_of_turns(page: Page, most: int) -> tuple[list[str], int]:
    """What is wrong with turning through a wall's pages once, and how many turns that took."""
    found = []
    first, before = shown(page), picture(page)
    for turns in count(1):
        faults, before = turn_faults(page, before)
        found += faults
        if turns == most or shown(page) == first:
            break
    return found, turns


def loop_of(page: Page) -> list[str]:
    ids = page.locator("#loop").get_attribute("data-pages")
    assert ids
    return ids.split()


def turned_in(page: Page, seconds: int) -> list[str]:
    """The ids of the pages on show, each second."""
    seen = []
    for _ in range(seconds):
        page.clock.run_for(1000)
        seen.append(page.locator(ON_SHOW).get_attribute("id") or "")
    return seen


def test_a_loop_is_done_in_90_seconds_with_the_overview_back_every_45(
    browser: Browser, forty_server: Server
):
    with wall_page(browser, f"{forty_server.url}/screens/test", held=False) as page:
        # Nothing is heard: the next loop would be another.
        page.route_web_socket("**/live?*", lambda socket: None)
        page.clock.install()
        page.reload()
        page.locator(ON_SHOW).wait_for()
        seen = turned_in(page, 90)
        assert set(seen) == set(loop_of(page))
        at = [second for second, name in enumerate(seen) if name.startswith("cycle-")]
        away = [b - a for a, b in zip([0, *at], [*at, 90], strict=True)]
        assert max(away) <= 45


def test_what_is_not_sent_any_more_stays_until_the_page_is_turned(browser: Browser, server: Server):
    store = server.store()
    with wall_page(browser, f"{server.url}/screens/test", held=False) as page:
        loop = page.locator("#loop")
        other = (loop.get_attribute("data-up-to-date") or "").split(":")[0]
        assert page.locator(f"#{other}").count() == 0
        store.screens.show_page("test", other, hold=True)
        expect(page.locator(ON_SHOW)).to_have_attribute("id", other)
        expect(loop).not_to_have_attribute("data-up-to-date", re.compile(f"{other}:"))
        store.screens.show_page("test", "", hold=True)
        expect(loop).to_have_attribute("data-up-to-date", re.compile(f"{other}:"))
        expect(page.locator(ON_SHOW)).to_have_attribute("id", other)
        page.keyboard.press("ArrowDown")
        expect(page.locator(ON_SHOW)).not_to_have_attribute("id", other)
        assert page.locator(f"#{other}").count() == 0


def test_a_held_wall_does_nothing_about_what_it_does_not_show_until_it_goes_on(
    browser: Browser, server: Server
):
    store = server.store()
    touched = """() => {
        globalThis.touched = 0;
        const see = (changes) => { globalThis.touched += changes.length; };
        const all = {subtree: true, childList: true, attributes: true, characterData: true};
        new MutationObserver(see).observe(document.body, all);
    }"""
    with wall_page(browser, f"{server.url}/screens/test?pages=all") as page:
        html = page.locator("html")
        store.objectives.edit("K7Q2", title="Known before it is held", reason="a test")
        title = page.locator("#objective-K7Q2 .title")
        expect(html).to_have_attribute("data-revision", str(store.revision()))
        page.evaluate(touched)
        store.objectives.edit("K7Q2", title="Calm nights, every night", reason="a test")
        expect(html).to_have_attribute("data-revision", str(store.revision()))
        assert page.evaluate("touched") == 0
        page.keyboard.press("ArrowUp")
        expect(title).to_have_text("Calm nights, every night")
        assert page.evaluate("touched") > 0


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("most", [8, pytest.param(1000, marks=[pytest.mark.long])])
def test_a_turn_gets_no_darker_than_its_pages_while_band_code_and_foot_stand_still(
    browser: Browser, sample_server: Server, theme: str, most: int
):
    address = f"{sample_server.url}/screens/test?theme={theme}&pages=all"
    with wall_page(browser, address, SMALL, moving=True) as page:
        reload_to_rest(page)
        page.evaluate(UNMOVED)
        page.wait_for_timeout(100)
        found, turns = faults_of_turns(page, most)
    assert found == []
    assert turns >= 8


def test_after_a_turn_nothing_moves_and_nothing_of_it_is_left(
    browser: Browser, sample_server: Server
):
    with wall_page(browser, f"{sample_server.url}/screens/test?pages=all", moving=True) as page:
        page.evaluate(UNMOVED)
        page.wait_for_timeout(100)
        pages = page.locator(".page").count()
        for _ in range(4):
            assert page.evaluate(TURN) > 0
            page.evaluate(GO_ON)
            page.wait_for_timeout(50)
            assert page.evaluate("document.getAnimations().length") == 0
            assert page.locator("[data-leaving], [data-still]").count() == 0
            assert page.locator(".page").count() == pages

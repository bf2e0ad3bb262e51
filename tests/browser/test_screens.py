"""What a screen is set to and told reaches its wall, at once and as it was meant."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from kiosk.okr.screens import EVERY_SCREEN, Margins, Message, Screen, ScreenCommands, Theme
from kiosk.store import Store
from tests.browser.admin_pages import add_ada, log_in
from tests.browser.wall_queries import SIZES
from tests.server import MOMENT, Server, start_server

NAME = "k7q2"
WAIT = 60_000
# How much of its overlay a text takes, across or down, and its size in rem.
FILLED = """(overlay) => {
    const outer = document.querySelector(overlay).getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(overlay));
    const text = range.getBoundingClientRect();
    const lines = [...document.querySelectorAll(`${overlay} p`)].map((line) => {
        range.selectNodeContents(line);
        return range.getBoundingClientRect().width;
    });
    return Math.max(Math.max(...lines) / outer.width, text.height / outer.height);
}"""
REMS = """(overlay) => {
    const size = (element) => parseFloat(getComputedStyle(element).fontSize);
    return size(document.querySelector(`${overlay} p`)) / size(document.documentElement);
}"""
INVERTED = """(overlay) => {
    const style = (one) => getComputedStyle(document.querySelector(one));
    const [html, over] = [style("html"), style(overlay)];
    return html.color === over.backgroundColor && html.backgroundColor === over.color;
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start_server(tmp_path_factory.mktemp("screens") / "data")
    add_ada(running)  # or the wall shows the way to her
    yield running
    running.stop()


@pytest.fixture
def store(server: Server) -> Store:
    """A screen as new, whatever the test before it said to it."""
    store = server.store()
    store.screens.save(Screen(NAME))
    store.screens.show_message(EVERY_SCREEN, None)
    store.screens.show_message(NAME, None)
    store.screens.identify(NAME, MOMENT - timedelta(days=1))
    store.screens.show_margin_marks(NAME, MOMENT - timedelta(days=1))
    store.screens.show_page(NAME, "", hold=False)
    return store


@contextmanager
def wall(browser: Browser, server: Server, path: str = f"/screens/{NAME}") -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(server.url + path)
    until(page, "document.querySelector('.page[data-current]')")
    until(page, "performance.getEntriesByName('laid-out').length")
    try:
        yield page
        assert complaints == []
    finally:
        context.close()


# What of a page, or beside it, the name of a new screen covers, once the number that an overview
# counts stands in the head of an upright screen, as where the code leaves it no room.
COVERED = """() => {
    delete document.querySelector(".page[data-current] .sheet").dataset.count;
    const name = document.querySelector(".on-wall-hello");
    const own = name.getBoundingClientRect();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const found = [];
    while (walker.nextNode()) {
        const box = walker.currentNode.parentElement;
        if (name.contains(box) || !box.checkVisibility({ visibilityProperty: true })) continue;
        range.selectNodeContents(walker.currentNode);
        for (const line of range.getClientRects())
            if (line.right > own.left && line.left < own.right && line.bottom > own.top
                && line.top < own.bottom) found.push(walker.currentNode.data);
    }
    return found;
}"""


def until(page: Page, expression: str) -> None:
    """Wait for something to be so: a wall allows no page to evaluate text by itself."""
    end = time.monotonic() + WAIT / 1000
    while not _is_so(page, expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(50)


def _is_so(page: Page, expression: str) -> bool:
    try:
        return bool(page.evaluate(expression))
    except Error as error:  # a page that is made anew has nothing to say for a moment
        if "context was destroyed" in str(error):
            return False
        raise


def on_show(page: Page) -> str:
    found: str = page.locator(".page[data-current]").get_attribute("id") or ""
    return found


def smallest(page: Page) -> float:
    """The size in pixels of the smallest text on the page on show."""
    found: float = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll(".page[data-current] .title, "
            + ".page[data-current] .foot, .clock")].map((one) =>
                parseFloat(getComputedStyle(one).fontSize)))"""
    )
    return found


def test_a_new_display_becomes_a_screen_that_keeps_its_name(
    browser: Browser, server: Server, store: Store
) -> None:
    with wall(browser, server, "/") as page:
        said = page.locator(".on-wall-hello").inner_text()
        for size in SIZES:
            page.set_viewport_size({"width": size[0], "height": size[1]})
            assert page.evaluate(COVERED) == [], size
        until(page, "document.querySelector('.on-wall-hello') === null")
        page.reload()
        until(page, "document.querySelector('.page[data-current]')")
        topic = page.get_attribute("#live", "data-topic") or ""
        assert topic.startswith(f"wall/{said}")
        assert page.locator(".on-wall-hello").count() == 0
        assert "login" not in page.url
        page.wait_for_timeout(200)
    assert said in {seen.name for seen in store.screens.visits()}


def test_a_distance_twice_as_far_makes_text_twice_as_large(
    browser: Browser, server: Server, store: Store
) -> None:
    with wall(browser, server) as page:
        before = smallest(page)
        store.screens.save(Screen(NAME, distance=Decimal(10)))
        until(page, "document.documentElement.style.getPropertyValue('--distance') === '10'")
        assert smallest(page) == pytest.approx(2 * before, rel=0.01)
        store.screens.save(Screen(NAME, distance=Decimal(10), diagonal=110))
        until(page, "document.getElementById('screen').dataset.diagonal === '110'")
        assert smallest(page) == pytest.approx(before, rel=0.01)


def test_the_theme_is_the_screens_and_changes_at_once(
    browser: Browser, server: Server, store: Store
) -> None:
    store.screens.save(Screen(NAME, theme=Theme.LIGHT))
    with wall(browser, server) as page:
        expect(page.locator("html")).to_have_attribute("data-theme", "light")
        store.screens.save(Screen(NAME, theme=Theme.DARK))
        expect(page.locator("html")).to_have_attribute("data-theme", "dark", timeout=WAIT)


def test_margins_are_kept_clear(browser: Browser, server: Server, store: Store) -> None:
    with wall(browser, server) as page:
        store.screens.save(Screen(NAME, margins=Margins(50, 60, 70, 80)))
        until(page, "document.body.hasAttribute('data-inset')")
        store.screens.show_margin_marks(NAME, MOMENT + timedelta(minutes=10))
        marks = page.locator(".on-wall-marks")
        marks.wait_for(timeout=WAIT)
        box = marks.bounding_box()
        assert box == {"x": 80, "y": 50, "width": 1920 - 140, "height": 1080 - 120}
        assert page.locator(".on-wall-marks p").count() == 4
        moved = 13  # pixels that the panel's care may move what stands
        for part in ("main .page[data-current]", ".bottom"):
            inner = page.evaluate(
                "(part) => document.querySelector(part).getBoundingClientRect().toJSON()", part
            )
            assert inner["bottom"] <= 1080 - 70 + moved
            assert inner["right"] <= 1920 - 60 + moved


def test_identified_its_name_fills_the_screen_and_goes(
    browser: Browser, server: Server, store: Store
) -> None:
    store.screens.save(Screen(NAME, label="Reception <1>"))
    with wall(browser, server) as page:
        store.screens.identify(NAME, MOMENT + timedelta(minutes=1))
        name = page.locator(".on-wall-identify")
        name.wait_for(timeout=WAIT)
        assert name.inner_text().split("\n")[0] == "Reception <1>"
        assert name.bounding_box() == {"x": 0, "y": 0, "width": 1920, "height": 1080}
        assert page.evaluate(FILLED, ".on-wall-identify") > 0.7
        assert page.evaluate(INVERTED, ".on-wall-identify")
        store.screens.identify(NAME, MOMENT - timedelta(seconds=1))
        name.wait_for(state="detached", timeout=WAIT)


def test_a_page_asked_for_is_shown_and_held_until_it_goes_on(
    browser: Browser, server: Server, store: Store
) -> None:
    with wall(browser, server) as page:
        store.screens.show_page(NAME, "objective-A4TN", hold=True)
        until(page, "document.body.hasAttribute('data-paused')")
        assert on_show(page) == "objective-A4TN"
        page.reload()  # a power cut of the screen
        until(page, "document.body.hasAttribute('data-paused')")
        until(page, "document.querySelector('#objective-A4TN[data-current]')")
        store.screens.show_page(NAME, "", hold=False)
        until(page, "!document.body.hasAttribute('data-paused')")


def test_what_was_asked_for_once_is_not_shown_again_by_the_next_state(
    browser: Browser, server: Server, store: Store
) -> None:
    with wall(browser, server) as page:
        store.screens.show_page(NAME, "objective-A4TN")
        until(page, "document.querySelector('#objective-A4TN[data-current]')")
        page.keyboard.press(" ")
        page.keyboard.press("ArrowDown")
        elsewhere = on_show(page)
        assert elsewhere != "objective-A4TN"
        store.screens.save(Screen(NAME, place="Elsewhere"))
        until(page, "document.getElementById('screen').dataset.place === 'Elsewhere'")
        assert on_show(page) == elsewhere


def test_a_reload_is_done_once(browser: Browser, server: Server, store: Store) -> None:
    with wall(browser, server) as page:
        page.evaluate("window.old = true")
        loads: list[str] = []
        page.on("load", lambda _: loads.append(page.url))
        store.screens.reload(NAME)
        until(page, "window.old === undefined")
        until(page, "performance.getEntriesByName('laid-out').length")
        store.screens.save(Screen(NAME, place="After"))
        until(page, "document.getElementById('screen').dataset.place === 'After'")
        assert len(loads) == 1


def test_a_message_is_shown_below_the_pages_until_its_end(
    browser: Browser, server: Server, store: Store
) -> None:
    with wall(browser, server) as page:
        whole = page.locator("main").bounding_box()
        store.screens.show_message(
            EVERY_SCREEN, Message("All-Hands at <three>", MOMENT + timedelta(hours=1))
        )
        message = page.locator(".on-wall-message")
        message.wait_for(timeout=WAIT)
        assert message.inner_text() == "All-Hands at <three>"
        assert page.evaluate(INVERTED, ".on-wall-message")
        assert page.evaluate(REMS, ".on-wall-message") == pytest.approx(1.8)
        until(page, "document.body.hasAttribute('data-inset')")
        box, pages = message.bounding_box(), page.locator("main").bounding_box()
        assert box
        assert pages
        assert whole
        assert pages["y"] + pages["height"] <= box["y"] + 13
        assert page.evaluate("document.querySelector('main').scrollHeight") <= whole["height"]
        store.screens.show_message(EVERY_SCREEN, Message("All-Hands at <three>", MOMENT))
        message.wait_for(state="detached", timeout=WAIT)
        until(page, "!document.body.hasAttribute('data-inset')")


def test_a_message_that_would_leave_the_pages_too_little_has_the_screen_in_turns(
    browser: Browser, server: Server, store: Store
) -> None:
    store.screens.save(Screen(NAME, distance=Decimal(8)))
    with wall(browser, server) as page:
        whole = page.locator("main").bounding_box()
        page.clock.install()
        text = "All-Hands at three in the large room on the second floor, bring your own cup"
        store.screens.show_message(NAME, Message(text, MOMENT + timedelta(hours=1)))
        message = page.locator(".on-wall-message[data-whole]")
        message.wait_for(timeout=WAIT)
        assert message.bounding_box() == {"x": 0, "y": 0, "width": 1920, "height": 1080}
        assert page.evaluate(FILLED, ".on-wall-message") > 0.7
        assert page.locator("main").bounding_box() == whole
        store.screens.save(Screen(NAME, distance=Decimal(8), place="Elsewhere"))
        until(page, "document.getElementById('screen').dataset.place === 'Elsewhere'")
        page.clock.run_for(10_500)
        assert message.is_hidden()
        page.clock.run_for(30_500)
        assert message.is_visible()
        page.set_viewport_size({"width": 1080, "height": 1920})
        store.screens.save(Screen(NAME, distance=Decimal(2)))
        until(page, "document.body.hasAttribute('data-inset')")
        assert message.count() == 0


def test_the_admin_sees_what_a_wall_shows_and_has_it_identify_itself(
    browser: Browser, server: Server, store: Store
) -> None:
    with wall(browser, server) as page:
        page.keyboard.press(" ")
        admin = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        log_in(admin, server)
        admin.goto(f"{server.url}/admin/screens")
        facts = admin.locator(f"#facts-{NAME}")
        expect(facts).to_contain_text("(held)", timeout=WAIT)
        expect(facts).to_contain_text("1920 × 1080")
        expect(facts).to_contain_text("Chrome")
        expect(facts).to_contain_text("Revision")
        admin.get_by_role("button", name=f"Identify: {NAME}").click()
        page.locator(".on-wall-identify").wait_for(timeout=WAIT)


def test_the_sliders_move_their_numbers_and_the_preview(
    browser: Browser, server: Server, store: Store
) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    log_in(page, server)
    page.goto(f"{server.url}/admin/screens/{NAME}")
    preview = page.locator("#preview")
    expect(preview).to_contain_text("24 mm")
    slider = page.locator("[data-slides=distance]")
    slider.focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    assert page.locator("#distance").input_value() == "6"
    expect(preview).to_contain_text("28 mm")
    page.locator("#distance").fill("3.5")
    assert slider.input_value() == "3.5"
    expect(preview).to_contain_text("17 mm")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"{server.url}/admin/screens#screen-{NAME}")
    screen = replace(store.screens.all().of(NAME), commands=ScreenCommands())
    assert screen == Screen(NAME, distance=Decimal("3.5"))


def test_the_field_of_a_message_says_how_many_characters_are_left(
    browser: Browser, server: Server
) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    log_in(page, server)
    page.goto(f"{server.url}/admin/screens")
    left = page.locator("[data-counts=text]")
    expect(left).to_have_text("100 of 100 characters left")
    page.get_by_label("Message").fill("Cake at four")
    expect(left).to_have_text("88 of 100 characters left")
    page.context.close()

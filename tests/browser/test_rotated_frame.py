"""A screen that hangs upright though its system shows the picture lying."""

import io
import time
from collections.abc import Iterator
from decimal import Decimal

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Frame, Page, expect

from kiosk.okr.screens import Margins, Screen
from tests.browser.admin_pages import add_ada
from tests.browser.legible import LOOK, SCANNING
from tests.browser.offline import NUMBERS, is_kept
from tests.browser.offline import until as until_it
from tests.browser.test_screens import until
from tests.server import MOMENT, Server, start_server

NAME = "k7q2"
WAIT = 60_000
ON_SHOW = ".page[data-current]"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start_server(tmp_path_factory.mktemp("turned") / "data")
    add_ada(running)  # or the wall shows the way to her
    yield running
    running.stop()


def turned_wall(browser: Browser, server: Server, path: str = "") -> tuple[Page, Frame]:
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{server.url}/screens/{NAME}{path}")
    return page, inside(page)


def inside(page: Page) -> Frame:
    """The wall in its frame, once it stands."""
    page.frame_locator("iframe.turned").locator(ON_SHOW).wait_for(timeout=WAIT)
    [frame] = [frame for frame in page.frames if frame != page.main_frame]
    frame.wait_for_function("performance.getEntriesByName('laid-out').length")
    return frame


@pytest.mark.parametrize(("turned", "back"), [(90, 90), (270, -90)])
def test_the_whole_wall_is_turned_and_its_codes_are_read(
    browser: Browser, server: Server, turned: int, back: int
):
    server.store().screens.save(Screen(NAME, rotation=turned))
    page, wall = turned_wall(browser, server)
    assert wall.evaluate("[innerWidth, innerHeight]") == [1080, 1920]
    box = wall.locator(f"{ON_SHOW} .qr").evaluate(
        "code => ({...code.getBoundingClientRect().toJSON(), link: code.dataset.qr})"
    )
    picture = Image.open(io.BytesIO(page.screenshot())).convert("L").rotate(back, expand=True)
    [code] = zxingcpp.read_barcodes(picture)
    assert code.text == box["link"]
    assert abs(code.orientation) < 2, "it stands as it is read"
    assert box["left"] < code.position.top_left.x < box["right"]
    assert box["top"] < code.position.top_left.y < box["bottom"]
    # To the edge: nothing of the page is left over, and nothing is beyond it.
    assert page.evaluate("[document.body.scrollWidth, document.body.scrollHeight]") == [1920, 1080]


def test_every_text_is_as_tall_and_whole_as_on_any_upright_screen(browser: Browser, server: Server):
    server.store().screens.save(Screen(NAME, rotation=90, margins=Margins(10, 20, 30, 40)))
    _page, wall = turned_wall(browser, server, "?pages=all")
    asked = {"diagonal": 55, "distance": 5, "scanning": SCANNING, "spoken": []}
    found = wall.evaluate(LOOK, asked)
    assert found["faults"] == []
    assert found["pages"] > 5


def test_it_lives_in_there_turns_back_by_itself_and_obeys_the_keys(
    browser: Browser, server: Server
):
    store = server.store()
    store.screens.save(Screen(NAME, rotation=270))
    page, wall = turned_wall(browser, server)
    before = page.get_attribute("html", "data-revision")
    store.check_ins.add("M3XD", Decimal(111), now=MOMENT)
    expect(page.locator("html")).not_to_have_attribute("data-revision", before or "", timeout=WAIT)
    page.keyboard.press(" ")
    wall.wait_for_function("document.body.hasAttribute('data-paused')")
    first = wall.locator(ON_SHOW).get_attribute("id")
    page.keyboard.press("ArrowDown")
    expect(wall.locator(ON_SHOW)).not_to_have_attribute("id", first or "")
    store.screens.save(Screen(NAME))
    until(page, "document.querySelector('.page[data-current]')")
    assert page.locator("iframe").count() == 0
    store.screens.save(Screen(NAME, rotation=90))
    inside(page)


def test_a_frame_that_did_not_come_is_asked_for_again(browser: Browser, server: Server):
    server.store().screens.save(Screen(NAME, rotation=90))
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, service_workers="block")
    page = context.new_page()
    asked: list[float] = []

    def refuse(route, request):  # type: ignore[no-untyped-def]
        if request.frame != page.main_frame and request.is_navigation_request() and not asked:
            asked.append(time.monotonic())
            route.abort()
        else:
            route.continue_()

    page.clock.install()
    page.route("**/screens/*", refuse)
    page.goto(f"{server.url}/screens/{NAME}")
    while not asked:
        page.wait_for_timeout(20)
    page.clock.run_for(6_000)
    page.frame_locator("iframe.turned").locator(ON_SHOW).wait_for(timeout=WAIT)


def test_a_turned_wall_comes_up_without_its_server(browser: Browser, tmp_path):
    running = start_server(tmp_path / "data")
    running.store().screens.save(Screen(NAME, rotation=90))
    page, _wall = turned_wall(browser, running)
    knew = inside(page).evaluate(NUMBERS)
    until_it(page, is_kept)
    running.stop()
    page.reload()
    wall = inside(page)
    assert wall.evaluate("[innerWidth, innerHeight]") == [1080, 1920]
    assert wall.evaluate(NUMBERS) == knew

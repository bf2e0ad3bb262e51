"""A picture on walls: whole and legible in every size, and still there without the server."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from kiosk.okr.pictures import TEXT_LENGTH, PictureDraft
from tests.browser.admin_pages import add_and_log_in, axe_problems
from tests.browser.legible import faults_of
from tests.browser.offline import away, is_old, open_walls, until
from tests.browser.wall_queries import wall_page
from tests.server import MOMENT, Server

SIZES = {"wide": (600, 400), "upright": (400, 600), "panorama": (900, 300)}
TEXTS = ["Welcome, Ada!", ("Donaudampfschifffahrtsgesellschaft " * 3)[:TEXT_LENGTH].strip()]
LOADED = "(image) => image.decode().then(() => true, () => false)"
KEPT = """async () => {
    for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys())
            if (url.includes("/pictures/")) return true;
    return false;
}"""


def add(server: Server, size: tuple[int, int], text: str = TEXTS[0]) -> str:
    """A picture on every wall; its code."""
    out = BytesIO()
    Image.new("RGB", size, (90, 120, 160)).save(out, "WEBP")
    draft = PictureDraft(text, "", date(2026, 12, 1))
    return server.store().pictures.add(draft, out.getvalue(), size, now=MOMENT).code


@pytest.mark.parametrize("viewport", [(1920, 1080), (1080, 1920), (2560, 1080)])
def test_picture_and_text_are_whole_and_apart(
    browser: Browser, server: Server, viewport: tuple[int, int], subtests: pytest.Subtests
):
    pictures = {(shape, text): add(server, SIZES[shape], text) for shape in SIZES for text in TEXTS}
    with wall_page(browser, f"{server.url}/screens/hall", viewport) as page:
        for (shape, text), code in pictures.items():
            with subtests.test(shape=shape, text=text):
                # The screen stays on it.
                server.store().screens.show_page("hall", f"picture-{code}", hold=True)
                page.locator(f"#picture-{code}[data-current]").wait_for()
                is_whole_and_apart(page, viewport)


def is_whole_and_apart(page: Page, viewport: tuple[int, int]) -> None:
    """The picture and the text of the page on show."""
    current = ".page[data-current]"
    assert page.locator(f"{current} .rows").count() == 1
    assert faults_of(page, current) == []
    image = page.locator(f"{current} img")
    assert image.evaluate(LOADED)
    box, head = image.bounding_box(), page.locator(f"{current} .head").bounding_box()
    assert box is not None
    assert head is not None
    assert box["width"] * box["height"] > 0.2 * viewport[0] * viewport[1]
    assert box["x"] + box["width"] <= viewport[0]
    assert box["y"] + box["height"] <= viewport[1]
    beside = head["x"] >= box["x"] + box["width"] - 1
    assert beside or box["y"] >= head["y"] + head["height"] - 1


def test_a_wall_loaded_without_its_server_still_shows_the_picture(browser: Browser, server: Server):
    code = add(server, SIZES["wide"])
    server.store().screens.show_page("wall-0", f"picture-{code}")
    [wall] = open_walls(browser, server, 1)
    until(wall, lambda page: bool(page.evaluate(KEPT)))
    with away(server, "killed", 0):
        wall.reload()
        assert is_old(wall)
        image = wall.locator(f"#picture-{code} img")
        expect(image).to_have_count(1)
        until(wall, lambda page: bool(image.evaluate(LOADED)))


def test_a_picture_is_added_by_keyboard(page: Page, server: Server, tmp_path):
    Image.new("RGB", (60, 40)).save(tmp_path / "a.png")
    add_and_log_in(page, server)
    page.goto(f"{server.url}/admin/pictures")
    page.set_input_files("[name=picture]", tmp_path / "a.png")
    page.focus("[name=text]")
    page.keyboard.type("Welcome, Ada!")
    page.keyboard.press("Enter")
    page.get_by_text("Saved. The wall shows it").wait_for()
    assert page.locator(".admin-picture img").evaluate(LOADED)
    assert axe_problems(page) == []
    page.get_by_role("button", name="Remove: Welcome, Ada!").press("Enter")
    page.get_by_text("It is removed.").wait_for()

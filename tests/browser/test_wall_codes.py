import io
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.wall_queries import turned, wall_page
from tests.server import Server

CODE = ".page[data-current] [data-qr]"
# The title of a code, and whether it ends where the address begins.
TITLE = """() => {
    const [title, address] = ["title", "address"].map((name) =>
        document.querySelector(`.page[data-current] :is(.scan-${name}, .${name}):is(.scan *)`));
    const [above, below] = [title, address].map((part) => part.getBoundingClientRect());
    return [title.textContent, above.height > 0 && above.bottom <= below.top + 1];
}"""
POSTER = ".page[data-current] .poster"
MM_OF_55_INCH = 55 * 25.4


def read(page: Page) -> str:
    """What a reader makes of the page on show."""
    picture = Image.open(io.BytesIO(page.screenshot()))
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return found[0].text if len(found) == 1 else f"{len(found)} codes"


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_every_code_is_read_from_a_picture_and_opens_what_it_says(
    browser: Browser, sample_server: Server, size: tuple[int, int]
):
    opened = set()
    with wall_page(browser, f"{sample_server.url}/?pages=all", size) as page:
        for _ in turned(page):
            if not page.locator(CODE).count():
                assert page.locator(POSTER).count()
                continue
            held = page.locator(CODE).get_attribute("data-qr")
            assert read(page) == held
            opened.add(held)
    for link in opened:
        with urlopen(link) as answer:
            assert answer.status == 200
            code = urlsplit(link).path.rpartition("/")[2]
            assert "/O/" not in link or f'data-objective="{code}"' in answer.read().decode()
    assert len(opened) > 8


def test_every_code_has_a_title_above_its_address(browser: Browser, sample_server: Server):
    titles = set()
    with wall_page(browser, f"{sample_server.url}/?pages=all") as page:
        for _ in turned(page):
            if page.locator(POSTER).count():
                continue
            title, is_above = page.evaluate(TITLE)
            assert title
            assert is_above, title
            titles.add(title)
    assert "Why, and since when" in titles
    assert len(titles) > 4


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (3840, 2160), (1080, 1920)])
def test_a_module_is_a_whole_number_of_pixels_and_the_card_wide_enough_to_scan(
    browser: Browser, sample_server: Server, size: tuple[int, int]
):
    with wall_page(browser, f"{sample_server.url}/screens/test", size) as page:
        box = page.locator(CODE).bounding_box()
        modules = int(page.locator(CODE).get_attribute("data-modules") or 0)
        assert box
        pixels = box["width"] / modules
        assert pixels == int(pixels)
        assert box["width"] == box["height"]
        diagonal = (size[0] ** 2 + size[1] ** 2) ** 0.5
        assert box["width"] / diagonal * MM_OF_55_INCH >= 167


def test_the_codes_edges_are_crisp(browser: Browser, sample_server: Server):
    with wall_page(browser, f"{sample_server.url}/screens/test") as page:
        picture = Image.open(io.BytesIO(page.locator(CODE).screenshot())).convert("L")
        quiet = round(picture.width * 4 / 33)
        inner = picture.crop((quiet, quiet, picture.width - quiet, picture.height - quiet))
        assert len(inner.getcolors()) == 2

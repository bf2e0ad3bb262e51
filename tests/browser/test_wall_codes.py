import io

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.wall_queries import wall_page
from tests.server import Server

CODE = ".page[data-current] [data-qr]"
MM_OF_55_INCH = 55 * 25.4


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

"""The wall's codes are read from where people stand, by what their phones make of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.camera import Code, code_on, share_read
from tests.browser.legible import SIZES
from tests.browser.wall_queries import turned, wall_page
from tests.server import Server, start_server

# As long as an address of an office's network is.
LONG = "http://192.168.178.120:8000"
FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture(scope="module")
def long_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The sample office at a long address."""
    server = start_server(tmp_path_factory.mktemp("long") / "data", public_url=LONG)
    yield server
    server.stop()


def codes(
    browser: Browser, server: Server, size: tuple[int, int], theme: str, most: int = 1000
) -> list[Code]:
    """Every code of a wall once, up to so many pages."""
    found: dict[str, Code] = {}
    where = f"{server.url}/screens/test?pages=all&theme={theme}"
    with wall_page(browser, where, size) as page:
        for _ in turned(page, most):
            code = code_on(page)
            if code:
                found.setdefault(code.link, code)
    return list(found.values())


def unread(found: list[Code], pictures: int, least: float) -> dict[str, float]:
    """The codes of which less than that share is read, with the share that is."""
    assert found
    shares = {code.link: share_read(code, pictures) for code in found}
    return {link: share for link, share in shares.items() if share < least}


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_codes_are_read_from_ten_pictures_that_a_phone_would_take(
    browser: Browser, long_server: Server, theme: str
):
    found = codes(browser, long_server, (1920, 1080), theme, most=22)
    assert len(found) > 4
    assert unread(found, 10, 1) == {}, "share of ten pictures read"


def test_half_as_many_pixels_a_module_are_too_few_for_this_camera(
    browser: Browser, long_server: Server
):
    [code, *_] = codes(browser, long_server, (1920, 1080), "dark", most=2)
    assert share_read(Code(code.link, code.picture, 2 * code.module), 10) < 0.5


@pytest.mark.long
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_every_code_of_every_page_is_read_from_99_of_100_pictures(
    browser: Browser, long_server: Server, theme: str
):
    found = codes(browser, long_server, (1920, 1080), theme)
    assert len(found) > 12
    assert unread(found, 300, 0.99) == {}, "share of 300 pictures read"


@pytest.mark.long
@pytest.mark.parametrize("size", [size for size in SIZES if size != (1920, 1080)])
def test_every_code_of_every_page_is_read_at_every_size(
    browser: Browser, long_server: Server, size: tuple[int, int]
):
    found = codes(browser, long_server, size, "dark")
    assert len(found) > 12
    assert unread(found, 10, 1) == {}, "share of ten pictures read"

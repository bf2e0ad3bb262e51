"""No page of a wall has a hole: its highest strip without a mark is a fifth of it at most."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.wall_queries import shown, turned, wall_page
from tests.server import Server, start_server

FIXTURES = Path(__file__).parents[1] / "fixtures"
SIZE = (1920, 1080)
MOST = 0.2
# Differences from the background, of the three components together, that are a mark. Those of a
# hairline are less.
MARK = 110
# The edges of the rows on show, and whether the page is made of rows.
ACROSS = """() => {
    const sheet = document.querySelector(".page[data-current] .sheet");
    const { left, right } = sheet.querySelector(".rows").getBoundingClientRect();
    return [left, right, Boolean(sheet.querySelector(".row:not([hidden])"))];
}"""


def highest_strip(taken: bytes, left: float, right: float) -> float:
    """The height of the highest strip without a mark between two edges, as a share of the page."""
    picture = np.asarray(Image.open(BytesIO(taken)).convert("RGB")).astype(int)
    part = picture[:, round(left) + 2 : round(right) - 2]
    marked = (np.abs(part - part[2, 2]).sum(axis=2) > MARK).any(axis=1)
    edges = [-1, *np.flatnonzero(marked), len(marked)]
    return float(max(np.diff(edges)) - 1) / len(marked)


def holes(page: Page, most: int) -> tuple[list[str], int]:
    """The pages with a hole, up to so many pages, and how many were looked at."""
    found, looked = [], 0
    for _ in turned(page, most):
        left, right, has_rows = page.evaluate(ACROSS)
        if not has_rows:  # a poster, a picture, a title alone
            continue
        looked += 1
        share = highest_strip(page.screenshot(), left, right)
        if share > MOST:
            found.append(f"{shown(page)}: {share:.2f}")
    return found, looked


@pytest.fixture
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A server with the office that a test names."""
    file = "" if request.param == "sample" else FIXTURES / f"{request.param}.toml"
    server = start_server(tmp_path / "data", file=file)
    yield server
    server.stop()


@pytest.mark.parametrize("office", ["sample", "one", "eight"], indirect=True)
def test_no_page_has_a_hole(browser: Browser, office: Server):
    with wall_page(browser, f"{office.url}/screens/test?pages=all", SIZE) as page:
        found, looked = holes(page, 1000)
    assert found == []
    assert looked >= 3


@pytest.mark.parametrize("most", [20, pytest.param(1000, marks=[pytest.mark.long])])
def test_no_page_of_forty_objectives_has_a_hole(browser: Browser, forty_server: Server, most: int):
    with wall_page(browser, f"{forty_server.url}/screens/test?pages=all", SIZE) as page:
        found, looked = holes(page, most)
    assert found == []
    assert looked > 15


def test_the_strip_of_a_page_without_rows_would_be_found():
    empty = Image.new("RGB", (100, 100), "black")
    empty.paste("white", (0, 10, 100, 20))
    taken = BytesIO()
    empty.save(taken, "PNG")
    assert highest_strip(taken.getvalue(), 0, 100) == 0.8

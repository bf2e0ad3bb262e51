"""One walk through a wall's pages that reads everything the tests of its layout ask about: opening
an office's wall and turning its pages takes longer than any question about them."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.legible import faults_of
from tests.browser.wall_queries import rest, turned, wall_page
from tests.server import HERE, Server, start_server

ADDRESS = "http://192.168.1.20:8000"
# How many pages: of forty objectives there are three hundred, for the long run alone.
PICTURES = {"sample": 30, "one": 30, "eight": 30, "forty": 1000}
PICTURED = {(1920, 1080): ("sample", "one", "eight", "forty"), (1280, 720): ("sample",)}
# Differences from the background, of the three components together, that are a mark. Those of a
# hairline are less.
MARK = 110

READ = (Path(__file__).parent / "wall_walk.js").read_text(encoding="utf-8")
TOUCHING = f"() => ({READ})().touching"
CHARTS = f"() => ({READ})().charts"
MARKS = f"() => ({READ})().marks"


@dataclass(frozen=True, slots=True)
class PageRead:
    """What was read on one page; `read` has what wall_walk.js says.

    :ivar strip: the highest strip without a mark, as a share of the page; 0 where the page has no
        rows or no picture was taken.
    :ivar code: what a reader makes of the code on the picture; "" without one.
    """

    name: str
    faults: list[str]
    read: dict[str, Any]
    strip: float = 0.0
    code: str = ""


@dataclass(slots=True)
class Walk:
    """A wall's pages in their order, and all rows that it has."""

    office: str
    size: tuple[int, int]
    server: Server
    pages: list[PageRead] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)

    def all(self, name: str) -> list[str]:
        """What is read under a name, of all pages, each with its page."""
        return [f"{page.name}: {one}" for page in self.pages for one in page.read[name]]


@contextmanager
def walked(browser: Browser, office: str, size: tuple[int, int]) -> Iterator[Walk]:
    """A walk through an office, named like "sample-ar" with its language, whose server still
    runs."""
    name, _, locale = office.partition("-")
    file = "" if name == "sample" else HERE / "fixtures" / f"{name}.toml"
    with TemporaryDirectory() as folder:
        server = start_server(Path(folder), file=file, locale=locale or "en", public_url=ADDRESS)
        try:
            yield _walk(browser, Walk(office, size, server))
        finally:
            server.stop()


def _walk(browser: Browser, walk: Walk) -> Walk:
    url = f"{walk.server.url}/screens/test?pages=all"
    pictures = PICTURES[walk.office] if walk.office in PICTURED.get(walk.size, ()) else 0
    with wall_page(browser, url, walk.size, held=False) as page:
        rest(page)
        for number in turned(page):
            walk.pages.append(_read(page, pictures=number < pictures))
        walk.rows = walk.pages[-1].read["allRows"]
    return walk


def _read(page: Page, *, pictures: bool) -> PageRead:
    read: dict[str, Any] = page.evaluate(READ)
    found = PageRead(read["id"], faults_of(page), read)
    if not pictures or not read["across"]:
        return found
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    codes = zxingcpp.read_barcodes(taken, formats=zxingcpp.BarcodeFormat.QRCode)
    code = codes[0].text if len(codes) == 1 else f"{len(codes)} codes" if read["qr"] else ""
    strip = highest_strip(taken, *read["across"]) if read["hasRows"] else 0.0
    return PageRead(found.name, found.faults, read, strip, code)


def highest_strip(taken: Image.Image, left: float, right: float) -> float:
    """The height of the highest strip without a mark between two edges, as a share of the page."""
    part = np.asarray(taken)[:, round(left) + 2 : round(right) - 2].astype(np.int16)
    marked = (np.abs(part - part[2, 2]).sum(axis=2) > MARK).any(axis=1)
    edges = [-1, *np.flatnonzero(marked), len(marked)]
    return float(max(np.diff(edges)) - 1) / len(marked)

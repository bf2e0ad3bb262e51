"""Pictures of every page in both themes, for docs/: python -m tests.page_pictures (`make picture`).

With a word, as in `python -m tests.page_pictures admin`, only those with that word in their names.
A page of the wall is shown on one sheet at the five sizes.

Taken of the sample office at set moments, so that two runs differ only where a page does.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browsers import chromium
from tests.page_scenes import ANSWERS, SCENES, Paths, Scene
from tests.page_sheets import SIZES, reduced, sheet
from tests.sample import WHOLE
from tests.screenshots import PHONE, set_up
from tests.server import HERE, MOMENT, Server, start_server

DOCS = HERE.parent / "docs"
ADDRESS = "http://192.168.1.20:8000"
DESK = (1280, 800)
THEMES = ("dark", "light")
MOST_TURNS = 60
SETTLED = 400
"""Milliseconds until a page stands still."""
README = {"wall-overview-dark": "wall-overview.webp", "wall-check-ins-due-light": "wall-due.webp"}
"""What the README shows, at the usual size, by the name of the sheet."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page in one theme; `name` is its file's."""

    name: str
    path: str
    size: tuple[int, int]
    theme: str

    @property
    def file(self) -> str:
        """What it is saved as."""
        return f"{self.name}-{self.theme}.webp"


def pictures(scene: Scene, made: Paths) -> Iterator[Picture]:
    """All of a scene but its wall's."""
    for theme in THEMES:
        for name, path in scene.phones.items():
            yield Picture(f"phone-{name}", path.format(**made), PHONE, theme)
        for name, path in scene.admins.items():
            yield Picture(f"admin-{name}", path.format(**made), DESK, theme)


def wall(name: str, theme: str, more: str = "&pages=all") -> Picture:
    """A wall, on which whatever comes first is on show."""
    return Picture(f"wall-{name}", f"/screens/docs?theme={theme}{more}", SIZES[0], theme)


def main(only: str = "") -> None:
    """Take them all, and write the page that shows them."""
    folder = DOCS / "pages"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.webp"):
        if only in old.name:
            old.unlink()
    with chromium() as browser:
        for scene in (found for scene in SCENES if (found := scene.only(only))):
            with _office(WHOLE, scene.now) as server:
                _take_scene(browser, server, scene, folder)
        if only in "wall-announcement":
            with _office(WHOLE, MOMENT) as server:
                for theme in THEMES:
                    _take_announcement(browser, server, theme, folder)
        if only in "wall-empty":
            with _office("empty", MOMENT) as server:
                for theme in THEMES:
                    page = _opened(browser, server, wall("empty", theme, ""), None)
                    _save_sheet(page, folder / wall("empty", theme).file)
                    page.context.close()
    _write_index(folder)


def _take_scene(browser: Browser, server: Server, scene: Scene, folder: Path) -> None:
    state = _admin(browser, server)
    made = scene.prepare(server.store(), scene.now)
    for theme in THEMES:
        _take_walls(browser, server, scene, theme, folder)
    for picture in pictures(scene, made):
        of_admin = picture.name.startswith("admin")
        _take(browser, server, picture, folder, state if of_admin else None)


class _office:
    """A server with an office, for as long as it is needed."""

    def __init__(self, file: str | Path, now: datetime) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._server = start_server(Path(self._folder.name), file=file, now=now,
                                    public_url=ADDRESS, allowed_hosts="127.0.0.1")  # fmt: skip

    def __enter__(self) -> Server:
        return self._server

    def __exit__(self, *_: object) -> None:
        self._server.stop()
        self._folder.cleanup()


def _admin(browser: Browser, server: Server) -> object:
    context = browser.new_context()
    set_up(context.new_page(), server)
    state = context.storage_state()
    context.close()
    return state


def _take(browser: Browser, server: Server, picture: Picture, folder: Path, state: object) -> None:
    page = _opened(browser, server, picture, state)
    page.wait_for_timeout(SETTLED)
    reduced(_taken(page)).save(folder / picture.file, lossless=True, method=6)
    page.context.close()


def _take_walls(browser: Browser, server: Server, scene: Scene, theme: str, folder: Path) -> None:
    """Every page of one wall that the scene names; admin pages know the wall by then."""
    page = _opened(browser, server, wall("", theme), None)
    page.locator("[data-current]").wait_for()
    if "presentation" not in scene.walls:
        page.keyboard.press(" ")
    for name, wanted in scene.walls.items():
        _turn_to(page, wanted)
        _save_sheet(page, folder / wall(name, theme).file)
    page.context.close()


def _turn_to(page: Page, wanted: str) -> None:
    for _ in range(MOST_TURNS):
        if page.locator(f"{wanted}[data-current]").count():
            return
        page.keyboard.press("ArrowDown")
    raise LookupError(f"no page of the wall is {wanted}")


def _take_announcement(browser: Browser, server: Server, theme: str, folder: Path) -> None:
    """The wall while it announces a change; at each size anew, for it goes on after a while."""
    store = server.store()
    standing = store.office(MOMENT).key_result("M3XD").latest_check_in
    note = "Two more edge nodes, near the users"
    pictures = {}
    for width, height in SIZES:
        page = _opened(browser, server, wall("announcement", theme), None, (width, height))
        page.wait_for_timeout(SETTLED)
        store.check_ins.add("M3XD", Decimal(101), now=MOMENT, note=note)
        page.locator("[data-current] .was:visible").wait_for()
        page.wait_for_timeout(SETTLED)
        pictures[width, height] = _taken(page)
        page.context.close()
        store.check_ins.add("M3XD", standing.value, now=MOMENT)
    _write_sheet(pictures, folder / wall("announcement", theme).file)


def _opened(
    browser: Browser,
    server: Server,
    picture: Picture,
    state: object,
    size: tuple[int, int] | None = None,
) -> Page:
    width, height = size or picture.size
    page = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=picture.theme,
        storage_state=state, reduced_motion="reduce",
    ).new_page()  # fmt: skip
    page.goto(server.url + picture.path)
    return page


def _save_sheet(page: Page, path: Path) -> None:
    """The page on show at every size, and at the first of them again in the end."""
    pictures = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(SETTLED)
        pictures[width, height] = _taken(page)
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    _write_sheet(pictures, path)


def _write_sheet(pictures: dict[tuple[int, int], Image.Image], path: Path) -> None:
    theme = path.stem.rpartition("-")[2]
    sheet(pictures, is_dark=theme == "dark").save(path, lossless=True, method=6)
    if path.stem in README:
        one = reduced(pictures[SIZES[0]])
        one.save(DOCS / README[path.stem], lossless=True, method=6)


def _taken(page: Page) -> Image.Image:
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


def _write_index(folder: Path) -> None:
    """Name every picture below what stands before the first of them."""
    index = DOCS / "pages.md"
    names = sorted({path.stem.rpartition("-")[0] for path in folder.glob("*.webp")})
    rows = [index.read_text().partition("### ")[0].rstrip(), ""]
    for name in names:
        what = name.replace("-", ", ", 1).replace("-", " ")
        rows += [f"### {what[0].upper()}{what[1:]}", ""]
        rows += [ANSWERS[name], ""] if name in ANSWERS else []
        rows += [f"![{what}, {theme}](pages/{name}-{theme}.webp)" for theme in THEMES]
        rows.append("")
    index.write_text("\n".join(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Pictures of every page in both themes, for docs/: python -m tests.gallery, or `make picture`.

Taken of the sample office at a set moment, so that two runs differ only where a page does.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browsers import chromium
from tests.screenshots import PHONE, set_up
from tests.serving import HERE, MOMENT, Server, start_server

DOCS = HERE.parent / "docs"
ADDRESS = "http://192.168.1.20:8000"
WALL, DESK = (1280, 720), (1280, 800)
THEMES = ("dark", "light")
# A wall's pages by what they are, each by the first that is so.
WALL_PAGES = {
    "overview": "[id^=cycle-]",
    "moved": "#moved",
    "cycle": "[id^=calendar-]",
    "team": "[id^=team-]",
    "objective": "#objective-K7Q2",
}
PHONE_PAGES = {"objective": "/o/K7Q2", "team": "/t/engineering", "everyone": "/all",
               "replay": "/replay"}  # fmt: skip
ADMIN_PAGES = {
    "check-in": "/admin/",
    "objectives": "/admin/objectives",
    "objective": "/admin/objectives/K7Q2",
    "key-result": "/admin/key-results/M3XD",
    "screens": "/admin/screens",
}
COLORS = 96
MOST_TURNS = 60


@dataclass(frozen=True, slots=True)
class Picture:
    """One page in one theme; `name` is its file's."""

    name: str
    path: str
    size: tuple[int, int]
    theme: str
    page: str = ""


def pictures() -> Iterator[Picture]:
    """All of them, but for those that need an office of their own."""
    for theme in THEMES:
        for name, page in WALL_PAGES.items():
            yield Picture(
                f"wall-{name}", f"/screens/docs?theme={theme}&pages=all", WALL, theme, page
            )
        for name, path in PHONE_PAGES.items():
            yield Picture(f"phone-{name}", path, PHONE, theme)
        for name, path in ADMIN_PAGES.items():
            yield Picture(f"admin-{name}", path, DESK, theme)


def main() -> None:
    """Take them all, and write the page that shows them."""
    folder = DOCS / "pages"
    folder.mkdir(exist_ok=True)
    with chromium() as browser:
        with _office("") as server:
            state = _admin(browser, server)
            for picture in pictures():
                _take(browser, server, picture, folder, state)
            for theme in THEMES:
                _take_told(browser, server, theme, folder)
        with _office("empty") as server:
            for theme in THEMES:
                path = f"/screens/docs?theme={theme}"
                _take(browser, server, Picture("wall-empty", path, WALL, theme), folder, None)
    _write_index(folder)


class _office:
    """A server with an office, for as long as it is needed."""

    def __init__(self, file: str) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._server = start_server(Path(self._folder.name), file=file, public_url=ADDRESS,
                                    allowed_hosts="127.0.0.1")  # fmt: skip

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
    if picture.page:
        page.keyboard.press(" ")
        for _ in range(MOST_TURNS):
            if page.locator(f"{picture.page}[data-on-show]").count():
                break
            page.keyboard.press("ArrowDown")
        else:
            raise LookupError(f"no page of the wall is {picture.page}")
    _save(page, folder / f"{picture.name}-{picture.theme}.png")


def _take_told(browser: Browser, server: Server, theme: str, folder: Path) -> None:
    """The wall in the moment in which a change is told."""
    path = f"/screens/docs?theme={theme}&pages=all"
    page = _opened(browser, server, Picture("wall-told", path, WALL, theme), None)
    store = server.store()
    standing = store.office(MOMENT).key_result("M3XD").latest
    store.check_in("M3XD", Decimal(101), now=MOMENT, note="Two more edge nodes, near the users")
    page.locator("[data-on-show] .was:visible").wait_for()
    _save(page, folder / f"wall-told-{theme}.png")
    store.check_in("M3XD", standing.value, now=MOMENT)


def _opened(browser: Browser, server: Server, picture: Picture, state: object) -> Page:
    width, height = picture.size
    page = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=picture.theme,
        storage_state=state, reduced_motion="reduce",
    ).new_page()  # fmt: skip
    page.goto(server.url + picture.path)
    return page


def _save(page: Page, path: Path) -> None:
    """As few colours as do: a picture is in the repository for ever."""
    page.wait_for_timeout(2500)
    page.screenshot(path=path)
    page.context.close()
    Image.open(path).convert("RGB").quantize(COLORS).save(path, optimize=True)


def _write_index(folder: Path) -> None:
    names = sorted({path.stem.rpartition("-")[0] for path in folder.glob("*.png")})
    rows = ["# Every page, dark and light", "", "Taken of the sample office by `make picture`.", ""]
    for name in names:
        what = name.replace("-", ", ", 1).replace("-", " ")
        rows += [f"## {what[0].upper()}{what[1:]}", ""]
        rows += [f"![{what}, {theme}](pages/{name}-{theme}.png)" for theme in THEMES]
        rows.append("")
    (DOCS / "pages.md").write_text("\n".join(rows))


if __name__ == "__main__":
    main()

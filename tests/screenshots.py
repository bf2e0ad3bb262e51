"""Pictures of every page, to be looked at: python -m tests.screenshots FOLDER [FILE] [--only NAME].

With `readme` for FOLDER, the one picture that the README shows is made again (docs/wall.png).
"""

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browsers import chromium
from tests.server import MOMENT, Server, start_server

WALLS = ((1920, 1080), (3840, 2160), (1080, 1920), (1280, 720))
PHONE = (390, 844)
ADMIN = (1280, 800)
PASSWORD = "correct horse battery"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, path, window, theme and how many wall pages to
    turn, or until which page."""

    name: str
    path: str
    size: tuple[int, int]
    theme: str
    turns: int = 0
    until: str = ""
    whole: bool = False


def wall_shots(pages: int) -> list[Shot]:
    """The first pages of the wall at every size and in both themes."""
    return [
        Shot(
            f"wall-{width}x{height}-{theme}-{turn}",
            f"/?theme={theme}&pages=all",
            (width, height),
            theme,
            turn,
        )
        for width, height in WALLS
        for theme in ("dark", "light")
        for turn in range(pages if (width, theme) != (3840, "light") else 1)
    ]


def phone_shots(code: str, team: str) -> list[Shot]:
    """Every phone page, whole, in both themes."""
    paths = {"objective": f"/o/{code}", "team": f"/t/{team}", "all": "/all", "missing": "/o/ZZZZ"}
    return [
        Shot(f"phone-{name}-{theme}", path, PHONE, theme, whole=True)
        for name, path in paths.items()
        for theme in ("light", "dark")
    ]


def admin_shots() -> list[Shot]:
    """The admin pages at a desk and on a phone."""
    paths = {"check-in": "/admin/", "objectives": "/admin/objectives"}
    paths |= {"screens": "/admin/screens", "screen": "/admin/screens/lobby"}
    return [
        Shot(f"admin-{name}-{size[0]}-{theme}", path, size, theme, whole=True)
        for name, path in paths.items()
        for size in (ADMIN, PHONE)
        for theme in ("light", "dark")
    ]


def set_up(page: Page, server: Server) -> None:
    """Make the first admin with the one-time code, as a person would."""
    page.goto(server.url + server.setup_path)
    page.get_by_label("Name").fill("Ada")
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main form button").first.click()


def take(browser: Browser, server: Server, shots: list[Shot], folder: Path, only: str) -> None:
    """Take the pictures whose name contains `only`."""
    folder.mkdir(parents=True, exist_ok=True)
    state = None
    if any(shot.name.startswith("admin") for shot in shots):
        context = browser.new_context()
        set_up(context.new_page(), server)
        state = context.storage_state()
        context.close()
    for shot in shots:
        if only in shot.name:
            one(browser, server, shot, folder, state if shot.name.startswith("admin") else None)


def one(browser: Browser, server: Server, shot: Shot, folder: Path, state: object) -> None:
    """Take one picture."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=shot.theme,
        storage_state=state,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(server.url + shot.path)
    page.wait_for_timeout(700)
    for _turn in range(shot.turns):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(150)
    while shot.until and not page.locator(f"#{shot.until}[data-current]").count():
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(150)
    page.wait_for_timeout(200)
    page.screenshot(path=folder / f"{shot.name}.png", full_page=shot.whole)
    context.close()


def main() -> None:
    """Serve an office and take its pictures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("file", nargs="?", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--pages", type=int, default=4)
    asked = parser.parse_args()
    readme = asked.folder == "readme"
    with tempfile.TemporaryDirectory() as data, chromium() as browser:
        office = {"public_url": "http://192.168.1.20:8000"} if readme else {}
        server = start_server(Path(data), file=asked.file, **office)
        try:
            shots = wall_shots(asked.pages)
            if readme:
                shots = [Shot("wall", "/?pages=all", WALLS[0], "dark", until="objective-K7Q2")]
            else:
                office = server.store().office(MOMENT)
                code = office.objectives[-1].code if asked.file else "K7Q2"
                team = office.team(office.objective(code).team).slug
                shots += phone_shots(code, team) + admin_shots()
            take(browser, server, shots, Path("docs" if readme else asked.folder), asked.only)
        finally:
            server.stop()


if __name__ == "__main__":
    main()

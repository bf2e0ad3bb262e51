"""Whether every text of a wall is tall enough, whole and clear of the others, page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.wall_queries import wall_page
from tests.server import Server

LOOK = (Path(__file__).parent / "legible.js").read_text(encoding="utf-8")
SIZES = ((1280, 720), (1920, 1080), (3840, 2160), (1080, 1920), (2560, 1080))
USUAL = (55.0, 5.0)  # inches, metres
SCREENS = (USUAL, (32.0, 3.0), (75.0, 8.0))
SCANNING = 2.5  # metres
NOTES = (
    "New runbook cut the night pages in half",
    "Die Bereitschaftsdienstplanung ist umgestellt, und wer nachts gerufen wird, schläft aus. " * 5,
)
# Stronger than what the screen's own settings say, which come again with every state.
SET = """([diagonal, distance]) => {
    const sheet = new CSSStyleSheet();
    const rules = `--diagonal: ${diagonal} !important; --distance: ${distance} !important;`;
    sheet.replaceSync(`:root { ${rules} }`);
    document.adoptedStyleSheets = [sheet];
    dispatchEvent(new Event("resize"));
}"""


@dataclass(slots=True)
class Looked:
    """What was looked at. `least` is the smallest letter as a share of what it has to be;
    `pieces` is in how many pieces notes were told."""

    faults: list[str] = field(default_factory=list)
    texts: int = 0
    pages: int = 0
    pieces: int = 0
    least: float = float("inf")


def look_through(
    browser: Browser,
    server: Server,
    sizes: Iterable[tuple[int, int]] = SIZES,
    screens: Sequence[tuple[float, float]] = (USUAL,),
    spoken: Sequence[str] = (),
    wall: str = "?pages=all",
) -> Looked:
    """Every page of a wall at each size and on each screen, at rest and with `spoken` notes."""
    looked = Looked()
    with wall_page(browser, f"{server.url}/screens/test{wall}") as page:
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            for screen in screens:
                _look(page, f"{width}x{height} {screen}", screen, spoken, looked)
    return looked


def faults_of(page: Page, only: str = ".page[data-current]") -> list[str]:
    """What is wrong with what a wall shows now, on a screen as usual."""
    diagonal, distance = USUAL
    asked = {"diagonal": diagonal, "distance": distance, "scanning": SCANNING, "only": only}
    found: list[str] = page.evaluate(LOOK, asked)["faults"]
    return found


def _look(
    page: Page, where: str, screen: tuple[float, float], spoken: Sequence[str], looked: Looked
) -> None:
    page.evaluate(SET, screen)
    diagonal, distance = screen
    asked = {"diagonal": diagonal, "distance": distance, "scanning": SCANNING, "spoken": spoken}
    found: dict[str, Any] = page.evaluate(LOOK, asked)
    looked.faults += [f"{where} {fault}" for fault in found["faults"]]
    looked.texts += found["texts"]
    looked.pages += found["pages"]
    looked.pieces += found["pieces"]
    looked.least = min(looked.least, found["least"])

"""A language that runs from right to left, made of the catalogue in Arabic letters and a third
longer: the pages are mirrored, and nothing overlaps, is cut off or reaches beyond the page."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from tests import pseudo_language
from tests.browser.admin_pages import add_and_log_in
from tests.browser.legible import look_through
from tests.browser.wall_queries import wall_page
from tests.server import Server, start_server

PHONE, DESK = (390, 844), (1280, 800)
ON_PHONES = ("/o/K7Q2", "/o/A4TN", "/t/engineering", "/all", "/replay", "/o/ZZZZ")
ON_DESKS = (
    "/admin/",
    "/admin/settings",
    "/admin/objectives",
    "/admin/objectives/K7Q2",
    "/admin/key-results/M3XD",
    "/admin/screens",
)

# What reaches beyond the page, what stands on something else and what is not whole.
WRONG = """() => {
    const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const lines = [];
    // For those who listen, and what is skipped to by keyboard, stands nowhere.
    const nowhere = "svg, .visually-hidden, .skip, option";
    while (walker.nextNode()) {
        const node = walker.currentNode, box = node.parentElement;
        if (!node.data.trim() || !shown(box) || box.closest(nowhere)) continue;
        range.selectNodeContents(node);
        const half = parseFloat(getComputedStyle(box).fontSize) * 0.36;
        const name = node.data.trim().slice(0, 30);
        for (const { left, right, top, bottom } of range.getClientRects()) {
            const middle = (top + bottom) / 2;
            const tall = { top: middle - half, bottom: middle + half };
            if (right - left > 2) lines.push({ name, box, left, right, ...tall });
        }
    }
    // What may be scrolled to its end by hand.
    const scrolled = ({ box }) => {
        for (let outer = box; outer; outer = outer.parentElement)
            if (getComputedStyle(outer).overflowX === "auto") return true;
        return false;
    };
    const found = lines.filter((one) => one.left < -1 || one.right > innerWidth + 1)
        .filter((one) => !scrolled(one))
        .map((one) => `beyond the page: ${one.name}`);
    lines.forEach((one, at) => {
        for (const other of lines.slice(at + 1)) {
            const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
            const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
            if (across > 1 && down > 1) found.push(`overlap: ${one.name} / ${other.name}`);
        }
        for (let outer = one.box; outer !== document.body; outer = outer.parentElement) {
            if (getComputedStyle(outer).overflowX === "visible") continue;
            const { left, right } = outer.getBoundingClientRect();
            if (!scrolled(one) && (one.left < left - 1 || one.right > right + 1))
                found.push(`cut off: ${one.name}`);
        }
    });
    const { dir, scrollWidth } = document.documentElement;
    if (dir !== "rtl") found.push(`runs ${dir}`);
    if (scrollWidth > innerWidth) found.push(`${scrollWidth - innerWidth} px too wide`);
    return found;
}"""
OPEN_ALL = "() => document.querySelectorAll('details').forEach((d) => (d.open = true))"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("rtl")
    spoken = pseudo_language.catalogue(folder / "locale", "ar", pseudo_language.arabic)
    running = start_server(folder / "data", locale="ar", catalogues=spoken)
    yield running
    running.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    yield context.new_page()
    context.close()


def looked_at(page: Page, url: str) -> list[str]:
    page.goto(url)
    page.evaluate(OPEN_ALL)
    wrong: list[str] = page.evaluate(WRONG)
    return [f"{url}: {what}" for what in wrong]


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
def test_a_wall_runs_from_right_to_left(server: Server, browser: Browser, size):
    looked = look_through(browser, server, [size])

    assert looked.faults == []
    assert looked.pages > 10
    with wall_page(browser, f"{server.url}/?pages=all", size) as page:
        assert page.evaluate("document.documentElement.dir") == "rtl"


def test_a_wall_is_the_mirror_image_of_itself(server: Server, browser: Browser):
    with wall_page(browser, f"{server.url}/?pages=all", (1280, 720)) as page:
        while not page.locator("#objective-K7Q2[data-current]").count():
            page.keyboard.press("ArrowDown")
        parts = ("h1", ".qr", ".address", ".row-title", ".row .number")
        title, code, address, row, number = (
            page.locator(f"#objective-K7Q2 {part}").first.bounding_box() for part in parts
        )

    assert code["x"] + code["width"] < title["x"] + title["width"]
    assert abs(address["x"] + address["width"] - code["x"] - code["width"]) < 2
    assert number["x"] < row["x"] + row["width"] / 2


# Where the first and the last letter of a text are, and by how much its lines miss the right edge
# of the rows, or of the code.
PLACED = """(text) => {
    const range = document.createRange();
    const at = (from) => {
        range.setStart(text.firstChild, from);
        range.setEnd(text.firstChild, from + 1);
        return range.getBoundingClientRect().left;
    };
    const { right } = (text.closest(".rows") ?? text.closest(".side")).getBoundingClientRect();
    const [first, last] = [at(0), at(text.textContent.length - 1)];
    range.selectNodeContents(text);
    return [first, last, right - range.getBoundingClientRect().right];
}"""


def test_what_is_not_translated_is_read_in_its_own_direction_from_the_pages_edge(
    browser: Browser, tmp_path
):
    running = start_server(tmp_path, locale="ar")
    try:
        with wall_page(browser, f"{running.url}/?pages=all", held=False) as page:
            while not page.locator("#objective-9PJR[data-current] .part:not(:empty)").count():
                page.keyboard.press("ArrowDown")
            for part in (".part", ".row:not([hidden]) .row-title"):
                text = page.locator(f"#objective-9PJR {part}").first
                first, last, away = text.evaluate(PLACED)
                assert first < last, part
                assert away < 2, part
    finally:
        running.stop()


@pytest.mark.parametrize("path", ON_PHONES)
def test_a_phone_runs_from_right_to_left(server: Server, page: Page, path):
    assert looked_at(page, server.url + path) == []


def test_the_admin_pages_run_from_right_to_left(server: Server, page: Page):
    add_and_log_in(page, server)
    wrong = []
    for (width, height), paths in ((DESK, ON_DESKS), (PHONE, ON_DESKS[:3])):
        page.set_viewport_size({"width": width, "height": height})
        for path in paths:
            wrong += looked_at(page, server.url + path)

    assert wrong == []


def test_what_is_wrong_is_seen(server: Server, page: Page):
    page.goto(f"{server.url}/all")
    style = "position: absolute; inset-inline-start: 0; top: 0; white-space: nowrap"
    texts = [f"<p id='p{n}'>{'ب' * 90}</p>" for n in range(2)]
    page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", "".join(texts))
    for number, _ in enumerate(pairwise([*texts, ""])):
        page.evaluate(f"s => document.getElementById('p{number}').style.cssText = s", style)

    found = " ".join(page.evaluate(WRONG))

    assert "overlap" in found
    assert "beyond the page" in found

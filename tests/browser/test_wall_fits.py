import pytest
from playwright.sync_api import Browser

from tests.browser.walls import FLOOR, SIZES, turned, wall_page
from tests.serving import Server

# Texts of the page on show that run out of their page or into one another.
FAULTS = """(floor) => {
    const page = document.querySelector(".page[data-on-show]");
    const faults = [];
    const texts = [];
    const roots = [page, document.querySelector(".bottom")];
    for (const root of roots) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const node = walker.currentNode;
            const box = node.parentElement;
            if (!node.data.trim() || !box.checkVisibility({visibilityProperty: true})) continue;
            const size = parseFloat(getComputedStyle(box).fontSize);
            const scan = box.closest("[data-read-at=scan]");
            if (size * 0.72 < floor / (scan ? 2 : 1) - 0.1) faults.push(`${size}px: ${node.data}`);
            const range = document.createRange();
            range.selectNodeContents(node);
            for (const rect of range.getClientRects()) {
                // The line's own height differs from face to face: its letters are what counts.
                const middle = (rect.top + rect.bottom) / 2;
                const [top, bottom] = [middle - size * 0.36, middle + size * 0.36];
                // Lines that a note is cut by are not painted.
                const note = box.closest(".note")?.getBoundingClientRect();
                if (note && middle > note.bottom) continue;
                if (rect.width) texts.push({box, top, bottom, left: rect.left, right: rect.right});
            }
        }
    }
    for (const code of page.querySelectorAll(".qr")) texts.push({box: code, ...rect(code)});
    const name = ({box}) => (box.textContent || "code").trim().slice(0, 40);
    texts.forEach((one, at) => {
        if (one.left < -1 || one.top < -1 || one.right > innerWidth + 1 ||
            one.bottom > innerHeight + 1) faults.push(`outside: ${name(one)}`);
        for (const other of texts.slice(at + 1)) {
            // The line a note is cut in has two boxes: with and without the ellipsis.
            if (one.box === other.box && one.box.closest("[data-on-cut] .note")) continue;
            const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
            const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
            if (across > 1 && down > 1) faults.push(`overlap: ${name(one)} / ${name(other)}`);
        }
    });
    function rect(element) {
        const {top, bottom, left, right} = element.getBoundingClientRect();
        return {top, bottom, left, right};
    }
    return faults.map((fault) => `${page.id}: ${fault}`);
}"""
ROWS = """() => [...document.querySelectorAll(".page[data-on-show] .row:not([hidden])")]
    .map((row) => row.id)"""
ALL_ROWS = """() => [...document.querySelectorAll(".rows:not([data-most]) .row")]
    .map((row) => row.id)"""


def faults(browser: Browser, server: Server, size: tuple[int, int]) -> list[str]:
    floor = (size[0] ** 2 + size[1] ** 2) ** 0.5 * FLOOR
    found: list[str] = []
    rows: set[str] = set()
    with wall_page(browser, f"{server.url}/screens/test", size) as page:
        for _ in turned(page):
            found += page.evaluate(FAULTS, floor)
            rows.update(page.evaluate(ROWS))
        missing = set(page.evaluate(ALL_ROWS)) - rows
    return found + [f"never shown: {row}" for row in sorted(missing)]


@pytest.mark.parametrize("size", SIZES)
def test_the_sample_stands_whole_and_large_enough(
    browser: Browser, sample_server: Server, size: tuple[int, int]
):
    assert faults(browser, sample_server, size) == []


@pytest.mark.parametrize("size", SIZES)
def test_forty_objectives_in_four_scripts_stand_whole_and_large_enough(
    browser: Browser, forty_server: Server, size: tuple[int, int]
):
    assert faults(browser, forty_server, size) == []

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.walls import FLOOR, SIZES, shown, turned, wall_page
from tests.serving import Server, start_server

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
# Lines of the address that run past the code they belong to.
PAST_THE_CODE = """() => {
    const page = document.querySelector(".page[data-on-show]");
    const edge = page.querySelector(".qr").getBoundingClientRect().right;
    const range = document.createRange();
    range.selectNodeContents(page.querySelector(".address"));
    return [...range.getClientRects()].map((line) => line.right - edge).filter((by) => by > 1);
}"""


def faults(browser: Browser, server: Server, size: tuple[int, int]) -> list[str]:
    floor = (size[0] ** 2 + size[1] ** 2) ** 0.5 * FLOOR
    found: list[str] = []
    rows: set[str] = set()
    with wall_page(browser, f"{server.url}/screens/test?pages=all", size) as page:
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


@pytest.mark.parametrize("size", [SIZES[0], SIZES[3]])
def test_the_long_address_of_the_set_up_stays_below_its_code(
    browser: Browser, tmp_path: Path, size: tuple[int, int]
):
    server = start_server(tmp_path, file="empty", public_url="http://192.168.100.120:8000")
    floor = (size[0] ** 2 + size[1] ** 2) ** 0.5 * FLOOR
    try:
        with wall_page(browser, server.url, size) as page:
            assert shown(page).strip() == "set-up"
            assert page.locator(".address:visible").inner_text().count("/ADMIN/SETUP/") == 1
            assert page.evaluate(FAULTS, floor) == []
            assert page.evaluate(PAST_THE_CODE) == []
    finally:
        server.stop()


@pytest.mark.parametrize("size", SIZES)
def test_without_javascript_the_wall_says_so_in_large_print(
    browser: Browser, sample_server: Server, size: tuple[int, int]
):
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(sample_server.url)
    said = page.locator(".no-script p")
    expect(said).to_contain_text("The wall needs JavaScript")
    expect(said).to_be_in_viewport(ratio=1)
    page.locator(".no-script a").click()
    page.wait_for_url("**/all")
    context.close()


def test_an_emoji_has_a_face(browser: Browser, sample_server: Server):
    with wall_page(browser, f"{sample_server.url}/screens/test") as page:
        page.evaluate("document.querySelector('.title').textContent = '\U0001f680'")
        devtools = page.context.new_cdp_session(page)
        for domain in ("DOM", "CSS"):
            devtools.send(f"{domain}.enable")
        root = devtools.send("DOM.getDocument")["root"]["nodeId"]
        title = devtools.send("DOM.querySelector", {"nodeId": root, "selector": ".title"})
        faces = devtools.send("CSS.getPlatformFontsForNode", title)["fonts"]
        assert [face["familyName"] for face in faces] == ["Noto Color Emoji"]

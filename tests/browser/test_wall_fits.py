from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.legible import SIZES as LOOKED_AT
from tests.browser.legible import faults_of
from tests.browser.wall_queries import SIZES, shown, turned, wall_page
from tests.server import Server, start_server

# Lines of the address that run past the code they belong to.
PAST_THE_CODE = """() => {
    const page = document.querySelector(".page[data-current]");
    const edge = page.querySelector(".qr").getBoundingClientRect().right;
    const range = document.createRange();
    range.selectNodeContents(page.querySelector(".address"));
    return [...range.getClientRects()].map((line) => line.right - edge).filter((by) => by > 1);
}"""
# Pieces of the address in more than one line, or out of the page.
BROKEN = """() => {
    const sheet = document.querySelector(".page[data-current] .sheet");
    const edges = sheet.getBoundingClientRect();
    const range = document.createRange();
    const pieces = [...sheet.querySelectorAll(".address > span:first-child, .path > span")];
    return pieces.flatMap((piece) => {
        range.selectNodeContents(piece);
        const lines = [...range.getClientRects()].filter(({width}) => width > 0);
        const out = lines.some(({left, right}) => left < edges.left || right > edges.right);
        return lines.length > 1 || out ? [piece.textContent] : [];
    });
}"""


@pytest.mark.parametrize("size", [SIZES[0], SIZES[3], (2560, 1080)])
def test_the_long_address_of_the_set_up_stays_below_its_code(
    browser: Browser, tmp_path: Path, size: tuple[int, int]
):
    server = start_server(tmp_path, file="empty", public_url="http://192.168.100.120:8000")
    try:
        with wall_page(browser, server.own_screen(), size) as page:
            assert shown(page).strip() == "set-up"
            assert page.locator(".address:visible").inner_text().count("/ADMIN/SETUP/") == 1
            assert page.locator(".step:visible").count() == page.locator(".step").count() == 3
            assert faults_of(page) == []
            assert page.evaluate(PAST_THE_CODE) == []
    finally:
        server.stop()


ADDRESSES = (
    "http://192.168.178.120:18320",
    "http://okr-kiosk.intra.company.example.com:8000",
    "https://wall.okr.berlin.some-company.example.com:18320",
)
LONG = [pytest.mark.long]


# The longest of them at every size, and each of them at one.
@pytest.mark.parametrize(
    ("address", "size"),
    [
        (ADDRESSES[0], LOOKED_AT[0]),
        (ADDRESSES[1], LOOKED_AT[1]),
        (ADDRESSES[2], LOOKED_AT[0]),
        *(pytest.param(ADDRESSES[2], size, marks=LONG) for size in LOOKED_AT[1:]),
        *(pytest.param(ADDRESSES[1], size, marks=LONG) for size in LOOKED_AT[2:]),
    ],
)
def test_an_address_ends_a_line_only_before_a_slash(
    browser: Browser, tmp_path: Path, address: str, size: tuple[int, int]
):
    server = start_server(tmp_path, public_url=address)
    found = []
    try:
        with wall_page(browser, f"{server.url}/screens/test?pages=all", size) as page:
            for _ in turned(page, 14):
                found += [*page.evaluate(BROKEN), *faults_of(page)]
    finally:
        server.stop()
    assert found == []


def test_a_longer_host_name_has_a_larger_card(browser: Browser, tmp_path: Path):
    wide = "document.querySelector('.page[data-current] .qr').getBoundingClientRect().width"
    widths = []
    for host in ("192.168.1.20:8000", "okr-kiosk.intra.company-name.example.com:8000"):
        server = start_server(tmp_path / host, public_url=f"http://{host}")
        try:
            with wall_page(browser, f"{server.url}/screens/test", SIZES[0]) as page:
                page.keyboard.press("ArrowRight")
                widths.append(page.evaluate(wide))
        finally:
            server.stop()
    assert widths[0] < widths[1]


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


def test_all_teams_with_check_ins_due_stand_on_one_page_where_they_fit(
    browser: Browser, sample_server: Server
):
    with wall_page(browser, f"{sample_server.url}/screens/test?pages=all", SIZES[0]) as page:
        for _ in turned(page):
            if page.locator("#waiting[data-current]").count():
                assert page.locator("[data-current] .row:visible").count() == 4
                assert page.locator("[data-current] .part").inner_text() == ""
                assert faults_of(page) == []
                return
    pytest.fail("the page was not shown")

"""OKRs copied from a page keep their nesting and are imported after one look at the preview."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.admin_pages import add_ada, log_in
from tests.server import MOMENT, Server

PASTE = """([field, html, text]) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", text);
    field.focus();
    const options = { clipboardData: data, bubbles: true, cancelable: true };
    const paste = new ClipboardEvent("paste", options);
    if (field.dispatchEvent(paste)) field.value += text;
}"""
BULLETS = """<h2>Support</h2><ul><li><b>Nobody waits for an answer</b><ul>
<li>First reply from 9 h to 2 h</li><li>At most 5 % reopened</li></ul></li></ul>"""
CELLS = """<table><tr><th>Objective</th><th>Key result</th><th>Target</th><th>Team</th></tr>
<tr><td rowspan="2">Guides people read</td><td>Readers</td><td>2k</td><td>Support</td></tr>
<tr><td>Guide is live</td><td>yes</td><td></td></tr></table>"""


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A page of an admin who is logged in."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    add_ada(server, is_admin=True)
    log_in(page, server)
    yield page
    context.close()


def paste(page: Page, html: str) -> None:
    field = page.get_by_label("OKRs", exact=True)
    page.evaluate(PASTE, [field.element_handle(), html, "lost"])
    expect(field).not_to_have_value("")
    assert "lost" not in field.input_value()


def test_nested_bullets_and_cells_copied_from_a_page_are_imported(page: Page, server: Server):
    for html, title, says in (
        (BULLETS, "Nobody waits for an answer", "from 9 h to 2 h"),
        (CELLS, "Guides people read", "to 2,000"),
    ):
        page.goto(f"{server.url}/admin/paste")
        paste(page, html)
        page.get_by_role("button", name="Preview", exact=True).click()
        preview = page.locator(".admin-preview")
        expect(preview).to_contain_text(title)
        expect(preview).to_contain_text(says)
        page.get_by_label("Cycle", exact=True).select_option(label="Q4 2026, which is open")
        page.get_by_role("button", name="Import all").click()
        page.wait_for_url("**/admin/objectives?imported=*")
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    titles = [objective.title for objective in server.store().office(MOMENT).objectives]
    assert "Nobody waits for an answer" in titles


def test_a_file_dropped_on_the_text_is_previewed(page: Page, server: Server):
    page.goto(f"{server.url}/admin/paste")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            const text = "Objective,KR,Target,Team\\nBe calm,Pages,at most 6,Support\\n";
            data.items.add(new File([text], "okrs.csv", { type: "text/csv" }));
            const field = document.querySelector("#table");
            const options = { dataTransfer: data, bubbles: true, cancelable: true };
            field.dispatchEvent(new DragEvent("drop", options));
        }"""
    )
    expect(page.locator(".admin-preview")).to_contain_text("at most 6")
    expect(page.get_by_label("OKRs", exact=True)).to_have_value(
        "Objective\tKR\tTarget\tTeam\nBe calm\tPages\tat most 6\tSupport\n"
    )

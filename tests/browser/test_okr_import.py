"""OKRs copied from a page or a sheet, and files: on the wall after a few answers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.admin_pages import add_ada, axe_problems, log_in
from tests.server import Server

MOST_ANSWERS = 5
WIKI = """<main><h1>Support OKRs</h1><p>Written by all of us.</p>
<div class="copied"><h2>Support</h2>
<ul><li><p><strong>Objective 1: Nobody waits for an answer</strong></p>
<ul><li><p>First reply from 9 h to 2 h</p></li><li><p>At most 5 % of tickets reopened</p></li>
<li><p>Rota for weekends is live</p></li></ul></li>
<li><p><strong>Objective 2: Guides people read</strong></p>
<ul><li><p>Readers: 800 → 2k</p></li></ul></li></ul></div></main>"""
SHEET = """<table class="copied" style="border-collapse: collapse">
<tr style="font-weight: bold"><td>Team</td><td>Objective</td><td>Key result</td><td>Start</td>
<td>Target</td><td>Lead</td></tr>
<tr><td rowspan="3">Support</td><td rowspan="2">Nobody waits for an answer</td>
<td>First reply, in hours</td><td>9</td><td>2</td><td>Mia</td></tr>
<tr><td>Tickets reopened</td><td></td><td>at most 5%</td><td>Jon</td></tr>
<tr><td>Guides people read</td><td>Readers</td><td>800</td><td>2000</td><td>Mia</td></tr></table>"""


@pytest.fixture
def window(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """The windows of an admin who is logged in, with a clipboard."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
    add_ada(server, is_admin=True)
    log_in(context.new_page(), server)
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext) -> Page:
    return window.pages[0]


def copy(window: BrowserContext, html: str) -> None:
    """Select what is to be copied on a page, and copy it by keyboard."""
    source = window.new_page()
    source.set_content(html)
    source.evaluate(
        "getSelection().selectAllChildren(document.querySelector('.copied'));"
        " getSelection().setBaseAndExtent(document.querySelector('.copied'), 0, document.body, 1)"
    )
    source.keyboard.press("Control+C")
    source.close()


def paste(page: Page) -> None:
    field = page.get_by_label("OKRs", exact=True)
    field.focus()
    page.keyboard.press("Control+V")
    expect(field).not_to_have_value("")


def open_questions(page: Page) -> list[Locator]:
    """What the preview asks: fields with choices, without those of the cycle."""
    fields = page.locator(".admin-preview fieldset.admin-field, .admin-preview select")
    teams = page.locator(".admin-import-choices select:not(#cycle)")
    return [*fields.all(), *teams.all()]


@pytest.mark.parametrize(
    ("copied", "kept"),
    [(WIKI, "    - First reply"), (SHEET, "Start\tTarget\tLead\n")],
    ids=["bullets", "cells"],
)
def test_what_is_copied_stands_on_the_wall_after_a_few_answers(
    window: BrowserContext, page: Page, server: Server, copied: str, kept: str
):
    wall = window.new_page()
    wall.goto(f"{server.url}/screens/lobby")
    copy(window, copied)
    page.bring_to_front()
    page.goto(f"{server.url}/admin/paste")
    paste(page)
    assert kept in page.get_by_label("OKRs", exact=True).input_value()
    page.get_by_role("button", name="Preview", exact=True).click()
    preview = page.locator(".admin-preview")
    expect(preview).to_contain_text("0 not understood")
    expect(preview).to_contain_text("Nobody waits for an answer")

    asked = open_questions(page)
    assert len(asked) + 1 <= MOST_ANSWERS, "and the cycle"
    page.get_by_label("Cycle", exact=True).select_option(label="Q4 2026, which is open")
    page.get_by_role("button", name="Import all").press("Enter")
    page.wait_for_url("**/admin/objectives?imported=*")

    wall.bring_to_front()
    on_show = wall.locator("[id^=objective-]").filter(has_text="Guides people read")
    expect(on_show).to_contain_text("Readers")


def test_a_preview_is_edited_by_keyboard(page: Page, server: Server):
    page.goto(f"{server.url}/admin/paste")
    text = "Team\tObjective\tKey result\tStart\tTarget\nSupport\tBe calm\tPages a night\t9\t2\n"
    page.get_by_label("OKRs", exact=True).fill(text)
    page.get_by_role("button", name="Preview", exact=True).press("Enter")
    button = page.get_by_role("button", name="Edit: Pages a night")
    button.press("Enter")
    title = page.get_by_label("Title", exact=True)
    expect(title).to_be_focused()
    assert axe_problems(page) == []

    page.keyboard.type("Pages in a night")
    page.get_by_label("Target", exact=True).fill("none")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Target", exact=True)).to_be_focused()
    expect(page.locator(".admin-edit")).to_contain_text("“none” is not a number")
    page.keyboard.press("Control+A")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    edited = page.get_by_role("button", name="Edit: Pages in a night")
    expect(edited).to_be_focused()
    expect(page.locator(".admin-preview")).to_contain_text("Read as “Pages a night”: from 9 to 2")

    page.keyboard.press("Enter")
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    page.wait_for_load_state()  # a key pressed before its script is there is lost
    page.keyboard.type("Something else")
    page.keyboard.press("Escape")
    expect(edited).to_be_focused()
    page.get_by_role("button", name="Import all").press("Enter")
    page.wait_for_url("**/admin/objectives?*imported=*")
    expect(page.locator("main")).to_contain_text("Pages in a night")


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

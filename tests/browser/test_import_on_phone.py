"""The import on a phone, while a long one is read, and with the lid of the computer closed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.admin_pages import add_ada, axe_problems, log_in
from tests.server import MOMENT, Server

PHONE = {"width": 390, "height": 844}
OBJECTIVES, MANY = 12, 300


def outline(objectives: int) -> str:
    """So many objectives of a team, with four key results each."""
    return "# Q4 2026\n## Support\n" + "".join(
        f"### Objective: Nobody waits for answer {n}\n"
        + "".join(f"- Replies of kind {n}.{k} from {k} to {k + 9}\n" for k in range(1, 5))
        for n in range(1, objectives + 1)
    )


LONG_LIST = outline(OBJECTIVES)


@pytest.fixture
def window(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """The windows of an admin with a phone."""
    context = browser.new_context(viewport=PHONE)
    add_ada(server, is_admin=True)
    log_in(context.new_page(), server)
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext, server: Server) -> Page:
    """The page of the import."""
    page = window.pages[0]
    page.goto(f"{server.url}/admin/paste")
    return page


def preview(page: Page, text: str) -> None:
    """Send a text and wait for its preview."""
    page.get_by_label("OKRs", exact=True).fill(text)
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(page.locator("#import-preview")).to_contain_text("0 not understood", timeout=60_000)
    page.wait_for_load_state()  # its scripts hear of no answer before


def test_the_import_is_at_the_foot_of_the_window_once_nothing_is_open(page: Page):
    without_team = LONG_LIST.replace("## Support\n", "")
    preview(page, without_team)
    button = page.get_by_role("button", name="Import all")
    expect(page.get_by_label("Team of the objectives without one")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    expect(button).not_to_be_in_viewport()
    page.get_by_label("Team of the objectives without one").select_option(label="Support")
    expect(button).to_be_in_viewport()
    expect(button).to_have_count(1)
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    expect(button).to_be_in_viewport()
    assert axe_problems(page) == []
    button.click()
    page.wait_for_url("**/admin/objectives*imported=*")
    expect(page.locator("main")).to_contain_text(f"{OBJECTIVES} objectives")


def test_the_focus_is_never_below_the_bar(page: Page):
    preview(page, LONG_LIST)
    bar = page.locator(".admin-import-bar")
    expect(bar).to_be_visible()
    for edit in page.get_by_role("button", name="Edit: ").all()[:8]:
        edit.focus()
        box, edge = edit.bounding_box(), bar.bounding_box()
        assert box is not None
        assert edge is not None
        assert box["y"] + box["height"] <= edge["y"] + 0.5


def test_wide_pages_have_the_button_beside_the_preview(page: Page):
    page.set_viewport_size({"width": 1280, "height": 800})
    preview(page, LONG_LIST)
    button = page.get_by_role("button", name="Import all")
    expect(button).to_have_count(1)
    expect(button).to_have_id("make")


@pytest.fixture
def reading(page: Page) -> Page:
    """A page that says how far a text is read that takes more than a moment."""
    page.get_by_label("OKRs", exact=True).fill(outline(MANY))
    page.get_by_role("button", name="Preview", exact=True).click()
    page.wait_for_url("**/admin/paste?working=*")
    expect(page.get_by_role("progressbar")).to_be_visible()
    return page


def test_how_far_it_is_read_is_said_until_the_preview_is_there(reading: Page):
    expect(reading.get_by_role("status")).to_contain_text("Reading: ")
    assert reading.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    reading.wait_for_url("**/admin/paste?draft=*", timeout=120_000)
    expect(reading.locator("#import-preview")).to_contain_text("0 not understood")


def test_a_tab_that_was_unloaded_meanwhile_has_the_preview_once_it_is_back(reading: Page):
    address = reading.url
    reading.goto("about:blank")
    reading.goto(address)
    reading.wait_for_url("**/admin/paste?draft=*", timeout=120_000)
    expect(reading.locator("#import-preview")).to_contain_text("0 not understood")
    # Whoever comes back to the address later is led there as well.
    reading.goto(address)
    assert "draft=" in reading.url


def test_what_was_confirmed_before_the_lid_was_closed_is_imported_once(
    window: BrowserContext, page: Page, server: Server
):
    preview(page, LONG_LIST)
    before = len(server.store().office(MOMENT).objectives)
    page.get_by_label("Cycle", exact=True).select_option(label="Q4 2026, which is open")
    expect(page.locator("#import-status")).to_contain_text("up to date")
    # The request arrives; its answer does not.
    page.route("**/admin/paste", lambda route: (route.fetch(), route.abort()))
    page.get_by_role("button", name="Import all").click()
    expect(page.locator("#import-offline")).to_be_visible()
    page.unroute("**/admin/paste")
    assert len(server.store().office(MOMENT).objectives) == before + OBJECTIVES
    page.get_by_role("button", name="Import all").click()
    page.wait_for_url("**/admin/objectives*imported=*")
    assert len(server.store().office(MOMENT).objectives) == before + OBJECTIVES


def test_a_page_that_was_loaded_again_has_its_text_and_its_preview(page: Page):
    preview(page, LONG_LIST)
    page.reload()
    expect(page.get_by_label("OKRs", exact=True)).to_have_value(LONG_LIST)
    expect(page.get_by_role("button", name="Import all")).to_be_in_viewport()

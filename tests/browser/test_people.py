"""People's pages and the history in a real browser: whole on a phone, and told to everybody."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from kiosk.store.queries.audit_log import Search
from tests.browser.admin_pages import add_ada, log_in, look_at
from tests.browser.test_phone import WIDER_THAN_PAGE
from tests.server import MOMENT, Server
from tests.web.admin.users import password_hash

TABLE = "Objective\tKey result\tStart\tTarget\tTeam\nBe fast\tTime\t9\ta lot\tNobody"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def log_in_as(page: Page, server: Server, *, is_admin: bool) -> None:
    """Ada; the office has an admin in any case, Root."""
    server.store().users.add("Root", password_hash(), True)
    add_ada(server, is_admin=is_admin)
    log_in(page, server)


def test_a_check_in_from_an_objective_s_page_and_back_and_undone(page: Page, server: Server):
    log_in_as(page, server, is_admin=False)
    page.goto(f"{server.url}/o/K7Q2")
    page.click("text=Check in")
    assert page.evaluate(WIDER_THAN_PAGE) == []
    card = page.locator("#kr-M3XD")
    card.locator("[name=value]").fill("99")
    card.locator("[name=note]").fill("Cached at the edge")
    card.get_by_role("button", name="Save").click()

    page.wait_for_url(f"{server.url}/o/K7Q2?saved=*")
    expect(page.get_by_role("status").first).to_contain_text("99")
    expect(page.locator("[data-key-result=M3XD]")).to_contain_text("99")
    assert page.evaluate(WIDER_THAN_PAGE) == []
    undo = page.get_by_role("button", name="Undo")
    box = undo.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    undo.click()

    page.wait_for_url(f"{server.url}/o/K7Q2?*undone=*")
    expect(page.get_by_role("status").first).to_contain_text("Undone")
    expect(page.locator("[data-key-result=M3XD]")).to_contain_text("118")


@pytest.mark.parametrize("path", ["/admin/people", "/admin/history"])
def test_the_pages_of_people_and_of_what_they_changed(page: Page, server: Server, path: str):
    log_in_as(page, server, is_admin=True)
    server.store().invitations.add("a-hash", now=MOMENT, name="Grace")
    assert look_at(page, server.url + path) == []


def test_an_invitation_and_what_it_opens(page: Page, server: Server):
    log_in_as(page, server, is_admin=True)
    page.goto(f"{server.url}/admin/people")
    page.get_by_role("button", name="Create link").click()
    assert page.evaluate(WIDER_THAN_PAGE) == []
    assert look_at(page, page.input_value("#link")) == []


def test_a_pasted_table_with_a_problem(page: Page, server: Server):
    log_in_as(page, server, is_admin=True)
    page.goto(f"{server.url}/admin/paste")
    page.fill("#table", TABLE)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("its start is a number")).to_be_visible()
    assert page.input_value("#table") == TABLE
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.fill("#table", TABLE.replace("a lot", "1"))
    page.get_by_role("button", name="Update the preview").click()
    expect(page.get_by_text("from 9 to 1")).to_be_visible()
    page.get_by_role("button", name="Import all").click()
    page.wait_for_url(f"{server.url}/admin/objectives?cycle=*")
    expect(page.get_by_text("Be fast")).to_be_visible()
    # Who it was is known in the pool's thread that wrote it, too.
    entries, _ = server.store().audit_log.search(Search(("be fast",)), skip=0, most=2)
    assert [entry.author for entry in entries] == ["Ada"]

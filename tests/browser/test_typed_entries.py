"""What is typed and not saved comes back after a reload, a closed lid or an expired log-in; and is
gone once it is saved, and after a log-out."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kiosk.okr.model import CycleState
from tests.browser.admin_pages import add_and_log_in, log_in
from tests.server import MOMENT, Server
from tests.web.admin.users import PASSWORD, password_hash

BACK = "What you had typed is back. It is not saved yet."
STORED = "() => Object.keys(sessionStorage).filter((key) => key.startsWith('typed:'))"
IS_STORED = "() => Object.keys(sessionStorage).some((key) => key.startsWith('typed:'))"
IS_NOT_STORED = "() => !Object.keys(sessionStorage).some((key) => key.startsWith('typed:'))"
IS_READ = "() => performance.now() > 1500"
TEXT = "Objective: Be quick\n- KR 1: answer in 2 hours\n"


@pytest.fixture
def page(page: Page, server: Server) -> Page:
    add_and_log_in(page, server)
    return page


def first_card(page: Page) -> Locator:
    return page.locator(
        f"#{page.locator('[data-card] >> xpath=ancestor::li').first.get_attribute('id')}"
    )


def type_half_a_check_in(page: Page) -> Locator:
    """A value and a note into the first card, not saved."""
    card = first_card(page)
    page.keyboard.type("41")
    card.locator("[name=note]").fill("Half a sen")
    wait_until_kept(page)
    return card


def wait_until_kept(page: Page) -> None:
    page.wait_for_function(IS_STORED)


def expect_back(page: Page, card: Locator) -> None:
    expect(page.get_by_text(BACK)).to_be_visible()
    expect(card.locator("[name=value]")).to_have_value("41")
    expect(card.locator("[name=note]")).to_have_value("Half a sen")


def test_half_a_check_in_is_there_after_a_reload_and_gone_once_it_is_saved(page: Page):
    card = type_half_a_check_in(page)
    page.reload()
    expect_back(page, card)

    card.locator("[name=note]").fill("Half a sentence")
    page.keyboard.press("Enter")
    expect(page.locator(".admin-just-saved")).to_contain_text("41")
    expect(page.get_by_text(BACK)).to_be_hidden()
    assert page.evaluate(STORED) == []
    page.reload()
    expect(page.get_by_text(BACK)).to_be_hidden()


def test_what_is_typed_at_once_before_the_tab_is_closed_is_kept(page: Page, server: Server):
    card = first_card(page)
    page.keyboard.type("41")
    card.locator("[name=note]").fill("Half a sen")
    page.goto("about:blank")
    page.goto(f"{server.url}/admin/")
    expect_back(page, card)


def test_it_can_be_discarded(page: Page):
    card = type_half_a_check_in(page)
    before = card.locator("[name=value]").get_attribute("value")
    page.reload()
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_text(BACK)).to_be_hidden()
    expect(card.locator("[name=value]")).to_have_value(before or "")
    expect(card.locator("[name=note]")).to_have_value("")
    assert page.evaluate(STORED) == []
    page.reload()
    expect(page.get_by_text(BACK)).to_be_hidden()


def test_it_comes_back_after_an_expired_log_in(page: Page, server: Server):
    card = type_half_a_check_in(page)
    page.context.clear_cookies()
    page.reload()
    page.fill("[name=name]", "Ada")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{server.url}/admin/")
    expect_back(page, card)


def log_out_here(page: Page, server: Server) -> None:
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/admin/login")


def log_out_in_another_tab(page: Page, server: Server) -> None:
    other = page.context.new_page()
    other.goto(f"{server.url}/admin/objectives")
    log_out_here(other, server)
    other.close()


@pytest.mark.parametrize("log_out", [log_out_here, log_out_in_another_tab])
def test_a_log_out_forgets_it_in_every_tab(
    page: Page, server: Server, log_out: Callable[[Page, Server], None]
):
    type_half_a_check_in(page)
    log_out(page, server)
    page.wait_for_function(IS_NOT_STORED)
    log_in(page, server)
    expect(page.get_by_text(BACK)).to_be_hidden()


def test_nobody_else_sees_it(page: Page, server: Server):
    type_half_a_check_in(page)
    server.store().users.add("Bo", password_hash(), is_admin=True)
    page.context.clear_cookies()
    page.goto(f"{server.url}/admin/login")
    page.fill("[name=name]", "Bo")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{server.url}/admin/")
    expect(page.get_by_text(BACK)).to_be_hidden()
    assert page.evaluate(STORED) == []


def test_a_second_enter_does_not_save_what_came_back_in_the_next_card(page: Page, server: Server):
    cards = page.locator("[data-card]")
    note = cards.nth(1).locator("[name=note]")
    second = cards.nth(1).locator("xpath=ancestor::li").get_attribute("id") or ""
    note.fill("Half a sen")
    wait_until_kept(page)
    before = server.store().check_ins.latest(second.removeprefix("kr-"))
    page.reload()
    expect(note).to_have_value("Half a sen")

    first_card(page).locator("[name=note]").fill("Done")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".admin-just-saved")).to_have_count(1)
    expect(page.locator(f"#{second} [name=note]")).to_have_value("Half a sen")
    assert server.store().check_ins.latest(second.removeprefix("kr-")) == before


def test_a_value_that_was_saved_meanwhile_is_told_when_the_old_one_is_saved(
    page: Page, server: Server
):
    card = type_half_a_check_in(page)
    code = (card.get_attribute("id") or "").removeprefix("kr-")
    now = MOMENT + timedelta(seconds=1)
    server.store().check_ins.add(code, Decimal(44), now=now, author="Bo")
    page.reload()
    page.locator("#typed-others a").click()
    expect_back(page, card)
    card.locator("[name=note]").press("Enter")
    # It has been read by now.
    page.wait_for_function(IS_READ)
    card.locator("[name=note]").press("Enter")
    expect(page.locator(".admin-meanwhile")).to_contain_text(
        "While this page was open, Bo saved 44"
    )


def test_a_pasted_text_is_there_until_it_is_imported(page: Page, server: Server):
    page.goto(f"{server.url}/admin/paste")
    page.get_by_label("OKRs", exact=True).fill(TEXT)
    wait_until_kept(page)
    page.reload()
    expect(page.get_by_text(BACK)).to_be_visible()
    expect(page.get_by_label("OKRs", exact=True)).to_have_value(TEXT)

    page.get_by_role("button", name="Preview", exact=True).click()
    page.wait_for_url("**/admin/paste?draft=*")
    assert page.evaluate(STORED) != []
    page.goto(f"{server.url}/admin/paste")
    expect(page.get_by_label("OKRs", exact=True)).to_have_value(TEXT)
    # It is a new request: the server may have forgotten the preview by now.
    once = page.locator("[data-import] [name=once]")
    assert once.input_value() == once.get_attribute("value") != ""
    assert once.input_value() not in page.evaluate("JSON.stringify({...sessionStorage})")


def test_the_form_of_an_objective_comes_back_too(page: Page, server: Server):
    page.goto(f"{server.url}/admin/objectives/K7Q2")
    page.fill("[name=title]", "People find what they loo")
    wait_until_kept(page)
    page.reload()
    expect(page.get_by_text(BACK)).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("People find what they loo")
    page.fill("[name=title]", "People find what they look for")
    page.fill("[name=reason]", "It said too little")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/objectives#*")
    assert page.evaluate(STORED) == []


def test_what_was_refused_comes_back_with_its_form(page: Page, server: Server):
    store, path = server.store(), f"{server.url}/admin/objectives/K7Q2"
    page.goto(path)
    page.fill("[name=title]", "People find what they look for")
    store.objectives.archive("K7Q2", now=MOMENT)
    page.press("[name=title]", "Enter")
    expect(page.get_by_text("There is no objective K7Q2")).to_be_visible()
    store.archive.restore("K7Q2")
    page.goto(path)
    expect(page.get_by_text(BACK)).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("People find what they look for")


def test_whoever_keeps_what_somebody_else_saved_does_not_get_the_own_back(
    page: Page, server: Server
):
    page.goto(f"{server.url}/admin/objectives/K7Q2")
    page.fill("[name=title]", "Ours")
    server.store().objectives.edit("K7Q2", title="Theirs", reason="It says more")
    page.press("[name=title]", "Enter")
    page.get_by_role("link", name="Keep what is saved now instead").click()
    expect(page.locator("[name=title]")).to_have_value("Theirs")
    expect(page.get_by_text(BACK)).to_be_hidden()


def test_a_new_screen_does_not_take_a_message_that_is_half_typed(
    browser: Browser, page: Page, server: Server
):
    page.goto(f"{server.url}/admin/screens")
    page.fill("[name=text]", "All-Hands at thr")
    page.locator("h1").click()
    with page.expect_response(lambda r: "/admin/screens/now" in r.url and "<dl" in r.text()):
        wall = browser.new_page()
        wall.goto(server.url)
    with page.expect_response(lambda r: "/admin/screens/now" in r.url):
        pass
    expect(page.locator("[name=text]")).to_have_value("All-Hands at thr")
    wall.close()


def test_saving_one_grade_loses_none_of_the_others(page: Page, server: Server):
    cycle = server.store().office(MOMENT).cycles[0]
    server.store().cycles.set_state(cycle.id, CycleState.GRADING, now=MOMENT)
    page.goto(f"{server.url}/admin/grading")
    first, second = (page.locator("[name=learned]").nth(at) for at in (0, 1))
    first.fill("Measure fir")
    second.fill("  Ask early ")
    page.locator("form[data-keep]").nth(1).get_by_role("button", name="Save").click()
    page.wait_for_url("**/admin/grading?saved=*")
    expect(first).to_have_value("Measure fir")
    expect(second).to_have_value("Ask early")
    expect(page.get_by_text(BACK)).to_be_visible()


def test_on_a_phone_it_is_gone_once_it_is_saved(page: Page, server: Server):
    page.goto(f"{server.url}/o/K7Q2/check-in")
    note = page.locator(".admin-card").first.locator("[name=note]")
    note.fill("The cache is warm now")
    wait_until_kept(page)
    page.reload()
    expect(note).to_have_value("The cache is warm now")
    page.wait_for_function(IS_READ)
    note.press("Enter")
    page.wait_for_url("**/o/K7Q2?saved=*")
    page.wait_for_function(IS_NOT_STORED)

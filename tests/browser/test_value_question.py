"""The question about an odd value, by keyboard: one key takes the likely value, one insists, and
no Enter answers it."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from tests.browser.admin_pages import add_and_log_in
from tests.server import MOMENT, Server

D = Decimal


@pytest.fixture
def codes(server: Server) -> dict[str, str]:
    store = server.store()
    drafts = {
        "revenue": KeyResultDraft("Revenue", KeyResultKind.CURRENCY, "EUR", D(310000), D(420000)),
        "answer": KeyResultDraft("Answering takes", KeyResultKind.NUMBER, "min", D(45), D(20)),
    }
    return {
        name: store.key_results.add("K7Q2", draft, now=MOMENT).code
        for name, draft in drafts.items()
    }


@pytest.fixture
def page(page: Page, server: Server) -> Page:
    add_and_log_in(page, server)
    return page


def value_of(server: Server, code: str) -> Decimal | None:
    found = server.store().check_ins.latest(code)
    return found.value if found else None


def type_into(page: Page, code: str, text: str) -> None:
    page.focus(f"[id='{code}-value']")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator(f"#kr-{code} [data-question] [data-land]")).to_be_focused()


def test_one_key_takes_the_likely_value(page, server, codes):
    page.goto(f"{server.url}/admin/")
    type_into(page, codes["revenue"], "340")
    for _bounce in range(3):
        page.keyboard.press("Enter")
    assert value_of(server, codes["revenue"]) is None
    expect(page.locator(f"#kr-{codes['revenue']} [data-question]")).to_contain_text("340,000")

    page.keyboard.press("y")
    expect(page.locator(f"#kr-{codes['revenue']}.admin-just-saved")).to_contain_text("340,000")
    assert value_of(server, codes["revenue"]) == 340000


def test_one_key_insists(page, server, codes):
    page.goto(f"{server.url}/admin/")
    type_into(page, codes["revenue"], "340")
    page.keyboard.press("n")
    expect(page.locator(f"#kr-{codes['revenue']}.admin-just-saved")).to_contain_text("340")
    assert value_of(server, codes["revenue"]) == 340


def test_a_second_enter_in_the_value_asks_again(page, server, codes):
    page.goto(f"{server.url}/admin/")
    type_into(page, codes["answer"], "-5 min")
    type_into(page, codes["answer"], "-5 min")
    assert value_of(server, codes["answer"]) is None


def test_where_nothing_is_likely_no_leads_back_to_the_value(page, server, codes):
    page.goto(f"{server.url}/admin/")
    type_into(page, codes["answer"], "99999")
    page.keyboard.press("n")
    field = page.locator(f"[id='{codes['answer']}-value']")
    expect(field).to_be_focused()
    page.keyboard.type("30")
    page.keyboard.press("Enter")
    expect(page.locator(f"#kr-{codes['answer']}.admin-just-saved")).to_contain_text("30")


def test_on_the_phone_s_page_the_same_keys_answer(page, server, codes):
    page.goto(f"{server.url}/o/K7Q2/check-in")
    type_into(page, codes["revenue"], "340")
    page.keyboard.press("Enter")
    assert value_of(server, codes["revenue"]) is None
    # It is a page of its own: its script is there once it has loaded.
    page.wait_for_load_state("load")
    page.keyboard.press("y")
    page.wait_for_url("**/o/K7Q2?saved=*")
    assert value_of(server, codes["revenue"]) == 340000


def test_without_a_script_the_form_comes_back_with_the_question(browser, page, server, codes):
    context = browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(f"{server.url}/admin/?key-result={codes['revenue']}")
    plain.fill(f"[id='{codes['revenue']}-value']", "340")
    plain.keyboard.press("Enter")
    expect(plain.locator("[data-question] [data-land]")).to_be_focused()
    plain.keyboard.press("Enter")
    assert value_of(server, codes["revenue"]) is None
    plain.keyboard.press("Tab")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**saved=*")
    assert value_of(server, codes["revenue"]) == 340000
    context.close()

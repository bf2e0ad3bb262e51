"""A form sent after its session had ended, in a real browser."""

import re

from playwright.sync_api import expect

from tests.browser.admin_pages import add_and_log_in
from tests.web.admin.users import PASSWORD

SENTENCE = "Your entries are still here; save again."


def test_a_form_comes_back_filled_after_the_log_in_and_one_key_saves_it(browser, server):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    add_and_log_in(page, server)
    page.goto(f"{server.url}/admin/objectives/K7Q2")
    page.fill("[name=title]", "People find what they look for")
    page.fill("[name=reason]", "It said too little")
    page.context.clear_cookies()
    page.press("[name=reason]", "Enter")

    expect(page.get_by_text("Log in to save. Your entries are kept.")).to_be_visible()
    page.fill("[name=name]", "Ada")
    page.fill("[name=password]", PASSWORD)
    # From here on the page's clock stands until it is moved.
    page.clock.install(time=0)
    page.clock.pause_at(60_000)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile("/admin/kept$"))
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("People find what they look for")
    expect(page.locator("[name=reason]")).to_have_value("It said too little")

    # The Enter that logged in bounces: nobody has read the page yet, so nothing is saved.
    button = page.locator("main form[action='/admin/objectives/K7Q2'] button.admin-button")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("/admin/kept")
    page.clock.run_for(1500)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/admin/objectives"))
    expect(page.get_by_text("People find what they look for").first).to_be_visible()


def test_without_a_script_a_phone_s_check_in_comes_back_filled(browser, server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    add_and_log_in(page, server)
    page.goto(f"{server.url}/o/K7Q2/check-in")
    card = page.locator(".admin-card").first
    card.locator("[name=note]").fill("The cache is warm now")
    context.clear_cookies()
    card.get_by_role("button", name="Save").click()
    page.fill("[name=name]", "Ada")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    card = page.locator(".admin-card").first
    expect(card.locator("[name=note]")).to_have_value("The cache is warm now")
    card.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/o/K7Q2\?saved="))

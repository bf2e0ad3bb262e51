"""Links are copied over plain http too, where browsers offer pages no clipboard of their own; and a
projector that is open before a presentation begins becomes it."""

import pytest

from tests.browser.admin_pages import add_and_log_in, look_at


@pytest.mark.parametrize("is_secure", [True, False])
def test_copy_link_puts_the_phones_address_in_the_clipboard(page, server, is_secure):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    if not is_secure:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    add_and_log_in(page, server)
    page.goto(f"{server.url}/admin/objectives")
    copy = page.locator(".admin-copy").first
    url = copy.locator("a").get_attribute("href")
    assert not copy.locator("a").is_visible()
    copy.get_by_role("button").click()

    copy.get_by_text("Copied").wait_for()
    page.goto(f"{server.url}/admin/history")
    page.locator("main input").first.focus()
    page.keyboard.press("Control+V")
    assert page.locator("main input").first.input_value() == url


def test_the_pages_with_links_and_the_switch_are_whole(page, server):
    add_and_log_in(page, server)
    for path in ("/admin/objectives", "/admin/screens"):
        assert look_at(page, f"{server.url}{path}") == []


def test_a_projector_opened_before_the_presentation_becomes_it_without_a_reload(
    browser, page, server
):
    add_and_log_in(page, server)
    projector = page.context.new_page()
    projector.set_viewport_size({"width": 1920, "height": 1080})
    projector.goto(f"{server.url}/present")
    projector.get_by_text("It begins here as soon as").wait_for()
    projector.evaluate("window.standing = true")
    page.goto(f"{server.url}/admin/present")
    page.get_by_role("button", name="Begin").click()

    projector.locator("#present-0[data-current]").wait_for()
    assert projector.evaluate("window.standing"), "it was not loaded anew"
    projector.keyboard.press("ArrowRight")
    projector.locator("#present-1[data-current]").wait_for()

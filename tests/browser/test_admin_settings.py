"""The settings page: whole everywhere, and the wall in its frame follows what is chosen."""

from tests.browser.admin_pages import add_and_log_in, look_at


def test_the_wall_in_the_frame_follows_what_is_chosen_before_it_is_saved(page, server):
    add_and_log_in(page, server)
    page.goto(f"{server.url}/admin/settings")
    wall = page.frame_locator("#wall")
    wall.locator(".page[data-current] .bar .tick").first.wait_for()

    page.check("[name=pace][value=off]")
    wall.locator(".page[data-current] .bar:not(:has(.tick))").first.wait_for()
    page.get_by_text("nothing is saved yet").wait_for()
    page.keyboard.press("Enter")

    page.get_by_text("Saved. The wall shows it now.").wait_for()
    wall.locator(".page[data-current] .bar:not(:has(.tick))").first.wait_for()
    assert server.store().settings.texts() == {"pace": "off", "replay_at": "10:00, 15:00"}


def test_the_page_is_whole_on_a_phone_and_told_to_those_who_do_not_see_it(page, server):
    add_and_log_in(page, server)

    assert look_at(page, f"{server.url}/admin/settings") == []


def test_open_walls_and_phones_follow_the_office_s_settings_at_once(browser, page, server):
    add_and_log_in(page, server)
    wall = browser.new_page(viewport={"width": 1920, "height": 1080})
    wall.goto(f"{server.url}/screens/lobby?pages=all")
    wall.locator(".clock time", has_text="18:").wait_for()
    page.goto(f"{server.url}/admin/settings")
    page.fill("[name=timezone]", "Asia/Tokyo")
    page.fill("[name=wifi]", "Guests")
    page.fill("[name=replay_at]", "15.00 9:30")
    page.select_option("[name=public_holidays]", "DE")
    page.get_by_label("Region").select_option("DE-BY")
    page.get_by_text("Epiphany").or_(page.get_by_text("Christmas Day")).first.wait_for()
    page.get_by_role("button", name="Save").first.click()

    page.get_by_text("Saved. The wall shows it now.").wait_for()
    wall.locator(".clock time", has_text="02:").wait_for()
    wall.locator(".wifi", has_text="Guests").first.wait_for(state="attached")
    wall.locator('#screen[data-replay-at="09:30, 15:00"]').wait_for(state="attached")
    assert server.store().settings.texts()["public_holidays"] == "DE-BY"

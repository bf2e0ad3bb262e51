"""The settings page: whole everywhere, and the wall in its frame follows what is chosen."""

from tests.browser.admin_pages import add_and_log_in, look_at


def test_the_wall_in_the_frame_follows_what_is_chosen_before_it_is_saved(page, server):
    add_and_log_in(page, server)
    page.goto(f"{server.url}/admin/settings")
    wall = page.frame_locator("#wall")
    wall.locator(".page[data-on-show] .bar .tick").first.wait_for()

    page.check("[name=pace][value=off]")
    wall.locator(".page[data-on-show] .bar:not(:has(.tick))").first.wait_for()
    page.get_by_text("nothing is saved yet").wait_for()
    page.keyboard.press("Enter")

    page.get_by_text("Saved. The wall shows it now.").wait_for()
    wall.locator(".page[data-on-show] .bar:not(:has(.tick))").first.wait_for()
    assert not server.store().given_customs().keys() - {"pace"}


def test_the_page_is_whole_on_a_phone_and_told_to_those_who_do_not_see_it(page, server):
    add_and_log_in(page, server)

    assert look_at(page, f"{server.url}/admin/settings") == []

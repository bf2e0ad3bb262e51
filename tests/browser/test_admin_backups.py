"""The page of backups, as people see it and as it is told to those who do not."""

from kiosk.config import load_settings
from kiosk.web.core.backups import back_up
from tests.browser.admin_pages import add_and_log_in, look_at
from tests.server import MOMENT


def test_a_backup_is_made_while_the_page_shows_it_and_every_page_is_whole(page, server):
    made = back_up(load_settings(server.data, {}), MOMENT).path.name
    add_and_log_in(page, server)
    page.goto(f"{server.url}/admin/settings")
    page.get_by_role("link", name="Backups").click()
    page.get_by_role("button", name="Back up now").click()
    page.get_by_text("Backed up and checked").wait_for()

    assert look_at(page, f"{server.url}/admin/backups") == []
    assert look_at(page, f"{server.url}/admin/backups/{made}/restore") == []

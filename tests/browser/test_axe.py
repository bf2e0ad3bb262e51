"""Every page but the admin's is whole for people who do not see it, use no mouse, or need more
contrast; those are looked at in test_admin_pages.py."""

import pytest
from playwright.sync_api import Browser

from tests.browser.admin_pages import axe_problems
from tests.server import Server

WALLS = ("/", "/screens/lobby?theme=light")
# What phones open is looked at in their size in test_phone.py.
PHONES = ("/o/K7Q2", "/week", "/alignment")
OPEN = ("/admin/login", "/admin/setup")


@pytest.mark.parametrize("path", WALLS + PHONES + OPEN)
def test_a_page_has_no_problem_that_axe_knows(browser: Browser, sample_server: Server, path: str):
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(sample_server.url + path)
    page.wait_for_timeout(500)
    assert axe_problems(page) == []

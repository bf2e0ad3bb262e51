"""Every page but the admin's is whole for people who do not see it, use no mouse, or need more
contrast; those are looked at in test_admin_pages.py."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.admin_pages import RULES
from tests.serving import Server

WALLS = ("/", "/screens/lobby?theme=light")
PHONES = ("/o/K7Q2", "/o/A4TN", "/t/engineering", "/all", "/week", "/alignment", "/o/ZZZZ")
OPEN = ("/admin/login", "/admin/setup")


def problems(browser: Browser, address: str, scheme: str) -> list[str]:
    context = browser.new_context(
        color_scheme=scheme,
        viewport={"width": 1280, "height": 800},
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_timeout(500)
    found = Axe().run(page, options=RULES).response["violations"]
    context.close()
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]} ({len(v['nodes'])})" for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", WALLS + PHONES + OPEN)
def test_a_page_has_no_problem_that_axe_knows(browser, sample_server: Server, path, scheme):
    assert problems(browser, sample_server.url + path, scheme) == []

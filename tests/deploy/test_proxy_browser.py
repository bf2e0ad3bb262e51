"""A real browser through a real proxy: live pages, and a form of each kind."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browsers import chromium
from tests.deploy.proxies import Proxy
from tests.deploy.test_proxy import OURS, serve_behind
from tests.deploy.unit import DEPLOY
from tests.server import Server
from tests.web.admin.users import PASSWORD

pytestmark = pytest.mark.browser
FIGURE = '[data-key-result="M3XD"]'
PHONE = {"width": 390, "height": 844}


@pytest.fixture(params=[*OURS, "snippet"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Server, Proxy]]:
    """A server nobody has set up yet, and a proxy through which sockets come."""
    yield from serve_behind(request.param, tmp_path)


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[tuple[Server, Proxy]]:
    """The same behind a proxy that passes no socket and names nobody."""
    yield from serve_behind("bare", tmp_path)


def set_up(browser: Browser, server: Server, proxy: Proxy) -> Page:
    """The first admin, by the console's link."""
    page = browser.new_context(ignore_https_errors=True).new_page()
    page.goto(proxy.url + server.setup_path)
    page.get_by_label("Name").fill("Ada")
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main form button").first.click()
    return page


def log_in_again(page: Page, proxy: Proxy) -> None:
    page.context.clear_cookies()
    page.goto(f"{proxy.url}/admin/")
    page.fill("[name=name]", "Ada")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{proxy.url}/admin/")


def check_in(page: Page, proxy: Proxy, number: str) -> None:
    page.goto(f"{proxy.url}/admin/?key-result=M3XD")
    value = page.locator("#kr-M3XD input[name=value]").first
    value.fill(number)
    value.press("Enter")


def shows(page: Page, number: str) -> None:
    figure = page.locator(FIGURE).filter(has_text=number).first
    expect(figure).to_contain_text(number, timeout=10_000)


def change_settings(page: Page, proxy: Proxy) -> None:
    page.goto(f"{proxy.url}/admin/settings")
    page.fill("[name=wifi]", "Guests")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("status").first).to_contain_text("Saved")


def name_screen(page: Page, proxy: Proxy, name: str) -> None:
    page.goto(f"{proxy.url}/admin/screens/lobby")
    page.fill("[name=label]", name)
    page.get_by_role("button", name="Save and stay here").click()
    page.goto(f"{proxy.url}/admin/screens")
    expect(page.locator("main")).to_contain_text(name)


def answer_survey(page: Page, browser: Browser, server: Server, proxy: Proxy) -> None:
    page.goto(f"{proxy.url}/admin/survey")
    with page.expect_navigation():
        page.get_by_role("button", name="Start with the default questions").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Open the survey").click()
    store = server.store()
    (code,) = store.surveys.add_codes(1, 1)
    store.close()
    context = browser.new_context(
        ignore_https_errors=True, java_script_enabled=False, viewport=PHONE
    )
    sheet = context.new_page()
    sheet.goto(f"{proxy.url}/s/{code}")
    sheet.get_by_label("4", exact=True).first.check(force=True)
    sheet.get_by_role("button", name="Send my answers").click()
    sheet.wait_for_url(f"{proxy.url}/survey/thanks")


def check_in_by_phone(page: Page, proxy: Proxy, note: str) -> None:
    page.goto(f"{proxy.url}/o/K7Q2/check-in")
    card = page.locator(".admin-card").first
    card.locator("[name=value]").fill("99")
    card.locator("[name=note]").fill(note)
    card.get_by_role("button", name="Save").click()


def test_wall_and_phone_are_live_and_every_kind_of_form_is_taken(served: tuple[Server, Proxy]):
    server, proxy = served
    with chromium(proxy.browser_rules()) as browser:
        admin = set_up(browser, server, proxy)
        log_in_again(admin, proxy)
        phone = browser.new_context(ignore_https_errors=True, viewport=PHONE).new_page()
        wall = browser.new_context(ignore_https_errors=True).new_page()
        phone.goto(f"{proxy.url}/o/K7Q2")
        wall.goto(f"{proxy.url}/screens/lobby")
        for page in (phone, wall):
            page.wait_for_function("document.documentElement.dataset.revision > 0")
            page.evaluate("window.same = true")

        check_in(admin, proxy, "104.5")
        shows(wall, "104.5")
        shows(phone, "104.5")
        stands = admin.get_by_text("Saved and showing on lobby")
        expect(stands).to_be_visible(timeout=10_000)
        check_in_by_phone(admin, proxy, "The cache is warm now")
        shows(wall, "99")
        expect(phone.get_by_text("The cache is warm now").first).to_be_visible()
        assert all(page.evaluate("window.same") for page in (phone, wall))

        change_settings(admin, proxy)
        name_screen(admin, proxy, "By the door")
        answer_survey(admin, browser, server, proxy)
        codes = wall.locator("[data-qr]").all()
        carried = {(code.get_attribute("data-qr") or "").lower() for code in codes}
        assert carried
        assert all(address.startswith(f"{proxy.url}/") for address in carried)


def opens_safely(proxy: Proxy) -> bool:
    """Whether a wall opens without a warning, and may keep what it last knew."""
    with chromium(proxy.browser_rules()) as browser:
        page = browser.new_page()
        try:
            page.goto(f"{proxy.url}/screens/lobby")
        except Error as error:
            if "ERR_CERT_AUTHORITY_INVALID" in str(error):
                return False
            raise
        return bool(page.evaluate("navigator.serviceWorker.ready.then((it) => it.active !== null)"))


def test_a_screen_that_was_told_caddy_s_authority_as_in_the_readme_trusts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    home = tmp_path / "home"
    (home / ".pki/nssdb").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    readme = (DEPLOY / "README.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^sudo -u kiosk-wall (certutil .*) <root.crt$", readme, re.M)
    command = command.replace("/var/lib/kiosk-wall", str(home))
    for _server, proxy in serve_behind("Caddyfile", tmp_path):
        assert not opens_safely(proxy)
        (authority,) = proxy.folder.rglob("root.crt")
        with authority.open() as root:
            subprocess.run(command.split(), stdin=root, check=True, timeout=20)
        assert opens_safely(proxy)


def test_the_barest_proxy_costs_the_sockets_and_nothing_else(bare: tuple[Server, Proxy]):
    server, proxy = bare
    with chromium(proxy.browser_rules()) as browser:
        wall = browser.new_context().new_page()
        wall.goto(f"{proxy.url}/")
        wall.locator(".page[data-current]").wait_for()
        assert server.setup_path.rpartition("/")[2] not in wall.content().replace(" ", "")
        admin = set_up(browser, server, proxy)
        log_in_again(admin, proxy)
        check_in(admin, proxy, "104.5")
        check_in_by_phone(admin, proxy, "The cache is warm now")
        change_settings(admin, proxy)
        name_screen(admin, proxy, "By the door")
        answer_survey(admin, browser, server, proxy)
        phone = browser.new_context(viewport=PHONE).new_page()
        phone.goto(f"{proxy.url}/o/K7Q2")
        shows(phone, "99")
        phone.get_by_text("Not live since").wait_for()

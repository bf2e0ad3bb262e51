"""A wall that is loaded while its server is away, and one whose server has become another."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.offline import NUMBERS, away, is_kept, is_old, noted, open_walls, until
from tests.server import MOMENT, Server, start_server

# The server's clock goes on from MOMENT while a test runs.
KNOWN_AT = re.compile(r"^not live since 18:2\d$")
BEFORE = """(milliseconds) => {
    const [[name, text]] = Object.entries(localStorage);
    const heard = JSON.parse(text);
    localStorage[name] = JSON.stringify({ ...heard, machine: heard.machine - milliseconds });
}"""


def test_a_wall_loaded_without_its_server_shows_what_it_knew_and_when(
    browser: Browser, server: Server
):
    [wall] = open_walls(browser, server, 1)
    knew = wall.evaluate(NUMBERS)
    with away(server, "killed", 0):
        wall.reload()
        assert is_old(wall)
        expect(wall.locator(".state")).to_have_text(KNOWN_AT)
        expect(wall.locator(".clock")).to_have_text(re.compile(r"^18:2\d$"))
        assert wall.evaluate(NUMBERS) == knew
        assert wall.locator("#set-up").count() == 0
    expect(wall.locator("body")).not_to_have_attribute("data-offline", "", timeout=60_000)
    assert noted(wall).loads == 2


@pytest.mark.parametrize("off", [timedelta(hours=-2), timedelta(days=30)])
def test_a_wall_loaded_alone_with_a_clock_that_cannot_be_right_says_so(
    browser: Browser, server: Server, off: timedelta
):
    [wall] = open_walls(browser, server, 1)
    with away(server, "killed", 0):
        wall.evaluate("dispatchEvent(new Event('pagehide'))")
        wall.add_init_script(f"({BEFORE})({off.total_seconds() * 1000})")
        wall.reload()
        clock_says(wall, "clock not set")
        expect(wall.locator(".state")).to_have_text(re.compile("^as of 22 Nov, 18:2"))


def test_a_code_fades_and_says_why_while_the_server_is_away(browser: Browser, server: Server):
    [wall] = open_walls(browser, server, 1)
    card, words = (wall.locator(f".page[data-current] {part}") for part in (".qr", ".no-answer"))
    address = wall.locator(".page[data-current] .address")
    expect(words).to_be_hidden()
    expect(card).to_have_css("opacity", "1")
    with away(server, "killed", 0):
        expect(words).to_have_text("The server does not answer. Scan again later.")
        expect(words).to_be_visible()
        expect(card).to_have_css("opacity", "0.3")
        expect(address).to_be_hidden()
    expect(words).to_be_hidden(timeout=60_000)
    expect(address).to_be_visible()


def test_a_wall_that_kept_nothing_waits_on_a_page_of_its_own(browser: Browser, server: Server):
    [wall] = open_walls(browser, server, 1)
    with away(server, "killed", 0):
        wall.goto(f"{server.url}/screens/never-seen")
        expect(wall.locator("p")).to_have_text("Waiting for the server.")
    expect(wall.locator(".page[data-current]")).to_be_visible(timeout=60_000)


def test_a_set_up_code_is_not_kept(browser: Browser, server: Server):
    [wall] = open_walls(browser, server, 1)
    wall.goto(server.own_screen("/screens/wall-0"))
    assert wall.locator("#set-up").count() == 1
    until(wall, is_kept)
    kept = wall.evaluate("caches.match(location.pathname).then((page) => page.text())")
    assert 'id="set-up"' not in kept
    assert server.setup_path.split("/")[-1] not in kept


def test_the_worker_leaves_admin_and_phone_pages_alone(browser: Browser, server: Server):
    [wall] = open_walls(browser, server, 1)
    wall.goto(f"{server.url}/")
    until(wall, is_kept)
    answers: list[tuple[str, bool]] = []
    wall.on("response", lambda answer: answers.append((answer.url, answer.from_service_worker)))
    wall.goto(f"{server.url}/all")
    wall.goto(f"{server.url}/admin/login")
    assert answers
    assert [url for url, by_worker in answers if by_worker] == []
    wall.goto(f"{server.url}/")
    assert (f"{server.url}/", True) in answers


def test_without_workers_a_wall_is_as_live_as_ever(browser: Browser, sample_server: Server):
    context = browser.new_context()
    context.add_init_script("delete Navigator.prototype.serviceWorker")
    wall = context.new_page()
    complaints: list[str] = []
    wall.on("pageerror", lambda error: complaints.append(str(error)))
    wall.goto(f"{sample_server.url}/screens/test")
    wall.wait_for_timeout(2000)
    assert wall.evaluate("caches.keys()") == []
    assert wall.locator("body:not([data-offline]) .page[data-current]").count() == 1
    assert complaints == []


def test_a_new_release_is_loaded_once(browser: Browser, server: Server):
    [wall] = open_walls(browser, server, 1)
    server.stop()
    other = start_server(server.data, port=server.port, release="another")
    try:
        root = wall.locator("html")
        expect(root).to_have_attribute("data-release", "another", timeout=60_000)
        until(wall, lambda page: page.evaluate("caches.keys()") == ["wall-another"])
        until(wall, is_kept)
        wall.wait_for_timeout(4000)  # more than a heartbeat
        assert noted(wall).loads == 2
        assert root.get_attribute("data-kept") is None
    finally:
        other.stop()


def clock_says(page: Page, text: str) -> None:
    expect(page.locator(".clock")).to_have_text(text)


@pytest.mark.parametrize("jump", [timedelta(days=-20), timedelta(minutes=-90), timedelta(days=9)])
def test_a_wall_alone_whose_clock_jumps_says_that_it_is_not_set(
    browser: Browser, sample_server: Server, jump: timedelta
):
    context = browser.new_context()
    wall = context.new_page()
    wall.clock.install(time=MOMENT)
    wall.route_web_socket("**/live?*", lambda socket: None)
    wall.goto(f"{sample_server.url}/screens/test")
    # The clock of a server that other tests have used for a while is further on.
    expect(wall.locator(".clock")).to_have_text(re.compile(r"^1[89]:\d\d$"))
    wall.clock.run_for(15_000)
    expect(wall.locator("body")).to_have_attribute("data-offline", "")
    wall.clock.set_system_time(MOMENT + jump)
    wall.clock.run_for(61_000)
    clock_says(wall, "clock not set")
    expect(wall.locator(".state")).to_have_text(re.compile(r"^as of 22 Nov, 1[89]:\d\d"))


def test_a_wall_whose_server_has_no_clock_says_so(browser: Browser, server: Server):
    [wall] = open_walls(browser, server, 1)
    server.stop()
    server.process = start_server(
        server.data, port=server.port, now=MOMENT - timedelta(days=30)
    ).process
    expect(wall.locator(".clock")).to_have_text("clock not set", timeout=60_000)
    expect(wall.locator("body")).not_to_have_attribute("data-offline", "")
    assert wall.evaluate(NUMBERS)
    server.stop()
    server.process = start_server(server.data, port=server.port).process
    expect(wall.locator(".clock")).to_have_text(re.compile(r"^18:2\d$"), timeout=60_000)

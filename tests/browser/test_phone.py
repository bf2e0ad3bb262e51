import signal
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.admin_pages import axe_problems
from tests.network_faults import SILENCES, silenced
from tests.server import MOMENT, Server, start_server

PHONE = {"width": 390, "height": 844}
PAGES = ("/o/K7Q2", "/o/E6SD", "/o/D3ZP", "/o/A4TN", "/o/F9HM", "/t/engineering", "/all", "/o/ZZZZ")
EVERY_RULE: dict[str, Any] = {"resultTypes": ["violations"]}
OPEN_ALL = "() => document.querySelectorAll('details').forEach((d) => (d.open = true))"
WIDER_THAN_PAGE = """() => [...document.querySelectorAll("body *")]
    .filter((e) => !e.closest("svg svg") && e.getBoundingClientRect().right > innerWidth + 1)
    .map((e) => `${e.tagName}.${e.getAttribute("class")}`)"""
SMALL_TARGETS = """() => [...document.querySelectorAll("summary, .button, .row")]
    .filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.outerHTML)"""
# States that begin with a space more or less, before a part that a reader has opened.
MORPHED = r"""async () => {
    const { morph } = await import("/static/js/shared/morph.js");
    const main = document.querySelector("main");
    const html = "<details><summary>How</summary><p>So</p></details> <p>Then</p>";
    main.innerHTML = html;
    const part = main.querySelector("details");
    part.open = true;
    return [`\n ${html}`, html].map((state) => {
        morph(main, state);
        return part.isConnected && part.open && main.querySelectorAll("details").length === 1;
    });
}"""
TOUCHING_LABELS = """() => [...document.querySelectorAll(".chart")].flatMap((chart) => {
    const labels = [...chart.querySelectorAll("text")];
    const boxes = labels.map((label) => label.getBoundingClientRect());
    const meet = (a, b) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5;
    return labels.flatMap((one, i) => labels.slice(i + 1)
        .filter((_, j) => meet(boxes[i], boxes[i + 1 + j]))
        .map((other) => `${one.textContent} / ${other.textContent}`));
})"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page of a phone, on which no script fails and nothing is blocked."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    # A server that is gone, or a page that is not there, is said on the console too.
    gone = ("WebSocket", "404", "Failed to load resource: net::ERR_")
    assert [text for text in complaints if not any(word in text for word in gone)] == []


def paths(server: Server) -> list[str]:
    office = server.store().office(MOMENT)
    return [
        "/all",
        *(f"/t/{team.slug}" for team in office.teams),
        *(f"/o/{objective.code}" for objective in office.objectives),
    ]


def test_saved_value_stands_on_the_open_page_without_a_reload(server: Server, phone: Page):
    phone.goto(f"{server.url}/o/K7Q2")
    phone.wait_for_function("document.documentElement.dataset.revision > 0")
    phone.evaluate("window.same = true; document.getElementById('how').open = true")
    server.store().check_ins.add("M3XD", Decimal(101), now=MOMENT, note="Two more edge nodes")
    phone.locator('[data-key-result="M3XD"]', has_text="101").wait_for()
    assert phone.get_by_text("Two more edge nodes").is_visible()
    assert phone.evaluate("window.same && document.getElementById('how').open")


@pytest.mark.parametrize(
    ("path", "figure"),
    [("/t/engineering", '[data-key-result="M3XD"]'), ("/all", '[data-objective="K7Q2"]')],
)
def test_team_page_and_everyones_page_are_live_too(
    server: Server, phone: Page, path: str, figure: str
):
    phone.goto(server.url + path)
    before = phone.locator(figure).inner_text()
    server.store().check_ins.add("M3XD", Decimal(90), now=MOMENT)
    phone.wait_for_function(
        "([figure, before]) => document.querySelector(figure).innerText !== before",
        arg=[figure, before],
    )


def test_page_of_an_objective_that_is_put_away_loads_itself_and_says_what_to_do(
    server: Server, phone: Page
):
    phone.goto(f"{server.url}/o/K7Q2")
    phone.wait_for_function("document.documentElement.dataset.revision > 0")
    server.store().objectives.archive("K7Q2", now=MOMENT)
    phone.get_by_role("heading", name="Nothing here has this code").wait_for()
    assert phone.get_by_role("link", name="Everyone’s OKRs").is_visible()


def test_page_that_slept_while_its_objective_was_put_away_loads_itself(server: Server, phone: Page):
    phone.goto(f"{server.url}/o/K7Q2")
    phone.wait_for_function("document.documentElement.dataset.revision > 0")
    server.stop()
    server.store().objectives.archive("K7Q2", now=MOMENT)
    again = start_server(server.data, file="empty", port=server.port)
    try:
        phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        phone.get_by_role("heading", name="Nothing here has this code").wait_for()
    finally:
        again.stop()


def test_page_that_stays_without_a_topic_loads_itself_once(server: Server, phone: Page):
    phone.route_web_socket("**/live?*", lambda socket: socket.close(code=4404))
    loads: list[str] = []
    phone.on("load", lambda page: loads.append(page.url))
    phone.goto(f"{server.url}/o/K7Q2")
    phone.get_by_text("Not live since").wait_for()
    assert loads == [f"{server.url}/o/K7Q2"] * 2


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_page_says_since_when_it_is_not_live_and_keeps_what_it_showed(
    server: Server, phone: Page, how: signal.Signals
):
    phone.goto(f"{server.url}/o/K7Q2")
    phone.wait_for_function("document.documentElement.dataset.revision > 0")
    server.process.send_signal(how)
    phone.get_by_text("Not live since").wait_for(timeout=60_000)
    assert phone.locator('[data-key-result="M3XD"]').inner_text().startswith("118")


@pytest.mark.parametrize("how", SILENCES)
def test_page_of_a_silent_server_says_so_and_takes_up_what_it_missed(
    server: Server, phone: Page, how: str
):
    phone.goto(f"{server.url}/o/K7Q2")
    phone.wait_for_function("document.documentElement.dataset.revision > 0")
    with silenced(server, how):
        # Nobody closes anything: 10 s of silence, then 5 s of grace.
        phone.get_by_text("Not live since").wait_for(timeout=60_000)
        assert phone.locator('[data-key-result="M3XD"]').inner_text().startswith("118")
        server.store().check_ins.add("M3XD", Decimal(101), now=MOMENT)
    # Phones come back with jitter; one that is looked at does so at once.
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    phone.locator('[data-key-result="M3XD"]', has_text="101").wait_for()
    assert phone.locator("#lost").inner_text() == ""


def test_page_is_whole_without_javascript(sample_server: Server, browser: Browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sample_server.url}/o/K7Q2")
    assert page.get_by_text(
        "From 182 ms at the start to 118 ms now; the target is 90 ms."
    ).is_visible()
    page.get_by_text("How 70% is worked out").click()
    assert page.get_by_text("64 ÷ 92 ≈ 69.6%").is_visible()
    page.get_by_text("Figures and earlier check-ins").first.click()
    assert page.get_by_role("cell", name="124 ms").is_visible()
    assert page.locator(".chart .way").first.is_visible()
    context.close()


@pytest.mark.parametrize("office", ["sample_server", "forty_server"])
def test_every_page_reflows_at_400_percent_and_no_label_stands_in_another(
    office: str, browser: Browser, request: pytest.FixtureRequest
):
    served: Server = request.getfixturevalue(office)
    # 1280 px at 400 % zoom are 320 CSS pixels.
    context = browser.new_context(viewport={"width": 320, "height": 256})
    page = context.new_page()
    for path in paths(served):
        page.goto(served.url + path, wait_until="domcontentloaded")
        page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert page.evaluate(WIDER_THAN_PAGE) == [], path
        assert page.evaluate(TOUCHING_LABELS) == [], path
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(sample_server: Server, browser: Browser, path: str):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(sample_server.url + path)
    page.evaluate(OPEN_ALL)
    assert axe_problems(page, EVERY_RULE) == []
    context.close()


def test_axe_finds_nothing_in_the_office_of_four_scripts(forty_server: Server, browser: Browser):
    office = forty_server.store().office(MOMENT)
    longest = max(office.objectives, key=lambda objective: len(objective.key_results))
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    for path in (f"/o/{longest.code}", "/all"):
        page.goto(forty_server.url + path)
        page.evaluate(OPEN_ALL)
        # In the other theme there is no colour that the sample office's pages do not have.
        assert axe_problems(page, EVERY_RULE, ("light",)) == []
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_fingers_find_targets_of_44_pixels(sample_server: Server, phone: Page, path: str):
    phone.goto(sample_server.url + path)
    assert phone.evaluate(SMALL_TARGETS) == []


def test_opening_a_page_takes_one_request(sample_server: Server, phone: Page):
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{sample_server.url}/O/K7Q2")
    phone.wait_for_load_state("networkidle")
    assert asked == [f"{sample_server.url}/O/K7Q2"]


def test_a_part_that_was_opened_stays_open_whatever_space_a_new_state_begins_with(
    browser: Browser, sample_server: Server
):
    page = browser.new_page()
    page.goto(f"{sample_server.url}/o/K7Q2")
    assert page.evaluate(MORPHED) == [True, True]

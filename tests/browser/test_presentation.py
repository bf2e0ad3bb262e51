"""An All-Hands: keys at one wall or a phone's buttons, and every wall follows."""

import pytest
from playwright.sync_api import Browser, Page, expect

from kiosk.okr.presentation import DURATION
from kiosk.okr.presentation_steps import presentation_steps
from tests.browser.admin_pages import add_ada, log_in, look_at
from tests.browser.legible import faults_of
from tests.browser.wall_queries import wall_page
from tests.server import MOMENT, Server

PHONE = {"width": 390, "height": 844}
# A wall on another machine, as the server sees it, is not the machine's own screen.
FAR = {"X-Forwarded-For": "192.168.1.77"}


def present(server: Server) -> int:
    """Begin on every wall; how many steps there are."""
    store = server.store()
    office = store.office(MOMENT)
    store.presentation.start(office.cycles[0].id, "*", MOMENT + DURATION)
    return len(presentation_steps(office, office.cycles[0]))


def step(page: Page, number: int) -> None:
    expect(page.locator(f"#present-{number}[data-current]")).to_be_visible()


# Where a team's objective and its reason stand on the step that is on show, and how large.
SCALE = """() => {
    const sheet = document.querySelector("[data-current] .presents-serving");
    if (!sheet) return null;
    const [title, reason] = sheet.querySelectorAll(".title, .because .row-title");
    const size = (part) => getComputedStyle(part).fontSize;
    // From the sheet's edge: a wall shifts by itself now and then (panel_care.js).
    const edge = sheet.getBoundingClientRect().top;
    const top = (part) => Math.round(part.getBoundingClientRect().top - edge);
    return [size(title), top(title), size(reason), top(reason)].join(" ");
}"""


REASON_SIZE = """() => {
    const size = (part) => parseFloat(getComputedStyle(part).fontSize);
    const found = document.querySelectorAll("[data-current] .because .row-title");
    return [...found].map((reason) => size(reason) / size(document.documentElement));
}"""


@pytest.mark.parametrize("size", [(1280, 720), (1080, 1920)])
def test_the_teams_objectives_come_one_after_another_on_one_scale(
    browser: Browser, server: Server, size: tuple[int, int]
):
    steps = present(server)
    store, scales = server.store(), []
    with wall_page(browser, f"{server.url}/screens/far", size, held=False) as wall:
        for number in range(steps):
            store.presentation.step(to=number, last=steps - 1)
            step(wall, number)
            scales.append(wall.evaluate(SCALE))
    assert len([scale for scale in scales if scale]) > 3
    assert len({scale for scale in scales if scale}) == 1, scales


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
def test_the_reasons_of_an_all_hands_grow_into_the_room_below_their_titles(
    browser: Browser, server: Server, size: tuple[int, int]
):
    steps = present(server)
    store, sizes = server.store(), []
    with wall_page(browser, f"{server.url}/screens/far", size, held=False) as wall:
        for number in range(steps):
            store.presentation.step(to=number, last=steps - 1)
            step(wall, number)
            assert faults_of(wall) == []
            sizes += wall.evaluate(REASON_SIZE)
    assert len(sizes) > 3
    assert min(sizes) >= 2
    assert max(sizes) <= 2.15  # as large as their titles


def test_keys_at_the_machines_own_wall_move_every_wall_and_the_end_sets_them_going(
    browser: Browser, server: Server
):
    add_ada(server)  # no set-up page on the machine's own
    last = present(server) - 1
    with (
        wall_page(browser, server.own_screen("/screens/own"), held=False) as own,
        wall_page(browser, f"{server.url}/screens/far", held=False, extra_http_headers=FAR) as far,
    ):
        step(own, 0)
        for key, number in (("ArrowRight", 1), ("PageDown", 2), (" ", 3), ("PageUp", 2)):
            own.keyboard.press(key)
            step(own, number)
            step(far, number)
        far.keyboard.press("ArrowRight")
        # Quick presses are taken one after another, and none is lost.
        for _ in range(3):
            own.keyboard.press("ArrowDown")
        step(own, 5)
        far.reload()
        step(far, 5)
        server.store().presentation.step(to=last, last=last)
        step(far, last)
        server.store().presentation.end()
        expect(own.locator("article[id^=cycle-][data-current]")).to_be_visible()
        own.keyboard.press("ArrowRight")
        expect(own.locator("article[id^=cycle-][data-current]")).not_to_be_visible()
        expect(far.locator("article[id^=present-]")).to_have_count(0)


def admins(browser: Browser, server: Server, *, script: bool) -> Page:
    """An admin's phone."""
    add_ada(server)
    page = browser.new_context(viewport=PHONE, java_script_enabled=script).new_page()  # type: ignore[arg-type]
    log_in(page, server, "/admin/present")
    return page


@pytest.mark.parametrize("script", [True, False])
def test_an_admin_presents_from_a_phone(browser: Browser, server: Server, script: bool):
    phone = admins(browser, server, script=script)
    with wall_page(browser, f"{server.url}/screens/lobby", held=False) as wall:
        phone.get_by_role("button", name="Begin").click()
        step(wall, 0)
        coming = phone.locator("#present-next p").first.inner_text()
        phone.get_by_role("button", name="Next").click()
        step(wall, 1)
        expect(phone.locator(".admin-remote-title")).to_have_text(coming)
        phone.get_by_role("button", name="Back").click()
        step(wall, 0)
        phone.get_by_role("button", name="End the presentation").click()
        expect(wall.locator("article[id^=present-]")).to_have_count(0)


def test_keys_at_an_admins_laptop_step_but_not_those_of_a_button(browser: Browser, server: Server):
    page = admins(browser, server, script=True)
    present(server)
    page.goto(f"{server.url}/admin/present")
    place = page.locator("#present-place")
    expect(place).to_contain_text("1 of")
    for key, number in (("ArrowRight", 2), (" ", 3), ("PageDown", 4), ("PageUp", 3)):
        page.keyboard.press(key)
        expect(place).to_contain_text(f"{number} of")
    page.get_by_role("button", name="Back").focus()
    page.keyboard.press(" ")  # the button's own
    expect(place).to_contain_text("2 of")
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("ArrowRight")
    expect(place).to_contain_text("3 of")


def test_the_phone_follows_a_key_at_the_wall(browser: Browser, server: Server):
    page = admins(browser, server, script=True)
    present(server)
    page.goto(f"{server.url}/admin/present")
    expect(page.locator("#present-place")).to_contain_text("1 of")
    server.store().presentation.step(by=1, last=9)
    expect(page.locator("#present-place")).to_contain_text("2 of")
    for path in ("/admin/present", "/admin/meetings/new"):
        assert look_at(page, server.url + path) == []

"""Several changes at once are summed up; a small machine paints plain changes."""

from decimal import Decimal

from playwright.sync_api import Browser, Page, expect

from kiosk.okr.model import KeyResult
from kiosk.okr.screens import Screen
from tests.browser.legible import faults_of
from tests.browser.wall_queries import wall_page
from tests.server import MOMENT, Server

ON_SHOW = ".page[data-current]"
MOVED = f"{ON_SHOW} .row[data-changed-row]"


def told_while_waiting(page: Page, server: Server, changed: list[KeyResult]) -> None:
    """Have a change told, and these wait until it has been."""
    page.clock.install()
    page.reload()
    store = server.store()
    expect(page.locator("html")).to_have_attribute("data-revision", str(store.revision()))
    store.check_ins.add("M3XD", Decimal(101), now=MOMENT, note="first")
    note = page.locator(f"{ON_SHOW} .note")
    expect(note).to_have_text("“first”")
    for number, key_result in enumerate(changed):
        store.check_ins.add(key_result.code, Decimal(number + 1), now=MOMENT, note="another")
    expect(page.locator("html")).to_have_attribute("data-revision", str(store.revision()))
    expect(note).to_have_text("“first”")
    page.clock.run_for(12_500)


def numbers(server: Server, *objectives: str) -> list[KeyResult]:
    office = server.store().office(MOMENT)
    return [
        key_result
        for code in objectives
        for key_result in office.objective(code).key_results
        if key_result.kind.is_decimal and key_result.code != "M3XD"
    ]


def test_several_changes_of_a_team_are_told_as_one_on_its_page(browser: Browser, server: Server):
    changed = numbers(server, "K7Q2", "E6SD", "D3ZP")
    with wall_page(browser, f"{server.url}/screens/test", held=False) as page:
        told_while_waiting(page, server, changed)
        expect(page.locator(ON_SHOW)).to_have_attribute("id", "team-engineering")
        said = f"{len(changed)} updates from Engineering"
        expect(page.locator(f"{ON_SHOW} .note")).to_have_text(said)
        assert page.locator(MOVED).count() == 3
        assert faults_of(page) == []
        page.clock.run_for(12_500)
        assert page.locator(f"[data-changed-row], {ON_SHOW} .note").count() == 0


def test_several_changes_of_an_objective_are_told_as_one_on_its_page(
    browser: Browser, server: Server
):
    changed = numbers(server, "D3ZP")[:3]
    with wall_page(browser, f"{server.url}/screens/test", held=False) as page:
        told_while_waiting(page, server, changed)
        expect(page.locator(ON_SHOW)).to_have_attribute("id", "objective-D3ZP")
        expect(page.locator(f"{ON_SHOW} .note")).to_have_text("3 updates from Engineering")
        shown = page.locator(f"{MOVED}:visible")
        assert shown.count() >= 1
        assert page.locator(f"{MOVED} .was").count() == 3


def test_a_small_machine_paints_a_plain_change(browser: Browser, server: Server):
    store = server.store()
    with wall_page(browser, f"{server.url}/screens/test", held=False) as page:
        page.emulate_media(reduced_motion="no-preference")
        glides = """() => {
            window.glides = 0;
            const { animate } = Element.prototype;
            Element.prototype.animate = function (...told) {
                window.glides++;
                return animate.apply(this, told);
            };
        }"""
        page.evaluate(glides)
        store.check_ins.add("M3XD", Decimal(101), now=MOMENT, note="with a glide")
        expect(page.locator(f"{ON_SHOW} .note")).to_have_text("“with a glide”")
        assert page.evaluate("window.glides") > 0
        store.screens.save(Screen("test", low_power=True))
        expect(page.locator("body")).to_have_attribute("data-low-power", "")
        page.evaluate("window.glides = 0")
        store.check_ins.add("M3XD", Decimal(99), now=MOMENT, note="at once")
        expect(page.locator(f"{ON_SHOW} .note")).to_have_text("“at once”")
        assert page.evaluate("window.glides") == 0


def test_the_foot_of_a_portrait_wall_stays_as_it_is_while_a_change_is_told(
    browser: Browser, server: Server
):
    url = f"{server.url}/screens/test?pages=all"
    with wall_page(browser, url, (1080, 1920), held=False) as page:
        server.store().check_ins.add("M3XD", Decimal(101), now=MOMENT, note="Two more nodes")
        expect(page.locator(f"{ON_SHOW} .note")).to_have_text("“Two more nodes”")
        expect(page.locator(f"{ON_SHOW} .foot")).to_have_attribute("data-lines", "2")
        assert faults_of(page) == []

"""Every admin page: whole on a phone and in both themes, and told to those who do not see it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.admin_pages import (
    RULES,
    add_ada,
    add_and_log_in,
    log_in,
    look_at,
    too_wide,
)
from tests.server import MOMENT, Server, start_server
from tests.web.admin.users import PASSWORD

FORTY = Path(__file__).parents[1] / "fixtures" / "forty.toml"
PARTS = 3
# Pages that are the same however many objectives there are.
ALIKE = {
    "/admin/teams/new",
    "/admin/cycles/new",
    "/admin/clear-sample",
    "/admin/setup/phone",
    "/hello/0000",
    "/admin/objectives/export",
    "/admin/paste",
}


def addresses(server: Server) -> list[str]:
    office = server.store().office(MOMENT)
    results = {k.kind: k for k in office.key_results()}
    team = office.teams[-1].slug
    return [
        "/admin/",
        f"/admin/?key-result={results['milestones'].code}",
        f"/admin/?key-result={results['yes_no'].code}",
        "/admin/objectives",
        f"/admin/objectives/new?team={team}",
        f"/admin/objectives/{office.objectives[-1].code}",
        *(f"/admin/key-results/{k.code}" for k in results.values()),
        f"/admin/key-results/{results['number'].code}/archive",
        f"/admin/key-results/{results['number'].code}/move-to",
        f"/admin/objectives/{office.objectives[-1].code}/move-to",
        f"/admin/cycles/{office.cycles[0].id}/carry",
        "/admin/teams/new",
        "/admin/cycles/new",
        "/admin/clear-sample",
        "/admin/pictures",
        "/admin/screens",
        "/admin/screens/lobby",
        "/admin/screens/lobby/group",
        "/admin/setup/phone",
        "/hello/0000",
        "/admin/objectives/export",
        "/admin/paste",
        "/admin/poster",
    ]


@pytest.mark.parametrize("part", range(PARTS))
def test_the_pages_of_the_sample_office(page, server, part):
    add_and_log_in(page, server)

    some = addresses(server)[part::PARTS]
    assert [p for a in some for p in look_at(page, server.url + a)] == []


def test_a_poster_and_an_export_are_made_by_keyboard_alone(page, server):
    add_and_log_in(page, server)
    page.goto(f"{server.url}/admin/poster?size=A4&team=support")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips to the content

    def tab_to(name):
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == name:
                break
        expect(page.locator(f"#{name}")).to_be_focused()

    tab_to("size")
    page.keyboard.type("Let")
    tab_to("distance")
    page.keyboard.type("far")
    page.keyboard.press("Enter")
    distance = page.locator("#distance")
    expect(page.locator("#distance-error")).to_contain_text("“far” is not a distance")
    expect(distance).to_be_focused()
    assert distance.evaluate("field => getComputedStyle(field).outlineStyle") == "solid"
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("0.4")
    page.keyboard.press("Enter")
    expect(page.locator("#preview")).to_have_text("1 sheet of Letter")
    expect(page.locator("#preview")).to_be_focused()
    page.keyboard.press("Tab")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename == "okrs-Letter.pdf"

    page.goto(f"{server.url}/admin/objectives/export")
    tab_to("cycle")
    page.keyboard.press("Tab")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename.endswith(".xlsx")


def test_what_was_archived_is_undone_and_restored_by_keyboard_and_without_javascript(
    server, browser
):
    add_ada(server)
    code = server.store().office(MOMENT).objectives[-1].code
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in(page, server)
    for way in ("Undo", "Restore"):
        page.goto(f"{server.url}/admin/objectives/{code}/archive")
        page.get_by_role("button", name="Archive", exact=True).press("Enter")
        if way == "Undo":
            page.get_by_role("button", name="Undo").press("Enter")
        else:
            page.locator("#archived > summary").press("Enter")
            page.locator("#archived").get_by_role("button", name="Restore").press("Enter")
        expect(page.locator(".admin-notice [role=status]")).to_contain_text("is restored")
        assert code in {o.code for o in server.store().office(MOMENT).objectives}
    context.close()


def test_choosing_a_key_result_to_carry_over_means_its_objective(page, server):
    add_and_log_in(page, server)
    page.goto(f"{server.url}/admin/cycles/{server.store().office(MOMENT).cycles[0].id}/carry")
    objective = page.locator("[name=objective]").first
    objective.uncheck()
    first = page.locator(".admin-destination [name=key_result]").first
    first.uncheck()
    expect(objective).not_to_be_checked()
    first.check()
    expect(objective).to_be_checked()


@pytest.fixture
def forty(tmp_path: Path) -> Iterator[Server]:
    """A server with the office of forty objectives, which may be written to."""
    server = start_server(tmp_path / "data", file=FORTY)
    yield server
    server.stop()


def test_no_page_of_forty_objectives_is_wider_than_its_window(page, forty):
    add_and_log_in(page, forty)
    # Every card is in the list, whichever it begins with; and the poster of all of them is drawn
    # in the long test below.
    left_out = {*ALIKE, "/admin/poster"}
    some = [a for a in addresses(forty) if a not in left_out and "?key-result" not in a]
    some.append("/admin/poster?team=research")
    assert [p for a in some for p in too_wide(page, forty.url + a)] == []


@pytest.mark.long
def test_none_of_all_the_pages_of_forty_objectives_is_wider_than_its_window(page, forty):
    add_and_log_in(page, forty)
    assert [p for a in addresses(forty) for p in too_wide(page, forty.url + a)] == []


@pytest.mark.long
def test_the_pages_of_an_office_of_forty_objectives(page, forty):
    add_and_log_in(page, forty)
    some = ("/admin/", "/admin/objectives", *addresses(forty)[5:8])
    # In the other theme there is no colour that the sample office's pages do not have.
    assert [p for a in some for p in look_at(page, forty.url + a, ("light",))] == []


def test_errors_are_told_to_those_who_do_not_see_them(page, server):
    add_and_log_in(page, server)
    page.goto(f"{server.url}/admin/")
    page.locator("[data-card] [name=confidence]").first.fill("11")
    page.locator("[data-card] [name=confidence]").first.press("Enter")
    expect(page.locator("[aria-invalid]")).to_be_focused()
    assert Axe().run(page, options=RULES).response["violations"] == []

    page.goto(f"{server.url}/admin/key-results/new?objective=A4TN")
    page.select_option("[name=kind]", "milestones")
    page.press("[name=title]", "Enter")
    expect(page.locator("#title-error")).to_be_visible()
    assert Axe().run(page, options=RULES).response["violations"] == []


def test_only_the_fields_of_the_chosen_kind_are_shown(page, server):
    add_and_log_in(page, server)
    page.goto(f"{server.url}/admin/key-results/new?objective=A4TN")

    shown = {
        kind: [
            name
            for name in ("unit", "start", "target", "low", "high")
            if page.select_option("[name=kind]", kind) and page.is_visible(f"#{name}")
        ]
        for kind in ("number", "percent", "currency", "at_most", "at_least", "between", "yes_no")
    }

    assert shown == {
        "number": ["unit", "start", "target"],
        "percent": ["start", "target"],
        "currency": ["unit", "start", "target"],
        "at_most": ["unit", "high"],
        "at_least": ["unit", "low"],
        "between": ["unit", "low", "high"],
        "yes_no": [],
    }


def test_whoever_writes_a_reason_need_not_tick_the_objective_as_well(page, server):
    add_and_log_in(page, server)
    page.goto(f"{server.url}/admin/objectives/new?team=marketing")
    tick = page.locator("[name=serves]").nth(1)

    page.locator("[name^=because-]").nth(1).press_sequentially("so")
    expect(tick).to_be_checked()
    tick.uncheck()
    page.locator("[name^=because-]").nth(1).press_sequentially(" it is")
    expect(tick).not_to_be_checked()


def test_set_up_from_the_link_to_the_phone(page, browser, server):
    page.goto(server.url + server.setup_path)
    page.keyboard.type("Ada")
    for _ in range(2):
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/setup/phone/*")
    expect(page.locator("#phone-test")).to_contain_text("Waiting for a phone")

    phone = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    phone.goto(page.get_attribute("[data-qr]", "data-qr"))
    expect(phone.locator("main")).to_contain_text("This phone can reach the wall’s server.")

    expect(page.locator("#phone-test")).to_contain_text("A phone has opened it")
    page.get_by_role("link", name="Finish setting up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check in")
    phone.context.close()


def test_two_clicks_on_a_button_send_its_form_once(page, server):
    add_and_log_in(page, server)
    page.goto(server.url + "/admin/meetings/new")
    held = page.evaluate(
        """() => {
            const held = [];
            addEventListener("submit", (event) => {
                held.push(event.defaultPrevented);
                event.preventDefault();
            });
            const button = document.querySelector("main form[method=post] .admin-button");
            button.form.noValidate = true;
            button.click();
            button.click();
            return held;
        }"""
    )
    assert held == [False, True]

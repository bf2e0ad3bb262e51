"""The Friday: ten minutes, everything by keyboard, in a real Chromium."""

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.admin_pages import add_ada
from tests.server import MOMENT, Server
from tests.web.admin.users import PASSWORD


def log_in(page: Page, server: Server) -> None:
    """As everybody does it: a name, Tab, a password, Enter."""
    page.goto(f"{server.url}/admin/")
    expect(page.locator("[name=name]")).to_be_focused()
    page.keyboard.type("Ada")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server.url}/admin/")


@pytest.fixture
def people(server: Server) -> Server:
    add_ada(server)
    return server


@pytest.fixture
def page(browser: Browser, people: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: (
            page.complaints.append(said.text)
            if said.type == "error" and "422" not in said.text
            else None
        ),
    )
    log_in(page, people)
    yield page
    assert page.complaints == []
    context.close()


def cards(page: Page) -> list[str]:
    return page.eval_on_selector_all("[data-card]", "forms => forms.map(f => f.closest('li').id)")


def focused(page: Page) -> str:
    return page.evaluate(
        "document.activeElement.closest('li')?.id + ' ' + document.activeElement.name"
    )


def latest(server: Server, card: str):
    return server.store().check_ins.latest(card.removeprefix("kr-"))


def test_a_whole_friday_by_keyboard_alone(page, people):
    order = cards(page)
    assert len(order) >= 3
    assert focused(page) == f"{order[0]} value"

    page.keyboard.type("29")
    page.keyboard.press("Tab")
    page.keyboard.type("6")
    page.keyboard.press("Tab")
    page.keyboard.type("The new quick start is out")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{order[0]}.admin-just-saved")).to_contain_text("29")
    assert focused(page) == f"{order[1]} value"
    assert (str(latest(people, order[0]).value), latest(people, order[0]).confidence) == ("29", 6)
    assert latest(people, order[0]).note == "The new quick start is out"

    page.keyboard.press("Alt+n")
    expect(page.locator(f"#{order[1]}.admin-just-saved")).to_be_visible()
    assert latest(people, order[1]).is_confirmation
    assert focused(page) == f"{order[2]} value"

    for card in order[2:]:
        assert focused(page) == f"{card} value"
        page.keyboard.press("Alt+n")
        expect(page.locator(f"#{card}.admin-just-saved")).to_be_visible()
    assert cards(page) == []
    # The line of the last one: not its Undo.
    assert page.evaluate("document.activeElement.id") == order[-1]
    expect(page.locator("#summary")).to_contain_text("Nothing is due")


def test_an_error_is_shown_at_the_field_and_the_rest_stays_typed(page, people):
    card, other = cards(page)[:2]
    before = latest(people, card).id
    page.fill(f"#{other} [name=note]", "Half written")
    page.fill(f"#{card} [name=note]", "Stays")
    page.fill(f"#{card} [name=value]", "many")
    page.press(f"#{card} [name=value]", "Enter")

    expect(page.locator(f"#{card} .admin-error")).to_contain_text("“many” is not a number")
    assert focused(page) == f"{card} value"
    assert page.input_value(f"#{card} [name=value]") == "many"
    assert page.input_value(f"#{card} [name=note]") == "Stays"
    assert page.input_value(f"#{other} [name=note]") == "Half written"
    assert latest(people, card).id == before

    page.keyboard.press("Control+a")
    page.keyboard.type("28")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{card}.admin-just-saved")).to_be_visible()
    assert latest(people, card).note == "Stays"
    assert page.input_value(f"#{other} [name=note]") == "Half written"


def test_undo_brings_the_card_back(page, people):
    card = cards(page)[0]
    before = latest(people, card)
    page.fill(f"#{card} [name=value]", "1")
    page.press(f"#{card} [name=value]", "Enter")
    expect(page.locator(f"#{card}.admin-just-saved")).to_be_visible()

    page.locator(f"#{card}").get_by_role("button", name="Undo").press("Enter")

    expect(page.locator(f"#{card} [data-card]")).to_be_visible()
    assert latest(people, card) == before
    assert page.input_value(f"#{card} [name=value]") == str(before.value)
    assert focused(page) == f"{card} value"


def test_a_note_longer_than_is_read_from_afar_is_counted(page):
    card = cards(page)[0]
    over = page.locator(f"#{card} [data-over]")
    page.fill(f"#{card} [name=note]", "x" * 60)
    expect(over).to_be_hidden()

    page.fill(f"#{card} [name=note]", "x" * 61)
    expect(over).to_have_text("61 / 60 · shown smaller on the wall")


def test_the_page_says_on_which_walls_the_save_stands(page, people, browser):
    wall = browser.new_page()
    wall.goto(f"{people.url}/screens/lobby")
    wall.wait_for_function("document.documentElement.dataset.revision > 0")
    card = cards(page)[0]
    page.press(f"#{card} [name=value]", "Alt+n")

    expect(page.locator("#painted")).to_contain_text("Saved and showing on lobby.")
    page.get_by_text("How long it took").click()
    expect(page.locator("#painted")).to_contain_text("ms after the save")
    wall.close()


def test_a_server_that_is_gone_costs_nobody_a_word(page, people):
    card = cards(page)[0]
    page.fill(f"#{card} [name=note]", "Still here")
    people.stop()
    page.press(f"#{card} [name=note]", "Enter")

    expect(page.locator("#offline")).to_be_visible()
    assert page.input_value(f"#{card} [name=note]") == "Still here"
    page.complaints.clear()


def test_somebody_logged_out_meanwhile_keeps_what_was_typed(page):
    card = cards(page)[0]
    page.fill(f"#{card} [name=note]", "Still here")
    page.context.clear_cookies()
    page.press(f"#{card} [name=note]", "Enter")

    expect(page.locator("#logged-out")).to_be_visible()
    assert page.input_value(f"#{card} [name=note]") == "Still here"
    page.complaints.clear()


def test_everything_works_without_a_script(browser, people):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in(page, people)
    card = page.locator("[data-card]").first.evaluate("form => form.closest('li').id")
    before = latest(people, card)

    page.fill(f"#{card} [name=value]", "many")
    page.press(f"#{card} [name=value]", "Enter")
    expect(page.locator(f"#{card} .admin-error")).to_be_visible()
    assert page.input_value(f"#{card} [name=value]") == "many"
    page.fill(f"#{card} [name=value]", "27")
    page.press(f"#{card} [name=value]", "Enter")
    expect(page.locator(f"#{card}.admin-just-saved")).to_contain_text("27")
    expect(page.locator("#painted")).to_contain_text("Saved.")

    page.locator(f"#{card}").get_by_role("button", name="Undo").click()
    expect(page.locator(f"#{card} [data-card]")).to_be_visible()
    assert latest(people, card) == before
    context.close()


def test_an_enter_in_a_card_that_nobody_touched_saves_nothing(page, people):
    first, second = cards(page)[:2]
    before = latest(people, second).id

    page.keyboard.type("29")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(page.locator(f"#{first}.admin-just-saved")).to_be_visible()
    expect(page.locator(f"#{second} .admin-untouched")).to_contain_text("Nothing is typed here yet")
    assert focused(page) == f"{second} value"
    assert latest(people, second).id == before
    page.locator(f"#{second}").get_by_role("button", name="Save", exact=True).click()
    assert latest(people, second).id == before

    page.locator(f"#{second} [name=value]").select_text()
    page.keyboard.type(page.input_value(f"#{second} [name=value]"))
    expect(page.locator(f"#{second} .admin-untouched")).to_have_text("")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{second}.admin-just-saved")).to_be_visible()
    assert latest(people, second).id > before


def test_what_is_typed_while_the_server_saves_goes_into_the_next_card(page, people):
    first, second = cards(page)[:2]
    page.keyboard.type("29")
    page.keyboard.press("Enter")
    page.keyboard.type("31")

    expect(page.locator(f"#{first}.admin-just-saved")).to_be_visible()
    assert page.input_value(f"#{second} [name=value]") == "31"
    assert focused(page) == f"{second} value"


def test_a_key_that_is_held_confirms_nothing_unread(page, people):
    first, second = cards(page)[:2]
    before = latest(people, second).id
    page.keyboard.down("Alt")
    page.keyboard.down("n")
    expect(page.locator(f"#{first}.admin-just-saved")).to_be_visible()
    page.keyboard.down("n")  # the keyboard repeats it
    page.keyboard.up("n")
    page.keyboard.up("Alt")

    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{second}.admin-just-saved")).to_be_visible()
    assert not latest(people, second).is_confirmation
    assert [c.id for c in people.store().key_results.history(second[3:], MOMENT).recent][
        1
    ] == before


def test_undo_says_what_it_did_and_can_be_undone(page, people):
    card = cards(page)[0]
    before = latest(people, card)
    page.keyboard.type("33")
    page.keyboard.press("Enter")
    line = page.locator(f"#{card}")
    expect(line).to_have_class(re.compile("admin-just-saved"))

    line.get_by_role("button", name="Undo").press("Enter")
    expect(line.get_by_text("Undone: 33")).to_be_visible()
    expect(page.locator("#painted")).to_contain_text("Undone")
    assert latest(people, card) == before
    line.get_by_role("button", name="Redo").press("Enter")
    expect(line).to_have_class(re.compile("admin-just-saved"))
    expect(line).to_contain_text("33")
    assert str(latest(people, card).value) == "33"
    # Another Enter does nothing: the line has the focus, not its Undo.
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == card


def test_of_two_clicks_on_undo_the_second_takes_nothing_else_back(page, people):
    line = page.locator("li.admin-line").first
    card = line.get_attribute("id")
    before = latest(people, card)
    people.store().check_ins.add(card[3:], before.value, now=MOMENT, author="Ada")
    page.reload()

    page.locator(f"#{card}").get_by_role("button", name="Undo").dblclick()
    expect(page.locator(f"#{card} .admin-undone")).to_be_visible()
    assert latest(people, card) == before


def test_an_older_check_in_is_taken_back_only_once_that_is_confirmed(page, people):
    line = page.locator("li.admin-line", has_text="days").first
    card = line.get_attribute("id")
    before = latest(people, card)
    line = page.locator(f"#{card}")
    line.get_by_role("button", name="Undo").press("Enter")
    expect(line.get_by_text("Take back")).to_be_focused()
    page.keyboard.press("Enter")
    assert latest(people, card) == before

    line.get_by_role("button", name="Keep it").press("Enter")
    expect(line.get_by_role("button", name="Undo")).to_be_visible()
    line.get_by_role("button", name="Undo").press("Enter")
    line.get_by_role("button", name="Take it back").press("Enter")
    expect(line.get_by_text("Undone")).to_be_visible()
    assert latest(people, card) != before


def test_a_second_alt_n_confirms_nothing_that_came_meanwhile(page, people):
    card = cards(page)[0]
    store = people.store()
    other = store.check_ins.add(
        card.removeprefix("kr-"), Decimal(44), now=MOMENT + timedelta(seconds=1), author="Bo"
    )
    page.focus(f"#{card} [name=value]")
    page.keyboard.press("Alt+n")
    refused = page.locator(f"#{card} .admin-error")
    expect(refused).to_contain_text("Nothing was saved: while this page was open, Bo saved 44")
    page.keyboard.press("Alt+n")
    read_at = page.evaluate("performance.now()") + 1100
    page.wait_for_function("(at) => performance.now() > at", arg=read_at)
    assert latest(people, card) == other

    page.keyboard.press("Alt+n")
    expect(page.locator(f"#{card}.admin-just-saved")).to_be_visible()
    assert latest(people, card).is_confirmation
    page.complaints.clear()

"""A Friday of 32 key results by keyboard: how many keystrokes it takes, and that a second Enter
after every save loses, doubles or confirms nothing."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.admin_pages import add_ada
from tests.browser.test_admin_friday import cards, focused, log_in
from tests.server import MOMENT, Server, start_server

KEY_RESULTS = 32
MOST = 18.5
FRIDAY = datetime(2026, 11, 27, 14, tzinfo=UTC)
# With as many words as people write; a keystroke more for each card, and the test fails.
NOTES = (
    *("Rolled out", "Two more are left", "Waiting on legal"),
    *("Tested with ten users", "Steady now"),
)


class Keyboard:
    """Counts what a person presses; a chord is as many keys as are held."""

    def __init__(self, page: Page) -> None:
        self._page, self.strokes = page, 0

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)
        self.strokes += len(text)

    def press(self, chord: str) -> None:
        self._page.keyboard.press(chord)
        self.strokes += len(chord.split("+"))


@pytest.fixture
def people(tmp_path: Path) -> Iterator[Server]:
    """The sample office on the Friday after its numbers were written, all due but one."""
    clock = tmp_path / "now"
    clock.write_text(MOMENT.isoformat())
    server = start_server(tmp_path / "data", now=clock)
    add_ada(server)
    with sqlite3.connect(server.store().path) as db:
        db.execute("UPDATE key_results SET freshness_days = NULL")
        db.execute("UPDATE key_results SET freshness_days = 60 WHERE code = 'R4VN'")
    clock.write_text(FRIDAY.isoformat())
    yield server
    server.stop()


@pytest.fixture
def page(browser: Browser, people: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    log_in(page, people)
    yield page
    context.close()


def rows(server: Server) -> list[tuple[str, str | None, str]]:
    with sqlite3.connect(server.store().path) as db:
        return db.execute("SELECT key_result, value, note FROM check_ins ORDER BY id").fetchall()


def raised(text: str) -> str:
    """The number as shown with another last digit: as long to type, and as likely."""
    return text[:-1] + str((int(text[-1]) + 1) % 10)


def check_in(page: Page, keys: Keyboard, card: str, note: str) -> str | None:
    """One key result's check-in; the value that was typed, None where nothing had changed."""
    field = page.locator(f"#{card} .admin-value input")
    if not field.count():
        keys.press("Alt+n")
        return None
    value = raised(field.input_value())
    keys.type(value)
    keys.press("Tab")
    keys.type("7")
    if note:
        keys.press("Tab")
        keys.type(note)
    keys.press("Enter")
    return value


def test_a_second_enter_after_every_save_loses_doubles_and_confirms_nothing(page, people):
    order, keys, before = cards(page), Keyboard(page), rows(people)
    assert len(order) == KEY_RESULTS
    typed = {}
    for n, card in enumerate(order):
        assert focused(page).startswith(card)
        stood = len(rows(people))
        note = NOTES[n % len(NOTES)]
        value = check_in(page, keys, card, note)
        typed[card[3:]] = (value, note if value else "")
        page.keyboard.press("Enter")
        expect(page.locator(f"#{card}.admin-just-saved")).to_be_visible()
        page.keyboard.press("Enter")
        assert [code for code, _value, _note in rows(people)[stood:]] == [card[3:]]

    new = rows(people)[len(before) :]
    assert [code for code, _value, _note in new] == [card[3:] for card in order]
    for code, value, note in new:
        wanted, said = typed[code]
        assert note == said
        assert wanted is None or str(value) == wanted.replace(",", "")
    expect(page.locator("#summary")).to_contain_text("Nothing is due")
    # Undo is a Tab away; where the focus is, another Enter does nothing.
    assert page.evaluate("document.activeElement.id") == order[-1]
    assert keys.strokes / KEY_RESULTS <= MOST

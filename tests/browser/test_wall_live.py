import re
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.legible import faults_of
from tests.browser.wall_queries import reload_to_rest, wall_page
from tests.network_faults import SILENCES, silenced
from tests.server import MOMENT, Server

ON_SHOW = ".page[data-current]"
NOTE = "Two more edge nodes"


def stands_at(page: Page, revision: int) -> None:
    expect(page.locator("html")).to_have_attribute("data-revision", str(revision))


def on_show(page: Page, page_id: str) -> None:
    expect(page.locator(ON_SHOW)).to_have_attribute("id", page_id)


def test_a_change_brings_its_page_forward_with_what_was_and_the_note(
    browser: Browser, server: Server
):
    with wall_page(browser, f"{server.url}/screens/test", held=False) as page:
        stands_at(page, server.store().revision())
        server.store().check_ins.add("M3XD", Decimal(101), now=MOMENT, note=NOTE)
        on_show(page, "objective-K7Q2")
        row = page.locator(f"{ON_SHOW} [data-key-result=M3XD]")
        expect(row.locator(".number")).to_have_text("101")
        expect(row.locator(".was")).to_have_text("was 118")
        expect(row.locator(".goal")).to_be_hidden()
        expect(page.locator(f"{ON_SHOW} .note")).to_have_text(f"“{NOTE}”")
        assert row.locator(".bar .moved").count() == 1
        expect(page.locator(f"{ON_SHOW} .percent-was")).to_have_text("57 → 64%")
        stands_at(page, server.store().revision())


def test_two_changes_are_told_one_after_the_other(browser: Browser, server: Server):
    with wall_page(browser, f"{server.url}/screens/test", held=False) as page:
        page.clock.install()
        page.reload()
        stands_at(page, server.store().revision())
        server.store().check_ins.add("M3XD", Decimal(101), now=MOMENT, note="first")
        note = page.locator(f"{ON_SHOW} .note")
        expect(note).to_have_text("“first”")
        other = server.store().office(MOMENT).objective("E6SD").key_results[0]
        server.store().check_ins.add(other.code, Decimal(12), now=MOMENT, note="second")
        stands_at(page, server.store().revision())
        expect(note).to_have_text("“first”")
        page.clock.run_for(12_500)
        expect(note).to_have_text("“second”")
        page.clock.run_for(12_500)
        expect(note).to_have_count(0)
        assert (
            page.locator(
                "[data-changed-row], .bar .moved, .was:visible, .extra .percent-was"
            ).count()
            == 0
        )


def test_what_is_told_is_not_turned_away(browser: Browser, server: Server):
    with wall_page(browser, f"{server.url}/screens/test", held=False) as page:
        page.clock.install()
        page.reload()
        stands_at(page, server.store().revision())
        server.store().check_ins.add("M3XD", Decimal(101), now=MOMENT, note=NOTE)
        on_show(page, "objective-K7Q2")
        page.clock.run_for(11_000)
        on_show(page, "objective-K7Q2")
        page.clock.run_for(12_000)
        expect(page.locator(ON_SHOW)).not_to_have_attribute("id", "objective-K7Q2")


def test_what_was_changed_before_the_page_opened_is_not_announced(browser: Browser, server: Server):
    server.store().check_ins.add("M3XD", Decimal(101), now=MOMENT, note=NOTE)
    with wall_page(browser, f"{server.url}/screens/test", held=False) as page:
        stands_at(page, server.store().revision())
        assert page.locator("[data-changed-row]").count() == 0
        assert page.locator("#changes [data-change]").count() > 0


def test_an_undo_goes_back_without_a_word(browser: Browser, server: Server):
    store = server.store()
    with wall_page(browser, f"{server.url}/screens/test") as page:
        saved = store.check_ins.add("M3XD", Decimal(101), now=MOMENT)
        stands_at(page, store.revision())
        store.check_ins.undo(saved.id, now=MOMENT)
        stands_at(page, store.revision())
        value = page.locator("#objective-K7Q2 [data-key-result=M3XD] .number")
        assert value.text_content() == "118"
        assert page.locator("[data-changed-row]").count() == 0


def test_what_is_undone_while_it_is_told_is_told_no_further(browser: Browser, server: Server):
    store = server.store()
    with wall_page(browser, f"{server.url}/screens/test", held=False) as page:
        stands_at(page, store.revision())
        told = store.check_ins.add("M3XD", Decimal(101), now=MOMENT, note=NOTE)
        expect(page.locator(f"{ON_SHOW} .note")).to_have_text(f"“{NOTE}”")
        other = store.office(MOMENT).objective("E6SD").key_results[0].code
        waits = store.check_ins.add(other, Decimal(12), now=MOMENT, note="waits")
        stands_at(page, store.revision())
        store.check_ins.undo(waits.id, now=MOMENT)
        store.check_ins.undo(told.id, now=MOMENT)
        stands_at(page, store.revision())
        on_show(page, "objective-K7Q2")
        row = page.locator(f"{ON_SHOW} [data-key-result=M3XD]")
        expect(row.locator(".number")).to_have_text("118")
        expect(row.locator(".goal")).to_be_visible()
        expect(
            page.locator(".page .note, .page .was, .bar .moved, [data-changed-row]")
        ).to_have_count(0)
        assert faults_of(page) == []
        store.check_ins.add("M3XD", Decimal(99), now=MOMENT, note="mended")
        expect(page.locator(f"{ON_SHOW} .note")).to_have_text("“mended”")


def test_of_what_is_announced_and_waits_only_what_is_undone_goes(browser: Browser, server: Server):
    store = server.store()
    with wall_page(browser, f"{server.url}/screens/test", held=False) as page:
        stands_at(page, store.revision())
        told = store.check_ins.add("M3XD", Decimal(101), now=MOMENT, note="first")
        note = page.locator(f"{ON_SHOW} .note")
        expect(note).to_have_text("“first”")
        other = store.office(MOMENT).objective("E6SD").key_results[0].code
        store.check_ins.add(other, Decimal(12), now=MOMENT, note="second")
        stands_at(page, store.revision())
        store.check_ins.undo(told.id, now=MOMENT)
        expect(note).to_have_text("“second”")
        on_show(page, "objective-E6SD")


def test_a_note_of_any_length_overlaps_nothing(browser: Browser, server: Server):
    with wall_page(browser, f"{server.url}/screens/test", held=False) as page:
        for words in (1, 12, 28, 40):
            note = " ".join(["unterwegs"] * words)
            server.store().check_ins.add("M3XD", Decimal(100 - words), now=MOMENT, note=note)
            expect(page.locator(f"{ON_SHOW} .note")).to_have_text(f"“{note}”")
            assert faults_of(page) == []


def test_a_wall_whose_topic_is_gone_loads_itself_once(browser: Browser, sample_server: Server):
    with wall_page(browser, f"{sample_server.url}/screens/test") as page:
        page.route_web_socket("**/live?*", lambda socket: socket.close(code=4404))
        loads: list[str] = []
        page.on("load", lambda loaded: loads.append(loaded.url))
        page.reload()
        expect(page.locator("body")).to_have_attribute("data-offline", "")
        assert len(loads) == 2


@pytest.mark.parametrize("how", SILENCES)
def test_a_silent_server_is_noticed_and_its_return_as_well(
    browser: Browser, server: Server, how: str
):
    with wall_page(browser, f"{server.url}/screens/test") as page:
        stands_at(page, server.store().revision())
        with silenced(server, how):
            expect(page.locator("body")).to_have_attribute("data-offline", "", timeout=60_000)
            expect(page.locator(".state")).to_have_text("not live since 18:21")
            assert page.locator(f"{ON_SHOW} .title").is_visible()
            server.store().check_ins.add("M3XD", Decimal(101), now=MOMENT)
        expect(page.locator("body")).not_to_have_attribute("data-offline", "", timeout=60_000)
        expect(page.locator(".state")).to_be_hidden()
        stands_at(page, server.store().revision())


def test_pages_turn_by_themselves_and_the_overview_is_never_gone_for_long(
    browser: Browser, sample_server: Server
):
    address, small = f"{sample_server.url}/screens/test?pages=all", (640, 360)
    with wall_page(browser, address, small, held=False) as page:
        # Time goes by only as it is told to: on a slow machine a turn would be between two looks.
        page.clock.install(time=MOMENT)
        page.clock.pause_at(MOMENT + timedelta(seconds=1))
        page.reload()
        page.locator(ON_SHOW).wait_for()
        seen = [page.locator(ON_SHOW).get_attribute("id")]
        for _ in range(60):
            page.clock.run_for(10_000)
            seen.append(page.locator(ON_SHOW).get_attribute("id"))
        pages = page.locator(".page").evaluate_all("(all) => all.map((page) => page.id)")
        home = next(name for name in pages if name.startswith("cycle-"))
        at = [index for index, name in enumerate(seen) if name == home]
        assert max(b - a for a, b in pairwise(at)) <= 4
        assert set(pages) <= set(seen)


def test_space_holds_and_arrows_turn(browser: Browser, sample_server: Server):
    with wall_page(browser, f"{sample_server.url}/screens/test") as page:
        page.clock.install()
        first = page.locator(ON_SHOW).get_attribute("id")
        page.clock.run_for(60_000)
        assert page.locator(ON_SHOW).get_attribute("id") == first
        page.keyboard.press("ArrowRight")
        second = page.locator(ON_SHOW).get_attribute("id")
        assert second != first
        page.keyboard.press("ArrowLeft")
        assert page.locator(ON_SHOW).get_attribute("id") == first
        assert page.locator("body").get_attribute("data-paused") == ""


def test_a_held_page_paints_nothing_between_clock_minutes(browser: Browser, sample_server: Server):
    # Every page is there, so that no other loop's turn comes in between.
    with wall_page(browser, f"{sample_server.url}/screens/test?pages=all") as page:
        reload_to_rest(page)
        session = page.context.new_cdp_session(page)
        painted: list[str] = []
        session.on(
            "Tracing.dataCollected",
            lambda data: painted.extend(e["name"] for e in data["value"]),
        )
        _let_a_minute_begin(page, 5000)
        session.send(
            "Tracing.start",
            {"categories": "disabled-by-default-devtools.timeline,devtools.timeline"},
        )
        page.wait_for_timeout(4000)
        with _done(page, session):
            session.send("Tracing.end")
        assert painted
        assert "Paint" not in painted, painted.count("Paint")


def _let_a_minute_begin(page: Page, milliseconds: int) -> None:
    """Wait, if the server's next minute is nearer than that, until it has been painted."""
    now = re.search(r'data-now="([^"]+)"', page.request.get(page.url).text())
    assert now
    left = 60_000 - datetime.fromisoformat(now[1]).timestamp() * 1000 % 60_000
    if left < milliseconds:
        page.wait_for_timeout(left + 2000)


class _done:
    """Waits until a trace has come whole."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self.page, self.whole = page, False
        session.once("Tracing.tracingComplete", lambda _: setattr(self, "whole", True))

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        for _ in range(200):
            if self.whole:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("the trace never came whole")

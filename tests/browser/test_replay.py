"""The quarter in twenty seconds, its clock driven by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.legible import faults_of
from tests.server import MOMENT, Server

ON_SHOW = ".page[data-current]"
PHONE = {"width": 390, "height": 844}
MOVING = """() => document.getAnimations()
    .filter(({effect}) => effect.target?.closest(".film"))
    .flatMap(({effect}) => effect.getKeyframes().flatMap(Object.keys))"""
# A change of the current quote that is taken half way, to its ends and between them.
QUOTES_SEEN = """() => {
    const quotes = [...document.querySelectorAll(".film-quote")];
    const changes = quotes.flatMap((quote) => quote.getAnimations());
    const seen = () => quotes.filter((quote) => Number(getComputedStyle(quote).opacity) > 0).length;
    changes.forEach((change) => change.pause());
    const most = [...Array(36).keys()].map((step) => {
        changes.forEach((change) => (change.currentTime = step * 20));
        return seen();
    });
    changes.forEach((change) => change.finish());
    return Math.max(...most);
}"""


@contextmanager
def paused(browser: Browser, url: str, **context: Any) -> Iterator[Page]:
    """A page whose clock stands, on which no script fails."""
    page = browser.new_context(**context).new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.clock.install(time=MOMENT)
    page.goto(url)
    page.wait_for_function("document.documentElement.dataset.revision > 0")
    yield page
    assert complaints == []


@contextmanager
def wall(
    browser: Browser, server: Server, motion: str = "reduce", **context: Any
) -> Iterator[Page]:
    """A wall whose clock goes on by hand only."""
    size = {"viewport": {"width": 1920, "height": 1080}, "reduced_motion": motion}
    with paused(browser, f"{server.url}/screens/test", **{**size, **context}) as page:
        page.locator(ON_SHOW).wait_for()
        page.clock.pause_at(page.evaluate("Date.now() / 1000 + 1"))
        yield page


def until(page: Page, selector: str) -> None:
    """Let frames go by until something is there: they stand with the clock."""
    for _ in range(200):
        if page.locator(selector).count():
            return
        page.clock.run_for(20)
        page.wait_for_timeout(20)
    raise AssertionError(f"{selector} never came")


def start(page: Page) -> None:
    page.keyboard.press("r")
    expect(page.locator(".film")).to_be_visible()


def week(page: Page) -> str:
    return page.locator(".film-week").inner_text()


def figures(page: Page) -> list[str]:
    return page.locator(".film-says").all_inner_texts()


def test_weeks_run_by_and_the_film_ends_on_now(browser: Browser, sample_server: Server):
    with wall(browser, sample_server) as page:
        before = page.locator(ON_SHOW).get_attribute("id")
        start(page)
        assert week(page) == "The start"
        assert figures(page) == ["0%"] * 7
        seen = []
        for _second in range(16):
            page.clock.run_for(1_000)
            seen.append(week(page))
        assert list(dict.fromkeys(seen)) == ["The start", *(f"Week {n} of 13" for n in range(1, 9))]
        steps = page.locator(".film-row").evaluate_all(
            "(rows) => rows.map((row) => JSON.parse(row.dataset.steps).at(-1)[1])"
        )
        assert figures(page) == steps
        assert steps[:3] == ["64%", "41%", "57%"]
        page.clock.run_for(4_500)
        assert page.locator(".film").count() == 0
        assert page.locator(ON_SHOW).get_attribute("id") == before
        assert page.locator(ON_SHOW).is_visible()


def test_notes_come_one_after_another(browser: Browser, sample_server: Server):
    with wall(browser, sample_server) as page:
        start(page)
        told = []
        for _second in range(19):
            told += page.locator(".film-quote[data-current]").all_inner_texts()
            page.clock.run_for(1_000)
        assert len(dict.fromkeys(told)) == 3
        assert min(told.count(note) for note in told) >= 3


def test_any_key_and_any_tap_ends_it_and_does_nothing_else(browser: Browser, sample_server: Server):
    with wall(browser, sample_server) as page:
        before = page.locator(ON_SHOW).get_attribute("id")
        for end in ("ArrowRight", " ", "r"):
            start(page)
            page.keyboard.press(end)
            assert page.locator(".film").count() == 0
        start(page)
        page.mouse.click(900, 500)
        assert page.locator(".film").count() == 0
        assert page.locator(ON_SHOW).get_attribute("id") == before
        assert page.locator("body").get_attribute("data-paused") is None


def test_bars_glide_by_transform_alone_and_not_at_all_where_motion_is_not_wanted(
    browser: Browser, sample_server: Server
):
    for motion, moved in (("no-preference", {"transform"}), ("reduce", set())):
        with wall(browser, sample_server, motion) as page:
            start(page)
            page.clock.run_for(4_000)
            assert week(page) == "Week 2 of 13"
            about = {"offset", "computedOffset", "easing", "composite", "opacity"}
            assert set(page.evaluate(MOVING)) - about == moved


def test_what_changes_meanwhile_is_told_after_it(browser: Browser, server: Server):
    with wall(browser, server) as page:
        start(page)
        server.store().check_ins.add("M3XD", Decimal(101), now=MOMENT, note="Two more edge nodes")
        until(page, f"html[data-revision='{server.store().revision()}']")
        page.clock.run_for(12_000)
        assert page.locator("[data-changed-row]").count() == 0
        page.clock.run_for(9_000)
        assert page.locator(".film").count() == 0
        until(page, f"{ON_SHOW} .note:has-text('Two more edge nodes')")


def test_what_is_being_told_is_told_again_after_it(browser: Browser, server: Server):
    with wall(browser, server) as page:
        server.store().check_ins.add("M3XD", Decimal(101), now=MOMENT, note="Two more edge nodes")
        note = f"{ON_SHOW} .note:has-text('Two more edge nodes')"
        until(page, note)
        start(page)
        assert page.locator(note).count() == 0
        page.clock.run_for(21_000)
        until(page, note)


def test_without_its_server_a_wall_plays_the_film_it_has_or_none(
    browser: Browser, sample_server: Server
):
    with wall(browser, sample_server) as page:
        page.route("**/replay?film*", lambda route: route.abort())
        failed: list[str] = []
        page.on("requestfailed", lambda request: failed.append(request.url))
        for _ in range(20):  # until the wall listens to its keys, on a slow machine too
            page.keyboard.press("r")
            page.wait_for_timeout(500)
            if failed:
                break
        assert failed
        assert page.locator(".film").count() == 0
        page.unroute_all()
        start(page)
        page.keyboard.press("r")
        page.route("**/replay?film*", lambda route: route.abort())
        start(page)
        assert week(page) == "The start"


# Counts how often a Replay of its own would play.
COUNTING = """async (steps) => {
    const {Replay} = await import("/static/js/replay/wall.js");
    const replay = new Replay({stop() {}}, "Europe/Berlin");
    let plays = 0;
    replay.start = () => (plays += 1);
    return steps.map((step) => (play(replay, step), plays));
    function play(replay, step) { %s }
}"""
SCREEN = 'document.getElementById("screen")'
BEATS = COUNTING % f'{SCREEN}.dataset.replayAt = "09:30, 18:21"; replay.onHeartbeat(step);'
TOLD = COUNTING % 'document.getElementById("screen").dataset.replay = step; replay.applyCommand();'


def test_a_screen_that_is_told_to_plays_it_once(browser: Browser, sample_server: Server):
    with wall(browser, sample_server) as page:
        page.evaluate("document.getElementById('screen').dataset.replay = 3")
        assert page.evaluate(TOLD, [3, 4, 4, 5, 5]) == [0, 1, 1, 2, 2]


def test_at_each_of_its_times_a_wall_plays_it_once_a_day(browser: Browser, sample_server: Server):
    with wall(browser, sample_server) as page:
        page.evaluate("document.body.removeAttribute('data-paused')")
        day = "2026-11-22T17:"
        beats = [f"{day}20:58Z", f"{day}21:01Z", f"{day}21:04Z"]
        beats += ["2026-11-23T08:30:01Z", "2026-11-23T08:30:04Z", "2026-11-23T17:21:00Z"]
        assert page.evaluate(BEATS, beats) == [0, 1, 1, 2, 2, 3]


def test_it_does_not_interrupt_a_presentation(browser: Browser, sample_server: Server):
    with wall(browser, sample_server) as page:
        page.evaluate("document.body.removeAttribute('data-paused')")
        page.evaluate("document.querySelector('.page').id = 'present-title'")
        assert page.evaluate(BEATS, ["2026-11-22T17:21:01Z"]) == [0]


def test_a_quote_is_gone_before_the_next_comes(browser: Browser, sample_server: Server):
    with wall(browser, sample_server, "no-preference") as page:
        start(page)
        both = []
        for _moment in range(90):
            page.clock.run_for(200)
            both.append(page.evaluate(QUOTES_SEEN))
        assert max(both) == 1


def test_the_servers_clock_says_when_it_is_the_hour(browser: Browser, sample_server: Server):
    # The browser's own clock stands; what the wall's shows comes with the server's heartbeats.
    hour = """document.getElementById("screen").dataset.replayAt =
        document.querySelector(".clock time").textContent.trim()"""
    with wall(browser, sample_server) as page:
        for _ in range(150):
            page.evaluate(hour)
            page.wait_for_timeout(100)
            if page.locator(".film").count():
                return
        raise AssertionError("no heartbeat played it")


@pytest.mark.parametrize(
    ("office", "size"),
    [
        ("sample_server", (1280, 720)),
        ("forty_server", (1080, 1920)),
        pytest.param("sample_server", (1080, 1920), marks=pytest.mark.long),
        pytest.param("forty_server", (1280, 720), marks=pytest.mark.long),
    ],
)
def test_every_text_is_large_enough_and_is_alone(
    browser: Browser, office: str, size: tuple[int, int], request: pytest.FixtureRequest
):
    served: Server = request.getfixturevalue(office)
    width, height = size
    with wall(browser, served, viewport={"width": width, "height": height}) as page:
        start(page)
        for _part in range(4):
            assert faults_of(page, ".film") == []
            page.clock.run_for(4_500)


def test_a_phone_plays_it_at_the_press_of_a_button(browser: Browser, sample_server: Server):
    with paused(browser, f"{sample_server.url}/o/K7Q2", viewport=PHONE) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.locator("#replay").click()
        expect(page.locator(".film")).to_be_visible()
        assert asked
        assert all(url.startswith(sample_server.url) for url in asked)
        page.clock.run_for(16_000)
        assert week(page) == "Week 8 of 13"
        assert figures(page)[1].replace("\u00a0", " ") == "118 ms"
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.clock.run_for(6_000)
        expect(page.locator("dialog")).to_have_count(0)
        page.locator("#replay").click()
        expect(page.locator(".film")).to_be_visible()
        page.mouse.click(200, 400)
        expect(page.locator("dialog")).to_have_count(0)
        assert page.url == f"{sample_server.url}/o/K7Q2"


def test_a_phone_without_its_server_stays_as_it_is(browser: Browser, sample_server: Server):
    with paused(browser, f"{sample_server.url}/all", viewport=PHONE) as page:
        page.route("**/replay?film*", lambda route: route.abort())
        with page.expect_event("requestfailed"):
            page.locator("#replay").click()
        assert page.locator("dialog").count() == 0
        assert page.url == f"{sample_server.url}/all"

"""How figures and gauges in rows are drawn; what stands where is in test_wall_pages.py."""

import io
from decimal import Decimal

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from tests.browser.wall_queries import at_rest, rest, shown, turned, wall_page
from tests.server import MOMENT, Server

# Between the segments of milestones there are gaps of their own.
MARKED_BAR = ".bar:has(.gap):not(.of-segments)"


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_limit_nobody_has_reported_on_is_an_empty_track(
    browser: Browser, server: Server, theme: str
):
    draft = KeyResultDraft("Rollbacks under 2 %", KeyResultKind.AT_MOST, "%", high=Decimal(2))
    added = server.store().key_results.add("D3ZP", draft, now=MOMENT, author="Ada")
    reported = "X5QT"  # at most 2 rollbacks a month
    url = f"{server.url}/screens/test?pages=all&theme={theme}"
    with wall_page(browser, url, held=False) as page:
        rest(page)
        within, beyond = _colors_of_gauge(page, added.code)
        assert within == beyond
        assert "at most 2%" in page.locator(f"#row-{added.code}").inner_text()
        within, beyond = _colors_of_gauge(page, reported)
        assert within != beyond


def _colors_of_gauge(page: Page, code: str) -> list[object]:
    """The colours of a gauge within its zone, clear of its marker, and beyond it."""
    next(None for _ in turned(page) if f"row-{code}" in shown(page))
    bar = Image.open(io.BytesIO(at_rest(page.locator(f"#row-{code} .bar")))).convert("RGB")
    return [bar.getpixel((int(bar.width * at), bar.height // 2)) for at in (0.15, 0.85)]


def test_figures_have_their_own_widths_but_for_what_runs(browser: Browser, sample_server: Server):
    width = """([part, word]) => {
        const element = document.querySelector(part);
        element.textContent = word;
        const range = document.createRange();
        range.selectNodeContents(element);
        return range.getBoundingClientRect().width;
    }"""
    with wall_page(browser, f"{sample_server.url}/screens/test?pages=all") as page:
        for part, is_even in (
            (".percent .number", False),
            (".value .number", False),
            (".clock", True),
        ):
            ones, eights = (page.evaluate(width, [part, word]) for word in ("11:11", "88:88"))
            assert (abs(ones - eights) < 1) == is_even, part


def test_what_changed_stands_in_one_line_beside_a_large_percent(
    browser: Browser, sample_server: Server
):
    lines = """(text) => {
        const range = document.createRange();
        range.selectNodeContents(text);
        return new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size;
    }"""
    url = f"{sample_server.url}/screens/test?pages=all"
    with wall_page(browser, url, (1080, 1920)) as page:
        said = page.locator(".page[data-current] .team-page .row:not([hidden]) .said > .goal")
        counted = [changed.evaluate(lines) for _ in turned(page) for changed in said.all()]
    assert len(counted) >= 4
    assert set(counted) == {1}


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_todays_mark_leaves_the_end_of_a_bar_to_be_seen(
    browser: Browser, sample_server: Server, theme: str
):
    url = f"{sample_server.url}/screens/test?pages=all&theme={theme}"
    ends = []
    with wall_page(browser, url, held=False) as page:
        rest(page)
        for _ in turned(page):
            bars = page.locator(f".page[data-current] .row:not([hidden]) {MARKED_BAR}").all()
            ends += [_end_of(bar) for bar in bars if _is_near_its_mark(bar)]
    assert len(ends) >= 4
    assert [end for end in ends if end[0] != end[1]] == []
    assert [end for end in ends if end[1] == end[2]] == []


def _is_near_its_mark(bar: Locator) -> bool:
    fill = int(bar.get_attribute("data-fill") or "0")
    mark = float((bar.locator(".tick").get_attribute("x") or "0").removesuffix("%"))
    return abs(fill / 10 - mark) <= 1


def _end_of(bar: Locator) -> list[object]:
    """The colours in the middle of a bar: well before its end, right before it, and behind it."""
    picture = Image.open(io.BytesIO(at_rest(bar))).convert("RGB")
    end = picture.width * int(bar.get_attribute("data-fill") or "0") / 1000
    return [picture.getpixel((round(end + by), picture.height // 2)) for by in (-20, -4, 4)]

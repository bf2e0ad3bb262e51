"""Rows: one baseline for title, value and goal, and one edge for the values of an objective."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.wall_queries import SIZES, reload_to_rest, shown, turned, wall_page
from tests.server import Server, start_server

FIXTURES = Path(__file__).parents[1] / "fixtures"
EIGHT = FIXTURES / "eight.toml"
# What is wrong with the rows on show, and where their values end.
ROWS = """() => {
    const baseline = (text) => {
        const probe = document.createElement("span");
        probe.style.setProperty("display", "inline-block", "important");
        text.append(probe);
        const { bottom } = probe.getBoundingClientRect();
        probe.remove();
        return bottom;
    };
    const page = document.querySelector(".page[data-current]");
    const isStacked = page.querySelector(".rows").hasAttribute("data-stacked");
    const rows = [...page.querySelectorAll(".row[data-key-result]:not([hidden])")];
    const apart = rows.flatMap((row) => {
        const parts = [isStacked ? null : ".row-title", ".value .number", ".goal:not(:empty)"];
        const shown = parts.map((part) => part && row.querySelector(part)).filter(Boolean);
        const lines = shown.map(baseline);
        const by = Math.max(...lines) - Math.min(...lines);
        return lines.length > 1 && by > 1 ? [`${page.id} ${row.id}: ${by}`] : [];
    });
    const end = (row) => row.querySelector(".value").getBoundingClientRect().right;
    const edges = isStacked ? [] : rows.map(end);
    return { id: page.id, apart, edges, rows: rows.length };
}"""
# Rows in which a unit or a currency stands in another line than its number.
PARTED = """() => {
  const page = document.querySelector(".page[data-current]");
  return [...page.querySelectorAll(".row:not([hidden])")].flatMap((row) => {
    const number = row.querySelector(".value .number")?.getBoundingClientRect();
    const range = document.createRange();
    const parts = [...row.querySelectorAll(".value .unit")].filter((unit) => {
        range.selectNodeContents(unit);
        const first = range.getClientRects()[0];
        return number && (first.bottom < number.top + 1 || first.top > number.bottom - 1);
    });
    return parts.map((unit) => `${row.id}: ${unit.textContent}`);
  });
}"""


@pytest.fixture
def eight_server(tmp_path: Path) -> Iterator[Server]:
    """The office with eight objectives."""
    server = start_server(tmp_path / "data", file=EIGHT)
    yield server
    server.stop()


def check(browser: Browser, server: Server, size: tuple[int, int]) -> None:
    edges: dict[str, list[float]] = defaultdict(list)
    looked: set[str] = set()
    found: dict[str, Any] = {}
    rows = 0
    with wall_page(browser, f"{server.url}/screens/test?pages=all", size, held=False) as page:
        reload_to_rest(page)
        for _ in turned(page):
            if not shown(page).startswith("objective-"):
                continue
            found = page.evaluate(ROWS)
            assert found["apart"] == []
            assert page.evaluate(PARTED) == []
            edges[found["id"]] += found["edges"]
            looked.add(found["id"])
            rows += found["rows"]
    assert len(looked) > 5
    assert rows > 15
    assert {
        of: (min(at), max(at)) for of, at in edges.items() if at and max(at) - min(at) > 1
    } == {}


@pytest.mark.parametrize("size", [SIZES[0], SIZES[2]])
def test_the_sample_has_one_baseline_in_a_row_and_one_edge_for_values(
    browser: Browser, sample_server: Server, size: tuple[int, int]
):
    check(browser, sample_server, size)


def test_eight_objectives_have_one_baseline_in_a_row_and_one_edge_for_values(
    browser: Browser, eight_server: Server
):
    check(browser, eight_server, SIZES[0])


def test_forty_objectives_have_one_baseline_in_a_row_and_one_edge_for_values(
    browser: Browser, forty_server: Server
):
    check(browser, forty_server, SIZES[0])


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

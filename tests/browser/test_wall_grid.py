"""No text of a wall is lower than 16 arc minutes, cut off or written over, whatever it shows."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kiosk.okr.screens import Screen
from tests.browser.legible import LOOK, NOTES, SCREENS, SIZES, Looked, look_through
from tests.browser.wall_queries import wall_page
from tests.server import Server, start_server

FIXTURES = Path(__file__).parents[1] / "fixtures"
NOT_WALKED = [size for size in SIZES if size != (1920, 1080)]
ASKED_FAR = {"diagonal": 75, "distance": 8, "scanning": 2.5, "spoken": []}


@pytest.fixture(scope="module")
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server with the office that tests name, and the language they name after it; they only
    read from it."""
    name, _, locale = request.param.partition("-")
    file = "" if name == "sample" else FIXTURES / f"{name}.toml"
    folder = tmp_path_factory.mktemp(request.param)
    server = start_server(folder / "data", file=file, locale=locale or "en")
    yield server
    server.stop()


def stands_whole(looked: Looked) -> None:
    """Nothing was wrong, and something was looked at."""
    assert looked.faults == []
    assert looked.least >= 0.999
    assert looked.texts > 20 * looked.pages / 2 > 20


@pytest.mark.parametrize(
    ("office", "sizes"),
    [("one", NOT_WALKED), ("sample", [(3840, 2160)]), ("eight", NOT_WALKED)],
    indirect=["office"],
)
def test_every_text_is_tall_enough_and_whole_at_every_size(
    browser: Browser, office: Server, sizes: list[tuple[int, int]]
):
    """test_wall_pages.py walks through the same offices at the other sizes."""
    stands_whole(look_through(browser, office, sizes))


@pytest.mark.timeout(600)
def test_forty_objectives_stand_whole_on_a_very_wide_screen(browser: Browser, forty_server: Server):
    """The pages of its loop; all 334 are looked at by the long test below."""
    stands_whole(look_through(browser, forty_server, [(2560, 1080)], wall=""))


@pytest.mark.parametrize("office", ["eight"], indirect=True)
def test_a_title_that_a_low_screen_has_no_room_for_has_a_page_of_its_own(
    browser: Browser, office: Server
):
    stands_whole(look_through(browser, office, [(2560, 1080)], [(32.0, 3.0)]))


@pytest.mark.parametrize("office", ["one"], indirect=True)
def test_a_note_longer_than_its_page_is_shown_to_its_end_in_pieces(
    browser: Browser, office: Server
):
    short = look_through(browser, office, [(2560, 1080)], [(75.0, 8.0)], NOTES[:1])
    long = look_through(browser, office, [(2560, 1080)], [(75.0, 8.0)], NOTES[1:])
    stands_whole(long)
    assert long.pieces > short.pieces > 0


@pytest.mark.parametrize("office", ["eight"], indirect=True)
def test_text_follows_the_screens_diagonal_and_distance_and_is_shown_whole_beside_a_note(
    browser: Browser, office: Server
):
    stands_whole(look_through(browser, office, [(1920, 1080)], SCREENS[1:], NOTES[:1]))


@pytest.mark.parametrize("office", ["eight-ar"], indirect=True)
def test_a_wall_that_is_read_from_right_to_left_is_shown_whole(browser: Browser, office: Server):
    stands_whole(look_through(browser, office, [(1920, 1080), (2560, 1080)]))


def test_a_screen_is_set_larger_when_it_is_set_to_be_read_from_further(
    browser: Browser, server: Server
):
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    with wall_page(browser, f"{server.url}/screens/loft") as page:
        usual = page.evaluate(size)
        server.store().screens.save(Screen("loft", diagonal=75, distance=Decimal(8)))
        # Its policy forbids playwright's own way to wait for an expression.
        while page.evaluate(size) == usual:
            page.wait_for_timeout(50)
        assert page.evaluate(size) / usual == pytest.approx(8 / 5 * 55 / 75, rel=1e-3)
        assert page.evaluate(LOOK, ASKED_FAR)["faults"] == []


@pytest.mark.long
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("office", ["one", "sample", "eight", "eight-ar"], indirect=True)
def test_the_whole_grid_is_shown_whole_at_rest_and_with_notes_short_and_long(
    browser: Browser, office: Server, screen: tuple[float, float]
):
    stands_whole(look_through(browser, office, SIZES, [screen], NOTES))


@pytest.mark.long
@pytest.mark.parametrize("office", ["one"], indirect=True)
def test_titles_of_300_characters_without_a_short_one_are_shown_whole(
    browser: Browser, office: Server
):
    title = f"{'Everybody who comes to us finds what they have been looking for, ' * 5:.299}!"
    with closing(sqlite3.connect(office.data / "kiosk.db")) as db, db:
        db.execute("UPDATE definitions SET title = ?, due = '2026-12-04'", (title,))
        db.execute("UPDATE objectives SET title = ?", (title,))
    stands_whole(look_through(browser, office, SIZES, SCREENS))


@pytest.mark.long
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("size", SIZES)
def test_forty_objectives_stand_whole_at_rest_and_with_notes_short_and_long(
    browser: Browser, forty_server: Server, size: tuple[int, int], screen: tuple[float, float]
):
    stands_whole(look_through(browser, forty_server, [size], [screen], NOTES))


# Titles of rows and what is said of them, on objectives' pages: the smallest letter on each.
SMALLEST = """() => [...document.querySelectorAll('.page[id^="objective-"]')].map((page) => {
    const texts = [...page.querySelectorAll(".title, .row-title, .said, .unit")];
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    return Math.min(...texts.map((text) => parseFloat(getComputedStyle(text).fontSize))) / rem;
})"""
PAGES = "() => document.querySelector('.count').textContent.split('/').at(-1).trim()"
AS_SMALL_AS_MAY_BE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".sheet { --row-text-size: 1rem !important; }");
    document.adoptedStyleSheets = [sheet];
    dispatchEvent(new Event("resize"));
}"""
EASY = 22 / 16


def test_text_grows_to_22_arc_minutes_where_its_page_has_room_on_as_few_pages(
    browser: Browser, sample_server: Server
):
    with wall_page(browser, f"{sample_server.url}/screens/test?pages=all") as page:
        sizes = page.evaluate(SMALLEST)
        pages = page.evaluate(PAGES)
        assert max(sizes) >= EASY - 0.01
        assert sum(size > 1.05 for size in sizes) > len(sizes) / 2
        page.evaluate(AS_SMALL_AS_MAY_BE)
        assert max(page.evaluate(SMALLEST)) < EASY - 0.1
        assert page.evaluate(PAGES) == pages

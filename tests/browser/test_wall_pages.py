"""Every page of a wall, read on one walk: whole, large enough, in line, and without a hole."""

from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.wall_walk import Walk, highest_strip, walked

# Opening an office and turning through it counts to the first of its tests.
pytestmark = pytest.mark.timeout(600)

USUAL, UPRIGHT, SMALL, WIDE, LARGE = (
    (1920, 1080), (1080, 1920), (1280, 720), (2560, 1080), (3840, 2160),
)  # fmt: skip
MOST = 0.2  # of a page's height without a mark
# The share of changes with their target: words of half a page or an upright one fill their lines.
LEAST_AIMED = {WIDE: 0.6, UPRIGHT: 0.9}
ALL_CHARTS = {"row-chart", "large-chart", "small-chart"}
CHARTS = {WIDE: {"row-chart", "small-chart"}}  # rows stand side by side
EVERY_RUN = [
    ("sample", USUAL), ("sample", UPRIGHT), ("sample", SMALL), ("sample", WIDE),
    ("sample-ar", USUAL), ("sample-ar", WIDE), ("one", USUAL), ("eight", USUAL),
]  # fmt: skip
LONG = [
    ("forty", USUAL), ("forty", SMALL), ("sample", LARGE),
    ("sample-ar", UPRIGHT), ("sample-de", SMALL), ("sample-de", WIDE), ("sample-de", USUAL),
    ("forty", UPRIGHT), ("forty", WIDE),
    ("eight", UPRIGHT), ("eight", SMALL), ("eight", WIDE),
]  # fmt: skip


def named(office: str, size: tuple[int, int], *marks: pytest.MarkDecorator) -> Any:
    """An office and a size as a parameter."""
    return pytest.param(office, size, id=f"{office}-{size[0]}x{size[1]}", marks=marks)


def every_text_is_whole_and_large_enough_and_every_row_is_shown(walk: Walk):
    assert [fault for page in walk.pages for fault in page.faults] == []
    shown = {row for page in walk.pages for row in page.read["rows"]}
    assert sorted(set(walk.rows) - shown) == []
    assert len(walk.pages) > (3 if walk.office == "one" else 10)


def title_value_and_target_of_a_row_stand_on_one_line_and_no_unit_leaves_its_number(
    walk: Walk,
):
    assert walk.all("apart") == []
    assert walk.all("parted") == []
    assert sum(page.read["numbers"] for page in walk.pages) > (0 if walk.office == "one" else 15)


def the_values_of_an_objective_end_at_one_edge_on_all_its_pages(walk: Walk):
    edges: dict[str, list[float]] = defaultdict(list)
    for page in walk.pages:
        in_columns = len({left for left, *_ in page.read["places"]}) > 1
        if page.name.startswith("objective-") and not in_columns:
            edges[page.name] += page.read["edges"]
    assert {
        of: (min(at), max(at)) for of, at in edges.items() if at and max(at) - min(at) > 1
    } == {}


def a_chart_touches_nothing_and_every_kind_of_chart_is_shown(walk: Walk):
    assert walk.all("touching") == []
    assert [page.name for page in walk.pages if page.read["bigCharts"] > 1] == []
    if walk.office == "sample":
        kinds = {kind for page in walk.pages for kind in page.read["charts"]}
        assert kinds >= CHARTS.get(walk.size, ALL_CHARTS)


def the_marks_of_bars_and_weeks_stand_at_one_place(walk: Walk):
    assert [
        f"{page.name}: {wrong}" for page in walk.pages for wrong in misplaced(page.read["marks"])
    ] == []
    marks = sum(len(page.read["marks"]["bars"]) for page in walk.pages)
    assert marks > (1 if walk.office == "one" else 40)


def near(one: float, other: float) -> bool:
    return abs(one - other) <= 1


def misplaced(marks: dict[str, Any]) -> list[str]:
    """What does not stand above or below today's mark on the page on show. Rows in two columns
    cannot: together they are as wide as the weeks, and today is at the same share of each bar."""
    if not marks["today"] or not marks["rows"]:
        return []
    [today], [weeks] = marks["today"], marks["weeks"]
    share = (today - weeks[0]) / (weeks[1] - weeks[0])
    columns = sorted({tuple(column) for column in marks["columns"]})
    places = [left + share * (right - left) for left, right in columns]
    wrong = [
        f"bar {bar} {places}" for bar in marks["bars"] if not any(near(bar, at) for at in places)
    ]
    edges = [
        f"{bar} {columns}"
        for bar in marks["rows"]
        if not any(all(map(near, bar, one)) for one in columns)
    ]
    across = (columns[0][0], columns[-1][1])
    return wrong + edges + ([] if all(map(near, across, weeks)) else [f"{columns} {weeks}"])


def rows_stand_one_below_another_and_on_a_very_wide_screen_in_two_columns(walk: Walk):
    if walk.office != "sample":
        return  # wider rows of other offices have whole pages
    pages = [page.read["places"] for page in walk.pages if len(page.read["places"]) > 1]
    assert len(pages) > 5
    for places in pages:
        assert len({left for left, *_ in places}) == (2 if walk.size == WIDE else 1)
        if walk.size == WIDE:
            assert len({right - left for left, _, right, _ in places}) == 1
            for first, second in zip(places[::2], places[1::2], strict=False):
                assert first[1] == second[1]
                assert first[2] < second[0]


def three_rows_stand_on_one_page_with_their_chart(walk: Walk):
    if walk.office != "sample":
        return  # of other offices titles are longer
    [objective] = [page.read for page in walk.pages if page.name == "objective-K7Q2"]
    [overview] = [page.read for page in walk.pages if page.name.startswith("cycle-")]
    assert (len(objective["rows"]), objective["charts"]) == (3, ["small-chart"])
    assert (len(overview["rows"]), overview["charts"]) == (3, ["row-chart"] * 3)


AGED = ("objective-", "alignment-", "cycle-", "team-", "moved", "learned")


def every_page_with_numbers_says_how_old_they_are_and_how_long_there_is_to_go(walk: Walk):
    if walk.office not in ("sample", "sample-ar"):
        return  # the names of other cycles are longer
    aged = [page for page in walk.pages if page.name.startswith(AGED)]
    assert [page.name for page in aged if len(page.read["ages"]) != 1] == []
    # Of the overview in its head. On a very wide screen the range of rows is in the foot, too.
    counted = [page for page in aged if not page.name.startswith("cycle-")]
    bare = {page.name for page in counted if len(page.read["left"]) != 1}
    assert bare <= ({"learned"} if walk.size == WIDE else set())


def the_week_stands_below_todays_mark(walk: Walk):
    for page in walk.pages:
        for [left, right], today in zip(
            page.read["marks"]["weekEdges"], page.read["marks"]["today"], strict=False
        ):
            assert left <= today <= right, page.name


def the_texts_of_the_foot_stand_apart(walk: Walk):
    assert walk.all("tight") == []


def an_objectives_pace_is_in_words_or_in_its_chart(walk: Walk):
    if not walk.office.startswith("sample"):
        return  # other titles are longer
    objectives = [page for page in walk.pages if page.name.startswith("objective-")]
    bare = [page for page in objectives if len(page.read["pace"]) != 1]
    if walk.size == UPRIGHT or walk.office != "sample":  # in other languages the words are longer
        assert [page.name for page in bare if not page.read["charts"]] == []
        assert len(bare) <= len(objectives) * (0.5 if walk.size == UPRIGHT else 0.2)
    else:
        assert [page.name for page in bare] == []


def two_values_of_a_row_stand_in_one_line(walk: Walk):
    assert walk.all("split") == []
    assert walk.office != "sample" or sum(page.read["pairs"] for page in walk.pages) > 3


def what_moved_says_where_it_is_heading_where_there_is_room(walk: Walk):
    assert walk.all("crowded") == []
    if walk.office == "sample":
        pairs, aims = (sum(page.read[name] for page in walk.pages) for name in ("pairs", "aims"))
        assert aims >= pairs * LEAST_AIMED.get(walk.size, 1) > 3


def every_branch_of_the_alignment_comes_from_its_trunk(walk: Walk):
    assert walk.all("broken") == []


def the_words_about_the_week_stay_within_the_codes_edges(walk: Walk):
    if walk.size == UPRIGHT:
        return  # they are beside the code
    assert walk.all("wordsPast") == []


def no_page_has_a_hole(walk: Walk):
    if walk.size != USUAL or "-" in walk.office:
        return  # measured at one size
    strips = [(page.strip, page.read["rows"]) for page in walk.pages]
    assert [each for each in strips if each[0] > MOST] == []
    assert sum(strip > 0 for strip, _rows in strips) >= 3


def every_code_has_a_title_above_an_address_that_is_no_wider(walk: Walk):
    titles = set()
    for page in walk.pages:
        # On a low screen a heading alone has its page to itself.
        if page.read["isPoster"] or (walk.size == WIDE and not page.read["hasCode"]):
            continue
        assert walk.size == UPRIGHT or page.read["past"] == [], page.name
        title, is_above = page.read["title"]
        assert title, page.name
        assert is_above, page.name
        titles.add(title)
    if walk.office == "sample":
        assert "Why, and since when" in titles
        assert len(titles) > 4


def every_code_is_read_from_a_picture_and_opens_what_it_says(walk: Walk):
    if walk.office != "sample" or walk.size not in (USUAL, SMALL):
        return  # a reader looks at two sizes
    held = {page.read["qr"] for page in walk.pages if page.code}
    assert {
        page.name: page.code for page in walk.pages if page.code not in ("", page.read["qr"])
    } == {}
    for link in held:
        path = urlsplit(link).path
        with urlopen(walk.server.url + path) as answer:
            assert answer.status == 200
            code = path.rpartition("/")[2]
            assert "/O/" not in link or f'data-objective="{code}"' in answer.read().decode()
    assert len(held) > 8


CHECKS = (
    every_text_is_whole_and_large_enough_and_every_row_is_shown,
    title_value_and_target_of_a_row_stand_on_one_line_and_no_unit_leaves_its_number,
    the_values_of_an_objective_end_at_one_edge_on_all_its_pages,
    a_chart_touches_nothing_and_every_kind_of_chart_is_shown,
    the_marks_of_bars_and_weeks_stand_at_one_place,
    rows_stand_one_below_another_and_on_a_very_wide_screen_in_two_columns,
    three_rows_stand_on_one_page_with_their_chart,
    every_page_with_numbers_says_how_old_they_are_and_how_long_there_is_to_go,
    the_week_stands_below_todays_mark,
    the_texts_of_the_foot_stand_apart,
    an_objectives_pace_is_in_words_or_in_its_chart,
    two_values_of_a_row_stand_in_one_line,
    what_moved_says_where_it_is_heading_where_there_is_room,
    every_branch_of_the_alignment_comes_from_its_trunk,
    the_words_about_the_week_stay_within_the_codes_edges,
    no_page_has_a_hole,
    every_code_has_a_title_above_an_address_that_is_no_wider,
    every_code_is_read_from_a_picture_and_opens_what_it_says,
)


# One test, for tests that share a walk may be shared out to workers that would each walk again.
@pytest.mark.parametrize(
    ("office", "size"),
    [
        *(named(*one) for one in EVERY_RUN),
        *(named(*one, pytest.mark.long) for one in LONG),
    ],
)
def test_every_page_is_as_it_should_be(
    browser: Browser, office: str, size: tuple[int, int], subtests: pytest.Subtests
):
    with walked(browser, office, size) as walk:
        for check in CHECKS:
            with subtests.test(check.__name__):
                check(walk)


def test_the_strip_of_a_page_without_rows_would_be_found():
    empty = Image.new("RGB", (100, 100), "black")
    empty.paste("white", (0, 10, 100, 20))
    assert highest_strip(empty, 0, 100) == 0.8

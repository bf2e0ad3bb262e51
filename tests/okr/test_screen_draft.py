"""Which pages a screen turns through, as it is typed."""

import pytest

from kiosk.okr.screen_draft import ScreenOptions, ordered_pages, parse_screen
from kiosk.okr.screens import PageKindSetting, Screen

KINDS = ("overview", "moved", "cycle", "team")
CHOICES = ScreenOptions((), (), KINDS)


def typed(screen: Screen | None = None, **changed: str):
    screen = screen or Screen("lobby")
    given = {"pages": "1", "theme": "dark", "diagonal": "55", "distance": "5"}
    given |= {f"margin_{side}": "0" for side in ("top", "right", "bottom", "left")}
    for at, choice in enumerate(ordered_pages(screen, KINDS), start=1):
        given |= {f"page-{choice.kind}": "1", f"place-{choice.kind}": str(at)}
    given |= {name.replace("_", "-"): text for name, text in changed.items()}
    return parse_screen(screen, given, (), CHOICES)


def order(screen: Screen) -> list[str]:
    return [choice.kind for choice in ordered_pages(screen, KINDS)]


def test_what_is_left_as_it_is_is_no_setting():
    screen, refused = typed()
    assert screen.pages == ()
    assert not refused


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({"place_team": "1"}, ["team", "overview", "moved", "cycle"]),
        ({"place_overview": "3"}, ["moved", "cycle", "overview", "team"]),
        ({"place_cycle": "2"}, ["overview", "cycle", "moved", "team"]),
        ({"place_overview": "99"}, ["moved", "cycle", "team", "overview"]),
        ({"place_overview": "2", "place_moved": "1"}, ["moved", "overview", "cycle", "team"]),
    ],
)
def test_a_kind_goes_where_its_number_says_and_the_others_make_room(changed, wanted):
    screen, refused = typed(**changed)
    assert not refused
    assert order(screen) == wanted
    again, _ = typed(screen)
    assert order(again) == wanted


def test_a_kind_is_left_out_and_another_stays_longer():
    screen, refused = typed(page_moved="", stay_team="20")
    assert not refused
    assert screen.pages == (
        PageKindSetting("overview"),
        PageKindSetting("moved", shown=False),
        PageKindSetting("cycle"),
        PageKindSetting("team", seconds=20),
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"place_team": "0"}, "place-team"),
        ({"place_team": "x"}, "place-team"),
        ({"stay_team": "4"}, "stay-team"),
        ({"stay_team": "121"}, "stay-team"),
        ({f"page_{kind}": "" for kind in KINDS}, "pages"),
    ],
)
def test_what_is_invalid_is_shown_at_its_field(changed, field):
    _, refused = typed(**changed)
    assert [error.field for error in refused] == [field]


def test_a_kind_that_came_with_a_new_version_follows_the_others():
    screen = Screen(
        "lobby", pages=(PageKindSetting("team"), PageKindSetting("gone"), PageKindSetting("moved"))
    )
    assert order(screen) == ["team", "moved", "overview", "cycle"]

from datetime import UTC, datetime

from kiosk.live.screen_status import PaintedScreen, ScreenState, ScreenTracker
from kiosk.live.socket.parser import WallReport

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Moments:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def make() -> tuple[ScreenTracker, Moments]:
    moments = Moments()
    return ScreenTracker(lambda: NOON, moments), moments


def test_a_screen_has_a_revision_once_it_painted_it() -> None:
    painted, moments = make()
    painted.connected("lobby", "tv")
    painted.revision_saved(7)
    assert painted.screens_showing(7) == ()
    moments.at += 0.034
    painted.update_report("lobby", "tv", 7)
    (stand,) = painted.screens_showing(7)
    assert (stand.screen, round(stand.seconds or 0, 3)) == ("lobby", 0.034)


def test_a_later_revision_includes_the_earlier_one() -> None:
    painted, moments = make()
    painted.connected("lobby", "tv")
    painted.revision_saved(7)
    painted.revision_saved(8)
    moments.at += 1
    painted.update_report("lobby", "tv", 8)
    assert painted.screens_showing(7) == (PaintedScreen("lobby", 1.0),)
    assert painted.screens_showing(9) == ()


def test_the_time_is_that_of_the_first_paint() -> None:
    painted, moments = make()
    painted.connected("lobby", "tv")
    painted.revision_saved(7)
    moments.at += 1
    painted.update_report("lobby", "tv", 7)
    moments.at += 60
    painted.update_report("lobby", "tv", 8)
    assert painted.screens_showing(7) == (PaintedScreen("lobby", 1.0),)


def test_a_screen_with_two_pages_shows_what_the_slower_one_shows() -> None:
    painted, moments = make()
    painted.connected("lobby", "tv")
    painted.connected("lobby", "preview")
    painted.revision_saved(7)
    painted.update_report("lobby", "preview", 7)
    assert painted.screens_showing(7) == ()
    moments.at += 2
    painted.update_report("lobby", "tv", 7)
    assert painted.screens_showing(7) == (PaintedScreen("lobby", 2.0),)


def test_a_slower_page_that_leaves_holds_its_screen_back_no_longer() -> None:
    painted, _ = make()
    painted.connected("lobby", "tv")
    painted.connected("lobby", "preview")
    painted.update_report("lobby", "tv", 7)
    painted.disconnected("lobby", "preview")
    assert [stand.screen for stand in painted.screens_showing(7)] == ["lobby"]


def test_a_screen_that_disconnected_has_no_revision_but_is_remembered() -> None:
    painted, _ = make()
    painted.connected("lobby", "tv")
    painted.update_report("lobby", "tv", 7)
    assert painted.screens() == (ScreenState("lobby", 1, NOON, 7, NOON),)
    painted.disconnected("lobby", "tv")
    assert painted.screens_showing(7) == ()
    assert painted.screens() == (ScreenState("lobby", 0, None, 7, NOON),)


def test_a_restored_backup_begins_anew() -> None:
    painted, moments = make()
    painted.connected("lobby", "tv")
    painted.update_report("lobby", "tv", 500)
    painted.revision_saved(412)
    moments.at += 1
    painted.update_report("lobby", "tv", 412)
    assert painted.screens_showing(412) == (PaintedScreen("lobby", 1.0),)
    assert painted.screens_showing(500) == ()


def test_a_save_too_long_ago_has_no_time() -> None:
    painted, _ = make()
    painted.connected("lobby", "tv")
    for revision in range(1000):
        painted.revision_saved(revision)
    painted.update_report("lobby", "tv", 999)
    assert painted.screens_showing(1) == (PaintedScreen("lobby", None),)


def test_the_first_word_about_a_save_counts() -> None:
    painted, moments = make()
    painted.connected("lobby", "tv")
    painted.revision_saved(7, 99.0)
    painted.revision_saved(7, 99.5)
    painted.update_report("lobby", "tv", 7)
    assert painted.screens_showing(7) == (PaintedScreen("lobby", 1.0),)
    assert moments() == 100.0


def test_what_a_page_says_that_is_not_connected_is_passed_over() -> None:
    painted, _ = make()
    painted.update_report("lobby", "tv", 7)
    painted.disconnected("lobby", "tv")
    assert painted.screens() == ()


def test_screens_without_end_are_not_remembered_without_end() -> None:
    painted, _ = make()
    for number in range(2000):
        painted.connected(f"screen-{number}", "tv")
        painted.disconnected(f"screen-{number}", "tv")
    assert len(painted.screens()) <= 256


def test_what_a_wall_says_of_itself_is_kept_with_its_screen_until_it_says_more() -> None:
    painted, _ = make()
    painted.connected("lobby", "tv", "Chromium/142 on a Pi")
    painted.update_shown("lobby", WallReport("cycle-1", "1920x1080", held=True, loop=90))
    painted.update_shown("unknown", WallReport("cycle-1"))
    painted.disconnected("lobby", "tv")
    (state,) = painted.screens()
    assert state.shown == WallReport("cycle-1", "1920x1080", held=True, loop=90)
    assert (state.browser, state.left_at) == ("Chromium/142 on a Pi", NOON)


def test_a_screen_tells_how_long_its_revision_took() -> None:
    painted, moments = make()
    painted.connected("lobby", "tv")
    painted.revision_saved(7)
    moments.at += 0.034
    painted.update_report("lobby", "tv", 7)
    assert round(painted.screens()[0].seconds_to_paint or 0, 3) == 0.034


def test_a_screen_that_was_away_when_it_was_saved_tells_no_time() -> None:
    painted, moments = make()
    painted.revision_saved(7)
    moments.at += 60
    painted.connected("lobby", "tv")
    painted.update_report("lobby", "tv", 7)
    assert painted.screens()[0].seconds_to_paint is None

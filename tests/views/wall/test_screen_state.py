from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from kiosk.okr.screens import (
    Margins,
    Message,
    Screen,
    ScreenCommands,
    Theme,
    min_text_share,
    text_height,
)
from kiosk.views.admin.screen_form import screen_preview
from kiosk.views.admin.screens import browser_name
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.wall.screen_state import screen_changes_at, screen_html
from kiosk.web.core.services import Services

BERLIN = ZoneInfo("Europe/Berlin")
WORDS = Localizer("en_GB", BERLIN)
NOW = datetime(2026, 11, 22, 17, 21, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
PLAIN = Screen("k7q2")
BY_HOUR = Screen("k7q2", theme=Theme.HOURS, light_from=time(8), light_to=time(18, 30))


def html(screen: Screen, everyone: Message | None = None, now: datetime = NOW) -> str:
    return screen_html(WORDS, screen, everyone, now)


def test_a_screen_nobody_said_anything_about_says_its_name_language_and_theme() -> None:
    own = 'data-language="en-GB" data-zone="Europe/Berlin" data-name="k7q2" data-theme="dark"'
    assert html(PLAIN).strip().endswith(f'<div id="screen" hidden {own}></div>')


def test_a_screen_says_what_it_is_set_to() -> None:
    screen = replace(
        PLAIN,
        label="Reception",
        diagonal=43,
        distance=Decimal("3.5"),
        dim_from=time(20),
        dim_to=time(6),
        teams=("design", "sales"),
        dwell=15,
        margins=Margins(1, 2, 3, 4),
        low_power=True,
    )
    said = html(screen)
    for attribute in (
        'data-name="Reception"', 'data-diagonal="43"', 'data-distance="3.5"',
        'data-dim-from="20:00"', 'data-dim-to="06:00"', 'data-teams="design sales"',
        'data-dwell="15"', 'data-margins="1 2 3 4"', 'data-low-power="1"',
    ):  # fmt: skip
        assert attribute in said


def test_what_somebody_typed_is_text() -> None:
    said = html(replace(PLAIN, label='"><script>', place="<b>"))
    assert "<script>" not in said
    assert "<b>" not in said


def test_what_a_screen_was_told_ends() -> None:
    commands = ScreenCommands(
        identify_until=LATER, marks_until=LATER, message=Message("Cake", LATER)
    )
    screen = replace(PLAIN, commands=commands)
    assert 'data-identify="2026-11-22T17:26:00Z"' in html(screen)
    assert 'data-message="Cake"' in html(screen)
    assert screen_changes_at(WORDS, screen, None, NOW) == LATER
    ended = html(screen, now=LATER)
    assert not any(word in ended for word in ("identify", "marks", "message", "until"))
    assert screen_changes_at(WORDS, screen, None, LATER) is None


def test_a_screens_own_message_goes_before_everybodys() -> None:
    everyone = Message("All-Hands", LATER + timedelta(hours=1))
    screen = replace(PLAIN, commands=ScreenCommands(message=Message("Cake", LATER)))
    assert 'data-message="Cake"' in html(screen, everyone)
    assert 'data-message="All-Hands"' in html(screen, everyone, LATER)
    assert 'data-message="All-Hands"' in html(PLAIN, everyone)


@pytest.mark.parametrize(
    ("local", "theme", "turns"),
    [
        (datetime(2026, 11, 22, 7, 59), "dark", datetime(2026, 11, 22, 8, 0)),
        (datetime(2026, 11, 22, 8, 0), "light", datetime(2026, 11, 22, 18, 30)),
        (datetime(2026, 11, 22, 18, 30), "dark", datetime(2026, 11, 23, 8, 0)),
        # The clocks are set back in this night: it is an hour longer.
        (datetime(2026, 10, 24, 19, 0), "dark", datetime(2026, 10, 25, 8, 0)),
    ],
)
def test_a_theme_by_the_hour_turns_at_its_hours(
    local: datetime, theme: str, turns: datetime
) -> None:
    now = local.replace(tzinfo=BERLIN).astimezone(UTC)
    assert f'data-theme="{theme}"' in html(BY_HOUR, now=now)
    assert screen_changes_at(WORDS, BY_HOUR, None, now) == turns.replace(tzinfo=BERLIN)


def test_hours_over_midnight_are_light_at_night() -> None:
    night = replace(BY_HOUR, light_from=time(22), light_to=time(6))
    assert 'data-theme="light"' in html(night, now=NOW.replace(hour=23))
    assert 'data-theme="dark"' in html(night, now=NOW.replace(hour=12))


def test_the_usual_screens_smallest_text_is_what_the_stylesheet_says() -> None:
    assert round(min_text_share(55, Decimal(5)), 4) == pytest.approx(0.02315, abs=0.0001)
    assert min_text_share(55, Decimal(10)) == pytest.approx(2 * min_text_share(55, Decimal(5)))


def test_a_capital_of_sixteen_minutes_at_five_metres_is_23_millimetres_high() -> None:
    text = text_height(16, 55, Decimal(5), 1920, 1080)
    assert text.millimetres == pytest.approx(23.27, abs=0.01)
    assert text.share * 1080 == pytest.approx(36.7, abs=0.1)


def test_the_preview_has_the_screens_own_shape() -> None:
    upright = screen_preview(WORDS, PLAIN, "1080x1920")
    assert (upright.width, upright.height) == (360, 640)
    assert screen_preview(WORDS, PLAIN, "").pixels == "1920 × 1080"
    assert upright.smallest.height.startswith("24 mm")


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36",
         "Chrome 142, Linux"),
        ("Mozilla/5.0 (X11; Linux aarch64; rv:140.0) Gecko/20100101 Firefox/140.0",
         "Firefox 140, Linux"),
        ("Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15",
         "Safari 18, Macintosh"),
        ("", ""),
        ("curl/8.0\u202e" + "x" * 500, "curl/8.0" + "x" * 52),
    ],
)  # fmt: skip
def test_a_browser_is_named_in_a_few_words(agent: str, name: str) -> None:
    assert browser_name(agent) == name


def test_screens_that_show_the_same_share_their_pages_whatever_else_they_are(
    services: Services,
) -> None:
    services.store.screens.save(replace(PLAIN, label="Reception", theme=Theme.LIGHT))
    one, two = services.content("wall/k7q2"), services.content("wall/m3xd")
    assert one
    assert two
    assert one.html is two.html
    assert "Reception" in one.screen_html
    assert "m3xd" in two.screen_html

"""The state of one screen, appended to the HTML of its wall.

static/js/wall/screen/settings.js applies it before the pages are inserted.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from kiosk.okr.model import Office
from kiosk.okr.screens import DIAGONAL, DISTANCE, Margins, Message, Screen, Theme, theme_at
from kiosk.views.common.company import shown_logo
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.render import render
from kiosk.views.urls import logo_path


def screen_html(
    localizer: Localizer,
    screen: Screen,
    everyone: Message | None,
    now: datetime,
    replay_at: str = "",
    company: Iterable[tuple[str, str]] = (),
) -> str:
    """The element with the state as data attributes; an absent attribute means its default.

    :param localizer: in the screen's own time zone.
    :param everyone: a message to every screen; the screen's own has precedence.
    :param replay_at: the times of day of the replay, like "10:00, 15:00"; "" for never.
    :param company: from company_attributes().
    """
    state = [
        *_state_attributes(localizer, screen, everyone, now),
        ("replay-at", replay_at),
        *company,
    ]
    attributes = {name: value for name, value in state if value}
    return render("wall/_screen_state.html", localizer, attributes=attributes)


def company_attributes(office: Office) -> list[tuple[str, str]]:
    """The company's logo, its width by its height, its place, and the company's colour."""
    logo, settings = shown_logo(office), office.settings
    color = [("company-color", settings.company_color)]
    if logo is None:
        return color
    shape, place = f"{logo.width / logo.height:.4f}", settings.logo_place.value
    return [("logo", logo_path(logo.digest)), ("logo-shape", shape), ("logo-place", place), *color]


def screen_changes_at(
    localizer: Localizer, screen: Screen, everyone: Message | None, now: datetime
) -> datetime | None:
    """When the element next changes by itself: a scheduled theme, or the end of a command."""
    commands = screen.commands
    ends = [message.until for message in (commands.message, everyone) if message]
    ends += [end for end in (commands.identify_until, commands.marks_until) if end]
    ends += _theme_changes(localizer, screen, now)
    return min((end for end in ends if end > now), default=None)


def _state_attributes(
    localizer: Localizer, screen: Screen, everyone: Message | None, now: datetime
) -> list[tuple[str, str]]:
    commands = screen.commands
    message = next((m for m in (commands.message, everyone) if m and m.until > now), None)
    return [
        ("language", localizer.language),
        ("zone", str(localizer.zone)),
        ("name", screen.label or screen.name),
        ("place", screen.place),
        ("diagonal", "" if screen.diagonal == DIAGONAL else str(screen.diagonal)),
        ("distance", "" if screen.distance == DISTANCE else str(screen.distance)),
        ("theme", theme_at(screen, now, localizer.zone).value),
        ("hold", "1" if commands.hold else ""),
        ("show", commands.show),
        ("asked", str(commands.command_number or "")),
        ("reload", str(commands.reload or "")),
        ("identify", _future_timestamp(commands.identify_until, now)),
        ("marks", _future_timestamp(commands.marks_until, now)),
        ("message", message.text if message else ""),
        ("until", _timestamp(message.until) if message else ""),
        ("dim-from", f"{screen.dim_from:%H:%M}" if screen.dim_from else ""),
        ("dim-to", f"{screen.dim_to:%H:%M}" if screen.dim_to else ""),
        ("margins", _margins(screen.margins)),
        ("turn", str(screen.rotation or "")),
        ("low-power", "1" if screen.low_power else ""),
        ("teams", " ".join(screen.teams)),
        ("dwell", str(screen.dwell or "")),
        ("replay", str(commands.replay or "")),
    ]


def _margins(margins: Margins) -> str:
    if margins == Margins():
        return ""
    return f"{margins.top} {margins.right} {margins.bottom} {margins.left}"


def _theme_changes(localizer: Localizer, screen: Screen, now: datetime) -> list[datetime]:
    """The theme changes of today and tomorrow, so that at least one is in the future."""
    if screen.theme is not Theme.HOURS:
        return []
    local = now.astimezone(localizer.zone)
    days = (local, local + timedelta(days=1))
    return [
        day.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0).astimezone(now.tzinfo)
        for day in days
        for at in (screen.light_from, screen.light_to)
    ]


def _future_timestamp(moment: datetime | None, now: datetime) -> str:
    return _timestamp(moment) if moment and moment > now else ""


def _timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

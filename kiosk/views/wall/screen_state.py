"""A screen's own part of its wall: what sets it apart from the others, at the end of the html.

static/js/wall/screen/settings.js applies it to the page before the pages are taken in.
"""

from datetime import UTC, datetime, timedelta

from kiosk.okr.screens import DIAGONAL, DISTANCE, Margins, Message, Screen, Theme, theme_at
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.render import render


def screen_html(
    localizer: Localizer,
    screen: Screen,
    everyone: Message | None,
    now: datetime,
    replay_at: str = "",
) -> str:
    """The element that says it all, as data attributes; one that is absent is the default.

    :param everyone: a message to every screen; the screen's own goes before it.
    :param replay_at: the time of day at which the quarter is played, like 15:00; "" for never.
    :param words: in the screen's own time zone.
    """
    said = [*_said(localizer, screen, everyone, now), ("replay-at", replay_at)]
    attributes = {name: value for name, value in said if value}
    return render("wall/_screen_state.html", localizer, attributes=attributes)


def screen_changes_at(
    localizer: Localizer, screen: Screen, everyone: Message | None, now: datetime
) -> datetime | None:
    """When the element is next another by itself: a theme by the hour, an end."""
    commands = screen.commands
    ends = [message.until for message in (commands.message, everyone) if message]
    ends += [end for end in (commands.identify_until, commands.marks_until) if end]
    ends += _turns_of_theme(localizer, screen, now)
    return min((end for end in ends if end > now), default=None)


def _said(
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
        ("identify", _coming(commands.identify_until, now)),
        ("marks", _coming(commands.marks_until, now)),
        ("message", message.text if message else ""),
        ("until", _moment(message.until) if message else ""),
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


def _turns_of_theme(localizer: Localizer, screen: Screen, now: datetime) -> list[datetime]:
    """Today's and tomorrow's, so that one of them is to come."""
    if screen.theme is not Theme.HOURS:
        return []
    local = now.astimezone(localizer.zone)
    days = (local, local + timedelta(days=1))
    return [
        day.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0).astimezone(now.tzinfo)
        for day in days
        for at in (screen.light_from, screen.light_to)
    ]


def _coming(moment: datetime | None, now: datetime) -> str:
    return _moment(moment) if moment and moment > now else ""


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

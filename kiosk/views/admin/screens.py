"""The list of screens: what each shows, and the commands for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.model import Office
from kiosk.okr.screen_groups import ScreenGroup, screen_groups
from kiosk.okr.screens import Message, Screen
from kiosk.okr.text import clean
from kiosk.store.queries.screens import Screens
from kiosk.views.admin.guest_mode import GuestModeFields, guest_mode_fields
from kiosk.views.admin.screen_form import screen_title
from kiosk.views.i18n.localizer import Localizer

_LONGEST_BROWSER = 60


@dataclass(frozen=True, slots=True)
class ScreenStatus:
    """The current status of a screen.

    :ivar connected: the number of browser windows that show it.
    :ivar seen_at: when it was last seen; None: never.
    :ivar page: the id of the page it shows.
    :ivar size: like 1920x1080.
    :ivar took: seconds from the save of `revision` to the paint.
    :ivar loop: the seconds of its rotation; 0: unknown.
    """

    screen: Screen
    connected: int = 0
    since: datetime | None = None
    seen_at: datetime | None = None
    page: str = ""
    size: str = ""
    held: bool = False
    loop: int = 0
    revision: int | None = None
    took: float | None = None
    browser: str = ""


@dataclass(frozen=True, slots=True)
class ScreenCard:
    """A screen in the list; `facts` are pairs of label and value."""

    name: str
    title: str
    place: str
    group: str
    is_here: bool
    facts: tuple[tuple[str, str], ...]
    message: str


@dataclass(frozen=True, slots=True)
class GroupItem:
    """A group in the list; `screen` is the one whose address its form has, `titles` are those of
    its screens."""

    name: str
    screen: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScreensPage:
    """Every screen, connected ones first, and the groups. `pages` are the id and title of pages
    that can be shown now; `left_out` is the number of unnamed screens not seen for long."""

    cards: tuple[ScreenCard, ...]
    groups: tuple[GroupItem, ...]
    pages: tuple[tuple[str, str], ...]
    message_to_all: str
    guests: GuestModeFields
    left_out: int = 0


def screens_page(
    localizer: Localizer,
    office: Office,
    statuses: Sequence[ScreenStatus],
    screens: Screens,
    now: datetime,
    pages: tuple[tuple[str, str], ...],
) -> ScreensPage:
    """The current list.

    :param pages: the id and title of each page that a wall can show on command.
    """
    ordered = sorted(statuses, key=lambda s: (not s.connected, screen_title(s.screen).casefold()))
    return ScreensPage(
        cards=tuple(_card(localizer, status, dict(pages), now) for status in ordered),
        groups=tuple(_group(screens, group) for group in screen_groups(screens.by_name.values())),
        pages=pages,
        message_to_all=_message(localizer, screens.message_to_all, now),
        guests=guest_mode_fields(localizer, office, screens.guest_mode_until, now),
    )


def _group(screens: Screens, group: ScreenGroup) -> GroupItem:
    titles = tuple(screen_title(screens.of(name)) for name in group.screens)
    return GroupItem(group.name, group.screens[0], titles)


def browser_name(agent: str) -> str:
    """A User-Agent as a short name; it is not verified."""
    agent = clean(agent)
    version = re.search(r"(Firefox|Edg|OPR|Chrome|Chromium)/(\d{1,4})", agent)
    if version is None:
        version = re.search(r"()Version/(\d{1,4}).*Safari", agent)
    if version is None:
        return agent[:_LONGEST_BROWSER]
    name = {"": "Safari", "Edg": "Edge", "OPR": "Opera"}.get(version[1], version[1])
    systems = ("Android", "CrOS", "Linux", "Windows", "iPad", "Macintosh", "Tizen", "Web0S")
    system = next((each for each in systems if each in agent), "")
    return ", ".join(part for part in (f"{name} {version[2]}", system) if part)


def _card(
    localizer: Localizer, status: ScreenStatus, pages: dict[str, str], now: datetime
) -> ScreenCard:
    screen = status.screen
    return ScreenCard(
        name=screen.name,
        title=screen_title(screen),
        place=screen.place,
        group=screen.group,
        is_here=bool(status.connected),
        facts=tuple((what, how) for what, how in _facts(localizer, status, pages, now) if how),
        message=_message(localizer, screen.commands.message, now),
    )


def _message(localizer: Localizer, message: Message | None, now: datetime) -> str:
    if message is None or message.until <= now:
        return ""
    return localizer.gettext("“%(text)s” until %(time)s") % {
        "text": message.text,
        "time": localizer.day_and_time(message.until),
    }


def _facts(
    localizer: Localizer, status: ScreenStatus, pages: dict[str, str], now: datetime
) -> list[tuple[str, str]]:
    _ = localizer.gettext
    return [
        (_("Shows"), _shows(localizer, status, pages)),
        (_("Revision"), _painted(localizer, status)),
        (_("Loop"), _loop(localizer, status.loop)),
        (_("Resolution"), status.size.replace("x", " × ")),
        (_("Browser"), browser_name(status.browser)),
        (_("Connected"), _connected(localizer, status, now)),
    ]


def _shows(localizer: Localizer, status: ScreenStatus, pages: dict[str, str]) -> str:
    if not status.connected or not status.page:
        return ""
    title = pages.get(status.page) or _other_page(localizer, status.page)
    return localizer.gettext("%(page)s (held)") % {"page": title} if status.held else title


def _other_page(localizer: Localizer, page: str) -> str:
    kind = page.partition("-")[0]
    titles = {
        "moved": localizer.gettext("What moved this week"),
        "meetings": localizer.gettext("Meetings"),
        "present": localizer.gettext("All-Hands"),
        "empty": localizer.gettext("The first steps"),
        "set": localizer.gettext("Becoming the first admin"),
    }
    return titles.get(kind, page)


def _painted(localizer: Localizer, status: ScreenStatus) -> str:
    if not status.connected or status.revision is None:
        return ""
    revision = localizer.number(status.revision)
    if status.took is None:
        return revision
    return localizer.gettext("%(revision)s, %(milliseconds)s ms after the save") % {
        "revision": revision,
        "milliseconds": localizer.number(round(status.took * 1000)),
    }


def _loop(localizer: Localizer, seconds: int) -> str:
    return (
        localizer.gettext("%(seconds)s s") % {"seconds": localizer.number(seconds)}
        if seconds
        else ""
    )


def _connected(localizer: Localizer, status: ScreenStatus, now: datetime) -> str:
    if status.connected and status.since:
        since = localizer.gettext("since %(time)s") % {"time": localizer.day_and_time(status.since)}
        if status.connected == 1:
            return since
        more = localizer.gettext("%(since)s, in %(count)s windows")
        return more % {"since": since, "count": localizer.number(status.connected)}
    if status.seen_at is None:
        return localizer.gettext("not seen yet")
    return localizer.gettext("last seen %(ago)s") % {"ago": localizer.ago(status.seen_at, now)}

"""The admin's list of screens: what each shows, and what it can be told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.model import Office
from kiosk.okr.screens import Message, Screen
from kiosk.okr.texts import clean
from kiosk.store.screens import Screens
from kiosk.views.admin_guests import GuestsPart, guests_part
from kiosk.views.words import Words

_LONGEST_BROWSER = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a screen at the moment.

    :ivar connected: pages that show it. :ivar seen_at: lately; None: it was never seen.
    :ivar page: id of the page on show. :ivar size: like 1920x1080. :ivar took: seconds from the
        save of `revision` to the paint. :ivar loop: seconds its pages take; 0: unknown.
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
    """A screen in the list: `facts` are pairs of what and how it is."""

    name: str
    title: str
    place: str
    is_here: bool
    facts: tuple[tuple[str, str], ...]
    message: str


@dataclass(frozen=True, slots=True)
class ScreensPage:
    """Every screen, those that are connected first; `pages` can be shown now: id and title;
    `left_out` were not seen for long and never set up."""

    cards: tuple[ScreenCard, ...]
    pages: tuple[tuple[str, str], ...]
    everyone: str
    guests: GuestsPart
    left_out: int = 0


def screens_page(
    words: Words,
    office: Office,
    standings: Sequence[Standing],
    screens: Screens,
    now: datetime,
    pages: tuple[tuple[str, str], ...],
) -> ScreensPage:
    """The list as it is now.

    :param pages: those a wall can be asked to show, by their ids.
    """
    ordered = sorted(standings, key=lambda s: (not s.connected, _title(s.screen).casefold()))
    return ScreensPage(
        cards=tuple(_card(words, standing, dict(pages), now) for standing in ordered),
        pages=pages,
        everyone=_message(words, screens.everyone, now),
        guests=guests_part(words, office, screens.guests_until, now),
    )


def browser_name(agent: str) -> str:
    """A User-Agent in a few words; whatever it says is only what it says."""
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


def _card(words: Words, standing: Standing, pages: dict[str, str], now: datetime) -> ScreenCard:
    screen = standing.screen
    return ScreenCard(
        name=screen.name,
        title=_title(screen),
        place=screen.place,
        is_here=bool(standing.connected),
        facts=tuple((what, how) for what, how in _facts(words, standing, pages, now) if how),
        message=_message(words, screen.told.message, now),
    )


def _title(screen: Screen) -> str:
    return screen.label or screen.name


def _message(words: Words, message: Message | None, now: datetime) -> str:
    if message is None or message.until <= now:
        return ""
    return words.gettext("“%(text)s” until %(time)s") % {
        "text": message.text,
        "time": words.day_and_time(message.until),
    }


def _facts(
    words: Words, standing: Standing, pages: dict[str, str], now: datetime
) -> list[tuple[str, str]]:
    _ = words.gettext
    return [
        (_("Shows"), _shows(words, standing, pages)),
        (_("Revision"), _painted(words, standing)),
        (_("Loop"), _loop(words, standing.loop)),
        (_("Resolution"), standing.size.replace("x", " × ")),
        (_("Browser"), browser_name(standing.browser)),
        (_("Connected"), _connected(words, standing, now)),
    ]


def _shows(words: Words, standing: Standing, pages: dict[str, str]) -> str:
    if not standing.connected or not standing.page:
        return ""
    title = pages.get(standing.page) or _other_page(words, standing.page)
    return words.gettext("%(page)s (held)") % {"page": title} if standing.held else title


def _other_page(words: Words, page: str) -> str:
    kind = page.partition("-")[0]
    titles = {
        "moved": words.gettext("What moved this week"),
        "meetings": words.gettext("Meetings"),
        "present": words.gettext("All-Hands"),
        "empty": words.gettext("The first steps"),
        "set": words.gettext("Becoming the first admin"),
    }
    return titles.get(kind, page)


def _painted(words: Words, standing: Standing) -> str:
    if not standing.connected or standing.revision is None:
        return ""
    revision = words.number(standing.revision)
    if standing.took is None:
        return revision
    return words.gettext("%(revision)s, %(milliseconds)s ms after the save") % {
        "revision": revision,
        "milliseconds": words.number(round(standing.took * 1000)),
    }


def _loop(words: Words, seconds: int) -> str:
    return words.gettext("%(seconds)s s") % {"seconds": words.number(seconds)} if seconds else ""


def _connected(words: Words, standing: Standing, now: datetime) -> str:
    if standing.connected and standing.since:
        since = words.gettext("since %(time)s") % {"time": words.day_and_time(standing.since)}
        if standing.connected == 1:
            return since
        more = words.gettext("%(since)s, in %(count)s windows")
        return more % {"since": since, "count": words.number(standing.connected)}
    if standing.seen_at is None:
        return words.gettext("not seen yet")
    return words.gettext("last seen %(ago)s") % {"ago": words.ago(standing.seen_at, now)}

"""The coming meetings on the wall, and the line that reminds a room of one."""

from dataclasses import dataclass, replace
from datetime import datetime

from babel.lists import format_list

from kiosk.okr.meetings import Phase, Reminder, coming, reminder
from kiosk.okr.model import Office
from kiosk.okr.screens import Message, Screen
from kiosk.views.addresses import MEETINGS_PATH, Link, Places
from kiosk.views.hyphens import breakable
from kiosk.views.meetings import MeetingView, meeting_views
from kiosk.views.objective import foot_text
from kiosk.views.wall_pages import ROWS_ON_A_PAGE, WallPage, wall_page
from kiosk.views.words import Words

PAGES = 2
"""How many pages the next ones have at most; the code leads to all of them."""
ONE_LINE = 45
"""Letters that a line below the pages has room for, as a rule."""


@dataclass(frozen=True, slots=True)
class MeetingsWallPage:
    """The next of `count` meetings."""

    company: str
    rows: tuple[MeetingView, ...]
    count: int
    most: int
    cycle: str
    link: Link | None


def meetings_wall_pages(
    words: Words, office: Office, now: datetime, places: Places
) -> list[WallPage]:
    """The page, where any meeting is coming."""
    told = coming(office.meetings, now)
    if not told:
        return []
    company = office.company
    rows = meeting_views(words, office, told[: PAGES * ROWS_ON_A_PAGE], now)
    view = MeetingsWallPage(
        company=breakable(company.name if company else office.name),
        rows=rows,
        count=len(told),
        most=PAGES,
        cycle=foot_text(words, office, now),
        link=places.link(MEETINGS_PATH),
    )
    return [wall_page(words, "meetings", "meetings", view, titles=[row.title for row in rows])]


def reminded(words: Words, office: Office, screen: Screen, now: datetime) -> Screen:
    """The screen with what it says of a meeting that is near in place of other messages."""
    teams = [team.code for team in office.teams if team.slug in screen.teams]
    told = reminder(office.meetings, now, teams)
    if told is None:
        return screen
    return replace(
        screen, told=replace(screen.told, message=Message(_line(words, told), told.until))
    )


def _line(words: Words, told: Reminder) -> str:
    """In one line where it can be: a place that makes it longer stands on the page of meetings."""
    titles = format_list([meeting.title for meeting in told.meetings], locale=words.locale)
    values = {"title": titles, "time": words.time(told.meetings[0].starts_at)}
    places = {meeting.place for meeting in told.meetings if meeting.place}
    if len(places) == 1:
        values["place"] = places.pop()
        whole = _sentence(words, told.phase, with_place=True) % values
        if len(whole) <= ONE_LINE:
            return whole
    return _sentence(words, told.phase, with_place=False) % values


def _sentence(words: Words, phase: Phase, *, with_place: bool) -> str:
    _ = words.gettext
    match phase:
        case Phase.HOUR if with_place:
            return _("At %(time)s: %(title)s, %(place)s")
        case Phase.HOUR:
            return _("At %(time)s: %(title)s")
        case Phase.SOON if with_place:
            return _("Soon, at %(time)s: %(title)s, %(place)s")
        case Phase.SOON:
            return _("Soon, at %(time)s: %(title)s")
        case Phase.NOW if with_place:
            return _("Now: %(title)s, %(place)s")
        case _:
            return _("Now: %(title)s")

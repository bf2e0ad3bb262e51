"""Upcoming meetings on the wall, and the reminder line below its pages."""

from dataclasses import dataclass, replace
from datetime import datetime

from babel.lists import format_list

from kiosk.okr.meetings import Reminder, ReminderPhase, current_reminder, upcoming
from kiosk.okr.model import Office
from kiosk.okr.screens import Message, Screen
from kiosk.views.common.meetings import MeetingView, meeting_views
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import MEETINGS_PATH, PublicUrls, QrLink
from kiosk.views.wall.pages.base import ROWS_ON_A_PAGE, WallPage, wall_page
from kiosk.views.wall.pages.foot import CycleFoot, office_foot

PAGES = 2
"""The most pages of meetings; the QR code leads to all of them."""
ONE_LINE = 45
"""The estimated letters that fit in the line below the pages."""


@dataclass(frozen=True, slots=True)
class MeetingsWallPage:
    """The next of `count` meetings."""

    company: str
    rows: tuple[MeetingView, ...]
    count: int
    most: int
    cycle: CycleFoot | None
    link: QrLink | None


def meetings_wall_pages(
    localizer: Localizer, office: Office, now: datetime, urls: PublicUrls
) -> list[WallPage]:
    """The page of upcoming meetings, if there are any."""
    coming = upcoming(office.meetings, now)
    if not coming:
        return []
    company = office.company
    rows = meeting_views(localizer, office, coming[: PAGES * ROWS_ON_A_PAGE], now)
    view = MeetingsWallPage(
        company=breakable(company.name if company else office.name),
        rows=rows,
        count=len(coming),
        most=PAGES,
        cycle=office_foot(localizer, office, now),
        link=urls.qr_link(MEETINGS_PATH),
    )
    return [wall_page(localizer, "meetings", "meetings", view, titles=[row.title for row in rows])]


def with_meeting_reminder(
    localizer: Localizer, office: Office, screen: Screen, now: datetime
) -> Screen:
    """The screen with a reminder of the next meeting in place of other messages."""
    teams = [team.code for team in office.teams if team.slug in screen.teams]
    reminder = current_reminder(office.meetings, now, teams)
    if reminder is None:
        return screen
    return replace(
        screen,
        commands=replace(
            screen.commands, message=Message(_line(localizer, reminder), reminder.until)
        ),
    )


def _line(localizer: Localizer, reminder: Reminder) -> str:
    """The reminder in one line; a location that does not fit is left out."""
    titles = format_list([meeting.title for meeting in reminder.meetings], locale=localizer.locale)
    values = {"title": titles, "time": localizer.time(reminder.meetings[0].starts_at)}
    rooms = {meeting.place for meeting in reminder.meetings if meeting.place}
    if len(rooms) == 1:
        values["place"] = rooms.pop()
        whole = _sentence(localizer, reminder.phase, with_place=True) % values
        if len(whole) <= ONE_LINE:
            return whole
    return _sentence(localizer, reminder.phase, with_place=False) % values


def _sentence(localizer: Localizer, phase: ReminderPhase, *, with_place: bool) -> str:
    _ = localizer.gettext
    match phase:
        case ReminderPhase.HOUR if with_place:
            return _("At %(time)s: %(title)s, %(place)s")
        case ReminderPhase.HOUR:
            return _("At %(time)s: %(title)s")
        case ReminderPhase.SOON if with_place:
            return _("Soon, at %(time)s: %(title)s, %(place)s")
        case ReminderPhase.SOON:
            return _("Soon, at %(time)s: %(title)s")
        case ReminderPhase.NOW if with_place:
            return _("Now: %(title)s, %(place)s")
        case _:
            return _("Now: %(title)s")

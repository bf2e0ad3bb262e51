"""Meetings as an iCalendar file (RFC 5545). The same meetings give the same bytes."""

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event

from kiosk import __version__
from kiosk.okr.meetings import Meeting
from kiosk.okr.model import Team
from kiosk.views.common.meetings import who_is_welcome
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import meeting_path

TYPE = "text/calendar; charset=utf-8"
LOOK_AGAIN = timedelta(hours=1)
"""How often calendars should refresh the feed."""


def calendar(
    localizer: Localizer,
    meetings: Iterable[Meeting],
    teams: Iterable[Team],
    *,
    name: str = "",
    base: str = "",
) -> bytes:
    """The file with these meetings; cancelled ones are marked as such.

    :param name: the title of a feed; "" for a file that is not a feed.
    :param base: the public URL of this server, for links; "" for no links.
    """
    result = Calendar()
    result.add("version", "2.0")
    result.add("prodid", f"-//OKR kiosk//{__version__}//EN")
    if name:
        result.add("x-wr-calname", name)
        result.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
        result.add("x-published-ttl", "PT1H")
    known = {team.code: team for team in teams}
    for meeting in meetings:
        result.add_component(_event(localizer, meeting, known, base))
    return bytes(result.to_ical())


def _event(localizer: Localizer, meeting: Meeting, teams: dict[str, Team], base: str) -> Event:
    """One meeting. Its times are in UTC, so that the file needs no time zone definitions."""
    event = Event()
    event.add("uid", f"{meeting.uid}@okr-kiosk")
    event.add("sequence", meeting.sequence)
    changed_at = (meeting.changed_at or meeting.starts_at).replace(microsecond=0)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("dtstart", meeting.starts_at.replace(microsecond=0))
    event.add("dtend", meeting.ends_at.replace(microsecond=0))
    event.add("summary", meeting.title)
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    if meeting.place or meeting.link:
        event.add("location", meeting.place or meeting.link)
    lines = (who_is_welcome(localizer, meeting, teams), meeting.link)
    event.add("description", "\n".join(line for line in lines if line))
    if base:
        event.add("url", f"{base}{meeting_path(meeting.code)}")
    return event

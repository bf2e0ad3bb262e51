"""Meetings as a calendar's file (RFC 5545), the same bytes for the same meetings."""

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
"""How often whoever follows the feed is asked to look for changes."""


def calendar(
    localizer: Localizer,
    meetings: Iterable[Meeting],
    teams: Iterable[Team],
    *,
    name: str = "",
    base: str = "",
) -> bytes:
    """The file that holds these meetings, cancelled ones as such.

    :param name: what a calendar calls the feed; "" for a file that is no feed.
    :param base: where phones reach this server, for links back; "" without.
    """
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//OKR kiosk//{__version__}//EN")
    if name:
        made.add("x-wr-calname", name)
        made.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", "PT1H")
    known = {team.code: team for team in teams}
    for meeting in meetings:
        made.add_component(_event(localizer, meeting, known, base))
    return bytes(made.to_ical())


def _event(localizer: Localizer, meeting: Meeting, teams: dict[str, Team], base: str) -> Event:
    """One meeting. Its moments are in UTC, so that no time zone needs to be described."""
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
    said = (who_is_welcome(localizer, meeting, teams), meeting.link)
    event.add("description", "\n".join(part for part in said if part))
    if base:
        event.add("url", f"{base}{meeting_path(meeting.code)}")
    return event

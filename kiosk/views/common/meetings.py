"""Views of meetings for phones and walls."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_skeleton

from kiosk.okr.meetings import Meeting, next_change_at, upcoming
from kiosk.okr.model import Office, Team
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import CALENDAR_PATH, PublicUrls, QrLink, meeting_path

NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting. `day` is today, tomorrow or a date; `time` is its start, `times` adds its end;
    `team` is its team's name, "" for a meeting of the company; `welcome` says who may come, which
    is the rule where it `is_for_anyone`."""

    code: str
    title: str
    day: str
    time: str
    times: str
    team: str
    color: str
    place: str
    link: str
    welcome: str
    is_cancelled: bool
    is_over: bool
    path: str
    file: str
    is_today: bool = False
    is_for_anyone: bool = False

    @property
    def whose(self) -> str:
        """The team's name, unless `welcome` already names it."""
        return "" if self.team in self.welcome else self.team


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """The upcoming meetings. `subscribe` is the address for calendar programs."""

    office: str
    rows: tuple[MeetingView, ...]
    file: str
    subscribe: str
    code: QrLink | None
    changes_at: datetime


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting, whether upcoming, over or cancelled."""

    meeting: MeetingView
    cycle: str
    code: QrLink | None
    changes_at: datetime


def meetings_page(
    localizer: Localizer, office: Office, now: datetime, urls: PublicUrls
) -> MeetingsPage:
    """The page of all upcoming meetings."""
    base = urls.base
    return MeetingsPage(
        office=office.name,
        rows=meeting_views(localizer, office, upcoming(office.meetings, now), now),
        file=CALENDAR_PATH,
        subscribe=f"webcal://{base.partition('://')[2]}{CALENDAR_PATH}" if base else "",
        code=urls.qr_link(CALENDAR_PATH),
        changes_at=meetings_page_changes_at(localizer, office, now),
    )


def meeting_page(
    localizer: Localizer, office: Office, meeting: Meeting, now: datetime, urls: PublicUrls
) -> MeetingPage:
    """The page of a meeting."""
    names = {cycle.id: cycle.name for cycle in office.cycles}
    return MeetingPage(
        meeting=meeting_views(localizer, office, [meeting], now)[0],
        cycle=names.get(meeting.cycle, ""),
        code=None if meeting.is_cancelled else urls.qr_link(f"{meeting_path(meeting.code)}.ics"),
        changes_at=meetings_page_changes_at(localizer, office, now),
    )


def meetings_page_changes_at(localizer: Localizer, office: Office, now: datetime) -> datetime:
    """When the meetings' text next changes by itself: at a start or end, or at midnight."""
    midnight = localizer.midnight_after(now)
    return min(midnight, next_change_at(office.meetings, now) or midnight)


def meeting_views(
    localizer: Localizer, office: Office, meetings: Iterable[Meeting], now: datetime
) -> tuple[MeetingView, ...]:
    """The views of meetings at a moment (aware)."""
    teams = {team.code: team for team in office.teams}
    return tuple(_view(localizer, meeting, teams, now) for meeting in meetings)


def _view(
    localizer: Localizer, meeting: Meeting, teams: Mapping[str, Team], now: datetime
) -> MeetingView:
    team = teams.get(meeting.team)
    path = meeting_path(meeting.code)
    begins = localizer.time(meeting.starts_at)
    return MeetingView(
        code=meeting.code,
        title=meeting.title,
        day=day_text(localizer, meeting.starts_at, now),
        time=begins,
        times=f"{begins} – {localizer.time(meeting.ends_at)}",
        team=team.name if team else "",
        color=team.color if team else NEUTRAL,
        place=meeting.place,
        link=meeting.link,
        welcome=who_is_welcome(localizer, meeting, teams),
        is_cancelled=meeting.is_cancelled,
        is_over=meeting.ends_at <= now,
        path=path,
        file=f"{path}.ics",
        is_today=localizer.today(meeting.starts_at) == localizer.today(now),
        is_for_anyone=meeting.anyone,
    )


def day_text(localizer: Localizer, moment: datetime, now: datetime) -> str:
    """The day of a moment: today, tomorrow, or "Mon, 23 Nov"."""
    day, today = localizer.today(moment), localizer.today(now)
    if day == today:
        return localizer.gettext("today")
    if day == today + timedelta(days=1):
        return localizer.gettext("tomorrow")
    return format_skeleton("MMMEd", day, locale=localizer.locale)


def who_is_welcome(localizer: Localizer, meeting: Meeting, teams: Mapping[str, Team]) -> str:
    """Who may come, as a sentence."""
    if meeting.anyone:
        return localizer.gettext("Anyone is welcome")
    team = teams.get(meeting.team) or next((t for t in teams.values() if t.is_company), None)
    return localizer.gettext("For %(team)s") % {"team": team.name} if team else ""


def has_meetings(office: Office, now: datetime) -> bool:
    """Whether there are upcoming meetings."""
    return bool(upcoming(office.meetings, now))

"""Meetings of a cycle: which are upcoming, and when walls remind people of one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

UPCOMING_DAYS = 14
"""How many days ahead meetings are shown."""
HOUR_BEFORE, TEN_BEFORE = timedelta(hours=1), timedelta(minutes=10)
HOUR_SHOWN = timedelta(minutes=15)
"""How long the earlier reminder is shown; the later one is shown until the meeting begins."""
NOW_SHOWN = timedelta(minutes=10)
"""How long walls say that a meeting has begun."""


class MeetingKind(StrEnum):
    """The kinds of meeting in a cycle."""

    ALL_HANDS = "all-hands"
    TEAM = "team"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting. Times are aware and in UTC.

    :ivar uid: its permanent identifier in calendars.
    :ivar team: a team's code; "" for everybody's.
    :ivar anyone: whether people of other teams may attend.
    :ivar sequence: how often the data that calendars show has changed (RFC 5545).
    :ivar changed_at: when it last changed.
    """

    code: str
    uid: str
    cycle: int
    kind: MeetingKind
    team: str
    title: str
    starts_at: datetime
    minutes: int
    place: str = ""
    link: str = ""
    anyone: bool = True
    sequence: int = 0
    changed_at: datetime | None = None
    cancelled_at: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_cancelled(self) -> bool:
        """Whether it is cancelled."""
        return self.cancelled_at is not None

    def is_for(self, teams: Collection[str]) -> bool:
        """Whether screens of these teams (codes; none: of everybody) show it."""
        return not teams or not self.team or self.anyone or self.team in teams


class ReminderPhase(StrEnum):
    """How soon the meeting of a reminder begins."""

    HOUR = "hour"
    SOON = "soon"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Reminder:
    """Meetings that begin at the same time, and until when the reminder is shown (aware)."""

    phase: ReminderPhase
    meetings: tuple[Meeting, ...]
    until: datetime


def upcoming(
    meetings: Iterable[Meeting], now: datetime, days: int = UPCOMING_DAYS
) -> tuple[Meeting, ...]:
    """Meetings, in order, that begin within so many days and are neither over nor cancelled."""
    last = now + timedelta(days=days)
    found = (m for m in meetings if not m.is_cancelled and m.ends_at > now and m.starts_at <= last)
    return tuple(sorted(found, key=lambda m: (m.starts_at, m.kind, m.code)))


def current_reminder(
    meetings: Iterable[Meeting], now: datetime, teams: Collection[str] = ()
) -> Reminder | None:
    """The reminder that a screen of these teams (codes; none: everybody) shows now, if any."""
    for phase in (ReminderPhase.SOON, ReminderPhase.NOW, ReminderPhase.HOUR):
        matching = [
            m for m in meetings if not m.is_cancelled and m.is_for(teams) and _is_in(phase, m, now)
        ]
        if matching:
            first = min(m.starts_at for m in matching)
            together = sorted((m for m in matching if m.starts_at == first), key=lambda m: m.code)
            ends = min(_span(phase, m)[1] for m in together)
            return Reminder(phase, tuple(together), ends)
    return None


def next_change_at(meetings: Iterable[Meeting], now: datetime) -> datetime | None:
    """When upcoming() or current_reminder() next changes without a save; None: never."""
    moments = (
        moment
        for meeting in meetings
        if not meeting.is_cancelled
        for moment in (
            *(edge for phase in ReminderPhase for edge in _span(phase, meeting)),
            meeting.starts_at - timedelta(days=UPCOMING_DAYS),
            meeting.ends_at,
        )
    )
    return min((moment for moment in moments if moment > now), default=None)


def _is_in(phase: ReminderPhase, meeting: Meeting, now: datetime) -> bool:
    begins, ends = _span(phase, meeting)
    return begins <= now < ends


def _span(phase: ReminderPhase, meeting: Meeting) -> tuple[datetime, datetime]:
    """From when until when walls show this phase of a meeting."""
    starts_at = meeting.starts_at
    match phase:
        case ReminderPhase.HOUR:
            return starts_at - HOUR_BEFORE, starts_at - HOUR_BEFORE + HOUR_SHOWN
        case ReminderPhase.SOON:
            return starts_at - TEN_BEFORE, starts_at
        case ReminderPhase.NOW:
            return starts_at, min(starts_at + NOW_SHOWN, meeting.ends_at)

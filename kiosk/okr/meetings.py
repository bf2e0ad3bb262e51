"""Meetings of a cycle: when they are coming, and when a wall reminds the room of one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

COMING_DAYS = 14
"""Days ahead that are shown."""
HOUR_BEFORE, TEN_BEFORE = timedelta(hours=1), timedelta(minutes=10)
HOUR_SHOWN = timedelta(minutes=15)
"""How long the earlier reminder stands; the later one stands until the meeting begins."""
NOW_SHOWN = timedelta(minutes=10)
"""How long it is said that a meeting has begun."""


class MeetingKind(StrEnum):
    """What a meeting is in its cycle."""

    ALL_HANDS = "all-hands"
    TEAM = "team"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting. Moments are aware and in UTC.

    :ivar uid: its name in calendars, for ever.
    :ivar team: a team's code; "" for everybody's.
    :ivar anyone: whether people of other teams may attend.
    :ivar changed: how often what a calendar shows has changed. :ivar changed_at: when lately.
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
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_cancelled(self) -> bool:
        """Whether it will not take place."""
        return self.cancelled_at is not None

    def is_for(self, teams: Collection[str]) -> bool:
        """Whether it is for a screen of these teams (codes); none: of everybody."""
        return not teams or not self.team or self.anyone or self.team in teams


class ReminderPhase(StrEnum):
    """How near a meeting is that a wall reminds of."""

    HOUR = "hour"
    SOON = "soon"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Reminder:
    """Meetings that begin at the same moment, and until when this is said of them (aware)."""

    phase: ReminderPhase
    meetings: tuple[Meeting, ...]
    until: datetime


def upcoming(
    meetings: Iterable[Meeting], now: datetime, days: int = COMING_DAYS
) -> tuple[Meeting, ...]:
    """Those that take place, are not over and begin within so many days, the next first."""
    last = now + timedelta(days=days)
    found = (m for m in meetings if not m.is_cancelled and m.ends_at > now and m.starts_at <= last)
    return tuple(sorted(found, key=lambda m: (m.starts_at, m.kind, m.code)))


def current_reminder(
    meetings: Iterable[Meeting], now: datetime, teams: Collection[str] = ()
) -> Reminder | None:
    """What a screen of these teams (codes; none: everybody) says now, the nearest first."""
    for phase in (ReminderPhase.SOON, ReminderPhase.NOW, ReminderPhase.HOUR):
        told = [
            m for m in meetings if not m.is_cancelled and m.is_for(teams) and _is_in(phase, m, now)
        ]
        if told:
            first = min(m.starts_at for m in told)
            together = sorted((m for m in told if m.starts_at == first), key=lambda m: m.code)
            ends = min(_span(phase, m)[1] for m in together)
            return Reminder(phase, tuple(together), ends)
    return None


def next_change_at(meetings: Iterable[Meeting], now: datetime) -> datetime | None:
    """When coming() or reminder() is next another by itself; None: not before a save."""
    moments = (
        moment
        for meeting in meetings
        if not meeting.is_cancelled
        for moment in (
            *(edge for phase in ReminderPhase for edge in _span(phase, meeting)),
            meeting.starts_at - timedelta(days=COMING_DAYS),
            meeting.ends_at,
        )
    )
    return min((moment for moment in moments if moment > now), default=None)


def _is_in(phase: ReminderPhase, meeting: Meeting, now: datetime) -> bool:
    begins, ends = _span(phase, meeting)
    return begins <= now < ends


def _span(phase: ReminderPhase, meeting: Meeting) -> tuple[datetime, datetime]:
    """From when until when a wall says this of a meeting."""
    starts_at = meeting.starts_at
    match phase:
        case ReminderPhase.HOUR:
            return starts_at - HOUR_BEFORE, starts_at - HOUR_BEFORE + HOUR_SHOWN
        case ReminderPhase.SOON:
            return starts_at - TEN_BEFORE, starts_at
        case ReminderPhase.NOW:
            return starts_at, min(starts_at + NOW_SHOWN, meeting.ends_at)

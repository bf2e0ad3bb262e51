"""Remarks on meetings that look odd, like one in the past. They warn, they never refuse."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.errors import N_
from kiosk.okr.closed_days import ClosedDays
from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.meetings import Meeting
from kiosk.okr.model import Cycle


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a meeting.

    :ivar message: an English msgid with %(name)s placeholders.
    :ivar values: the placeholders' values; dates and times are formatted in the reader's locale.
    """

    message: str
    values: dict[str, str | date | datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MeetingContext:
    """What a meeting is checked against.

    :ivar meetings: the other meetings, of every cycle. :ivar now: aware.
    :ivar language: a locale like de, for the names of holidays.
    """

    cycle: Cycle
    meetings: tuple[Meeting, ...]
    closed: ClosedDays
    zone: ZoneInfo
    now: datetime
    language: str


def meeting_remarks(draft: MeetingDraft, context: MeetingContext) -> tuple[Remark, ...]:
    """The remarks on a meeting as it was typed."""
    day = draft.starts_at.astimezone(context.zone).date()
    found = [*_day_remarks(day, context), *_cycle_remarks(day, context.cycle)]
    if draft.starts_at < context.now:
        past = Remark(N_("It begins in the past: %(moment)s."), {"moment": draft.starts_at})
        found.insert(0, past)
    return (*found, *_location_remarks(draft, context.meetings))


def _day_remarks(day: date, context: MeetingContext) -> Iterator[Remark]:
    closed, holiday = context.closed, context.closed.holiday(day, context.language)
    if holiday:
        yield Remark(N_("%(day)s is a public holiday: %(name)s."), {"day": day, "name": holiday})
    elif (day.month, day.day) == (1, 1):
        yield Remark(N_("%(day)s is New Year’s Day."), {"day": day})
    elif day in closed:
        yield Remark(N_("The office is closed on %(weekday)s."), {"weekday": day})


def _cycle_remarks(day: date, cycle: Cycle) -> Iterator[Remark]:
    if not cycle.starts_on <= day <= cycle.ends_on:
        yield Remark(
            N_("%(day)s is outside %(cycle)s, which runs from %(first)s to %(last)s."),
            {"day": day, "cycle": cycle.name, "first": cycle.starts_on, "last": cycle.ends_on},
        )


def _location_remarks(draft: MeetingDraft, meetings: Iterable[Meeting]) -> Iterator[Remark]:
    """Remarks on meetings in the same place at the same time, the earliest first."""
    location = draft.place.casefold()
    ends_at = draft.starts_at + timedelta(minutes=draft.minutes)
    for other in sorted(meetings, key=lambda each: each.starts_at):
        same = location and other.place.casefold() == location and not other.is_cancelled
        if same and other.starts_at < ends_at and draft.starts_at < other.ends_at:
            yield Remark(
                N_("%(place)s is taken by “%(title)s” from %(begins)s to %(ends)s."),
                {
                    "place": draft.place,
                    "title": other.title,
                    "begins": other.starts_at,
                    "ends": other.ends_at,
                },
            )


def days_left(cycle: Cycle, today: date) -> int:
    """How many days a cycle has left after today; 0 from its last day on."""
    return max(0, (cycle.ends_on - today).days)

"""What is odd about a meeting though it may be meant. It is remarked upon, never refused."""

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
    """A remark.

    :ivar message: an English msgid with %(name)s placeholders.
    :ivar values: what they stand for; days and moments are shown as the reader's locale does.
    """

    message: str
    values: dict[str, str | date | datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MeetingContext:
    """What a meeting is looked at beside.

    :ivar meetings: the others, of any cycle. :ivar now: aware.
    :ivar language: a locale like de, in which holidays are named.
    """

    cycle: Cycle
    meetings: tuple[Meeting, ...]
    closed: ClosedDays
    zone: ZoneInfo
    now: datetime
    language: str


def meeting_remarks(draft: MeetingDraft, around: MeetingContext) -> tuple[Remark, ...]:
    """What is odd about a meeting as it was typed."""
    day = draft.starts_at.astimezone(around.zone).date()
    found = [*_of_day(day, around), *_of_cycle(day, around.cycle)]
    if draft.starts_at < around.now:
        past = Remark(N_("It begins in the past: %(moment)s."), {"moment": draft.starts_at})
        found.insert(0, past)
    return (*found, *_of_room(draft, around.meetings))


def _of_day(day: date, around: MeetingContext) -> Iterator[Remark]:
    closed, holiday = around.closed, around.closed.holiday(day, around.language)
    if holiday:
        yield Remark(N_("%(day)s is a public holiday: %(name)s."), {"day": day, "name": holiday})
    elif (day.month, day.day) == (1, 1):
        yield Remark(N_("%(day)s is New Year’s Day."), {"day": day})
    elif day in closed:
        yield Remark(N_("The office is closed on %(weekday)s."), {"weekday": day})


def _of_cycle(day: date, cycle: Cycle) -> Iterator[Remark]:
    if not cycle.starts_on <= day <= cycle.ends_on:
        yield Remark(
            N_("%(day)s is outside %(cycle)s, which runs from %(first)s to %(last)s."),
            {"day": day, "cycle": cycle.name, "first": cycle.starts_on, "last": cycle.ends_on},
        )


def _of_room(draft: MeetingDraft, meetings: Iterable[Meeting]) -> Iterator[Remark]:
    """Meetings in the same place at the same time, the first of them first."""
    place = draft.place.casefold()
    ends_at = draft.starts_at + timedelta(minutes=draft.minutes)
    for other in sorted(meetings, key=lambda each: each.starts_at):
        same = place and other.place.casefold() == place and not other.is_cancelled
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
    """How many days a cycle would still run after today; 0 on its last day and after."""
    return max(0, (cycle.ends_on - today).days)

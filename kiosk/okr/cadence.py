"""The rhythm in which numbers are told: which key results wait for a check-in.

A key result waits from the rhythm's day on, while its newest check-in is older than that day's
beginning. Where the office is closed on that day it waits from the next open day on, and what
was told on the last open day before counts. One with a freshness limit of its own has a rhythm
of its own: it waits from that limit less the office's grace on. What is done waits no more, nor
does a cycle that has not begun, is over or is being graded.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from kiosk.okr.closed_days import WEEK, ClosedDays
from kiosk.okr.freshness import age_days
from kiosk.okr.model import Cycle, CycleState, KeyResult, KeyResultKind, Office, Team
from kiosk.okr.office_settings import Cadence, OfficeSettings
from kiosk.okr.progress import ONE, key_result_progress

# Further back than any rhythm with the longest holidays.
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class DueDate:
    """A day of the rhythm: what is waited for from a day on is told if it was told since
    another."""

    on: date
    checked_in_since: date


def is_cadence_day(day: date, customs: OfficeSettings, cycle: Cycle) -> bool:
    """Whether a day is one of the rhythm's, open or not: every two weeks counts from the
    cycle's first week, every month takes the last such weekday."""
    if customs.rhythm is Cadence.NONE or day.weekday() != customs.rhythm_day:
        return False
    if customs.rhythm is Cadence.FORTNIGHTLY:
        return (day - cycle.starts_on).days // WEEK % 2 == 1
    if customs.rhythm is Cadence.MONTHLY:
        return (day + timedelta(days=WEEK)).month != day.month
    return True


@lru_cache(maxsize=256)  # the same for every key result of a cycle
def last_due_date(
    today: date, customs: OfficeSettings, closed: ClosedDays, cycle: Cycle
) -> DueDate | None:
    """The newest day of the cycle's rhythm on or before today, or None before the first.

    :param closed: when the office is closed, its own closed days taken in.
    """
    for back in range(_LONGEST):
        day = today - timedelta(days=back)
        if day < cycle.starts_on:
            return None
        if is_cadence_day(day, customs, cycle):
            on = _open(day, closed, 1)
            if on <= today:
                return DueDate(on, _open(day, closed, -1))
    return None


def _open(day: date, closed: ClosedDays, step: int) -> date:
    """The day, or the nearest open one after (1) or before it (-1)."""
    for _ in range(_LONGEST):
        if day not in closed:
            return day
        day += timedelta(days=step)
    return day


def is_check_in_due(
    key_result: KeyResult,
    cycle: Cycle,
    today: date,
    zone: ZoneInfo,
    customs: OfficeSettings,
    closed: ClosedDays,
) -> bool:
    """Whether a key result waits for a check-in today."""
    running = cycle.state is CycleState.OPEN and cycle.starts_on <= today <= cycle.ends_on
    if not running or is_done(key_result):
        return False
    latest = key_result.latest_check_in
    if latest is not None and key_result.freshness_days:
        own = max(1, key_result.freshness_days - customs.grace_days)
        # What was due on Friday is due on Saturday, too.
        return age_days(latest.measured_at, _open(today, closed, -1), zone) >= own
    due = last_due_date(today, customs, closed, cycle)
    if due is None:
        return False
    return latest is None or latest.measured_at.astimezone(zone).date() < due.checked_in_since


def is_done(key_result: KeyResult) -> bool:
    """Whether there is nothing left to tell: it is so, or every milestone is done. A number
    that has reached its target may move still."""
    if key_result.latest_check_in is None or key_result.kind not in (
        KeyResultKind.YES_NO,
        KeyResultKind.MILESTONES,
    ):
        return False
    return key_result_progress(key_result, key_result.latest_check_in.value).raw == ONE


def due_by_team(
    office: Office, today: date, zone: ZoneInfo, closed: ClosedDays
) -> tuple[tuple[Team, tuple[KeyResult, ...]], ...]:
    """The key results that wait, by team, in the order of the wall.

    :param closed: as the settings file says; the office's own closed days win.
    """
    customs = office.settings
    shut = customs.closed(closed)
    found: dict[str, list[KeyResult]] = {}
    for objective in office.objectives:
        cycle = office.cycle(objective.cycle)
        for key_result in objective.key_results:
            if is_check_in_due(key_result, cycle, today, zone, customs, shut):
                found.setdefault(objective.team, []).append(key_result)
    return tuple((t, tuple(found[t.code])) for t in office.teams if t.code in found)


def next_due_date(
    today: date, customs: OfficeSettings, closed: ClosedDays, cycle: Cycle
) -> date | None:
    """The next day after today from which numbers are waited for; None in the rest of the cycle."""
    day = max(today + timedelta(days=1), cycle.starts_on)
    while day <= cycle.ends_on:
        due = last_due_date(day, customs, closed, cycle)
        if due is not None and due.on == day:
            return day
        day += timedelta(days=1)
    return None

"""The check-in cadence: for which key results a check-in is due.

A check-in is due from each day of the cadence on, until there is one from that day or later. If
the office is closed on that day, it is due from the next open day on, and a check-in from the last
open day before counts. A key result with its own freshness limit has its own cadence: its check-in
is due once that limit, less the office's grace days, has passed. Nothing is due for a key result
that is done, or in a cycle that has not begun, has ended or is being graded.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from kiosk.okr.closed_days import WEEK, ClosedDays
from kiosk.okr.freshness import age_days
from kiosk.okr.model import Cycle, CycleState, KeyResult, KeyResultKind, Office, Team
from kiosk.okr.office_settings import Cadence, OfficeSettings
from kiosk.okr.progress import ONE, key_result_progress

# More days than there are between two due dates with the longest holidays.
_MAX_DAYS_BACK = 100


@dataclass(frozen=True, slots=True)
class DueDate:
    """A check-in is due from the day `on`, unless there is one from `checked_in_since` or later."""

    on: date
    checked_in_since: date


def is_cadence_day(day: date, settings: OfficeSettings, cycle: Cycle) -> bool:
    """Whether a day belongs to the cadence, even if the office is closed. Fortnights count from the
    cycle's first week; a monthly cadence takes the month's last such weekday."""
    if settings.rhythm is Cadence.NONE or day.weekday() != settings.rhythm_day:
        return False
    if settings.rhythm is Cadence.FORTNIGHTLY:
        return (day - cycle.starts_on).days // WEEK % 2 == 1
    if settings.rhythm is Cadence.MONTHLY:
        return (day + timedelta(days=WEEK)).month != day.month
    return True


@lru_cache(maxsize=256)  # the result is the same for every key result of a cycle
def last_due_date(
    today: date, settings: OfficeSettings, closed: ClosedDays, cycle: Cycle
) -> DueDate | None:
    """The latest due date of a cycle on or before today, or None before the first.

    :param closed: the closed days, those of the office included.
    """
    for back in range(_MAX_DAYS_BACK):
        day = today - timedelta(days=back)
        if day < cycle.starts_on:
            return None
        if is_cadence_day(day, settings, cycle):
            on = _open(day, closed, 1)
            if on <= today:
                return DueDate(on, _open(day, closed, -1))
    return None


def _open(day: date, closed: ClosedDays, step: int) -> date:
    """The day, or the nearest open one after (1) or before it (-1)."""
    for _ in range(_MAX_DAYS_BACK):
        if day not in closed:
            return day
        day += timedelta(days=step)
    return day


def is_check_in_due(
    key_result: KeyResult,
    cycle: Cycle,
    today: date,
    zone: ZoneInfo,
    settings: OfficeSettings,
    closed: ClosedDays,
) -> bool:
    """Whether a check-in is due today."""
    if not _is_running(cycle, today) or is_done(key_result):
        return False
    latest = key_result.latest_check_in
    if latest is not None and key_result.freshness_days:
        own = max(1, key_result.freshness_days - settings.grace_days)
        # What was due on Friday is due on Saturday, too.
        return age_days(latest.measured_at, _open(today, closed, -1), zone) >= own
    due = last_due_date(today, settings, closed, cycle)
    if due is None:
        return False
    return latest is None or latest.measured_at.astimezone(zone).date() < due.checked_in_since


def _is_running(cycle: Cycle, today: date) -> bool:
    return cycle.state is CycleState.OPEN and cycle.starts_on <= today <= cycle.ends_on


def is_done(key_result: KeyResult) -> bool:
    """Whether no further check-in is needed: the answer is yes, or every milestone is done. A
    number that has reached its target may still change."""
    if key_result.latest_check_in is None or key_result.kind not in (
        KeyResultKind.YES_NO,
        KeyResultKind.MILESTONES,
    ):
        return False
    return key_result_progress(key_result, key_result.latest_check_in.value).raw == ONE


@dataclass(frozen=True, slots=True)
class TeamCheckIns:
    """A team's key results that take check-ins now; the check-ins of some are `due`."""

    team: Team
    key_results: tuple[KeyResult, ...]
    due: tuple[KeyResult, ...]


def check_ins_by_team(
    office: Office, today: date, zone: ZoneInfo, closed: ClosedDays
) -> tuple[TeamCheckIns, ...]:
    """Each team's check-ins, in the order of the wall.

    :param closed: the closed days of the settings file; those of the office take precedence.
    """
    settings = office.settings
    closed_days = settings.closed(closed)
    counted: dict[str, list[KeyResult]] = {}
    due: dict[str, list[KeyResult]] = {}
    for objective in office.objectives:
        cycle = office.cycle(objective.cycle)
        if _is_running(cycle, today):
            counted.setdefault(objective.team, []).extend(objective.key_results)
        for key_result in objective.key_results:
            if is_check_in_due(key_result, cycle, today, zone, settings, closed_days):
                due.setdefault(objective.team, []).append(key_result)
    return tuple(
        TeamCheckIns(t, tuple(counted[t.code]), tuple(due.get(t.code, ())))
        for t in office.teams
        if counted.get(t.code)
    )


def due_by_team(
    office: Office, today: date, zone: ZoneInfo, closed: ClosedDays
) -> tuple[tuple[Team, tuple[KeyResult, ...]], ...]:
    """The key results with a check-in due, by team, in the order of the wall.

    :param closed: the closed days of the settings file; those of the office take precedence.
    """
    found = check_ins_by_team(office, today, zone, closed)
    return tuple((one.team, one.due) for one in found if one.due)


def was_due_this_morning(office: Office, today: date, zone: ZoneInfo, closed: ClosedDays) -> bool:
    """Whether a check-in was due when today began, whatever has come in since.

    :param closed: the closed days of the settings file; those of the office take precedence.
    """
    settings = office.settings
    closed_days = settings.closed(closed)
    return any(
        is_check_in_due(
            replace(k, latest_check_in=k.value_before_today),
            office.cycle(office.objective(k.objective).cycle),
            today,
            zone,
            settings,
            closed_days,
        )
        for k in office.key_results()
        if k.value_before_today is not k.latest_check_in
    )


def next_due_date(
    today: date, settings: OfficeSettings, closed: ClosedDays, cycle: Cycle
) -> date | None:
    """The next due date after today; None if there is none before the cycle ends."""
    day = max(today + timedelta(days=1), cycle.starts_on)
    while day <= cycle.ends_on:
        due = last_due_date(day, settings, closed, cycle)
        if due is not None and due.on == day:
            return day
        day += timedelta(days=1)
    return None

"""The value of each key result at the end of each week of a cycle, for the replay.

One index seek for each key result and week, however often it was measured.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.okr.dates import local_midnight
from kiosk.okr.model import CheckIn, Cycle, KeyResult
from kiosk.okr.pace import current_week, cycle_weeks
from kiosk.store.db.conversion import timestamp_to_text
from kiosk.store.queries.latest_check_ins import newest_before

WeeklyStandings = Mapping[str, CheckIn]
"""The check-in that counted at a moment, by the key result's code; none before its first."""


def weekly_standings(
    db: sqlite3.Connection,
    key_results: Iterable[tuple[KeyResult, str]],
    cycle: Cycle,
    now: datetime,
    zone: ZoneInfo,
) -> tuple[WeeklyStandings, ...]:
    """The values when the cycle began and at the end of each past week, oldest first. The current
    week (or the last one of a past cycle) is left out: it ends with the current values.

    :param key_results: each with the code of its team.
    """
    wanted = tuple(key_results)
    weeks: list[dict[str, CheckIn]] = []
    for moment in _moments(cycle, now, zone):
        before = timestamp_to_text(moment)
        found = (
            (k.code, newest_before(db, k.code, k.kind, team, before, in_any_unit=True))
            for k, team in wanted
        )
        weeks.append({code: check_in for code, check_in in found if check_in is not None})
    return tuple(weeks)


def _moments(cycle: Cycle, now: datetime, zone: ZoneInfo) -> list[datetime]:
    """The start of the cycle, and of each of its weeks that has begun."""
    today = now.astimezone(zone).date()
    if today < cycle.starts_on:
        return []
    days = cycle_weeks(cycle)[: current_week(cycle, today)]
    return [local_midnight(first, zone) for first, _after in days]

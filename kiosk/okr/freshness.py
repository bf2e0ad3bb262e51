"""How old a value may grow before it is drawn as old."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.okr.closed_days import NEVER_CLOSED, ClosedDays
from kiosk.okr.model import KeyResult

RHYTHM_DAYS = 7
GRACE_DAYS = 3


def limit_days(key_result: KeyResult) -> int:
    """The freshness limit in days: the check-in rhythm plus three, unless set."""
    return key_result.freshness_days or RHYTHM_DAYS + GRACE_DAYS


def age_days(measured_at: datetime, today: date, zone: ZoneInfo) -> int:
    """Whole local days between a measurement and today, never negative."""
    return max(0, (today - measured_at.astimezone(zone).date()).days)


def is_old(
    key_result: KeyResult, today: date, zone: ZoneInfo, closed: ClosedDays = NEVER_CLOSED
) -> bool:
    """Whether the value is older than its limit, which stands still on closed days; no value
    at all is not old."""
    if key_result.latest is None:
        return False
    measured = key_result.latest.measured_at.astimezone(zone).date()
    return closed.open_days(measured, today) > limit_days(key_result)


def turns_old_on(
    key_result: KeyResult, zone: ZoneInfo, closed: ClosedDays = NEVER_CLOSED
) -> date | None:
    """The first local day on which the present value is old, or None without a value."""
    if key_result.latest is None:
        return None
    measured = key_result.latest.measured_at.astimezone(zone).date()
    return closed.day_after(measured, limit_days(key_result) + 1)

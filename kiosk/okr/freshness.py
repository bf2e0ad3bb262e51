"""How old a value may grow before it is drawn as old."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.okr.model import KeyResult

RHYTHM_DAYS = 7
GRACE_DAYS = 3


def limit_days(key_result: KeyResult) -> int:
    """The freshness limit in days: the check-in rhythm plus three, unless set."""
    return key_result.freshness_days or RHYTHM_DAYS + GRACE_DAYS


def age_days(measured_at: datetime, today: date, zone: ZoneInfo) -> int:
    """Whole local days between a measurement and today, never negative."""
    return max(0, (today - measured_at.astimezone(zone).date()).days)


def is_old(key_result: KeyResult, today: date, zone: ZoneInfo) -> bool:
    """Whether the value is older than its limit; no value at all is not old."""
    if key_result.latest is None:
        return False
    return age_days(key_result.latest.measured_at, today, zone) > limit_days(key_result)


def turns_old_on(key_result: KeyResult, zone: ZoneInfo) -> date | None:
    """The first local day on which the present value is old, or None without a value."""
    if key_result.latest is None:
        return None
    measured = key_result.latest.measured_at.astimezone(zone).date()
    return measured + timedelta(days=limit_days(key_result) + 1)

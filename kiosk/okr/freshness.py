"""How old a value may grow before it is drawn as old."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.okr.closed_days import NEVER_CLOSED, ClosedDays
from kiosk.okr.model import KeyResult
from kiosk.okr.office_settings import DEFAULTS, OfficeSettings


def stale_after_days(key_result: KeyResult, customs: OfficeSettings = DEFAULTS) -> int | None:
    """The freshness limit in days: the check-in rhythm and its grace (a week and three days,
    unless the office has other customs), unless set; None where there is neither."""
    return key_result.freshness_days or customs.stale_after_days


def age_days(measured_at: datetime, today: date, zone: ZoneInfo) -> int:
    """Whole local days between a measurement and today, never negative."""
    return max(0, (today - measured_at.astimezone(zone).date()).days)


def is_stale(
    key_result: KeyResult,
    today: date,
    zone: ZoneInfo,
    closed: ClosedDays = NEVER_CLOSED,
    customs: OfficeSettings = DEFAULTS,
) -> bool:
    """Whether the value is older than its limit, which stands still on closed days; no value
    at all is not old.

    :param closed: as the settings file says; the office's own closed days win.
    """
    limit = stale_after_days(key_result, customs)
    if key_result.latest_check_in is None or limit is None:
        return False
    measured = key_result.latest_check_in.measured_at.astimezone(zone).date()
    return customs.closed(closed).open_days(measured, today) > limit

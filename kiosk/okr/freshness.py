"""How old a value may be before it is shown as stale."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.okr.closed_days import NEVER_CLOSED, ClosedDays
from kiosk.okr.model import KeyResult
from kiosk.okr.office_settings import DEFAULTS, OfficeSettings


def stale_after_days(key_result: KeyResult, settings: OfficeSettings = DEFAULTS) -> int | None:
    """The freshness limit in days: the key result's own, else the check-in cadence plus its grace
    days (ten days by default); None without a cadence."""
    return key_result.freshness_days or settings.stale_after_days


def age_days(measured_at: datetime, today: date, zone: ZoneInfo) -> int:
    """Whole local days between a measurement and today, never negative."""
    return max(0, (today - measured_at.astimezone(zone).date()).days)


def is_stale(
    key_result: KeyResult,
    today: date,
    zone: ZoneInfo,
    closed: ClosedDays = NEVER_CLOSED,
    settings: OfficeSettings = DEFAULTS,
) -> bool:
    """Whether the value is older than its limit, counted in open days. A key result without a
    value is not stale.

    :param closed: the closed days of the settings file; those of the office take precedence.
    """
    limit = stale_after_days(key_result, settings)
    if key_result.latest_check_in is None or limit is None:
        return False
    measured = key_result.latest_check_in.measured_at.astimezone(zone).date()
    return settings.closed(closed).open_days(measured, today) > limit

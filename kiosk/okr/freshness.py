"""How old a value may grow before it is drawn as old."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.okr.closed_days import NEVER_CLOSED, ClosedDays
from kiosk.okr.customs import USUAL, Customs
from kiosk.okr.model import KeyResult


def limit_days(key_result: KeyResult, customs: Customs = USUAL) -> int | None:
    """The freshness limit in days: the check-in rhythm and its grace (a week and three days,
    unless the office has other customs), unless set; None where there is neither."""
    return key_result.freshness_days or customs.limit_days


def age_days(measured_at: datetime, today: date, zone: ZoneInfo) -> int:
    """Whole local days between a measurement and today, never negative."""
    return max(0, (today - measured_at.astimezone(zone).date()).days)


def is_old(
    key_result: KeyResult,
    today: date,
    zone: ZoneInfo,
    closed: ClosedDays = NEVER_CLOSED,
    customs: Customs = USUAL,
) -> bool:
    """Whether the value is older than its limit, which stands still on closed days; no value
    at all is not old.

    :param closed: as the settings file says; the office's own closed days win.
    """
    limit = limit_days(key_result, customs)
    if key_result.latest is None or limit is None:
        return False
    measured = key_result.latest.measured_at.astimezone(zone).date()
    return customs.closed(closed).open_days(measured, today) > limit

"""The day of a check-in, if it is not the day on which it is saved."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kiosk.errors import ValidationError
from kiosk.okr.dates import parse_day

LAST_MINUTE = time(23, 59)


def moment_on(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When a check-in for a past day counts: at the end of it, so that it is that day's last; None
    for today.

    :param text: the day as a form or an option gives it; "" for today.
    :param now: the current time (aware).
    :param zone: the office's time zone.
    :raises ValidationError: on the field "on", if it is not a day or is in the future.
    """
    if not text.strip():
        return None
    day, today = parse_past_day(text, now, zone), now.astimezone(zone).date()
    return None if day == today else datetime.combine(day, LAST_MINUTE, zone)


def moved_to(text: str, measured_at: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    """When a check-in counts after its day was corrected: at the same time of the new day.

    :raises ValidationError: on the field "on", if it is not a day or is in the future.
    """
    local = measured_at.astimezone(zone)
    day = parse_past_day(text, now, zone)
    if day == local.date():
        return measured_at
    return min(now, datetime.combine(day, local.time(), zone))


def parse_past_day(text: str, now: datetime, zone: ZoneInfo) -> date:
    """A day up to today.

    :raises ValidationError: on the field "on".
    """
    day, today = parse_day("on", text), now.astimezone(zone).date()
    if day > today:
        raise ValidationError(
            "on",
            "%(day)s is in the future. Enter today, %(today)s, or an earlier day",
            day=day.isoformat(),
            today=today.isoformat(),
        )
    return day


def is_backdated(measured_at: datetime, recorded_at: datetime, zone: ZoneInfo) -> bool:
    """Whether a check-in is for a different day than the one on which it was saved."""
    return measured_at.astimezone(zone).date() != recorded_at.astimezone(zone).date()

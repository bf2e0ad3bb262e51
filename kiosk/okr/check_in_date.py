"""The day a check-in is for, where that is not the day on which it is saved."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kiosk.errors import ValidationError
from kiosk.okr.dates import parse_day

LAST_MINUTE = time(23, 59)


def moment_on(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When a check-in counts that is for a day: at its end, so that it is the last of that day;
    None for today, or for no day at all.

    :param text: the day as a form or an option has it; "" for today.
    :param now: the present moment (aware).
    :param zone: the office's time zone.
    :raises ValidationError: on the field "on": it is no day, or has not come yet.
    """
    if not text.strip():
        return None
    day, today = parse_past_day(text, now, zone), now.astimezone(zone).date()
    return None if day == today else datetime.combine(day, LAST_MINUTE, zone)


def moved_to(text: str, measured_at: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment of a check-in that is corrected to a day: at the same time of that day.

    :raises ValidationError: on the field "on": it is no day, or has not come yet.
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
    """Whether a check-in is for another day than the one on which it was saved."""
    return measured_at.astimezone(zone).date() != recorded_at.astimezone(zone).date()

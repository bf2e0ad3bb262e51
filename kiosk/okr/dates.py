"""The dates that this program supports: far enough from the ends of Python's calendar that adding
weeks or changing the time zone cannot overflow."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.errors import ValidationError

FIRST_YEAR, LAST_YEAR = 1970, 2999
MOST_DAYS = 3653
"""The length of the longest cycle in days: ten years."""


def is_supported_date(day: date) -> bool:
    """Whether a day is supported, also as the day of a time in any time zone."""
    return FIRST_YEAR - 1 <= day.year <= LAST_YEAR + 1


def parse_day(field: str, text: str) -> date:
    """A day as a form field sends it.

    :raises ValidationError: on the field.
    """
    written = text.strip()
    if not written:
        raise ValidationError(field, "Enter a day like 2026-10-01")
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise ValidationError(
            field, "“%(value)s” is not a day. Enter one like 2026-10-01", value=written[:40]
        ) from None
    return validated_date(field, day)


def validated_date(field: str, day: date) -> date:
    """The day, if it is supported; raises ValidationError on the field."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            field,
            "Enter a day in a year from %(first)s to %(last)s, like 2026-10-01",
            first=str(FIRST_YEAR),
            last=str(LAST_YEAR),
        )
    return day


def local_midnight(day: date, zone: ZoneInfo) -> datetime:
    """The beginning of a local day, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def start_of_day(now: datetime, zone: ZoneInfo, days_ago: int) -> datetime:
    """The beginning of the local day this many days ago, in UTC."""
    return local_midnight(now.astimezone(zone).date() - timedelta(days=days_ago), zone)

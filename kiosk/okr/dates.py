"""The days that can be reckoned with: so far from the calendar's ends that a week more or less,
or another time zone, never leads beyond them."""

from datetime import date

from kiosk.errors import ValidationError

FIRST_YEAR, LAST_YEAR = 1970, 2999
MOST_DAYS = 3653
"""Days of the longest cycle: ten years."""


def is_supported_date(day: date) -> bool:
    """Whether a day, or a moment's in whatever zone, is one of them."""
    return FIRST_YEAR - 1 <= day.year <= LAST_YEAR + 1


def parse_day(field: str, text: str) -> date:
    """A day as the fields of a form send it.

    :raises ValidationError: on the field.
    """
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise ValidationError(field, "Enter a day like 2026-10-01") from None
    return validated_date(field, day)


def validated_date(field: str, day: date) -> date:
    """The day, if it can be reckoned with; raises ValidationError on the field."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            field,
            "Enter a day in a year from %(first)s to %(last)s, like 2026-10-01",
            first=str(FIRST_YEAR),
            last=str(LAST_YEAR),
        )
    return day

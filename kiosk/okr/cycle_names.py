"""Periods by the names people give them in titles: Q1 2027, 2027-H2, FY 2027."""

import re
from datetime import date

from kiosk.okr.cycle_periods import CyclePeriod, calendar_period
from kiosk.okr.office_settings import CycleLength

_PERIOD = re.compile(
    r"\b(?P<part>[QHT][1-4])\s*[/\-–._ ]?\s*(?P<after>20\d\d)\b"
    r"|\b(?P<before>20\d\d)\s*[/\-–._ ]?\s*(?P<last>[QHT][1-4])\b",
    re.IGNORECASE,
)
_LENGTHS = {
    "q": (CycleLength.QUARTER, 3),
    "t": (CycleLength.QUARTER, 3),
    "h": (CycleLength.HALF_YEAR, 6),
}


def period_in(text: str) -> CyclePeriod | None:
    """The quarter or half-year that a text names with its year; None for none or several."""
    found = {_period(match) for match in _PERIOD.finditer(text)} - {None}
    return found.pop() if len(found) == 1 else None


def _period(found: re.Match[str]) -> CyclePeriod | None:
    part = (found["part"] or found["last"]).casefold()
    year = int(found["after"] or found["before"])
    length, months = _LENGTHS[part[0]]
    month = (int(part[1]) - 1) * months + 1
    return calendar_period(length, date(year, month, 1)) if month <= 12 else None

"""The periods of the calendar that cycles are for: quarters, halves, years and spans of weeks."""

from collections.abc import Sequence
from datetime import date, timedelta

from kiosk.okr.model import Cycle
from kiosk.okr.office_settings import CycleLength, OfficeSettings

CyclePeriod = tuple[str, date, date]
"""A name, the first and the last day."""

_MONTHS = {CycleLength.QUARTER: 3, CycleLength.HALF_YEAR: 6, CycleLength.YEAR: 12}
_NAMES = {
    CycleLength.QUARTER: "Q{number} {year}",
    CycleLength.HALF_YEAR: "H{number} {year}",
    CycleLength.YEAR: "{year}",
}


def suggested_cycle(customs: OfficeSettings, today: date, cycles: Sequence[Cycle]) -> CyclePeriod:
    """The first period from the running one on that none of these cycles is for."""
    if customs.cycle_length is CycleLength.WEEKS:
        return _weeks(customs.cycle_weeks, today, cycles)
    name, first, last = calendar_period(customs.cycle_length, today)
    while any(c.name == name or first <= c.starts_on <= c.ends_on <= last for c in cycles):
        name, first, last = calendar_period(customs.cycle_length, last + timedelta(days=1))
    return name, first, last


def calendar_period(length: CycleLength, day: date) -> CyclePeriod:
    """The quarter, half or whole year of the calendar that a day is in."""
    months = _MONTHS[length]
    number = (day.month - 1) // months
    first = date(day.year, number * months + 1, 1)
    month = number * months + months
    after = date(day.year + month // 12, month % 12 + 1, 1)
    name = _NAMES[length].format(number=number + 1, year=day.year)
    return name, first, after - timedelta(days=1)


def _weeks(weeks: int, today: date, cycles: Sequence[Cycle]) -> CyclePeriod:
    """From the Monday after the last one, or from this week's."""
    ends = [cycle.ends_on for cycle in cycles if cycle.ends_on >= today]
    begin = max(ends) + timedelta(days=7) if ends else today
    first = begin - timedelta(days=begin.weekday())
    year, week, _ = first.isocalendar()
    return f"{year}-W{week:02}", first, first + timedelta(weeks=weeks, days=-1)

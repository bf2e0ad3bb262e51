"""The calendar periods of cycles: quarters, half years, years and spans of weeks."""

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


def suggested_cycle(settings: OfficeSettings, today: date, cycles: Sequence[Cycle]) -> CyclePeriod:
    """The first period, from the current one on, for which there is no cycle yet."""
    if settings.cycle_length is CycleLength.WEEKS:
        return _weeks(settings.cycle_weeks, today, cycles)
    name, first, last = calendar_period(settings.cycle_length, today)
    while any(c.name == name or first <= c.starts_on <= c.ends_on <= last for c in cycles):
        name, first, last = calendar_period(settings.cycle_length, last + timedelta(days=1))
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
    """A span of weeks from the Monday after the last cycle, or from this week's Monday."""
    ends = [cycle.ends_on for cycle in cycles if cycle.ends_on >= today]
    begin = max(ends) + timedelta(days=7) if ends else today
    first = begin - timedelta(days=begin.weekday())
    year, week, _ = first.isocalendar()
    return f"{year}-W{week:02}", first, first + timedelta(weeks=weeks, days=-1)

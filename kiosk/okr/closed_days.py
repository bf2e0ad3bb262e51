"""Days on which the office is closed. They do not count towards the age of a value."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.okr.public_holidays import holidays_between, holidays_of

WEEK = 7
LONGEST = 366
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Weekdays (Monday is 0), single days and the public holidays of a region.

    :ivar holidays: the region, like "DE-BY" (see public_holidays); "" for none.
    """

    weekdays: frozenset[int] = frozenset()
    dates: frozenset[date] = frozenset()
    holidays: str = ""

    def __contains__(self, day: date) -> bool:
        """Whether the office is closed on a day."""
        return day.weekday() in self.weekdays or day in self.dates or bool(self.holiday(day))

    def holiday(self, day: date, language: str = "") -> str:
        """The name of the public holiday on a day; "" if there is none.

        :param language: a locale like de, for the name.
        """
        return holidays_of(self.holidays, day.year, language).get(day, "") if self.holidays else ""

    def open_days(self, after: date, until: date) -> int:
        """How many open days there are after a day, up to and including `until`; 0 if `until` is
        not later."""
        days = (until - after).days
        if days <= 0:
            return 0
        whole, rest = divmod(days, WEEK)
        last = (until - timedelta(days=n) for n in range(rest))
        count = whole * (WEEK - len(self.weekdays))
        count += sum(day.weekday() not in self.weekdays for day in last)
        closed = {day for day in self.dates if after < day <= until}
        if self.holidays:
            closed |= holidays_between(self.holidays, after, until)
        return count - sum(day.weekday() not in self.weekdays for day in closed)

    @classmethod
    def parse(cls, names: Iterable[str], holidays: str = "") -> "ClosedDays":
        """Closed days from the settings: English weekdays, days in ISO 8601, and a region for its
        public holidays."""
        known = frozenset(names)
        dates = frozenset(date.fromisoformat(name) for name in known if name not in WEEKDAYS)
        weekdays = frozenset(n for n, name in enumerate(WEEKDAYS) if name in known)
        return cls(weekdays, dates, holidays)


def expand_span(text: str) -> list[date]:
    """The days of a day like 2026-12-25 or a span like 2026-12-24..2027-01-01.

    :raises ValueError: if it is neither, or a span of more than a year, which is a mistake.
    """
    first, _, last = text.partition("..")
    start = date.fromisoformat(first.strip())
    length = (date.fromisoformat(last.strip()) - start).days if last else 0
    if not 0 <= length <= LONGEST:
        raise ValueError(text)
    return [start + timedelta(days=n) for n in range(length + 1)]


NEVER_CLOSED = ClosedDays()

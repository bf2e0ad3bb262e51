"""Days on which the office is closed: nobody measures anything, and nothing grows old."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# A holiday as a span of days, the last included. Longer than a year is a slip of the pen.
LONGEST_SPAN = 366


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Weekdays (Monday is 0) and single days."""

    weekdays: frozenset[int] = frozenset()
    dates: frozenset[date] = frozenset()

    def __contains__(self, day: date) -> bool:
        """Whether the office is closed on a day."""
        return day.weekday() in self.weekdays or day in self.dates

    def open_days(self, after: date, until: date) -> int:
        """How many open days there are after a day, up to and with another; 0 if that is
        no later."""
        days = (until - after).days
        if days <= 0:
            return 0
        whole, rest = divmod(days, WEEK)
        last = (until - timedelta(days=n) for n in range(rest))
        count = whole * (WEEK - len(self.weekdays))
        count += sum(day.weekday() not in self.weekdays for day in last)
        return count - sum(
            after < d <= until and d.weekday() not in self.weekdays for d in self.dates
        )

    def day_after(self, start: date, count: int) -> date | None:
        """The open day that is the count-th after a day; None if there is none for years."""
        day = start
        for _ in range(count * WEEK + len(self.dates) + WEEK):
            day += timedelta(days=1)
            count -= day not in self
            if count <= 0:
                return day
        return None


NEVER_CLOSED = ClosedDays()


def parse_closed_days(text: str) -> ClosedDays:
    """Closed days as a setting has them: weekdays, days and spans of days, with commas.

    :raises ValueError: with a sentence that says what to write.
    """
    weekdays: set[int] = set()
    dates: set[date] = set()
    for part in (part.strip().lower() for part in text.split(",")):
        found = [n for n, name in enumerate(WEEKDAYS) if len(part) > 1 and name.startswith(part)]
        if found:
            weekdays.update(found)
        elif part:
            dates.update(_span(part))
    if len(weekdays) == WEEK:
        raise ValueError("leave one weekday open, or no number would ever be old")
    return ClosedDays(frozenset(weekdays), frozenset(dates))


def _span(part: str) -> list[date]:
    first, _, last = (piece.strip() for piece in part.partition(".."))
    try:
        start = _day(first)
        end = _day(last) if last else start
    except ValueError:
        start, end = date.max, date.min
    if not 0 <= (end - start).days < LONGEST_SPAN:
        raise ValueError(
            "write weekdays in English, days like 2026-12-25 and spans like"
            " 2026-12-24..2027-01-01, with commas"
        )
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)

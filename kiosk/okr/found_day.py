"""A day as a source of OKRs names it, which may leave out the year: “by 15 November”."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day; `year` is None where the source does not say it."""

    month: int
    day: int
    year: int | None = None

    @property
    def iso(self) -> str:
        """As ISO 8601 writes it, without the year where it is not known."""
        year = f"{self.year}-" if self.year else ""
        return f"{year}{self.month:02}-{self.day:02}"

    def within(self, first: date, last: date) -> date | None:
        """The day as a date: without a year, the one that is in a period or nearest to it.

        :return: None if there is no such day, as with 29 February.
        """
        years = (self.year,) if self.year else range(first.year - 1, last.year + 2)
        days = [day for day in map(self._in_year, years) if day is not None]
        return min(days, key=lambda day: _distance(day, first, last), default=None)

    def _in_year(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def _distance(day: date, first: date, last: date) -> timedelta:
    return max(first - day, day - last, timedelta(0))

"""How far the calendar is, and what that says of a key result."""

from datetime import date
from enum import StrEnum
from fractions import Fraction

from kiosk.okr.model import Cycle

TOLERANCE = Fraction(5, 100)


class Pace(StrEnum):
    """Drawn progress beside the calendar; the middle is within five points of it."""

    AHEAD = "ahead"
    ON_TRACK = "with"
    BEHIND = "behind"


def elapsed_fraction(cycle: Cycle, today: date) -> Fraction:
    """(today - first day) / (last day + 1 - first day), in days, held to 0..1."""
    days = (cycle.ends_on - cycle.starts_on).days + 1
    gone = (today - cycle.starts_on).days
    return min(max(Fraction(gone, days), Fraction(0)), Fraction(1))


def expected_progress_state(drawn: Fraction, cycle: Cycle, today: date) -> Pace:
    """Whether drawn progress is ahead of, with, or behind schedule."""
    ahead_by = drawn - elapsed_fraction(cycle, today)
    if ahead_by > TOLERANCE:
        return Pace.AHEAD
    return Pace.BEHIND if ahead_by < -TOLERANCE else Pace.ON_TRACK


def week_count(cycle: Cycle) -> int:
    """Weeks of a cycle: days / 7, rounded half up, at least one."""
    days = (cycle.ends_on - cycle.starts_on).days + 1
    return max(1, (days * 2 + 7) // 14)


def current_week(cycle: Cycle, today: date) -> int:
    """The week of the cycle that today is in: 1 to weeks(cycle)."""
    number = (today - cycle.starts_on).days // 7 + 1
    return min(max(number, 1), week_count(cycle))


def days_until_start(cycle: Cycle, today: date) -> int:
    """Days until the cycle's first day; 0 from that day on."""
    return max(0, (cycle.starts_on - today).days)

"""How much of a cycle has passed, and whether progress is ahead of or behind that."""

from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from kiosk.okr.model import Cycle, KeyResult

TOLERANCE = Fraction(5, 100)


class Pace(StrEnum):
    """Progress compared with the calendar; on track is within five percentage points of it."""

    AHEAD = "ahead"
    ON_TRACK = "with"
    BEHIND = "behind"


def due_day(key_result: KeyResult, cycle: Cycle) -> date | None:
    """The day of a cycle by which a key result is due; None if it has none. One that is outside,
    after a move or a change of the cycle's days, does not count."""
    due = key_result.due
    return due if due is not None and cycle.starts_on <= due <= cycle.ends_on else None


def elapsed_fraction(cycle: Cycle, today: date, due: date | None = None) -> Fraction:
    """(today - first day) / (last day + 1 - first day), in days, clamped to 0..1.

    :param due: the last day that counts, instead of the cycle's.
    """
    days = ((due or cycle.ends_on) - cycle.starts_on).days + 1
    passed = (today - cycle.starts_on).days
    return min(max(Fraction(passed, days), Fraction(0)), Fraction(1))


def expected_progress_state(progress: Fraction, expected: Fraction) -> Pace:
    """Whether progress is ahead of, on or behind schedule.

    :param expected: how much of the time has passed.
    """
    ahead_by = progress - expected
    if ahead_by > TOLERANCE:
        return Pace.AHEAD
    return Pace.BEHIND if ahead_by < -TOLERANCE else Pace.ON_TRACK


def week_count(cycle: Cycle) -> int:
    """Weeks of a cycle: days / 7, rounded half up, at least one."""
    days = (cycle.ends_on - cycle.starts_on).days + 1
    return max(1, (days * 2 + 7) // 14)


def cycle_weeks(cycle: Cycle) -> list[tuple[date, date]]:
    """The first day of each week of a cycle, and the day after its last; days left over by
    rounding belong to the last week."""
    count = week_count(cycle)
    firsts = [cycle.starts_on + timedelta(weeks=number) for number in range(count)]
    return list(zip(firsts, [*firsts[1:], cycle.ends_on + timedelta(days=1)], strict=True))


MOST_WEEK_GROUPS = 53


def week_groups(cycle: Cycle) -> list[tuple[date, date]]:
    """The weeks of a cycle as they are drawn: each alone or, in a cycle of more than 53, several
    together. The first day of each, and the day after its last."""
    weeks = cycle_weeks(cycle)
    together = -(-len(weeks) // MOST_WEEK_GROUPS)
    groups = [weeks[at : at + together] for at in range(0, len(weeks), together)]
    return [(group[0][0], group[-1][1]) for group in groups]


def current_week(cycle: Cycle, today: date) -> int:
    """The week of the cycle that today is in: 1 to week_count(cycle)."""
    number = (today - cycle.starts_on).days // 7 + 1
    return min(max(number, 1), week_count(cycle))


def days_until_start(cycle: Cycle, today: date) -> int:
    """Days until the cycle's first day; 0 from then on."""
    return max(0, (cycle.starts_on - today).days)

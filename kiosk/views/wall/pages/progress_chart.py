"""An objective's progress over its cycle as a small chart.

The line is broken where the objective was not reported on in a week in which a check-in was due:
the chart shows what somebody said, and guesses nothing in between.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import groupby, pairwise

from kiosk.okr.cadence import last_due_date
from kiosk.okr.closed_days import ClosedDays
from kiosk.okr.expected_progress import due_days, expected_objective_progress
from kiosk.okr.model import Cycle, Objective, Office, PastProgress
from kiosk.okr.office_settings import OfficeSettings
from kiosk.okr.pace import elapsed_fraction, week_groups
from kiosk.okr.progress import whole_percent
from kiosk.views.common.objective import ObjectiveView
from kiosk.views.common.values import thousandths
from kiosk.views.i18n.localizer import Localizer

# From so many percent on, the line of the first third reaches the text in the corner.
_CORNER = 35


@dataclass(frozen=True, slots=True)
class ProgressChart:
    """A chart as the template draws it: a day wide and a percent high a unit, 0 % at the bottom.

    :ivar days: the length of the cycle.
    :ivar line: the progress as an SVG path; `area` is what is below it.
    :ivar dot: today and its progress, from the left and from the top, in percent of the chart.
    :ivar is_high_early: whether the line leaves no room for a text in the upper left corner.
    :ivar goal: the line from start to goal that progress is expected to follow, as an SVG path; it
        bends on due dates. "" where nothing is expected.
    :ivar description: a sentence for people who do not see it.
    """

    days: int
    line: str
    area: str
    dot: tuple[float, int]
    is_high_early: bool
    goal: str
    description: str


@dataclass(frozen=True, slots=True)
class _Point:
    """A day from the first one on, and how far below 100 %. A gap has no `down`."""

    day: int
    down: int | None


def progress_chart(
    localizer: Localizer, office: Office, objective: Objective, view: ObjectiveView, now: datetime
) -> ProgressChart | None:
    """The chart of an objective; None without a percent, or before its cycle begins.

    :param view: the objective as it is now.
    """
    past, bar = objective.past, view.bar
    if past is None or bar is None or view.percent is None:
        return None
    cycle, today = office.cycle(objective.cycle), localizer.today(now)
    points = _points(past, cycle, today, office.settings, localizer.closed)
    current = _Point(_day(cycle, today), _down(bar.fill))
    runs = list(_runs(points, current))
    return ProgressChart(
        days=_day(cycle, cycle.ends_on) + 1,
        line="".join(map(_line, runs)),
        area="".join(_area(run) for run in runs if len(run) > 1),
        dot=(thousandths(elapsed_fraction(cycle, today)) / 10, current.down or 0),
        is_high_early=any(_is_in_corner(point, cycle) for run in runs for point in run),
        goal="" if bar.tick is None else _goal(office, objective, cycle),
        description=_description(localizer, points, current),
    )


def _goal(office: Office, objective: Objective, cycle: Cycle) -> str:
    bends = (*due_days(office, objective), cycle.ends_on)
    corners = []
    for day in (last + timedelta(days=1) for last in bends):
        expected = expected_objective_progress(office, objective, day)
        corners.append(f"L{_day(cycle, day)} {100 - round(expected * 100)}")
    return "M0 100" + "".join(dict.fromkeys(corners))


def _day(cycle: Cycle, day: date) -> int:
    """A day as a place on the axis; days after the cycle's last are at its end."""
    return min(day, cycle.ends_on + timedelta(days=1)).toordinal() - cycle.starts_on.toordinal()


def _down(per_mille: int) -> int:
    # As the percent beside it is rounded.
    return 100 - whole_percent(Fraction(per_mille, 1000))


def _points(
    past: PastProgress, cycle: Cycle, today: date, settings: OfficeSettings, closed: ClosedDays
) -> list[_Point]:
    """The start and the end of each past week. An objective starts at 0 %, unless something counted
    before."""
    firsts = [first for first, _after in week_groups(cycle) if first <= today]
    points = [_Point(0, _down(past.per_mille[0] or 0))]
    # In another time zone than the office's, a week may have begun that was not when it was read.
    weeks = zip(pairwise(firsts), past.per_mille[1:], past.reported_on[1:], strict=False)
    for (first, after), per_mille, reported in weeks:
        last = after - timedelta(days=1)
        since = _reported_since(first, last, cycle, settings, settings.closed(closed))
        is_known = reported >= since.toordinal() and per_mille is not None
        points.append(_Point(_day(cycle, after), _down(per_mille or 0) if is_known else None))
    return points


def _reported_since(
    first: date, last: date, cycle: Cycle, settings: OfficeSettings, closed: ClosedDays
) -> date:
    """From which day on a check-in speaks for a week: its first day, or the last day on which one
    was due, if that is earlier; any earlier one where none was due."""
    due = last_due_date(last, settings, closed, cycle)
    return date.min if due is None else min(first, due.checked_in_since)


def _runs(points: Sequence[_Point], current: _Point) -> Iterator[list[_Point]]:
    """The unbroken parts of the line, the last of which ends today."""
    # A week that begins today ends the one before at the same place.
    before = [point for point in points if point.day < current.day]
    runs = [
        list(run) for known, run in groupby(before, lambda point: point.down is not None) if known
    ]
    if before and before[-1].down is not None:
        runs[-1].append(current)
    else:
        runs.append([current])
    # The start alone is nobody's report.
    yield from (run for run in runs if len(run) > 1 or run[0].day > 0 or run[0] is current)


def _line(run: Sequence[_Point]) -> str:
    return _moved_to(run[0], run[0].down or 0) + (_steps(run) or "h0")


def _area(run: Sequence[_Point]) -> str:
    return f"{_moved_to(run[0], 100)}V{run[0].down or 0}{_steps(run)}V100z"


def _moved_to(point: _Point, down: int) -> str:
    return f"M{point.day} {down}"


def _steps(run: Sequence[_Point]) -> str:
    """Lines from each point to the next, as short as SVG allows."""
    pairs = [(b.day - a.day, (b.down or 0) - (a.down or 0)) for a, b in pairwise(run)]
    numbers = " ".join(f"{across} {down}" for across, down in pairs).replace(" -", "-")
    return f"l{numbers}" if numbers else ""


def _is_in_corner(point: _Point, cycle: Cycle) -> bool:
    is_early = 3 * point.day < (cycle.ends_on - cycle.starts_on).days + 1
    return is_early and point.down is not None and point.down < 100 - _CORNER


def _description(localizer: Localizer, points: Sequence[_Point], current: _Point) -> str:
    def percent(point: _Point) -> str:
        return localizer.percent(Fraction(100 - (point.down or 0), 100))

    whole = localizer.gettext("Progress over the cycle: %(start)s at the start, %(now)s now.") % {
        "start": percent(points[0]),
        "now": percent(current),
    }
    missing = sum(point.down is None for point in points)
    if not missing:
        return whole
    gaps = localizer.ngettext(
        "%(num)s week without a check-in.", "%(num)s weeks without a check-in.", missing
    ) % {"num": localizer.number(missing)}
    return f"{whole} {gaps}"

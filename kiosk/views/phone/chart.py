"""The chart of a key result over its cycle, as inline SVG without CSS or script.

Positions are percents of the drawing and text keeps its own size, so that the chart fits a phone, a
desktop and a page zoomed to 400 % without a script. Lines are drawn in a box of 1000 x 1000.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from kiosk.okr.model import Cycle, KeyResult, KeyResultKind, Value
from kiosk.okr.pace import due_day
from kiosk.store.queries.key_result_history import Definition, History
from kiosk.views.common.values import formatted_value, goal_text, text_beside
from kiosk.views.i18n.localizer import Localizer

BOX = 1000
TOP, BOTTOM = 19, 69  # in percent of the drawing's height; labels are above and below
_LOWEST = 96
MOST_CHANGES = 12
# A letter's width and a line's height on a narrow phone, in percent of the drawing.
_LETTER, _LINE = 3.2, 12
# Closer than this (in box units), "today" touches the date at either end.
_NEAR = 160


@dataclass(frozen=True, slots=True)
class ChartLabel:
    """A text at a position in percent. `anchor` is start, middle or end."""

    x: float
    y: float
    anchor: str
    text: str

    @property
    def width(self) -> float:
        """Its maximum width on a narrow phone."""
        return _LETTER * (len(self.text) + 1)

    @property
    def left(self) -> float:
        """Its left edge on a narrow phone."""
        return self.x - {"start": 0, "middle": 0.5, "end": 1}[self.anchor] * self.width

    def overlaps(self, other: "ChartLabel") -> bool:
        """Whether two labels touch on a narrow phone."""
        apart = self.left > other.left + other.width or other.left > self.left + self.width
        return not apart and abs(self.y - other.y) < _LINE


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart as the template draws it.

    `line` and `goal` are paths in the box; `band` (y, height) is the range within the limits, in
    the box; `axis` are the labels of the vertical axis, `axis_width` the longest in characters;
    `dot` is the newest value (x, y), `today` the current day and `due` the end of the day by which
    it is due (None for none), all in percent.
    """

    line: str
    goal: str
    band: tuple[int, int] | None
    axis: tuple[ChartLabel, ...]
    axis_width: int
    dot: tuple[float, float]
    now: ChartLabel
    aim: ChartLabel | None
    days: tuple[ChartLabel, ...]
    today: float
    due: float | None = None


@dataclass(frozen=True, slots=True)
class _Scale:
    """Maps moments and values to the box."""

    first: datetime
    seconds: Fraction
    low: Fraction
    high: Fraction

    def x(self, moment: datetime) -> int:
        elapsed = Fraction((moment - self.first).total_seconds()) / self.seconds
        return round(min(max(elapsed, Fraction(0)), Fraction(1)) * BOX)

    def y(self, value: Decimal) -> int:
        if self.high == self.low:
            return BOX // 2
        return round((self.high - Fraction(value)) / (self.high - self.low) * BOX)


def chart(
    localizer: Localizer, key_result: KeyResult, history: History, cycle: Cycle, now: datetime
) -> Chart | None:
    """The chart of a key result; None for yes/no and without a value."""
    # Values in a former unit cannot share the axis.
    known = [point for point in history.points if point.measured is None]
    if key_result.kind is KeyResultKind.YES_NO or not known:
        return None
    points = [(p.measured_at, _drawn(key_result, p.value)) for p in known]
    goals = _goals(key_result, history.in_unit)
    scale = _scale(localizer, cycle, points, goals, key_result)
    corners = _line(key_result, points, scale)
    dot_x, dot_y = corners[-1]
    label = _now_label(localizer, key_result, known[-1].value, dot_x, dot_y)
    aim = _aim(localizer, key_result, scale, label)
    due = _due(localizer, key_result, cycle, scale)
    dashes = [list(_steps(goals, side, scale)) for side in range(2)]
    return Chart(
        line=_path(corners if key_result.kind.is_decimal else list(_stairs(corners))),
        goal="".join(_path(steps) for steps in dashes if steps),
        band=_band(key_result, scale),
        axis=tuple(_axis(localizer, scale)),
        axis_width=max(len(localizer.short_number(v)) for v in _axis_values(scale)),
        dot=(_across(dot_x), _down(dot_y)),
        now=label,
        aim=aim,
        days=_with_due(due, [*_days(localizer, cycle, localizer.today(now), scale.x(now))]),
        today=_across(scale.x(now)),
        due=None if due is None else due.x,
    )


def _drawn(key_result: KeyResult, value: Value) -> Decimal:
    if isinstance(value, Decimal):
        return value
    done = value if isinstance(value, frozenset) else frozenset()
    return Decimal(sum(m.code in done for m in key_result.milestones))


@dataclass(frozen=True, slots=True)
class _Goal:
    """The goal from a moment on; None: from the first day."""

    since: datetime | None
    sides: tuple[Decimal | None, Decimal | None]


def _goals(key_result: KeyResult, definitions: Sequence[Definition]) -> list[_Goal]:
    if key_result.kind is KeyResultKind.MILESTONES:
        return [_Goal(None, (Decimal(len(key_result.milestones)), None))]
    same = [d for d in definitions if (d.kind, d.unit) == (key_result.kind, key_result.unit)]
    if key_result.kind.is_limit:
        goals = [_Goal(d.since, (d.low, d.high)) for d in same[-MOST_CHANGES:]]
        last = _Goal(None, (key_result.low, key_result.high))
    else:
        goals = [_Goal(d.since, (d.target, None)) for d in same[-MOST_CHANGES:]]
        last = _Goal(None, (key_result.target, None))
    goals = goals or [last]
    return [_Goal(None, goals[0].sides), *goals[1:]]


def _scale(
    localizer: Localizer,
    cycle: Cycle,
    points: Sequence[tuple[datetime, Decimal]],
    goals: Sequence[_Goal],
    key_result: KeyResult,
) -> _Scale:
    first = datetime.combine(cycle.starts_on, time(), localizer.zone)
    days = (cycle.ends_on - cycle.starts_on).days + 1
    values = [value for _, value in points]
    values += [side for goal in goals for side in goal.sides if side is not None]
    values += [] if key_result.start is None else [key_result.start]
    values += [Decimal(0)] if key_result.kind is KeyResultKind.MILESTONES else []
    return _Scale(first, Fraction(days * 86400), Fraction(min(values)), Fraction(max(values)))


def _line(
    key_result: KeyResult, points: Sequence[tuple[datetime, Decimal]], scale: _Scale
) -> list[tuple[int, int]]:
    corners = [(scale.x(at), scale.y(value)) for at, value in points]
    # The line begins at the start value, measured or not.
    if _has_set_start(key_result) and key_result.start is not None and corners[0][0] > 0:
        corners.insert(0, (0, scale.y(key_result.start)))
    return corners


def _has_set_start(key_result: KeyResult) -> bool:
    """Whether a start was entered; else the line begins at the first value."""
    return key_result.kind.is_start_to_target and not key_result.start_is_derived


def _stairs(corners: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The line of a step chart: whole steps change on the day, not gradually."""
    for (_, y), (next_x, next_y) in pairwise([corners[0], *corners]):
        yield next_x, y
        yield next_x, next_y


def _steps(goals: Sequence[_Goal], side: int, scale: _Scale) -> Iterator[tuple[int, int]]:
    """The corners of a step line that keeps each goal until the next."""
    ends = [scale.x(goal.since) for goal in goals[1:] if goal.since is not None]
    x = 0
    for goal, end in zip(goals, [*ends, BOX], strict=True):
        value = goal.sides[side]
        if value is not None:
            yield x, scale.y(value)
            yield end, scale.y(value)
        x = end


def _path(corners: Sequence[tuple[int, int]]) -> str:
    x, y = corners[0]
    return f"M{x} {y}" + "".join(f"L{x} {y}" for x, y in corners[1:])


def _band(key_result: KeyResult, scale: _Scale) -> tuple[int, int] | None:
    if not key_result.kind.is_limit:
        return None
    top = 0 if key_result.high is None else max(0, scale.y(key_result.high))
    bottom = BOX if key_result.low is None else min(BOX, scale.y(key_result.low))
    return top, max(0, bottom - top)


def _axis_values(scale: _Scale) -> list[Decimal]:
    ends = [_decimal(scale.high), _decimal(scale.low)]
    return ends if ends[0] != ends[1] else ends[:1]


def _axis(localizer: Localizer, scale: _Scale) -> Iterator[ChartLabel]:
    for value in _axis_values(scale):
        yield ChartLabel(0, _down(scale.y(value), 4), "start", localizer.short_number(value))


def _decimal(value: Fraction) -> Decimal:
    """A fraction as an exact decimal; its denominator divides a power of ten."""
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    return Decimal((int(value < 0), tuple(map(int, str(abs(value * 10**digits)))), -digits))


def _now_label(
    localizer: Localizer, key_result: KeyResult, value: Value, x: int, y: int
) -> ChartLabel:
    text = text_beside(key_result, formatted_value(localizer, key_result, value))
    right_of_dot = ChartLabel(_across(x + 30), _down(y, 4), "start", text)
    if right_of_dot.left + right_of_dot.width <= 100:
        return right_of_dot
    return ChartLabel(_across(x - 30), _down(y, -6 if y > BOX // 2 else 14), "end", text)


def _aim(
    localizer: Localizer, key_result: KeyResult, scale: _Scale, now: ChartLabel
) -> ChartLabel | None:
    """The goal's label above or below its line, where it does not touch the newest value."""
    aim = key_result.high if key_result.high is not None else key_result.low
    aim = key_result.target if key_result.kind.is_start_to_target else aim
    if aim is None or key_result.kind is KeyResultKind.MILESTONES:
        return None
    at, text = scale.y(aim), goal_text(localizer, key_result)
    ends = ((100.0, "end"), (0.0, "start"))
    candidates = [ChartLabel(x, _down(at, more), end, text) for more in (-4, 12) for x, end in ends]
    return next((place for place in candidates if not place.overlaps(now)), None)


def _days(localizer: Localizer, cycle: Cycle, today: date, x: int) -> Iterator[ChartLabel]:
    """The labels of the first day, today and the last day, unless they touch."""
    runs = cycle.starts_on <= today <= cycle.ends_on
    if not runs or x > _NEAR * 3 // 2:
        yield ChartLabel(0, _LOWEST, "start", localizer.day(cycle.starts_on))
    if runs:
        anchor = "start" if x < _NEAR // 2 else "end" if x > BOX - _NEAR // 2 else "middle"
        # A cycle closed before its last day shows the date of the closing.
        label = localizer.gettext("today") if cycle.closed_at is None else localizer.day(today)
        yield ChartLabel(_across(x), _LOWEST, anchor, label)
    if not runs or x < BOX - _NEAR * 3 // 2:
        yield ChartLabel(100, _LOWEST, "end", localizer.day(cycle.ends_on))


def _due(
    localizer: Localizer, key_result: KeyResult, cycle: Cycle, scale: _Scale
) -> ChartLabel | None:
    """The due date, below the end of its day."""
    due = due_day(key_result, cycle)
    if due is None:
        return None
    x = scale.x(datetime.combine(due + timedelta(days=1), time(), localizer.zone))
    anchor = "start" if x < _NEAR // 2 else "end" if x > BOX - _NEAR // 2 else "middle"
    return ChartLabel(_across(x), _LOWEST, anchor, localizer.day(due))


def _with_due(due: ChartLabel | None, days: list[ChartLabel]) -> tuple[ChartLabel, ...]:
    """The labels of days, with the due date in place of those that it would touch."""
    if due is None:
        return tuple(days)
    return (*(label for label in days if not label.overlaps(due)), due)


def _across(x: int) -> float:
    """A horizontal position in the box as percent of the drawing."""
    return x / 10


def _down(y: int, more: int = 0) -> float:
    """A vertical position in the box as percent of the drawing, `more` percent lower."""
    return round(TOP + (BOTTOM - TOP) * y / BOX + more, 1)

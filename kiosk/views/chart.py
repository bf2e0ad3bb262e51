"""A key result's way through its cycle, as an inline drawing of attributes alone.

Places are percents of the drawing and text stays text of its own size, so that the chart fits a
phone, a desk and a page at 400 % without a script. Lines are drawn in a box of 1000 x 1000.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from kiosk.okr.model import Cycle, KeyResult, Kind, Value
from kiosk.store.history import Definition, History
from kiosk.views.figures import goal_text, value_figure
from kiosk.views.words import Words

BOX = 1000
TOP, BOTTOM = 19, 69  # of the drawing's height, in percent: above and below stand words
MOST_CHANGES = 12
_NEAR = 160  # of the box: closer than this, two labels touch
_LETTER = 28  # of the box's width on a narrow phone, at most


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a place in percent. `anchor` is start, middle or end."""

    x: str
    y: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws.

    `line` and `goal` are paths in the box; `band` (y, height) is what lies inside the limits,
    in the box; `axis` are the values at the side, `axis_width` their longest in characters;
    `dot` is the newest value (x, y), `today` where the calendar is, both in percent.
    """

    line: str
    goal: str
    band: tuple[int, int] | None
    axis: tuple[Label, ...]
    axis_width: int
    dot: tuple[str, str]
    now: Label
    aim: Label | None
    days: tuple[Label, ...]
    today: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """From moments and values to the box."""

    first: datetime
    seconds: Fraction
    low: Fraction
    high: Fraction

    def x(self, moment: datetime) -> int:
        gone = Fraction((moment - self.first).total_seconds()) / self.seconds
        return round(min(max(gone, Fraction(0)), Fraction(1)) * BOX)

    def y(self, value: Decimal) -> int:
        if self.high == self.low:
            return BOX // 2
        return round((self.high - Fraction(value)) / (self.high - self.low) * BOX)


def chart(
    words: Words, key_result: KeyResult, history: History, cycle: Cycle, now: datetime
) -> Chart | None:
    """The chart of a key result; None where a line would say nothing."""
    if key_result.kind is Kind.YES_NO or not history.points:
        return None
    points = [(p.measured_at, _drawn(key_result, p.value)) for p in history.points]
    goals = _goals(key_result, history.definitions)
    scale = _scale(words, cycle, points, goals, key_result)
    places = _line(key_result, points, scale)
    dot_x, dot_y = places[-1]
    label = _now_label(words, key_result, history.points[-1].value, dot_x, dot_y)
    dashes = [list(_steps(goals, side, scale)) for side in range(2)]
    return Chart(
        line=_path(places if key_result.kind.is_decimal else list(_stairs(places))),
        goal="".join(_path(steps) for steps in dashes if steps),
        band=_band(key_result, scale),
        axis=tuple(_axis(words, scale)),
        axis_width=max(len(words.short_number(v)) for v in _axis_values(scale)),
        dot=(_percent(dot_x), _down(dot_y)),
        now=label,
        aim=_aim(words, key_result, scale, label, dot_x, dot_y),
        days=tuple(_days(words, cycle, words.today(now), scale.x(now))),
        today=_percent(scale.x(now)),
    )


def _drawn(key_result: KeyResult, value: Value) -> Decimal:
    if isinstance(value, Decimal):
        return value
    done = value if isinstance(value, frozenset) else frozenset()
    return Decimal(sum(m.code in done for m in key_result.milestones))


@dataclass(frozen=True, slots=True)
class _Goal:
    """What was aimed at from a moment on; None: from the first day."""

    since: datetime | None
    sides: tuple[Decimal | None, Decimal | None]


def _goals(key_result: KeyResult, definitions: Sequence[Definition]) -> list[_Goal]:
    if key_result.kind is Kind.MILESTONES:
        return [_Goal(None, (Decimal(len(key_result.milestones)), None))]
    same = [d for d in definitions if (d.kind, d.unit) == (key_result.kind, key_result.unit)]
    if key_result.kind.has_limits:
        goals = [_Goal(d.since, (d.low, d.high)) for d in same[-MOST_CHANGES:]]
        last = _Goal(None, (key_result.low, key_result.high))
    else:
        goals = [_Goal(d.since, (d.target, None)) for d in same[-MOST_CHANGES:]]
        last = _Goal(None, (key_result.target, None))
    goals = goals or [last]
    return [_Goal(None, goals[0].sides), *goals[1:]]


def _scale(
    words: Words,
    cycle: Cycle,
    points: Sequence[tuple[datetime, Decimal]],
    goals: Sequence[_Goal],
    key_result: KeyResult,
) -> _Scale:
    first = datetime.combine(cycle.starts_on, time(), words.zone)
    days = (cycle.ends_on - cycle.starts_on).days + 1
    values = [value for _, value in points]
    values += [side for goal in goals for side in goal.sides if side is not None]
    values += [] if key_result.start is None else [key_result.start]
    values += [Decimal(0)] if key_result.kind is Kind.MILESTONES else []
    return _Scale(first, Fraction(days * 86400), Fraction(min(values)), Fraction(max(values)))


def _line(
    key_result: KeyResult, points: Sequence[tuple[datetime, Decimal]], scale: _Scale
) -> list[tuple[int, int]]:
    places = [(scale.x(at), scale.y(value)) for at, value in points]
    # The start is what counted on the first day, measured or not.
    if key_result.kind.has_road and key_result.start is not None and places[0][0] > 0:
        places.insert(0, (0, scale.y(key_result.start)))
    return places


def _stairs(places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is counted in whole steps climbs on the day, not on the way there."""
    for (_, y), (next_x, next_y) in pairwise([places[0], *places]):
        yield next_x, y
        yield next_x, next_y


def _steps(goals: Sequence[_Goal], side: int, scale: _Scale) -> Iterator[tuple[int, int]]:
    """The corners of a line that stands at each goal until the next one came."""
    ends = [scale.x(goal.since) for goal in goals[1:] if goal.since is not None]
    x = 0
    for goal, end in zip(goals, [*ends, BOX], strict=True):
        value = goal.sides[side]
        if value is not None:
            yield x, scale.y(value)
            yield end, scale.y(value)
        x = end


def _path(places: Sequence[tuple[int, int]]) -> str:
    x, y = places[0]
    return f"M{x} {y}" + "".join(f"L{x} {y}" for x, y in places[1:])


def _band(key_result: KeyResult, scale: _Scale) -> tuple[int, int] | None:
    if not key_result.kind.has_limits:
        return None
    top = 0 if key_result.high is None else max(0, scale.y(key_result.high))
    bottom = BOX if key_result.low is None else min(BOX, scale.y(key_result.low))
    return top, max(0, bottom - top)


def _axis_values(scale: _Scale) -> list[Decimal]:
    ends = [_decimal(scale.high), _decimal(scale.low)]
    return ends if ends[0] != ends[1] else ends[:1]


def _axis(words: Words, scale: _Scale) -> Iterator[Label]:
    for value in _axis_values(scale):
        yield Label("0", _down(scale.y(value), 4), "start", words.short_number(value))


def _decimal(value: Fraction) -> Decimal:
    """The decimal that a fraction was made of; its denominator divides a power of ten."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    return Decimal((int(value < 0), tuple(map(int, str(abs(value * 10**places)))), -places))


def _now_label(words: Words, key_result: KeyResult, value: Value, x: int, y: int) -> Label:
    figure = value_figure(words, key_result, value)
    percent = figure.after if figure.after == "%" else ""
    text = f"{figure.before}{figure.number}{percent}"
    # Above the line where it falls, below where it rises: there it does not stand in it.
    if x > BOX * 3 // 4:
        return Label(_percent(x - 30), _down(y, -6 if y > BOX // 2 else 14), "end", text)
    return Label(_percent(x + 30), _down(y, 4), "start", text)


def _aim(
    words: Words, key_result: KeyResult, scale: _Scale, now: Label, x: int, y: int
) -> Label | None:
    """The goal's words on its line: at the right end, unless the newest value stands there."""
    aim = key_result.high if key_result.high is not None else key_result.low
    aim = key_result.target if key_result.kind.has_road else aim
    if aim is None or key_result.kind is Kind.MILESTONES:
        return None
    at, text = scale.y(aim), goal_text(words, key_result)
    meets = x + _LETTER * (len(now.text) + len(text) + 2) > BOX
    crowded = meets and abs(at - y) < 2 * _NEAR
    side, anchor = ("0", "start") if crowded else ("100%", "end")
    return Label(side, _down(at, -4), anchor, text)


def _days(words: Words, cycle: Cycle, today: date, x: int) -> Iterator[Label]:
    """The first day, today and the last day, as far as they do not touch."""
    runs = cycle.starts_on <= today <= cycle.ends_on
    if not runs or x > _NEAR * 3 // 2:
        yield Label("0", "96%", "start", words.day(cycle.starts_on))
    if runs:
        anchor = "start" if x < _NEAR // 2 else "end" if x > BOX - _NEAR // 2 else "middle"
        yield Label(_percent(x), "96%", anchor, words.gettext("today"))
    if not runs or x < BOX - _NEAR * 3 // 2:
        yield Label("100%", "96%", "end", words.day(cycle.ends_on))


def _percent(thousandths: int) -> str:
    return f"{thousandths / 10:g}%"


def _down(y: int, more: int = 0) -> str:
    """A height in the box as a height in the drawing, so many percent lower."""
    return f"{TOP + (BOTTOM - TOP) * y / BOX + more:.3g}%"

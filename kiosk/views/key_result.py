"""A key result as it is shown anywhere, worked out in one place."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from kiosk.okr.customs import USUAL, Customs
from kiosk.okr.freshness import age_days
from kiosk.okr.model import CheckIn, Cycle, KeyResult, Kind
from kiosk.okr.pace import Pace, calendar, pace
from kiosk.okr.progress import Progress, Standing, key_result_progress, value_of
from kiosk.views.figures import goal_text, percent_text, standing_text, thousandths, value_figure
from kiosk.views.freshness import is_old
from kiosk.views.words import Figure, Words


@dataclass(frozen=True, slots=True)
class Gauge:
    """A value beside its limits, in thousandths of the bar's length."""

    zone_from: int
    zone_to: int
    marker: int


@dataclass(frozen=True, slots=True)
class Bar:
    """Drawn progress and the calendar's tick (None: no pace), in thousandths."""

    fill: int
    tick: int | None


@dataclass(frozen=True, slots=True)
class KeyResultView:
    """What every page says of a key result.

    `figure` is None before the first check-in. `standing` is the word in place of a percent
    ("not started", "inside"), `percent` that word or the raw percent. Just one of `bar` and
    `gauge` is drawn. `age` ("12 days") is only there once the value is `old`. Where it is `sealed`
    the figure is the percent, None where there is none, and no goal is told.
    """

    code: str
    objective: str
    title: str
    kind: str
    unit: str
    figure: Figure | None
    goal: str
    standing: str
    percent: str
    pace: str
    bar: Bar | None
    gauge: Gauge | None
    old: bool
    age: str
    ago: str
    measured_at: datetime | None
    confidence: int | None
    note: str
    signed: str
    confidential: bool
    sealed: bool = False


def key_result_view(
    words: Words,
    key_result: KeyResult,
    cycle: Cycle,
    now: datetime,
    *,
    far: bool = False,
    customs: Customs = USUAL,
) -> KeyResultView:
    """The view of a key result at a moment (aware); `far`: to be read from across a room."""
    today = words.today(now)
    latest = key_result.latest
    progress = key_result_progress(key_result, value_of(latest))
    old = is_old(words, key_result, now, customs)
    return KeyResultView(
        code=key_result.code,
        objective=key_result.objective,
        title=key_result.title,
        # A sealed yes is told by its percent, and drawn as one.
        kind=(Kind.PERCENT if key_result.sealed else key_result.kind).value,
        unit=key_result.unit,
        figure=_figure(words, key_result, progress, far=far),
        goal="" if key_result.sealed else goal_text(words, key_result, far=far),
        standing=standing_text(words, progress),
        percent=percent_text(words, progress),
        pace=_pace_of(words, key_result, progress, cycle, now) if customs.pace else "",
        bar=_bar(key_result, progress, cycle, today, customs),
        gauge=_gauge(key_result, latest) if key_result.kind.has_limits else None,
        old=old,
        age=_age(words, latest, now) if latest and old else "",
        ago=_ago(words, latest.measured_at, cycle, now) if latest else "",
        measured_at=latest.measured_at if latest else None,
        confidence=latest.confidence if latest and customs.confidence else None,
        note=latest.note if latest else "",
        signed=latest.signed if latest else "",
        confidential=key_result.confidential,
        sealed=key_result.sealed,
    )


def _age(words: Words, latest: CheckIn, now: datetime) -> str:
    return words.days(age_days(latest.measured_at, words.office_today(now), words.office_zone))


def _figure(words: Words, key_result: KeyResult, progress: Progress, *, far: bool) -> Figure | None:
    latest = key_result.latest
    if latest is None or (key_result.sealed and standing_text(words, progress)):
        return None
    return value_figure(words, key_result, latest.value, far=far)


def _ago(words: Words, measured_at: datetime, cycle: Cycle, now: datetime) -> str:
    """How long ago; of a cycle that is over, the day."""
    if cycle.closed_at is None:
        return words.ago(measured_at, now)
    return words.long_day(words.today(measured_at))


def pace_text(words: Words, standing: Pace) -> str:
    """The words of a pace: neutral in both directions."""
    return {
        Pace.AHEAD: words.gettext("ahead of schedule"),
        Pace.WITH: words.gettext("on schedule"),
        Pace.BEHIND: words.gettext("behind schedule"),
    }[standing]


def _pace_of(
    words: Words, key_result: KeyResult, progress: Progress, cycle: Cycle, now: datetime
) -> str:
    if not key_result.kind.has_pace or progress.standing is not Standing.ON_THE_ROAD:
        return ""
    return pace_text(words, pace(progress.drawn, cycle, words.today(now)))


def _bar(
    key_result: KeyResult, progress: Progress, cycle: Cycle, today: date, customs: Customs
) -> Bar | None:
    if key_result.kind.has_limits:
        return None
    has_tick = customs.pace and key_result.kind.has_pace
    tick = thousandths(calendar(cycle, today)) if has_tick else None
    return Bar(thousandths(progress.drawn), tick)


def _gauge(key_result: KeyResult, latest: CheckIn | None) -> Gauge:
    """Two thirds of the scale are inside one limit, the middle half between two."""
    zone_from, zone_to = {
        Kind.AT_MOST: (0, 667),
        Kind.AT_LEAST: (333, 1000),
    }.get(key_result.kind, (250, 750))
    value = latest.value if latest and isinstance(latest.value, Decimal) else None
    marker = 0 if value is None else _marker(key_result, Fraction(value))
    return Gauge(zone_from, zone_to, marker)


def _marker(key_result: KeyResult, value: Fraction) -> int:
    low, high = key_result.low, key_result.high
    if key_result.kind is Kind.BETWEEN and low is not None and high is not None:
        width = Fraction(high) - Fraction(low) or Fraction(1)
        return thousandths(Fraction(1, 4) + (value - Fraction(low)) / width / 2)
    at_most = key_result.kind is Kind.AT_MOST
    limit = Fraction((high if at_most else low) or 0)
    edge = Fraction(2, 3) if at_most else Fraction(1, 3)
    if limit > 0:
        return thousandths(value / limit * edge)
    # No scale that begins at nought: drawn as well inside or well outside.
    inside = value <= limit if at_most else value >= limit
    return thousandths(Fraction(1, 2) if inside else Fraction(5, 6) if at_most else Fraction(1, 6))

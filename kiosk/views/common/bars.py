"""The bar or gauge below a key result's value on every page, and its description."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from kiosk.okr.expected_progress import expected_key_result_progress
from kiosk.okr.model import CheckIn, Cycle, KeyResult, KeyResultKind
from kiosk.okr.office_settings import OfficeSettings
from kiosk.okr.pace import due_day
from kiosk.okr.progress import Progress, ProgressState, check_in_value, key_result_progress
from kiosk.views.common.values import start_and_target, thousandths
from kiosk.views.i18n.localizer import Localizer

# In thousandths: as wide as half the gap around a tick is on the shortest bar of a wall.
NEAR_TICK = 20


@dataclass(frozen=True, slots=True)
class Gauge:
    """A value beside its limits, in thousandths of the bar's length."""

    zone_from: int
    zone_to: int
    marker: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A progress bar, in thousandths of its length: where it ends now, its tick for the elapsed
    time (None: no pace; `is_dated`: the time to a due date), where it ended a week ago (None: as
    now, or not known), and the `cuts` between its milestones, each as wide as its weight, those
    that are done first."""

    fill: int
    tick: int | None
    week_ago: int | None = None
    cuts: tuple[int, ...] = ()
    is_dated: bool = False

    @property
    def ends_at_tick(self) -> bool:
        """Whether its tick, with the gap around it, would hide where it ends."""
        return self.tick is not None and abs(self.fill - self.tick) <= NEAR_TICK


def progress_bar(
    key_result: KeyResult, progress: Progress, cycle: Cycle, today: date, settings: OfficeSettings
) -> Bar | None:
    """The bar of a key result on a day; None for limits, which have a gauge."""
    if key_result.kind.is_limit:
        return None
    has_tick = settings.pace and key_result.kind.has_expected_progress
    expected = expected_key_result_progress(key_result, cycle, today)
    fill, before = thousandths(progress.clamped), progress_a_week_ago(key_result)
    week_ago = None if before is None else thousandths(before.clamped)
    return Bar(
        fill,
        tick=thousandths(expected) if has_tick else None,
        week_ago=None if week_ago == fill else week_ago,
        cuts=_milestone_cuts(key_result),
        is_dated=has_tick and due_day(key_result, cycle) is not None,
    )


def _milestone_cuts(key_result: KeyResult) -> tuple[int, ...]:
    """Where one milestone ends and the next begins. Those done a week ago and now come first, then
    those done since, so that the bar is filled up to its progress."""
    total = sum((Fraction(m.weight) for m in key_result.milestones), Fraction(0))
    if total <= 0:
        return ()
    now, before = (
        value if isinstance(value, frozenset) else frozenset()
        for value in map(check_in_value, (key_result.latest_check_in, key_result.value_a_week_ago))
    )
    steps = sorted(key_result.milestones, key=lambda m: (m.code not in now, m.code not in before))
    ends = accumulate(Fraction(m.weight) for m in steps)
    return tuple(dict.fromkeys(thousandths(end / total) for end in ends if 0 < end < total))


def progress_a_week_ago(key_result: KeyResult) -> Progress | None:
    """The progress of a week ago, against today's start and target; None before the first value:
    that one is a first value, and nothing has been gained by it."""
    before = check_in_value(key_result.value_a_week_ago)
    if before is None or key_result.latest_check_in is None:
        return None
    progress = key_result_progress(key_result, before)
    return progress if progress.state is ProgressState.MEASURED else None


def bar_label(
    localizer: Localizer, key_result: KeyResult, progress: Progress, due: date | None
) -> str:
    """A bar in words, for those who do not see it; "" where there is nothing to say.

    "From 40 down to 10. 47 %, a week ago 20 %. Due on 15 November."
    """
    sentences = [*_progress_sentences(localizer, key_result, progress)]
    if due is not None:
        sentences.append(
            localizer.gettext("Due on %(day)s.") % {"day": localizer.day_and_month(due)}
        )
    return " ".join(sentences)


def _progress_sentences(
    localizer: Localizer, key_result: KeyResult, progress: Progress
) -> Iterator[str]:
    if progress.state is not ProgressState.MEASURED or progress.raw is None:
        return
    percent, before = localizer.percent(progress.raw), progress_a_week_ago(key_result)
    if key_result.is_decreasing and not key_result.is_redacted:
        start, target = start_and_target(localizer, key_result)
        falling = localizer.gettext("From %(start)s down to %(target)s.")
        yield falling % {"start": start, "target": target}
    if before is None or before.raw is None or before.raw == progress.raw:
        yield localizer.gettext("%(percent)s.") % {"percent": percent}
    else:
        yield localizer.gettext("%(percent)s, a week ago %(before)s.") % {
            "percent": percent,
            "before": localizer.percent(before.raw),
        }


def limit_gauge(key_result: KeyResult, latest: CheckIn | None) -> Gauge:
    """With one limit, two thirds of the scale are inside it; with two, the middle half."""
    zone_from, zone_to = {
        KeyResultKind.AT_MOST: (0, 667),
        KeyResultKind.AT_LEAST: (333, 1000),
    }.get(key_result.kind, (250, 750))
    value = latest.value if latest and isinstance(latest.value, Decimal) else None
    marker = 0 if value is None else _marker(key_result, Fraction(value))
    return Gauge(zone_from, zone_to, marker)


def _marker(key_result: KeyResult, value: Fraction) -> int:
    low, high = key_result.low, key_result.high
    if key_result.kind is KeyResultKind.BETWEEN and low is not None and high is not None:
        width = Fraction(high) - Fraction(low) or Fraction(1)
        return thousandths(Fraction(1, 4) + (value - Fraction(low)) / width / 2)
    at_most = key_result.kind is KeyResultKind.AT_MOST
    limit = Fraction((high if at_most else low) or 0)
    edge = Fraction(2, 3) if at_most else Fraction(1, 3)
    if limit > 0:
        return thousandths(value / limit * edge)
    # No scale from zero is possible: drawn clearly inside or clearly outside.
    inside = value <= limit if at_most else value >= limit
    return thousandths(Fraction(1, 2) if inside else Fraction(5, 6) if at_most else Fraction(1, 6))

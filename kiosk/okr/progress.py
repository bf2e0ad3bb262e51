"""Exact progress: fractions inside, rounded once when shown."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from kiosk.okr.model import CheckIn, KeyResult, KeyResultKind, Objective, Office, Value
from kiosk.okr.office_settings import OfficeSettings

ONE = Fraction(1)
ZERO = Fraction(0)


class ProgressState(StrEnum):
    """What is known of a key result's progress besides its percent."""

    NOT_STARTED = "not_started"
    START_NEEDED = "start_needed"
    TARGET_OPEN = "target_open"
    MEASURED = "measured"
    WITHIN_LIMITS = "inside"
    OUTSIDE_LIMITS = "outside"


@dataclass(frozen=True, slots=True)
class Progress:
    """`raw` may be negative or above 1, and is None when nothing is known; `clamped` is raw within
    0..1. Bars show it, and means are taken of it."""

    state: ProgressState
    raw: Fraction | None

    @property
    def clamped(self) -> Fraction:
        """Raw progress clamped to 0..1; 0 if nothing is known."""
        return ZERO if self.raw is None else min(max(self.raw, ZERO), ONE)


class ProgressSummary(StrEnum):
    """How an objective's progress is expressed."""

    PERCENT = "percent"
    LIMITS = "limits"
    NO_KEY_RESULTS = "no_key_results"


@dataclass(frozen=True, slots=True)
class ObjectiveProgress:
    """An objective's progress. `clamped` is None unless the summary is a percent. Of the `limits`
    key results with a limit, `inside` are within it. Of the `counted` key results, `reported` have
    a check-in."""

    summary: ProgressSummary
    clamped: Fraction | None
    reported: int
    counted: int
    inside: int
    limits: int


def key_result_progress(key_result: KeyResult, value: Value | None) -> Progress:
    """Progress of a key result at a value; None: no check-in yet.

    From a start to a target: (value - start) / (target - start), which may be negative or above 1.
    Milestones: the weight of those done / the weight of all. Yes or no, and limits: 1 or 0.
    """
    if value is None:
        return Progress(ProgressState.NOT_STARTED, None)
    if key_result.kind.is_limit:
        return _limit_progress(key_result, value)
    if key_result.kind is KeyResultKind.YES_NO:
        return Progress(ProgressState.MEASURED, ONE if value else ZERO)
    if key_result.kind is KeyResultKind.MILESTONES:
        return Progress(ProgressState.MEASURED, _milestones_done(key_result, value))
    return _start_to_target_progress(key_result, value)


def _start_to_target_progress(key_result: KeyResult, value: Value) -> Progress:
    start, target = key_result.start, key_result.target
    if target is None:
        return Progress(ProgressState.TARGET_OPEN, None)
    if start is None or needs_start(key_result):
        return Progress(ProgressState.START_NEEDED, None)
    return Progress(ProgressState.MEASURED, _start_to_target_share(start, target, _decimal(value)))


def needs_start(key_result: KeyResult) -> bool:
    """Whether somebody must enter the start: nobody has set one, and the first value is already the
    target, so it cannot serve as the start."""
    return key_result.start_is_derived and key_result.start == key_result.target


def is_reached_today(key_result: KeyResult) -> bool:
    """Whether a key result is at its target or beyond it, and was not when today began."""
    if key_result.latest_check_in is None:
        return False
    now = key_result_progress(key_result, key_result.latest_check_in.value)
    before = key_result_progress(key_result, check_in_value(key_result.value_before_today))
    return _is_reached(now) and not _is_reached(before)


def _is_reached(progress: Progress) -> bool:
    is_measured = progress.state is ProgressState.MEASURED
    return is_measured and progress.raw is not None and progress.raw >= ONE


@lru_cache(maxsize=2048)  # exact fractions are slow, and a save changes one key result
def _start_to_target_share(start: Decimal, target: Decimal, now: Decimal) -> Fraction:
    if start == target:
        return ONE if now == target else ZERO
    return (Fraction(now) - Fraction(start)) / (Fraction(target) - Fraction(start))


def _limit_progress(key_result: KeyResult, value: Value) -> Progress:
    now = _decimal(value)
    above_low = key_result.low is None or now >= key_result.low
    below_high = key_result.high is None or now <= key_result.high
    if above_low and below_high:
        return Progress(ProgressState.WITHIN_LIMITS, ONE)
    return Progress(ProgressState.OUTSIDE_LIMITS, ZERO)


def _milestones_done(key_result: KeyResult, value: Value) -> Fraction:
    done = value if isinstance(value, frozenset) else frozenset()
    total = sum((Fraction(m.weight) for m in key_result.milestones), ZERO)
    if total == 0:
        return ZERO
    return sum((Fraction(m.weight) for m in key_result.milestones if m.code in done), ZERO) / total


def _decimal(value: Value) -> Decimal:
    # Another program may have written a value of the wrong kind: count it as zero, do not crash.
    return value if isinstance(value, Decimal) else Decimal(int(value is True))


def check_in_value(check_in: CheckIn | None) -> Value | None:
    """The value of a check-in, or None where there is none."""
    return None if check_in is None else check_in.value


def objective_progress(
    office: Office, objective: Objective, *, week_ago: bool = False
) -> ObjectiveProgress:
    """Progress of an objective now, or as it was a week ago.

    The weighted mean of its key results' clamped progress; without key results, the unweighted
    mean of the objectives aligned to it, each of which may be such a mean itself.
    """
    if objective.key_results:
        return _of_key_results(objective.key_results, week_ago, office.settings)
    return _of_supporting_objectives(office, objective, week_ago)


def effective_weight(settings: OfficeSettings, key_result: KeyResult) -> Decimal:
    """How much a key result counts in its objective. If the office does not use weights, limits
    count 0 and all other kinds 1, as if nobody had set a weight."""
    if settings.weights:
        return key_result.weight
    return Decimal(not key_result.kind.is_limit)


def _of_key_results(
    key_results: tuple[KeyResult, ...], week_ago: bool, settings: OfficeSettings
) -> ObjectiveProgress:
    values = [
        check_in_value(k.value_a_week_ago if week_ago else k.latest_check_in) for k in key_results
    ]
    each = [
        key_result_progress(key_result, value)
        for key_result, value in zip(key_results, values, strict=True)
    ]
    weights = [_as_fraction(effective_weight(settings, key_result)) for key_result in key_results]
    mean = weighted_mean([p.clamped for p in each], weights)
    limits = [p for k, p in zip(key_results, each, strict=True) if k.kind.is_limit]
    return ObjectiveProgress(
        summary=ProgressSummary.LIMITS if mean is None else ProgressSummary.PERCENT,
        clamped=mean,
        reported=sum(value is not None for value in values),
        counted=len(key_results),
        inside=sum(p.state is ProgressState.WITHIN_LIMITS for p in limits),
        limits=len(limits),
    )


def _of_supporting_objectives(
    office: Office, objective: Objective, week_ago: bool
) -> ObjectiveProgress:
    below = objectives_below(office, objective)
    measured = {
        o.code: _of_key_results(o.key_results, week_ago, office.settings)
        for o in below
        if o.key_results
    }
    each = list(measured.values())
    means = {code: progress.clamped for code, progress in measured.items()}
    # Those that serve come before what they serve.
    for one in (*(o for o in reversed(below) if not o.key_results), objective):
        serving = office.contributing_objectives(one.code)
        clamped = [c for o in serving if (c := means.get(o.code)) is not None]
        means[one.code] = weighted_mean(clamped, [ONE] * len(clamped))
    mean = means[objective.code]
    return ObjectiveProgress(
        summary=ProgressSummary.NO_KEY_RESULTS if mean is None else ProgressSummary.PERCENT,
        clamped=mean,
        reported=sum(p.reported for p in each),
        counted=sum(p.counted for p in each),
        inside=0,
        limits=0,
    )


def objectives_below(office: Office, objective: Objective) -> tuple[Objective, ...]:
    """The objectives that make up the progress of one without key results: those aligned to it,
    and those aligned to any of these without key results. Each is there once, and after all that
    it serves; of a circle, which another program may have written, as far as it has a beginning."""
    found: dict[str, Objective] = {}
    begun: set[str] = {objective.code}
    stack = [(objective, reversed(office.contributing_objectives(objective.code)))]
    while stack:
        one, serving = stack[-1]
        following = next((o for o in serving if o.code not in begun), None)
        if following is None:
            stack.pop()
            found[one.code] = one
        else:
            begun.add(following.code)
            bare = not following.key_results
            below = office.contributing_objectives(following.code) if bare else ()
            stack.append((following, reversed(below)))
    del found[objective.code]
    return tuple(reversed(found.values()))


def contributing_objectives(office: Office, objective: Objective) -> tuple[Objective, ...]:
    """The objectives whose key results make up an objective's progress: itself, if it has any."""
    if objective.key_results:
        return (objective,)
    return tuple(o for o in objectives_below(office, objective) if o.key_results)


def contributing_key_results(office: Office, objective: Objective) -> tuple[KeyResult, ...]:
    """The key results that make up an objective's progress."""
    return tuple(k for o in contributing_objectives(office, objective) for k in o.key_results)


@lru_cache(maxsize=256)  # the same weights all the time
def _as_fraction(weight: Decimal) -> Fraction:
    return Fraction(weight)


def weighted_mean(values: list[Fraction], weights: list[Fraction]) -> Fraction | None:
    """sum(value * weight) / sum(weight), exactly; None if the weights add up to 0."""
    if weights and weights[0] and all(weight is weights[0] for weight in weights):
        return sum(values, ZERO) / len(values)  # the usual case, without a product for each
    total = sum(weights, ZERO)
    if total == 0:
        return None
    return sum((v * w for v, w in zip(values, weights, strict=True)), ZERO) / total


def round_half_up(fraction: Fraction, places: int = 0) -> Decimal:
    """A fraction rounded half up (away from zero) to so many decimal places."""
    scaled = fraction * Fraction(10) ** places
    whole = (abs(scaled.numerator) * 2 + scaled.denominator) // (scaled.denominator * 2)
    # Built from its digits: arithmetic in a decimal context would round long ones.
    digits = tuple(int(digit) for digit in str(whole))
    return Decimal((int(scaled < 0 and whole > 0), digits, -places))


def rounded_share(share: Fraction, whole: int, places: int) -> Decimal:
    """A share of a whole, rounded half up to so many decimal places, but never up to the whole or
    down to 0: 99.96 of 100 becomes 99.9 or 99, and 0.04 becomes 0.1 or 1."""
    shown = round_half_up(share, places)
    step = Decimal(1).scaleb(-places)
    if shown == 0 and share:
        return step if share > 0 else -step
    return whole - step if shown == whole and share < whole else shown


def percent_number(fraction: Fraction, places: int = 0) -> Decimal:
    """A fraction in percent, as rounded_share rounds it to so many decimal places."""
    return rounded_share(fraction * 100, 100, places)


def whole_percent(fraction: Fraction) -> int:
    """A fraction in whole percent, as rounded_share rounds it: the number that every page shows."""
    return int(percent_number(fraction))

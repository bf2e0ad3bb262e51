"""The calculation of a percent, as sentences."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, localcontext
from fractions import Fraction

from kiosk.okr.expected_progress import due_days, expected_objective_progress
from kiosk.okr.model import CheckIn, KeyResult, KeyResultKind, Objective, Office
from kiosk.okr.number_input import MAX_DIGITS
from kiosk.okr.pace import elapsed_fraction
from kiosk.okr.progress import (
    ONE,
    ZERO,
    Progress,
    ProgressState,
    check_in_value,
    effective_weight,
    key_result_progress,
    objective_progress,
    percent_number,
    round_half_up,
)
from kiosk.views.common.values import exact_value, progress_state_text
from kiosk.views.i18n.localizer import Localizer


def fine_percent(localizer: Localizer, fraction: Fraction) -> str:
    """A fraction as percent with one decimal unless that is zero."""
    shown = percent_number(fraction, 1)
    number = shown if shown % 1 else shown.to_integral_value()
    return localizer.in_percent(localizer.number(number)).bare


def _equals(localizer: Localizer, fraction: Fraction) -> str:
    """ "= 60%" or "≈ 69.6%"."""
    exact = percent_number(fraction, 1) == fraction * 100
    return f"{'=' if exact else '≈'} {fine_percent(localizer, fraction)}"


def key_result_calculation(localizer: Localizer, key_result: KeyResult) -> tuple[str, ...]:
    """The calculation of a key result's percent, as sentences."""
    progress = key_result_progress(key_result, check_in_value(key_result.latest_check_in))
    if progress.state is ProgressState.START_NEEDED:
        pattern = localizer.gettext(
            "Its first value was already its target. Until its start is set it counts as %(none)s."
        )
        return (pattern % _bounds(localizer),)
    if key_result.latest_check_in is None or progress.raw is None:
        pattern = localizer.gettext("Until something is measured it counts as %(none)s.")
        return (pattern % _bounds(localizer),)
    if key_result.kind is KeyResultKind.MILESTONES:
        return _milestone_calculation(localizer, key_result, progress.raw)
    if key_result.kind is KeyResultKind.YES_NO:
        return (
            localizer.gettext("Not yet counts as %(none)s, yes as %(full)s.") % _bounds(localizer),
        )
    if key_result.kind.is_limit:
        pattern = localizer.gettext("Inside the limit counts as %(full)s, outside as %(none)s.")
        return (pattern % _bounds(localizer),)
    return _start_to_target_calculation(
        localizer, key_result, key_result.latest_check_in, progress.raw
    )


def _milestone_calculation(
    localizer: Localizer, key_result: KeyResult, raw: Fraction
) -> tuple[str, ...]:
    total = sum((Fraction(m.weight) for m in key_result.milestones), ZERO)
    facts = {
        "done": _plain(localizer, raw * total),
        "total": _plain(localizer, total),
        "percent": _equals(localizer, raw),
    }
    weights = {m.weight for m in key_result.milestones}
    if len(weights) == 1:
        pattern = localizer.gettext(
            "All steps have the same weight: %(done)s ÷ %(total)s %(percent)s."
        )
    else:
        pattern = localizer.gettext(
            "The steps done have a weight of %(done)s out of %(total)s: %(done)s ÷ %(total)s "
            "%(percent)s."
        )
    return (pattern % facts,)


def _start_to_target_calculation(
    localizer: Localizer, key_result: KeyResult, latest: CheckIn, raw: Fraction
) -> tuple[str, ...]:
    start, target, value = key_result.start, key_result.target, latest.value
    if start is None or target is None or not isinstance(value, Decimal):
        return ()
    if start == target:
        pattern = localizer.gettext(
            "Start and target are both %(goal)s: %(full)s at exactly that, %(none)s anywhere else."
        )
        return (
            pattern % {"goal": exact_value(localizer, key_result, target), **_bounds(localizer)},
        )
    covered, distance = _differences(start, target, value)
    facts = {
        "start": exact_value(localizer, key_result, start),
        "goal": exact_value(localizer, key_result, target),
        "way": localizer.number(distance),
        "gone": localizer.number(covered),
        "percent": _equals(localizer, raw),
        "shown": localizer.percent(raw),
    }
    return (
        localizer.gettext("The distance from %(start)s to %(goal)s is %(way)s.") % facts,
        localizer.gettext("Done so far: %(gone)s. %(gone)s ÷ %(way)s %(percent)s.") % facts,
        *_clamped_sentence(localizer, raw),
        *_derived(localizer, key_result),
    )


def _derived(localizer: Localizer, key_result: KeyResult) -> tuple[str, ...]:
    if not key_result.start_is_derived:
        return ()
    return (localizer.gettext("No start was set, so it is the first check-in."),)


def _differences(start: Decimal, target: Decimal, value: Decimal) -> tuple[Decimal, Decimal]:
    """The distance covered and the whole distance, both positive towards the target."""
    with localcontext(prec=MAX_DIGITS * 3):
        distance, covered = target - start, value - start
        return (covered, distance) if distance > 0 else (-covered, -distance)


def _clamped_sentence(localizer: Localizer, raw: Fraction) -> tuple[str, ...]:
    if raw > 1:
        return (localizer.gettext("In its objective it counts as %(full)s.") % _bounds(localizer),)
    if raw < 0:
        return (localizer.gettext("In its objective it counts as %(none)s.") % _bounds(localizer),)
    return ()


def _bounds(localizer: Localizer) -> dict[str, str]:
    return {"none": localizer.percent(ZERO), "full": localizer.percent(ONE)}


def _plain(localizer: Localizer, number: Fraction) -> str:
    shown = round_half_up(number, 4).normalize()
    return localizer.number(shown if shown % 1 else round_half_up(number))


@dataclass(frozen=True, slots=True)
class CalculationTerm:
    """A term of an objective's percent: its title, what it counts as, and why."""

    title: str
    counts: str
    why: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """The calculation of an objective's percent: an introduction, its terms, the sum and the
    elapsed time."""

    intro: str
    parts: tuple[CalculationTerm, ...]
    total: str
    calendar: str


def objective_calculation(
    localizer: Localizer, office: Office, objective: Objective, now: datetime
) -> Calculation | None:
    """The calculation of an objective's percent; None without a percent or a check-in."""
    progress = objective_progress(office, objective)
    drawn = progress.clamped
    if drawn is None or not progress.reported:
        return None
    if objective.key_results:
        return _of_key_results(localizer, office, objective, drawn, now)
    serving = office.contributing_objectives(objective.code)
    counted = [(o, objective_progress(office, o).clamped) for o in serving]
    parts = [(o.title, d) for o, d in counted if d is not None]
    return Calculation(
        localizer.gettext(
            "It has no key results of its own: it is the mean of the objectives that serve it."
        ),
        tuple(CalculationTerm(title, fine_percent(localizer, d), "") for title, d in parts),
        _mean(localizer, [(d, ONE) for _, d in parts], drawn),
        _calendar_sentence(localizer, office, objective, localizer.today(now)),
    )


def _of_key_results(
    localizer: Localizer, office: Office, objective: Objective, drawn: Fraction, now: datetime
) -> Calculation:
    parts = []
    for key_result in objective.key_results:
        progress = key_result_progress(key_result, check_in_value(key_result.latest_check_in))
        parts.append(
            (key_result, progress, Fraction(effective_weight(office.settings, key_result)))
        )
    weights = {weight for _, _, weight in parts if weight}
    intro = (
        localizer.gettext("It is the mean of its key results.")
        if len(weights) == 1
        else localizer.gettext("It is the weighted mean of its key results.")
    )
    return Calculation(
        intro,
        tuple(_part(localizer, *part, show_weight=len(weights) > 1) for part in parts),
        _mean(localizer, [(p.clamped, weight) for _, p, weight in parts if weight], drawn),
        _calendar_sentence(localizer, office, objective, localizer.today(now)),
    )


def _part(
    localizer: Localizer,
    key_result: KeyResult,
    progress: Progress,
    weight: Fraction,
    show_weight: bool,
) -> CalculationTerm:
    why = []
    if not weight:
        return CalculationTerm(
            key_result.title, "—", localizer.gettext("weight 0, so it is left out")
        )
    if show_weight:
        why.append(localizer.gettext("weight %(weight)s") % {"weight": _plain(localizer, weight)})
    if progress.state is ProgressState.NOT_STARTED:
        why.append(localizer.gettext("not started"))
    elif progress.state in (ProgressState.START_NEEDED, ProgressState.TARGET_OPEN):
        why.append(progress_state_text(localizer, progress))
    elif progress.raw is not None and progress.raw != progress.clamped:
        why.append(
            localizer.gettext("now at %(percent)s") % {"percent": localizer.percent(progress.raw)}
        )
    return CalculationTerm(
        key_result.title, fine_percent(localizer, progress.clamped), ", ".join(why)
    )


def _mean(localizer: Localizer, parts: list[tuple[Fraction, Fraction]], drawn: Fraction) -> str:
    """The formula: "(69.6% + 60% + 43%) ÷ 3 ≈ 57.5%"."""
    same = len({weight for _, weight in parts}) == 1
    terms = [
        fine_percent(localizer, d) + ("" if same else f" × {_plain(localizer, weight)}")
        for d, weight in parts
    ]
    total = Fraction(len(parts)) if same else sum((weight for _, weight in parts), ZERO)
    return f"({' + '.join(terms)}) ÷ {_plain(localizer, total)} {_equals(localizer, drawn)}"


def _calendar_sentence(
    localizer: Localizer, office: Office, objective: Objective, today: date
) -> str:
    if not office.settings.pace:
        return ""
    if due_days(office, objective):
        return _due_dates_sentence(localizer, office, objective, today)
    cycle = office.cycle(objective.cycle)
    days = (cycle.ends_on - cycle.starts_on).days + 1
    elapsed_days = min(max((today - cycle.starts_on).days, 0), days)
    return localizer.ngettext(
        "%(gone)s of %(num)s day of %(cycle)s is over, %(percent)s. On schedule means within "
        "5 points of that.",
        "%(gone)s of %(num)s days of %(cycle)s are over, %(percent)s. On schedule means "
        "within 5 points of that.",
        days,
    ) % {
        "gone": localizer.number(elapsed_days),
        "num": localizer.number(days),
        "cycle": cycle.name,
        "percent": localizer.percent(elapsed_fraction(cycle, today)),
    }


def _due_dates_sentence(
    localizer: Localizer, office: Office, objective: Objective, today: date
) -> str:
    expected = expected_objective_progress(office, objective, today)
    return localizer.gettext(
        "%(percent)s of the time is over, counted to the due date of each key result that has one. "
        "On schedule means within 5 points of that."
    ) % {"percent": localizer.percent(expected)}

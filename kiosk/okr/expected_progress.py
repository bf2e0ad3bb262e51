"""What progress is compared with: how much of the time has passed, counted to due dates."""

from datetime import date
from fractions import Fraction

from kiosk.okr.model import Cycle, KeyResult, Objective, Office
from kiosk.okr.pace import due_day, elapsed_fraction
from kiosk.okr.progress import ONE, effective_weight, objectives_below, weighted_mean


def expected_key_result_progress(key_result: KeyResult, cycle: Cycle, today: date) -> Fraction:
    """How much of the time of a key result has passed: to its due date, or else of the cycle. One
    of a kind without a pace leaves the cycle's time as it is."""
    paced = key_result.kind.has_expected_progress
    return elapsed_fraction(cycle, today, due_day(key_result, cycle) if paced else None)


def expected_objective_progress(office: Office, objective: Objective, today: date) -> Fraction:
    """The mean over an objective's key results, as their progress is one; without key results,
    over the objectives that serve it."""
    cycle = office.cycle(objective.cycle)
    if not due_days(office, objective):
        return elapsed_fraction(cycle, today)
    mean_of = _mean if objective.key_results else _mean_of_serving
    mean = mean_of(office, objective, cycle, today)
    return elapsed_fraction(cycle, today) if mean is None else mean


def due_days(office: Office, objective: Objective) -> tuple[date, ...]:
    """The days on which what is expected of an objective changes its course, in order."""
    cycle = office.cycle(objective.cycle)
    below = () if objective.key_results else objectives_below(office, objective)
    of = objective.key_results or tuple(k for o in below for k in o.key_results)
    days = {due_day(k, cycle) for k in of if k.kind.has_expected_progress}
    return tuple(sorted(day for day in days if day is not None))


def _mean_of_serving(
    office: Office, objective: Objective, cycle: Cycle, today: date
) -> Fraction | None:
    below = objectives_below(office, objective)
    means = {o.code: _mean(office, o, cycle, today) for o in below if o.key_results}
    # Those that serve come before what they serve.
    for one in (*(o for o in reversed(below) if not o.key_results), objective):
        serving = office.contributing_objectives(one.code)
        each = [mean for o in serving if (mean := means.get(o.code)) is not None]
        means[one.code] = weighted_mean(each, [ONE] * len(each))
    return means[objective.code]


def _mean(office: Office, objective: Objective, cycle: Cycle, today: date) -> Fraction | None:
    """None where the objective has no percent."""
    each = [expected_key_result_progress(k, cycle, today) for k in objective.key_results]
    weights = [Fraction(effective_weight(office.settings, k)) for k in objective.key_results]
    return weighted_mean(each, weights)

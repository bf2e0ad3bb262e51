"""An objective's progress week by week, as its key results counted then: with the targets of then,
today's weights, and only the key results that it had."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.okr.cadence import is_done
from kiosk.okr.closed_days import WEEK
from kiosk.okr.model import CheckIn, KeyResult, Measure, Objective, Office, PastProgress
from kiosk.okr.office_settings import OfficeSettings
from kiosk.okr.progress import contributing_objectives, objective_progress, objectives_below
from kiosk.okr.unit_conversion import as_measured


@dataclass(frozen=True, slots=True)
class KeyResultPast:
    """A key result as it was at several moments, oldest first; `since` is when it was added."""

    since: datetime
    moments: tuple[KeyResult, ...]


def key_result_as_of(
    key_result: KeyResult, check_in: CheckIn | None, defined: Measure
) -> KeyResult:
    """A key result as it was.

    :param check_in: the one that counted then.
    :param defined: its definition of then, in the unit of today.
    """
    measured = None if check_in is None else check_in.measured
    if measured is None and defined.kind is key_result.kind:
        # A start that nobody has set is the first value, then as today.
        start = key_result.start if defined.start is None else defined.start
        then = replace(
            key_result, start=start, target=defined.target, low=defined.low, high=defined.high
        )
    else:
        then = as_measured(key_result, measured)
    return replace(then, latest_check_in=check_in, value_a_week_ago=None)


def past_progress(
    office: Office,
    objective: Objective,
    pasts: Mapping[str, KeyResultPast],
    moments: Sequence[datetime],
    zone: ZoneInfo,
) -> PastProgress:
    """The progress of an objective at several moments.

    :param pasts: the key results that make it up, by code, at these moments.
    """
    points = [
        _at(office, objective, pasts, number, moment, zone) for number, moment in enumerate(moments)
    ]
    return PastProgress(
        tuple(per_mille for per_mille, _ in points), tuple(reported for _, reported in points)
    )


def _at(
    office: Office,
    objective: Objective,
    pasts: Mapping[str, KeyResultPast],
    number: int,
    moment: datetime,
    zone: ZoneInfo,
) -> tuple[int | None, int]:
    objectives = [
        replace(one, key_results=_those_of_then(one, pasts, number, moment))
        for one in contributing_objectives(office, objective)
    ]
    last_day = moment.astimezone(zone).date().toordinal() - 1
    reported = (
        _reported_on(key_result, last_day, zone, office.settings)
        for one in objectives
        for key_result in one.key_results
    )
    newest = max(reported, default=0)
    if not newest:
        return None, 0
    then = objectives[0]
    if not objective.key_results:
        then = objective
        between = (o for o in objectives_below(office, objective) if not o.key_results)
        office = replace(office, objectives=(*between, *objectives), other_cycle_objectives=())
    clamped = objective_progress(office, then).clamped
    return None if clamped is None else int(clamped * 1000), newest


def _those_of_then(
    objective: Objective, pasts: Mapping[str, KeyResultPast], number: int, moment: datetime
) -> tuple[KeyResult, ...]:
    """The key results that an objective had at a moment. What was entered with the first of them
    counts from the beginning: an office may be entered in the middle of its cycle."""
    each = [pasts[key_result.code] for key_result in objective.key_results]
    begun = max(moment, min(past.since for past in each))
    return tuple(
        past.moments[number]
        for past in each
        if past.since <= begun or past.moments[number].latest_check_in is not None
    )


def _reported_on(
    key_result: KeyResult, last_day: int, zone: ZoneInfo, settings: OfficeSettings
) -> int:
    """The day of its newest check-in as an ordinal, or a later one where no check-in was due
    since: it was done, or is reported less often than the others. 0 before its first."""
    if key_result.latest_check_in is None:
        return 0
    measured = key_result.latest_check_in.measured_at.astimezone(zone).date()
    if is_done(key_result):
        return max(last_day, measured.toordinal())
    own = (key_result.freshness_days or 0) - settings.grace_days - WEEK
    return (measured + timedelta(days=max(0, own))).toordinal()

"""Guest mode: confidential key results are redacted to their title and percent.

Redaction replaces the data, not what a page shows of it: the office that pages are rendered from
no longer holds anything confidential, so no page, old or new, can leak it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from kiosk.okr.model import Change, CheckIn, KeyResult, KeyResultKind, Objective, Office, Value
from kiosk.okr.progress import ProgressState, key_result_progress, needs_start, percent_number
from kiosk.okr.unit_conversion import as_measured

# The finest progress that is shown anywhere: to a hundredth of a percent.
_PLACES = 2
# Made-up limits, with a value inside them and one outside.
_LIMITS = {
    KeyResultKind.AT_MOST: (None, Decimal(1), Decimal(1), Decimal(2)),
    KeyResultKind.AT_LEAST: (Decimal(1), None, Decimal(1), Decimal(0)),
    KeyResultKind.BETWEEN: (Decimal(1), Decimal(2), Decimal(1), Decimal(3)),
}


def redacted_office(office: Office) -> Office:
    """The office as guests may see it; the same object if nothing in it is confidential."""
    others = tuple(map(_redacted_objective, office.other_cycle_objectives))
    if others != office.other_cycle_objectives:
        office = replace(office, other_cycle_objectives=others)
    hidden = {k.code: k for k in office.key_results() if k.confidential}
    if not hidden:
        ended = tuple(map(redacted_office, office.recently_closed))
        return office if ended == office.recently_closed else replace(office, recently_closed=ended)
    redacted = {
        old.code: new for o in office.objectives for old, new in _pairs(o) if new.is_redacted
    }
    changes = (_change(change, hidden, redacted) for change in office.changes)
    return replace(
        office,
        objectives=tuple(map(_redacted_objective, office.objectives)),
        changes=tuple(change for change in changes if change is not None),
        recently_closed=tuple(map(redacted_office, office.recently_closed)),
    )


def redacted_key_result(office: Office, code: str) -> KeyResult:
    """The key result with this code as guests may see it, under its code for guests.

    :raises KeyError: if there is none.
    """
    owner = office.objective(office.key_result(code).objective)
    return next(new for old, new in _pairs(owner) if old.code == code)


def redacted_weekly_standings(
    office: Office, past: Iterable[Mapping[str, CheckIn]]
) -> tuple[Mapping[str, CheckIn], ...]:
    """The latest check-ins at several times, by key result code, as guests may see them."""
    pairs = [pair for objective in office.objectives for pair in _pairs(objective)]
    return tuple(
        {
            new.code: _check_in(old, new.code, check_ins[old.code])
            if new.is_redacted
            else check_ins[old.code]
            for old, new in pairs
            if old.code in check_ins
        }
        for check_ins in past
    )


def _redacted_objective(objective: Objective) -> Objective:
    if not any(k.confidential for k in objective.key_results):
        return objective
    return replace(objective, key_results=tuple(new for _, new in _pairs(objective)))


def _pairs(objective: Objective) -> list[tuple[KeyResult, KeyResult]]:
    """Its key results, each with what guests see of it. A redacted one gets a different code, which
    opens no page and stays the same as long as the objective's key results do."""
    return [
        (k, _redacted(k, f"{objective.code}-{position}") if k.confidential else k)
        for position, k in enumerate(objective.key_results, start=1)
    ]


def _redacted(key_result: KeyResult, code: str) -> KeyResult:
    kind = key_result.kind
    redacted_kind = kind if kind.is_limit or kind is KeyResultKind.YES_NO else KeyResultKind.PERCENT
    known = key_result.start is not None and key_result.target is not None
    known = known and not needs_start(key_result)
    low, high, _, _ = _LIMITS.get(kind, (None, None, None, None))
    return replace(
        key_result,
        code=code,
        kind=redacted_kind,
        unit="",
        start=Decimal(0)
        if redacted_kind is KeyResultKind.PERCENT and (known or not kind.is_start_to_target)
        else None,
        target=Decimal(100) if redacted_kind is KeyResultKind.PERCENT else None,
        low=low,
        high=high,
        owner="",
        due=None,
        description="",
        milestones=(),
        latest_check_in=_redacted_or_none(key_result, code, key_result.latest_check_in),
        value_a_week_ago=_redacted_or_none(key_result, code, key_result.value_a_week_ago),
        value_before_today=_redacted_or_none(key_result, code, key_result.value_before_today),
        carried_from=None,
        is_redacted=True,
        start_is_derived=False,
    )


def _redacted_or_none(key_result: KeyResult, code: str, check_in: CheckIn | None) -> CheckIn | None:
    return None if check_in is None else _check_in(key_result, code, check_in)


def _check_in(key_result: KeyResult, code: str, check_in: CheckIn) -> CheckIn:
    """A check-in with its time and progress, without its author, value and note."""
    key_result = as_measured(key_result, check_in.measured)
    return replace(
        check_in,
        measured=None,
        key_result=code,
        value=_value(key_result, check_in.value),
        confidence=None,
        note="",
        author="",
        signature="",
        source="",
    )


def _value(key_result: KeyResult, value: Value) -> Value:
    """The value with which a redacted key result has the same progress."""
    progress = key_result_progress(key_result, value)
    if key_result.kind.is_limit:
        _, _, inside, outside = _LIMITS[key_result.kind]
        return inside if progress.state is ProgressState.WITHIN_LIMITS else outside
    if key_result.kind is KeyResultKind.YES_NO:
        return value is True
    return Decimal(0) if progress.raw is None else percent_number(progress.raw, _PLACES)


def _change(
    change: Change, hidden: Mapping[str, KeyResult], redacted: Mapping[str, KeyResult]
) -> Change | None:
    """A change as guests may see it; None if the percent stays the same."""
    key_result = hidden.get(change.check_in.key_result)
    if key_result is None:
        return change
    redacted_check_in = _check_in(key_result, redacted[key_result.code].code, change.check_in)
    before = None if change.before is None else _value(key_result, change.before)
    return None if before == redacted_check_in.value else Change(redacted_check_in, before)

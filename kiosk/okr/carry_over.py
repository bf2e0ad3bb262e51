"""What is carried over into the next cycle, and as what: it starts from today's values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import KeyResult, Objective, Office
from kiosk.okr.progress import (
    ONE,
    ProgressSummary,
    check_in_value,
    key_result_progress,
    objective_progress,
)


def is_achieved(office: Office, objective: Objective) -> bool:
    """Whether an objective is all it aimed at; then it stays behind unless somebody wants it."""
    progress = objective_progress(office, objective)
    if progress.summary is ProgressSummary.LIMITS:
        return progress.limits > 0 and progress.inside == progress.limits
    return progress.clamped == ONE


@dataclass(frozen=True, slots=True)
class CarryOverChoice:
    """What is chosen of what could be carried over.

    :ivar objectives: the codes of the objectives that come along.
    :ivar key_results: the codes of theirs that come along; None: whichever is not reached.
    :ivar homes: by the code of an objective, that of one in the next cycle that takes its key
        results in; without one a copy of the objective does.
    """

    objectives: frozenset[str]
    key_results: frozenset[str] | None = None
    target_objectives: Mapping[str, str] = field(default_factory=dict)


def stays_behind(key_result: KeyResult) -> bool:
    """Whether a key result is reached and stays behind unless somebody wants it. A limit is to be
    kept again, whether it was or not."""
    reached = (
        key_result_progress(key_result, check_in_value(key_result.latest_check_in)).clamped == ONE
    )
    return reached and not key_result.kind.is_limit


def carry_over_draft(key_result: KeyResult) -> KeyResultDraft:
    """The key result as the next cycle begins with it: from today's value, and with the
    milestones still to do, or all of them where none is."""
    own_weight = Decimal(0 if key_result.kind.is_limit else 1)
    return KeyResultDraft(
        title=key_result.title,
        kind=key_result.kind,
        unit=key_result.unit,
        start=_start(key_result),
        target=key_result.target,
        low=key_result.low,
        high=key_result.high,
        weight=None if key_result.weight == own_weight else key_result.weight,
        owner=key_result.owner,
        freshness_days=key_result.freshness_days,
        confidential=key_result.confidential,
        milestones=_steps(key_result),
        ambition=key_result.ambition,
    )


def _start(key_result: KeyResult) -> Decimal | None:
    value = check_in_value(key_result.latest_check_in)
    return value if isinstance(value, Decimal) else key_result.start


def _steps(key_result: KeyResult) -> tuple[MilestoneDraft, ...]:
    """Those that are still to do; all of them, to be done again, where none is."""
    value = check_in_value(key_result.latest_check_in)
    done = value if isinstance(value, frozenset) else frozenset()
    left = tuple(
        MilestoneDraft(m.title, m.weight) for m in key_result.milestones if m.code not in done
    )
    return left or tuple(MilestoneDraft(m.title, m.weight) for m in key_result.milestones)

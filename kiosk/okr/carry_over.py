"""What is carried over into the next cycle, where it starts from today's values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import Cycle, CycleState, KeyResult, Objective, Office
from kiosk.okr.progress import (
    ONE,
    ProgressSummary,
    check_in_value,
    key_result_progress,
    objective_progress,
)


def is_achieved(office: Office, objective: Objective) -> bool:
    """Whether an objective is achieved. Then it is not carried over unless somebody chooses it."""
    progress = objective_progress(office, objective)
    if progress.summary is ProgressSummary.LIMITS:
        return progress.limits > 0 and progress.inside == progress.limits
    return progress.clamped == ONE


@dataclass(frozen=True, slots=True)
class CarryOverChoice:
    """What somebody chose to carry over.

    :ivar objectives: the codes of the objectives.
    :ivar key_results: the codes of their key results; None: those not achieved yet.
    :ivar target_objectives: by an objective's code, the code of the objective in the next cycle
        that receives its key results; without one, a copy of the objective does.
    """

    objectives: frozenset[str]
    key_results: frozenset[str] | None = None
    target_objectives: Mapping[str, str] = field(default_factory=dict)


def stays_behind(key_result: KeyResult) -> bool:
    """Whether a key result is achieved, and so not carried over unless somebody chooses it. Limits
    are always carried over, because they must be kept again."""
    is_achieved_now = (
        key_result_progress(key_result, check_in_value(key_result.latest_check_in)).clamped == ONE
    )
    return is_achieved_now and not key_result.kind.is_limit


def carry_over_draft(key_result: KeyResult) -> KeyResultDraft:
    """The key result for the next cycle: it starts from today's value, with the milestones that are
    not done, or with all of them if all are done. Its due date was in this cycle, so it has none.
    """
    own_weight = Decimal(0 if key_result.kind.is_limit else 1)
    return KeyResultDraft(
        title=key_result.title,
        kind=key_result.kind,
        unit=key_result.unit,
        start=_start_value(key_result),
        target=key_result.target,
        low=key_result.low,
        high=key_result.high,
        weight=None if key_result.weight == own_weight else key_result.weight,
        owner=key_result.owner,
        freshness_days=key_result.freshness_days,
        confidential=key_result.confidential,
        milestones=_remaining_milestones(key_result),
        ambition=key_result.ambition,
        short_title=key_result.short_title,
        description=key_result.description,
    )


def _start_value(key_result: KeyResult) -> Decimal | None:
    value = check_in_value(key_result.latest_check_in)
    return value if isinstance(value, Decimal) else key_result.start


def _remaining_milestones(key_result: KeyResult) -> tuple[MilestoneDraft, ...]:
    """The milestones that are not done; if all are done, all of them again."""
    value = check_in_value(key_result.latest_check_in)
    done = value if isinstance(value, frozenset) else frozenset()
    left = tuple(
        MilestoneDraft(m.title, m.weight) for m in key_result.milestones if m.code not in done
    )
    return left or tuple(MilestoneDraft(m.title, m.weight) for m in key_result.milestones)


def chosen_objectives(office: Office, choice: CarryOverChoice) -> Sequence[Objective]:
    """The objectives of an office that were chosen.

    :raises NotFound: one of those chosen is not among them.
    :raises ValidationError: on "objective", if none is chosen.
    """
    chosen = [o for o in office.objectives if o.code in choice.objectives]
    unknown = choice.objectives - {objective.code for objective in chosen}
    if unknown:
        raise NotFound("There is no objective %(code)s", code=min(unknown))
    if not chosen:
        raise ValidationError("objective", "Nothing is chosen. Choose at least one objective")
    return chosen


def refuse_target_cycle(target: Cycle) -> None:
    """Raise ValidationError unless objectives may be carried over into a cycle: a draft."""
    if target.state is not CycleState.DRAFT:
        raise ValidationError(
            "into", "“%(name)s” is not a draft. Choose one that is", name=target.name
        )


def refuse_target_objective(code: str, cycle: int | None, target: Cycle) -> None:
    """Raise ValidationError unless an objective is in the target cycle, and so may receive the key
    results of another.

    :param code: the code of that other objective, which names the field.
    :param cycle: the id of the cycle that the receiving objective is in.
    """
    if cycle != target.id:
        raise ValidationError(
            f"home-{code}",
            "That objective is not in “%(name)s”. Choose one that is",
            name=target.name,
        )

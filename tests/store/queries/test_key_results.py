from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import CycleState, KeyResult, KeyResultKind, Objective
from kiosk.okr.unit_conversion import Conversion
from kiosk.store import Store

DRAFT = KeyResultDraft("Answer time", KeyResultKind.NUMBER, "ms", Decimal(182), Decimal(90))
LATER = timedelta(hours=2)
"""When a title is new no more."""


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Time to answer"},
        {"kind": KeyResultKind.PERCENT},
        {"unit": "s"},
        {"start": None},
        {"target": Decimal(80)},
    ],
)
def test_what_is_measured_changes_only_with_a_reason(
    store: Store, latency: KeyResult, now: datetime, change: dict[str, object]
) -> None:
    draft = replace(DRAFT, **change)
    with pytest.raises(ValidationError) as refusal:
        store.key_results.edit(latency.code, draft, "  ", now=now + LATER)
    assert refusal.value.field == "reason"
    edited = store.key_results.edit(latency.code, draft, "Measured anew", now=now, author="Ada")
    assert all(getattr(edited, name) == value for name, value in change.items())
    assert len(store.key_results.history(latency.code, now).definitions) == 2


def test_weight_owner_and_freshness_change_without_a_reason(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    draft = replace(DRAFT, weight=Decimal(3), owner="Ada", freshness_days=31, confidential=True)
    edited = store.key_results.edit(latency.code, draft, now=now)
    assert (edited.weight, edited.owner, edited.freshness_days) == (3, "Ada", 31)
    assert edited.confidential
    assert len(store.key_results.history(latency.code, now).definitions) == 1


def test_a_draft_cycle_asks_for_no_reason(
    store: Store, latency: KeyResult, objective: Objective, now: datetime
) -> None:
    store.cycles.set_state(objective.cycle, CycleState.DRAFT)
    edited = store.key_results.edit(latency.code, replace(DRAFT, target=Decimal(80)), now=now)
    assert edited.target == 80


def test_what_changed_in_a_draft_was_never_another(
    store: Store, latency: KeyResult, objective: Objective, now: datetime
) -> None:
    store.cycles.set_state(objective.cycle, CycleState.DRAFT)
    store.key_results.edit(latency.code, replace(DRAFT, target=Decimal(80)), now=now)
    store.cycles.set_state(objective.cycle, CycleState.OPEN)
    (only,) = store.key_results.history(latency.code, now).definitions
    assert (only.version, only.target) == (1, 80)
    for changed in ({"target": Decimal(70)}, {"start": Decimal(5)}, {"title": "Faster"}):
        wanted = replace(DRAFT, target=Decimal(80))
        with pytest.raises(ValidationError) as refused:
            store.key_results.edit(latency.code, replace(wanted, **changed), now=now + LATER)
        assert refused.value.field == "reason"


def test_a_closed_cycle_stays_as_it_is(
    store: Store, latency: KeyResult, objective: Objective
) -> None:
    store.cycles.close(objective.cycle)
    for write in (
        lambda: store.key_results.edit(latency.code, replace(DRAFT, target=Decimal(1)), "why"),
        lambda: store.key_results.archive(latency.code),
        lambda: store.key_results.add(objective.code, DRAFT),
        lambda: store.key_results.reorder(objective.code, [latency.code]),
        lambda: store.cycles.set_state(objective.cycle, CycleState.OPEN),
    ):
        with pytest.raises(ValidationError, match="closed"):
            write()


def test_milestones_keep_their_codes_and_archive_with_a_reason(
    store: Store, steps: KeyResult, now: datetime
) -> None:
    plan, move, _ = steps.milestones
    store.check_ins.add(steps.code, frozenset({plan.code}), now=now)
    wanted = (
        MilestoneDraft("Move it all", Decimal(2), move.code),
        MilestoneDraft(plan.title, plan.weight, plan.code),
        MilestoneDraft("Celebrate"),
    )
    draft = KeyResultDraft(steps.title, KeyResultKind.MILESTONES, milestones=wanted)
    with pytest.raises(ValidationError) as refusal:
        store.key_results.edit(steps.code, draft, now=now)
    assert refusal.value.field == "reason"
    edited = store.key_results.edit(steps.code, draft, "Switching off came by itself", now=now)
    assert [m.title for m in edited.milestones] == ["Move it all", "Plan", "Celebrate"]
    assert [m.code for m in edited.milestones[:2]] == [move.code, plan.code]
    assert edited.latest_check_in is not None
    assert edited.latest_check_in.value == {plan.code}


def test_a_milestone_of_another_key_result_is_refused(
    store: Store, steps: KeyResult, objective: Objective, now: datetime
) -> None:
    stolen = MilestoneDraft("Plan", code=steps.milestones[0].code)
    draft = KeyResultDraft("Another", KeyResultKind.MILESTONES, milestones=(stolen,))
    with pytest.raises(ValidationError, match="not one of its milestones"):
        store.key_results.add(objective.code, draft)
    assert len(list(store.office(now).key_results())) == 1


def test_key_results_stand_in_the_order_given(
    store: Store, latency: KeyResult, steps: KeyResult, objective: Objective, now: datetime
) -> None:
    store.key_results.reorder(objective.code, [steps.code.lower()])
    codes = [k.code for k in store.office(now).key_results()]
    assert codes == [steps.code, latency.code]
    with pytest.raises(NotFound):
        store.key_results.reorder(objective.code, ["ZZZZ"])


def test_an_archived_key_result_cannot_be_edited(store: Store, latency: KeyResult) -> None:
    store.key_results.archive(latency.code)
    with pytest.raises(NotFound):
        store.key_results.edit(latency.code, DRAFT)
    with pytest.raises(NotFound):
        store.key_results.archive(latency.code)


def test_what_has_check_ins_stays_of_its_kind(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    draft = KeyResultDraft("Answer time", KeyResultKind.YES_NO, "")
    store.check_ins.add(latency.code, Decimal(100), now=now)
    with pytest.raises(ValidationError) as refusal:
        store.key_results.edit(latency.code, draft, "It is done or not", now=now)
    assert refusal.value.field == "kind"
    edited = store.key_results.edit(
        latency.code,
        replace(DRAFT, kind=KeyResultKind.PERCENT),
        "As %",
        now=now,
        conversion=Conversion("1"),
    )
    assert edited.kind is KeyResultKind.PERCENT

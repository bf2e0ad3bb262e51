"""Where nobody has set a start, the first check-in that counts is it."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import CycleState, KeyResult, KeyResultKind, Objective
from kiosk.okr.progress import Progress, ProgressState, check_in_value, key_result_progress
from kiosk.store import Store

OPEN_START = KeyResultDraft("Answer time", KeyResultKind.NUMBER, "ms", None, Decimal(90))
OPEN_TARGET = KeyResultDraft("Visits", KeyResultKind.NUMBER, "visits", Decimal(0))


@pytest.fixture
def answers(store: Store, objective: Objective, now: datetime) -> KeyResult:
    return store.key_results.add(objective.code, OPEN_START, now=now)


def found(store: Store, code: str, now: datetime) -> KeyResult:
    return store.office(now).key_result(code)


def progress(key_result: KeyResult) -> Progress:
    return key_result_progress(key_result, check_in_value(key_result.latest_check_in))


def test_the_first_check_in_is_the_start_and_progress_begins_at_0(
    store: Store, answers: KeyResult, now: datetime
) -> None:
    assert (answers.start, answers.start_is_derived) == (None, False)
    store.check_ins.add(answers.code, Decimal(190), now=now)
    first = found(store, answers.code, now)
    assert (first.start, first.start_is_derived, progress(first).raw) == (190, True, 0)
    store.check_ins.add(answers.code, Decimal(140), now=now + timedelta(days=1))
    later = found(store, answers.code, now + timedelta(days=1))
    assert (later.start, progress(later).clamped) == (190, Decimal("0.5"))


def test_the_start_follows_what_is_undone_and_what_was_measured_before(
    store: Store, answers: KeyResult, now: datetime
) -> None:
    wrong = store.check_ins.add(answers.code, Decimal(19), now=now)
    store.check_ins.add(answers.code, Decimal(190), now=now + timedelta(hours=1))
    assert found(store, answers.code, now).start == 19
    store.check_ins.undo(wrong.id, now=now + timedelta(hours=2))
    assert found(store, answers.code, now).start == 190
    earlier = now - timedelta(days=3)
    store.check_ins.add(
        answers.code, Decimal(200), now=now + timedelta(hours=3), measured_at=earlier
    )
    assert found(store, answers.code, now).start == 200


def test_a_first_value_that_is_the_target_asks_for_the_start(
    store: Store, answers: KeyResult, now: datetime
) -> None:
    store.check_ins.add(answers.code, Decimal(90), now=now)
    assert progress(found(store, answers.code, now)) == Progress(ProgressState.START_NEEDED, None)
    draft = replace(OPEN_START, start=Decimal(190))
    with pytest.raises(ValidationError) as refusal:
        store.key_results.edit(answers.code, draft, "", now=now)
    assert refusal.value.field == "reason"
    store.key_results.edit(answers.code, draft, "Measured in August", now=now)
    known = found(store, answers.code, now)
    assert (known.start, known.start_is_derived, progress(known).raw) == (190, False, 1)


def test_a_start_that_is_derived_is_not_stored_by_saving_the_form(
    store: Store, answers: KeyResult, now: datetime
) -> None:
    store.check_ins.add(answers.code, Decimal(190), now=now)
    store.key_results.edit(answers.code, replace(OPEN_START, owner="Ada"), now=now)
    assert found(store, answers.code, now).start_is_derived
    assert len(store.key_results.history(answers.code, now).definitions) == 1


def test_a_draft_may_leave_a_target_open_and_is_opened_once_it_is_set(
    store: Store, objective: Objective, now: datetime
) -> None:
    with pytest.raises(ValidationError) as refusal:
        store.key_results.add(objective.code, OPEN_TARGET, now=now)
    assert refusal.value.field == "target"
    store.cycles.set_state(objective.cycle, CycleState.DRAFT)
    added = store.key_results.add(objective.code, OPEN_TARGET, now=now)
    assert progress(added).state is ProgressState.NOT_STARTED
    with pytest.raises(ValidationError) as named:
        store.cycles.set_state(objective.cycle, CycleState.OPEN)
    assert "“Visits”" in str(named.value)
    store.key_results.edit(added.code, replace(OPEN_TARGET, target=Decimal(500)), now=now)
    assert store.cycles.set_state(objective.cycle, CycleState.OPEN).state is CycleState.OPEN


def test_a_derived_start_is_corrected_with_a_reason(
    store: Store, answers: KeyResult, now: datetime
) -> None:
    store.check_ins.add(answers.code, Decimal(190), now=now)
    corrected = replace(OPEN_START, start=Decimal(200))
    with pytest.raises(ValidationError) as refusal:
        store.key_results.edit(answers.code, corrected, now=now)
    assert refusal.value.field == "reason"
    edited = store.key_results.edit(answers.code, corrected, "Measured in September", now=now)
    assert (edited.start, edited.start_is_derived) == (200, False)


@pytest.mark.parametrize(
    ("kind", "limit"),
    [
        (KeyResultKind.AT_MOST, {"high": Decimal(3)}),
        (KeyResultKind.AT_LEAST, {"low": Decimal(3)}),
        (KeyResultKind.BETWEEN, {"low": Decimal(3), "high": Decimal(4)}),
    ],
)
def test_a_draft_may_leave_a_limit_open_too(
    store: Store,
    objective: Objective,
    now: datetime,
    kind: KeyResultKind,
    limit: dict[str, Decimal],
) -> None:
    store.cycles.set_state(objective.cycle, CycleState.DRAFT)
    open_limit = KeyResultDraft("Faults", kind, "faults")
    added = store.key_results.add(objective.code, open_limit, now=now)
    assert added.has_open_target
    with pytest.raises(ValidationError, match="Faults"):
        store.cycles.set_state(objective.cycle, CycleState.OPEN)
    edited = store.key_results.edit(added.code, replace(open_limit, **limit), now=now)  # type: ignore[arg-type]
    assert not edited.has_open_target
    assert store.cycles.set_state(objective.cycle, CycleState.OPEN).state is CycleState.OPEN

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.grading import GradeDraft
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import CycleState, KeyResult, KeyResultKind, Objective
from kiosk.store import Store


def test_every_cycle_is_listed_in_whatever_state(store: Store, objective: Objective) -> None:
    draft = store.cycles.add("Q1 2027", date(2027, 1, 1), date(2027, 3, 31), state=CycleState.DRAFT)
    assert [cycle.id for cycle in store.cycles.all()] == [objective.cycle, draft.id]
    assert [cycle.state for cycle in store.cycles.all()] == [CycleState.OPEN, CycleState.DRAFT]


@pytest.mark.parametrize(
    ("way", "refused"),
    [
        (["grading", "closed"], ""),
        (["grading", "open", "grading"], ""),
        (["draft", "open"], ""),
        (["draft", "grading"], "opened, then graded"),
        (["draft", "closed"], "opened, then graded"),
        (["closed", "open"], "closed and stays"),
        (["closed", "closed"], ""),
    ],
)
def test_a_cycle_goes_its_way_step_by_step(
    store: Store, objective: Objective, way: list[str], refused: str, now: datetime
) -> None:
    for state in way[:-1]:
        store.cycles.set_state(objective.cycle, CycleState(state), now=now)
    if refused:
        with pytest.raises(ValidationError, match=refused):
            store.cycles.set_state(objective.cycle, CycleState(way[-1]), now=now)
    else:
        assert (
            store.cycles.set_state(objective.cycle, CycleState(way[-1]), now=now).state == way[-1]
        )


def test_what_has_numbers_is_no_draft_again(
    store: Store, latency: KeyResult, objective: Objective, now: datetime
) -> None:
    store.check_ins.add(latency.code, Decimal(118), now=now)
    with pytest.raises(ValidationError, match="already check-ins"):
        store.cycles.set_state(objective.cycle, CycleState.DRAFT)


def test_closing_says_when_and_reveals_the_grades(
    store: Store, objective: Objective, now: datetime
) -> None:
    closed = store.cycles.close(objective.cycle, now=now)
    assert (closed.closed_at, closed.revealed_at) == (now, now)


def test_grades_are_revealed_once(store: Store, objective: Objective, now: datetime) -> None:
    with pytest.raises(ValidationError, match="not being graded"):
        store.grades.reveal(objective.cycle, now)
    store.cycles.set_state(objective.cycle, CycleState.GRADING)
    assert store.grades.reveal(objective.cycle, now).revealed_at == now
    later = store.grades.reveal(objective.cycle, now + timedelta(hours=1))
    assert later.revealed_at == now
    with pytest.raises(ValidationError, match="can only be closed"):
        store.cycles.set_state(objective.cycle, CycleState.OPEN)


def test_revealed_grades_are_hidden_again_within_ten_minutes_and_not_after(
    store: Store, objective: Objective, now: datetime
) -> None:
    store.cycles.set_state(objective.cycle, CycleState.GRADING)
    store.grades.save(objective.code, GradeDraft(None, "", "A lot"), now=now)
    store.grades.reveal(objective.cycle, now)
    late = now + timedelta(minutes=10)
    with pytest.raises(ValidationError, match="ten minutes"):
        store.grades.hide(objective.cycle, late)
    assert store.office(now).objective(objective.code).grade is not None

    just = late - timedelta(seconds=1)
    assert store.grades.hide(objective.cycle, just).revealed_at is None
    assert store.office(now).objective(objective.code).grade is None
    assert store.grades.hide(objective.cycle, late).revealed_at is None  # pressed twice
    # What was written is there, and the ten minutes begin anew.
    assert store.grades.reveal(objective.cycle, late).revealed_at == late
    assert store.grades.hide(objective.cycle, late + timedelta(minutes=9)).revealed_at is None
    closed = store.cycles.close(objective.cycle, now=late)
    assert closed.revealed_at == late
    with pytest.raises(ValidationError, match="closed"):
        store.grades.hide(objective.cycle, late)


def test_an_archive_holds_one_cycle_only_and_a_draft_as_well(
    store: Store, latency: KeyResult, objective: Objective, now: datetime
) -> None:
    draft = store.cycles.add("Q1 2027", date(2027, 1, 1), date(2027, 3, 31), state=CycleState.DRAFT)
    team = objective.team
    planned = store.objectives.add(draft.id, team, "Answer before they ask")
    assert [o.code for o in store.cycles.office(draft.id, now).objectives] == [planned.code]
    assert planned.code not in [
        o.code for o in store.cycles.office(objective.cycle, now).objectives
    ]
    assert store.cycles.office(draft.id, now) is store.cycles.office(draft.id, now)
    with pytest.raises(NotFound):
        store.cycles.office(99, now)


def test_a_closed_cycle_is_read_as_of_its_closing(
    store: Store, latency: KeyResult, objective: Objective, now: datetime
) -> None:
    store.check_ins.add(latency.code, Decimal(118), now=now - timedelta(days=9))
    store.check_ins.add(latency.code, Decimal(90), now=now)
    running = store.office(now)
    store.cycles.close(objective.cycle, now=now)
    for days in (0, 400):
        archive = store.cycles.office(objective.cycle, now + timedelta(days=days))
        assert archive.objectives == running.objectives
        week_ago = archive.key_result(latency.code).value_a_week_ago
        assert week_ago is not None
        assert week_ago.value == 118
        assert archive.changes == ()


def test_a_key_result_may_be_ambitious_one_way_or_the_other(
    store: Store, objective: Objective, now: datetime
) -> None:
    draft = KeyResultDraft("Time", KeyResultKind.NUMBER, target=Decimal(1), ambition="stretch")
    made = store.key_results.add(objective.code, draft, now=now)
    assert made.ambition == "stretch"
    assert store.office(now).key_result(made.code).ambition == "stretch"
    with pytest.raises(ValidationError, match="stretch or committed"):
        store.key_results.add(
            objective.code, KeyResultDraft("Time", KeyResultKind.YES_NO, ambition="wild"), now=now
        )

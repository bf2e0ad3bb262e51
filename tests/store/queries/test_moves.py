"""What is moved keeps its code, its check-ins and its links, and a move can be taken back."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.archive import Table
from kiosk.okr.grading import GradeDraft
from kiosk.okr.model import AlignmentLink, Cycle, CycleState, KeyResult, Objective
from kiosk.store import Store

WHY = "It fits better there"


@pytest.fixture
def other(store: Store, company: Objective, objective: Objective) -> Objective:
    """An objective of another team in the same cycle."""
    team = store.teams.add("Product", color="orange")
    return store.objectives.add(company.cycle, team.code, "Ship every week")


@pytest.fixture
def draft(store: Store) -> Cycle:
    return store.cycles.add("Q1", date(2027, 1, 1), date(2027, 3, 31), state=CycleState.DRAFT)


def test_a_key_result_moves_with_its_history_and_back_to_its_very_place(
    store: Store,
    objective: Objective,
    latency: KeyResult,
    steps: KeyResult,
    other: Objective,
    now: datetime,
) -> None:
    store.check_ins.add(latency.code, Decimal(150), note="Faster", now=now)
    before, history = store.office(now), store.key_results.history(latency.code, now)

    move = store.key_results.move(latency.code.lower(), other.code, WHY, now=now, author="Ada")
    office = store.office(now)
    assert [k.code for k in office.objective(objective.code).key_results] == [steps.code]
    moved = office.objective(other.code).key_results[0]
    assert moved.latest_check_in == before.key_result(latency.code).latest_check_in
    after = store.key_results.history(latency.code, now)
    assert (after.points, after.recent, after.definitions) == (
        history.points, history.recent, history.definitions,
    )  # fmt: skip
    (said,) = after.moves
    assert (said.id, said.objective, said.reason, said.at) == (move, objective.title, WHY, now)
    store.check_ins.add(latency.code, Decimal(140), now=now)

    assert store.moves.undo(latency.code, move) == latency.code
    office = store.office(now)
    assert [k.code for k in office.objective(objective.code).key_results] == [
        latency.code, steps.code,
    ]  # fmt: skip
    assert store.key_results.history(latency.code, now).moves == ()
    latest = office.key_result(latency.code).latest_check_in
    assert latest
    assert latest.value == 140
    with pytest.raises(NotFound):
        store.moves.undo(latency.code, move)


def test_a_key_result_moves_only_within_its_cycle_and_with_a_reason(
    store: Store, objective: Objective, latency: KeyResult, draft: Cycle, now: datetime
) -> None:
    elsewhere = store.objectives.add(draft.id, objective.team, "Next quarter's")
    with pytest.raises(ValidationError, match="another cycle"):
        store.key_results.move(latency.code, elsewhere.code, WHY, now=now)
    with pytest.raises(ValidationError, match="already there"):
        store.key_results.move(latency.code, objective.code, WHY, now=now)
    target = store.objectives.add(objective.cycle, objective.team, "Another")
    with pytest.raises(ValidationError) as refusal:
        store.key_results.move(latency.code, target.code, "  ", now=now)
    assert refusal.value.field == "reason"
    with pytest.raises(NotFound):
        store.key_results.move(latency.code, "ZZZZ", WHY, now=now)
    store.cycles.set_state(objective.cycle, CycleState.DRAFT)
    store.key_results.move(latency.code, target.code, now=now)


def test_an_objective_moves_to_another_team_with_its_links(
    store: Store,
    company: Objective,
    objective: Objective,
    latency: KeyResult,
    other: Objective,
    now: datetime,
) -> None:
    before = store.office(now)
    move = store.objectives.move(
        objective.code, other.team, objective.cycle, WHY, now=now, author="Ada"
    )
    moved = store.office(now).objective(objective.code)
    assert (moved.team, moved.serves) == (other.team, objective.serves)
    assert moved.key_results[0].code == latency.code
    (said,) = store.moves.all(objective.code)
    assert (said.team, said.cycle, said.reason) == ("Engineering", "", WHY)

    store.moves.undo(objective.code, move)
    assert store.office(now).objectives == before.objectives
    assert store.moves.all(objective.code) == ()


def test_links_that_another_cycle_cannot_have_come_back_with_undo(
    store: Store, company: Objective, objective: Objective, draft: Cycle, now: datetime
) -> None:
    before = store.office(now)
    links = [(objective.code, company.code)]
    for code in (objective.code, company.code):
        lost = store.moves.lost_links(code, draft.id)
        assert [(link.objective, link.serves) for link in lost] == links
        assert store.moves.lost_links(code, company.cycle) == ()

        team = store.office(now).objective(code).team
        move = store.objectives.move(code, team, draft.id, WHY, now=now)
        assert all(o.serves == () for o in store.office(now).objectives)
        store.moves.undo(code, move)
        assert store.office(now).objectives == before.objectives


def test_links_to_a_longer_cycle_move_along(
    store: Store, company: Objective, objective: Objective, draft: Cycle, now: datetime
) -> None:
    both = store.cycles.add("Both years", date(2026, 1, 1), date(2027, 12, 31))
    lasting = store.objectives.add(both.id, company.team, "Last")
    links = [AlignmentLink(lasting.code, "It lasts")]
    store.objectives.edit(objective.code, title=objective.title, serves=links, now=now)
    store.objectives.move(objective.code, objective.team, draft.id, WHY, now=now)
    moved = store.cycles.office(draft.id, now).objective(objective.code)
    assert moved.serves == tuple(links)


def test_undo_leaves_out_a_link_that_would_close_a_circle(
    store: Store, company: Objective, objective: Objective, draft: Cycle, now: datetime
) -> None:
    move = store.objectives.move(objective.code, objective.team, draft.id, WHY, now=now)
    back = store.objectives.move(objective.code, objective.team, company.cycle, WHY, now=now)
    links = [AlignmentLink(objective.code, "The other way round")]
    store.objectives.edit(company.code, title=company.title, serves=links, now=now)
    store.moves.undo(objective.code, back)
    store.moves.undo(objective.code, move)
    assert store.office(now).objective(objective.code).serves == ()


def test_an_objective_moves_into_the_next_cycle_with_its_numbers(
    store: Store, objective: Objective, latency: KeyResult, draft: Cycle, now: datetime
) -> None:
    store.check_ins.add(latency.code, Decimal(150), now=now)
    store.objectives.move(objective.code, objective.team, draft.id, WHY, now=now)

    assert objective.code not in {o.code for o in store.office(now).objectives}
    moved = store.cycles.office(draft.id, now).objective(objective.code)
    latest = moved.key_results[0].latest_check_in
    assert latest
    assert latest.value == 150
    (said,) = store.moves.all(objective.code)
    assert (said.team, said.cycle) == ("", "Q4 2026")


def test_each_move_says_where_it_came_from(
    store: Store, objective: Objective, other: Objective, draft: Cycle, now: datetime
) -> None:
    first = store.objectives.move(objective.code, other.team, objective.cycle, "One", now=now)
    store.objectives.move(objective.code, objective.team, draft.id, "Two", now=now)
    said = [(m.team, m.cycle, m.reason) for m in store.moves.all(objective.code)]
    assert said == [("Product", "Q4 2026", "Two"), ("Engineering", "", "One")]
    with pytest.raises(ValidationError, match="moved again since"):
        store.moves.undo(objective.code, first)


def test_nothing_moves_into_or_out_of_a_closed_or_graded_cycle(
    store: Store, objective: Objective, latency: KeyResult, draft: Cycle, now: datetime
) -> None:
    closed = store.cycles.add("Q3", date(2026, 7, 1), date(2026, 9, 30))
    old = store.objectives.add(closed.id, objective.team, "Old")
    move = store.objectives.move(old.code, objective.team, objective.cycle, WHY, now=now)
    store.cycles.close(closed.id, now=now)
    with pytest.raises(ValidationError):
        store.objectives.move(objective.code, objective.team, closed.id, WHY, now=now)
    with pytest.raises(ValidationError, match="closed"):
        store.moves.undo(old.code, move)

    store.cycles.set_state(objective.cycle, CycleState.GRADING)
    store.grades.save(objective.code, GradeDraft(Decimal("0.7"), "So far", "Much"), now=now)
    with pytest.raises(ValidationError, match="already graded"):
        store.objectives.move(objective.code, objective.team, draft.id, WHY, now=now)
    store.cycles.close(objective.cycle, now=now)
    for attempt in (
        lambda: store.objectives.move(objective.code, objective.team, draft.id, WHY, now=now),
        lambda: store.key_results.move(latency.code, old.code, WHY, now=now),
    ):
        with pytest.raises(ValidationError, match="closed"):
            attempt()


def test_a_drafts_move_needs_no_reason_and_is_undone_too(
    store: Store, objective: Objective, other: Objective, draft: Cycle, now: datetime
) -> None:
    planned = store.objectives.add(draft.id, objective.team, "Planned", [])
    move = store.objectives.move(planned.code, other.team, draft.id, now=now)
    with pytest.raises(ValidationError) as refusal:
        store.objectives.move(planned.code, other.team, objective.cycle, now=now)
    assert refusal.value.field == "reason"
    store.moves.undo(planned.code, move)
    assert store.cycles.office(draft.id, now).objective(planned.code).team == objective.team


def test_an_undone_move_leaves_what_was_never_used_deletable(
    store: Store, objective: Objective, other: Objective, now: datetime
) -> None:
    added = store.objectives.add(objective.cycle, objective.team, "New", [])
    store.objectives.move(added.code, other.team, objective.cycle, WHY, now=now)
    assert store.archive.may_delete(added.code)
    store.archive.delete(Table.OBJECTIVES, added.code)
    assert added.code not in {o.code for o in store.office(now).objectives}


def test_the_journal_says_what_moved_from_where_to_where_and_why(
    store: Store, objective: Objective, latency: KeyResult, other: Objective, now: datetime
) -> None:
    store.key_results.move(latency.code, other.code, WHY, now=now)
    with store._database.connections.read_transaction() as db:
        rows = db.execute("SELECT thing, objective FROM journal ORDER BY id DESC LIMIT 2")
        assert {tuple(row) for row in rows} == {
            ("key_results", other.code),
            ("key_result_moves", objective.code),
        }

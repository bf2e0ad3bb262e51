from datetime import date, datetime
from decimal import Decimal

import pytest

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import AlignmentLink, CycleState, KeyResult, KeyResultKind, NewCycle, Objective
from kiosk.store import Store

NEXT = NewCycle("Q1 2027", date(2027, 1, 1), date(2027, 3, 31), "Fewer, better")


@pytest.fixture
def measured(
    store: Store, objective: Objective, latency: KeyResult, steps: KeyResult, now: datetime
) -> Objective:
    """The team's objective with a key result of nearly every kind, some of them reached."""

    def add(title: str, kind: KeyResultKind, value: Decimal | bool | None, **more: Decimal) -> None:
        draft = KeyResultDraft(title, kind, **more)  # type: ignore[arg-type]
        made = store.key_results.add(objective.code, draft, now=now)
        if value is not None:
            store.check_ins.add(made.code, value, now=now)

    store.check_ins.add(latency.code, Decimal("118.5"), now=now)
    store.check_ins.add(steps.code, frozenset({steps.milestones[0].code}), now=now)
    add("Talks", KeyResultKind.NUMBER, Decimal(12), start=Decimal(0), target=Decimal(9))
    add("Open", KeyResultKind.NUMBER, None, start=Decimal(4), target=Decimal(9))
    add("Errors", KeyResultKind.AT_MOST, Decimal(3), high=Decimal(5))
    add("Signed", KeyResultKind.YES_NO, True)
    add("Moved", KeyResultKind.YES_NO, False)
    return objective


@pytest.mark.parametrize("state", [CycleState.GRADING, CycleState.CLOSED])
def test_a_copy_starts_from_todays_values_and_leads_back(
    store: Store, measured: Objective, now: datetime, state: CycleState
) -> None:
    store.cycles.set_state(measured.cycle, state, now=now)
    draft = store.cycles.carry_over(measured.cycle, [measured.code], NEXT, now=now, author="Ada")
    assert (draft.name, draft.theme, draft.state) == (NEXT.name, NEXT.theme, CycleState.DRAFT)
    (copy,) = store.cycles.office(draft.id, now).objectives
    assert (copy.title, copy.team, copy.carried_from) == (
        measured.title,
        measured.team,
        measured.code,
    )
    by_title = {k.title: k for k in copy.key_results}
    assert list(by_title) == ["Answer time", "The old queue is gone", "Open", "Errors", "Moved"]
    time = by_title["Answer time"]
    assert (time.start, time.target) == (Decimal("118.5"), Decimal(90))
    assert time.latest_check_in is None
    assert by_title["Open"].start == 4
    assert (by_title["Errors"].high, by_title["Errors"].weight) == (Decimal(5), Decimal(0))
    left = [m.title for m in by_title["The old queue is gone"].milestones]
    assert left == ["Move", "Switch off"]
    origins = {k.code: k.title for k in store.cycles.office(measured.cycle, now).key_results()}
    assert {origins[k.carried_from or ""]: k.title for k in copy.key_results} == {
        title: title for title in by_title
    }
    # Nothing of it stands on a wall before it is opened.
    assert copy.code not in [o.code for o in store.office(now).objectives]
    store.cycles.set_state(draft.id, CycleState.OPEN, now=now)
    assert store.office(now).objective(copy.code).carried_from == measured.code


def test_whom_it_serves_is_kept_among_what_is_carried(
    store: Store, company: Objective, measured: Objective, now: datetime
) -> None:
    year = store.cycles.add("Year", date(2026, 1, 1), date(2027, 12, 31))
    aim = store.objectives.add(year.id, company.team, "A year of calm")
    store.objectives.edit(
        measured.code,
        title=measured.title,
        serves=[AlignmentLink(company.code, "speed is calm"), AlignmentLink(aim.code, "all year")],
    )
    alone = store.cycles.carry_over(measured.cycle, [measured.code], NEXT, now=now)
    (copy,) = store.cycles.office(alone.id, now).objectives
    assert [(s.code, s.reason) for s in copy.serves] == [(aim.code, "all year")]

    other = NewCycle("Spring", date(2027, 2, 1), date(2027, 4, 30))
    both = store.cycles.carry_over(measured.cycle, [measured.code, company.code], other, now=now)
    first, second = store.cycles.office(both.id, now).objectives
    assert first.carried_from == company.code
    assert [(s.code, s.reason) for s in second.serves] == [
        (first.code, "speed is calm"),
        (aim.code, "all year"),
    ]


def test_carrying_over_again_adds_only_what_is_not_there(
    store: Store, company: Objective, measured: Objective, now: datetime
) -> None:
    draft = store.cycles.carry_over(measured.cycle, [measured.code], NEXT, now=now)
    store.cycles.carry_over(measured.cycle, [company.code, measured.code], draft.id, now=now)
    there = store.cycles.office(draft.id, now).objectives
    assert [o.carried_from for o in there] == [company.code, measured.code]
    assert set(store.cycles.copies(draft.id)) == {company.code, measured.code}


def test_what_cannot_be_carried_is_refused_and_nothing_is_made(
    store: Store, measured: Objective, now: datetime
) -> None:
    cycles = store.cycles.all()
    with pytest.raises(ValidationError, match="Nothing is chosen"):
        store.cycles.carry_over(measured.cycle, [], NEXT, now=now)
    with pytest.raises(ValidationError, match="is not a draft"):
        store.cycles.carry_over(measured.cycle, [measured.code], measured.cycle, now=now)
    with pytest.raises(NotFound):
        store.cycles.carry_over(measured.cycle, ["ZZZZ"], NEXT, now=now)
    again = NewCycle("Q4 2026", date(2027, 1, 1), date(2027, 3, 31))
    with pytest.raises(ValidationError, match="already"):
        store.cycles.carry_over(measured.cycle, [measured.code], again, now=now)
    assert store.cycles.all() == cycles


def test_only_the_chosen_key_results_come_along_reached_or_not(
    store: Store, measured: Objective, steps: KeyResult, now: datetime
) -> None:
    done = frozenset(m.code for m in steps.milestones)
    store.check_ins.add(steps.code, done, now=now)
    by_title = {k.title: k.code for k in store.office(now).objective(measured.code).key_results}
    chosen = [by_title["Talks"].lower(), by_title["Open"], steps.code]

    draft = store.cycles.carry_over(
        measured.cycle, [measured.code], NEXT, key_results=chosen, now=now
    )

    (copy,) = store.cycles.office(draft.id, now).objectives
    titles = {k.title: k for k in copy.key_results}
    assert list(titles) == ["The old queue is gone", "Talks", "Open"]
    assert (titles["Talks"].start, titles["Talks"].target) == (12, 9)
    again = titles["The old queue is gone"].milestones
    assert [m.title for m in again] == [m.title for m in steps.milestones]


def test_key_results_go_into_an_objective_of_the_next_cycle(
    store: Store, company: Objective, measured: Objective, latency: KeyResult, now: datetime
) -> None:
    draft = store.cycles.add("Q1", NEXT.starts_on, NEXT.ends_on, state=CycleState.DRAFT)
    home = store.objectives.add(draft.id, measured.team, "Already planned")
    given = {"key_results": [latency.code], "homes": {measured.code: home.code.lower()}}

    for _ in range(2):  # A second Enter doubles nothing.
        store.cycles.carry_over(measured.cycle, [measured.code], draft.id, now=now, **given)  # type: ignore[arg-type]

    (only,) = store.cycles.office(draft.id, now).objectives
    assert (only.code, only.title, only.carried_from) == (home.code, "Already planned", None)
    assert [k.carried_from for k in only.key_results] == [latency.code]
    assert only.key_results[0].start == Decimal("118.5")

    other = NewCycle("Q2", date(2027, 4, 1), date(2027, 6, 30))
    with pytest.raises(ValidationError) as refusal:
        store.cycles.carry_over(
            measured.cycle, [measured.code], other, homes={measured.code: home.code}, now=now
        )
    assert refusal.value.field == f"home-{measured.code}"
    assert [cycle.name for cycle in store.cycles.all()] == ["Q4 2026", "Q1"], "nothing is half made"


def test_key_results_can_be_added_to_a_copy_later(
    store: Store, measured: Objective, latency: KeyResult, steps: KeyResult, now: datetime
) -> None:
    first, both = [latency.code], [latency.code, steps.code]
    draft = store.cycles.carry_over(
        measured.cycle, [measured.code], NEXT, key_results=first, now=now
    )
    (copy,) = store.cycles.office(draft.id, now).objectives
    store.objectives.edit(copy.code, title="Worded anew", now=now)

    store.cycles.carry_over(measured.cycle, [measured.code], draft.id, key_results=both, now=now)
    (copy,) = store.cycles.office(draft.id, now).objectives
    assert copy.title == "Worded anew"
    assert [k.carried_from for k in copy.key_results] == both

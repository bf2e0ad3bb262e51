"""An import is undone as one, except for what was used since, and redone as it was."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.import_plan import ImportPlan, KeyResultChange, NewObjective, NewTeam
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import KeyResult, KeyResultKind, NewCycle, Objective
from kiosk.store import Store
from kiosk.store.queries.import_record import stored_draft

YES_NO, NUMBER, STEPS = KeyResultKind.YES_NO, KeyResultKind.NUMBER, KeyResultKind.MILESTONES
Undo = Callable[[int], tuple[str, ...]]
TABLES = ("cycles", "teams", "objectives", "serves", "key_results", "milestones", "check_ins")


def plan(cycle: int | NewCycle, **more: object) -> ImportPlan:
    steps = (MilestoneDraft("Plan"), MilestoneDraft("Build", Decimal(2)))
    objectives = (
        NewObjective(
            "new",
            "Guides people read",
            (
                KeyResultDraft("Readers", NUMBER, "", Decimal(0), Decimal(9)),
                KeyResultDraft("Rollout", STEPS, milestones=steps),
            ),
        ),
        NewObjective("new", "Calm weeks", (KeyResultDraft("Rota is live", YES_NO),)),
    )
    team = NewTeam("new", "Support", "green")
    return replace(ImportPlan((cycle,), (team,), objectives, sources=("okrs.csv",)), **more)


@pytest.fixture
def undo(store: Store, now: datetime) -> Undo:
    return lambda batch: store.imports.undo(batch, reason="Undone", now=now, author="Ada")


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(store.path) as db:
        found = {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
        found["definitions"] = db.execute(
            "SELECT key_result, version, title, kind, unit, start, target FROM definitions"
            " ORDER BY key_result, version"
        ).fetchall()
    return {table: sorted(rows, key=repr) for table, rows in found.items()}


def test_a_new_cycle_with_all_of_it_is_gone_and_comes_back(
    store: Store, company: Objective, now: datetime, undo: Undo
) -> None:
    before = content(store)
    new = NewCycle("Q1 2027", date(2027, 1, 1), date(2027, 3, 31))
    done = store.imports.add(plan(new), now=now)
    imported = content(store)
    for _ in range(2):
        assert undo(done.batch) == ()
        assert content(store) == before
        store.imports.redo(done.batch, reason="Redone", now=now)
        assert content(store) == imported


def test_an_objective_that_was_used_stays_with_its_team(
    store: Store, company: Objective, now: datetime, undo: Undo
) -> None:
    done = store.imports.add(plan(company.cycle), now=now)
    [rota] = [k for o in store.office(now).objectives for k in o.key_results if k.kind is YES_NO]
    store.check_ins.add(rota.code, True, now=now)
    assert undo(done.batch) == ("Calm weeks",)
    after = store.office(now)
    assert [o.title for o in after.objectives if o.team != company.team] == ["Calm weeks"]
    assert [team.name for team in after.teams] == ["Acme", "Support"]
    store.imports.redo(done.batch, reason="Redone", now=now)
    assert len(store.office(now).objectives) == 3


def test_when_all_of_it_has_changed_nothing_is_undone_and_a_sentence_says_so(
    store: Store, company: Objective, now: datetime, undo: Undo
) -> None:
    done = store.imports.add(plan(company.cycle), now=now)
    for objective in store.office(now).objectives[1:]:
        title = f"{objective.title} every day of the year"
        store.objectives.edit(objective.code, title=title, reason="Clearer")
    before = content(store)
    with pytest.raises(ValidationError, match="changed since"):
        undo(done.batch)
    assert content(store) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda store, o, now: store.key_results.add(
            o.code, KeyResultDraft("One more", YES_NO), now=now
        ),
        lambda store, o, now: store.key_results.edit(
            o.key_results[0].code,
            replace(_draft(store, o.key_results[0].code), target=Decimal(12)),
            "Faster",
            now=now,
        ),
        lambda store, o, now: store.key_results.edit(
            o.key_results[1].code,
            replace(
                _draft(store, o.key_results[1].code),
                milestones=(*_draft(store, o.key_results[1].code).milestones, MilestoneDraft("z")),
            ),
            "One more step",
            now=now,
        ),
    ],
    ids=["a key result was added", "a target was changed", "a milestone was added"],
)
def test_what_counts_as_a_change(
    store: Store, company: Objective, now: datetime, undo: Undo, change: Callable[..., object]
) -> None:
    done = store.imports.add(plan(company.cycle), now=now)
    [guides] = [o for o in store.office(now).objectives if o.title == "Guides people read"]
    change(store, guides, now)
    assert undo(done.batch) == ("Guides people read",)
    assert store.imports.kept(done.batch) == ("Guides people read",)


def _draft(store: Store, code: str) -> KeyResultDraft:
    with sqlite3.connect(store.path) as db:
        db.row_factory = sqlite3.Row
        return stored_draft(db, code)


def test_a_changed_key_result_gets_its_former_definition(
    store: Store, latency: KeyResult, now: datetime, undo: Undo
) -> None:
    cycle = store.office(now).objectives[0].cycle
    draft = replace(_draft(store, latency.code), target=Decimal(60))
    changed = ImportPlan((cycle,), (), (), (KeyResultChange(latency.code, draft),), "A new file")
    done = store.imports.add(changed, now=now)
    undo(done.batch)
    assert store.office(now).key_result(latency.code).target == latency.target
    store.imports.redo(done.batch, reason="Redone", now=now)
    assert store.office(now).key_result(latency.code).target == Decimal(60)


def test_a_changed_key_result_that_changed_again_stays(
    store: Store, latency: KeyResult, now: datetime, undo: Undo
) -> None:
    cycle = store.office(now).objectives[0].cycle
    draft = _draft(store, latency.code)
    change = KeyResultChange(latency.code, replace(draft, target=Decimal(60)))
    extra = plan(cycle, changes=(change,), reason="A new file")
    done = store.imports.add(extra, now=now)
    store.key_results.edit(latency.code, replace(draft, target=Decimal(50)), "Again", now=now)
    assert undo(done.batch) == ("Answer time",)
    assert store.office(now).key_result(latency.code).target == Decimal(50)


def test_nothing_is_undone_in_a_closed_cycle(
    store: Store, company: Objective, now: datetime, undo: Undo
) -> None:
    done = store.imports.add(plan(company.cycle), now=now)
    store.cycles.close(company.cycle, now=now)
    with pytest.raises(ValidationError, match="closed"):
        undo(done.batch)


def test_undo_and_redo_are_done_once(
    store: Store, company: Objective, now: datetime, undo: Undo
) -> None:
    done = store.imports.add(plan(company.cycle), now=now)
    with pytest.raises(NotFound):
        store.imports.redo(done.batch, reason="", now=now)
    undo(done.batch)
    with pytest.raises(NotFound):
        undo(done.batch)


def test_what_needs_something_that_is_gone_is_not_redone(
    store: Store, company: Objective, now: datetime, undo: Undo
) -> None:
    new = NewCycle("Q1 2027", date(2027, 1, 1), date(2027, 3, 31))
    done = store.imports.add(plan(new), now=now)
    undo(done.batch)
    # It takes the number of the deleted cycle.
    store.cycles.add("Q2 2027", date(2027, 4, 1), date(2027, 6, 30))
    before = content(store)
    with pytest.raises(ValidationError, match="Import the file again"):
        store.imports.redo(done.batch, reason="", now=now)
    assert content(store) == before


def test_what_has_an_owner_and_descriptions_is_undone_as_well(
    store: Store, company: Objective, now: datetime, undo: Undo
) -> None:
    draft = KeyResultDraft("Rota", YES_NO, owner="Mia", description="Why", due=date(2026, 12, 1))
    objective = NewObjective(company.team, "Calm weeks", (draft,), "Weekends are free")
    before = content(store)
    done = store.imports.add(plan(company.cycle, objectives=(objective,), teams=()), now=now)
    [added] = [o for o in store.office(now).objectives if o.title == "Calm weeks"]
    assert (added.description, added.key_results[0].due) == ("Weekends are free", draft.due)
    assert undo(done.batch) == ()
    assert content(store) == before

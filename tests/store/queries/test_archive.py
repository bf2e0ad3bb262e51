"""What is archived comes back with all that left with it, and with nothing else."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.archive import Table
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.meetings import MeetingKind
from kiosk.okr.model import CycleState, KeyResult, KeyResultKind, Objective, Office
from kiosk.store import Store


def same(before: Office, after: Office) -> bool:
    return (before.teams, before.objectives) == (after.teams, after.objectives)


def test_an_objective_comes_back_with_its_key_results_and_every_link(
    store: Store, company: Objective, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    goal = KeyResultDraft("Calm days", KeyResultKind.NUMBER, "", Decimal(0), Decimal(9))
    own = store.key_results.add(company.code, goal, now=now)
    store.check_ins.add(own.code, Decimal(4), now=now)
    before = store.office(now)

    assert store.archive.dependants(company.code.lower()).serving == (objective.title,)
    store.objectives.archive(company.code, now=now)
    assert store.office(now).objective(objective.code).serves == ()
    # Whoever edits what serves it meanwhile cannot see the link, and does not lose it.
    store.objectives.edit(objective.code, title=objective.title, serves=(), now=now)

    assert store.archive.restore(company.code.lower()) is Table.OBJECTIVES
    assert same(before, store.office(now))


def test_a_key_result_that_was_archived_on_its_own_stays_archived(
    store: Store, objective: Objective, latency: KeyResult, steps: KeyResult, now: datetime
) -> None:
    store.key_results.archive(steps.code, now=now)
    store.objectives.archive(objective.code, now=now)
    store.archive.restore(objective.code)

    assert [k.code for k in store.office(now).objective(objective.code).key_results] == [
        latency.code
    ]
    store.archive.restore(steps.code)
    assert len(store.office(now).objective(objective.code).key_results) == 2


def test_a_team_comes_back_with_its_objectives_but_those_archived_before(
    store: Store, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    other = store.objectives.add(objective.cycle, objective.team, "Another")
    meeting = MeetingDraft(MeetingKind.TEAM, objective.team, "Weekly", now, 30, "", "")
    store.meetings.add(objective.cycle, [meeting], now=now)
    store.objectives.archive(other.code, now=now)  # at the very same moment
    before = store.office(now)

    store.teams.archive(objective.team.lower(), now=now)
    gone = store.office(now)
    assert objective.team not in {team.code for team in gone.teams}
    assert objective.code not in {o.code for o in gone.objectives}
    assert gone.meetings == ()
    assert [a.code for a in store.archive.all()] == sorted([objective.team, other.code])

    assert store.archive.restore(objective.team) is Table.TEAMS
    after = store.office(now)
    assert same(before, after)
    assert after.meetings == before.meetings


def test_a_team_says_what_depends_on_it(
    store: Store, company: Objective, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    store.users.add("Ada", "hash", is_admin=False, teams=[objective.team])
    found = store.archive.dependants(objective.team)

    assert found.objectives == (objective.title,)
    assert found.key_results == (latency.title,)
    assert found.people == ("Ada",)
    assert found.serving == ()


def test_a_draft_does_not_show_an_archived_team(
    store: Store, objective: Objective, now: datetime
) -> None:
    store.cycles.set_state(objective.cycle, CycleState.DRAFT)
    store.teams.archive(objective.team, now=now)

    shown = store.cycles.office(objective.cycle, now)
    assert objective.team not in {team.code for team in shown.teams}
    assert len(shown.objectives) == 1


def test_the_company_is_not_archived(store: Store, company: Objective, now: datetime) -> None:
    with pytest.raises(ValidationError, match="The company itself stays"):
        store.teams.archive(company.team, now=now)


def test_the_parts_wait_for_what_they_belong_to(
    store: Store, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    store.key_results.archive(latency.code, now=now)
    store.objectives.archive(objective.code, now=now)
    store.teams.archive(objective.team, now=now)

    with pytest.raises(ValidationError, match="Its objective is archived"):
        store.archive.restore(latency.code)
    with pytest.raises(ValidationError, match="Its team is archived"):
        store.archive.restore(objective.code)
    belongs = {a.code: a.belongs_to_archived for a in store.archive.all()}
    assert belongs == {latency.code: True, objective.code: True, objective.team: False}


def test_restoring_twice_is_restoring_once(
    store: Store, objective: Objective, now: datetime
) -> None:
    store.objectives.archive(objective.code, now=now)
    store.archive.restore(objective.code)
    revision = store.revision()

    assert store.archive.restore(objective.code) is Table.OBJECTIVES
    assert store.revision() == revision
    with pytest.raises(NotFound):
        store.archive.restore("ZZZZ")


def test_a_closed_cycle_gives_nothing_back(
    store: Store, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    store.teams.archive(objective.team, now=now)
    store.cycles.close(objective.cycle, now=now)

    assert [a.code for a in store.archive.all()] == [objective.team]
    store.archive.restore(objective.team)
    assert objective.code not in {
        o.code for o in store.cycles.office(objective.cycle, now).objectives
    }
    with pytest.raises(ValidationError, match="closed"):
        store.archive.restore(objective.code)


def test_a_new_team_of_the_name_of_an_archived_one_is_refused_with_advice_to_restore_it(
    store: Store, objective: Objective, now: datetime
) -> None:
    store.teams.archive(objective.team, now=now)
    with pytest.raises(
        ValidationError, match="There is an archived team “engineering”. Restore it"
    ):
        store.teams.add("engineering")


def codes(store: Store) -> set[str]:
    with store._database.connections.read_transaction() as db:
        return {row["code"] for row in db.execute("SELECT code FROM codes")}


def rows(store: Store) -> dict[str, int]:
    tables = ("teams", "objectives", "key_results", "definitions", "milestones", "serves", "cycles")
    with store._database.connections.read_transaction() as db:
        return {t: db.execute(f"SELECT count(*) AS n FROM {t}").fetchone()["n"] for t in tables}


def test_what_was_never_used_is_deleted_alone_and_its_codes_stay_reserved(
    store: Store, company: Objective, objective: Objective, now: datetime
) -> None:
    before, taken = rows(store), codes(store)
    team = store.teams.add("Nobody yet")
    empty = store.objectives.add(objective.cycle, objective.team, "A slip")
    store.objectives.edit(empty.code, title="A slip", serves=objective.serves)
    draft = KeyResultDraft("Never measured", KeyResultKind.NUMBER, "", Decimal(0), Decimal(9))
    inside = store.key_results.add(empty.code, draft, now=now)
    alone = store.key_results.add(objective.code, draft, now=now)
    cycle = store.cycles.add(
        "Q9", now.date().replace(year=2030), now.date().replace(year=2031), state=CycleState.DRAFT
    )
    made = {team.code, empty.code, inside.code, alone.code}
    assert all(map(store.archive.may_delete, made))
    assert store.cycles.may_delete(cycle.id)

    store.archive.delete(Table.TEAMS, team.code)
    store.archive.delete(Table.OBJECTIVES, empty.code.lower())
    store.archive.delete(Table.KEY_RESULTS, alone.code)
    store.cycles.delete(cycle.id)

    assert rows(store) == before
    assert codes(store) == taken | made
    with pytest.raises(NotFound):
        store.archive.delete(Table.OBJECTIVES, empty.code)


def test_what_was_used_is_not_deleted(
    store: Store, company: Objective, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    store.check_ins.add(latency.code, Decimal(150), now=now)
    kept = rows(store)
    refusals: dict[str, Callable[[], None]] = {
        "has check-ins": lambda: store.archive.delete(Table.KEY_RESULTS, latency.code),
        "One of its key results has check-ins": lambda: store.archive.delete(
            Table.OBJECTIVES, objective.code
        ),
        "Another objective serves it": lambda: store.archive.delete(Table.OBJECTIVES, company.code),
        "has, or had, an objective": lambda: store.archive.delete(Table.TEAMS, objective.team),
        "The company stays": lambda: store.archive.delete(Table.TEAMS, company.team),
        "Only a draft": lambda: store.cycles.delete(objective.cycle),
    }
    for said, attempt in refusals.items():
        with pytest.raises(ValidationError, match=said):
            attempt()
    assert rows(store) == kept
    # An undone check-in is still one that somebody made.
    last = store.check_ins.latest(latency.code)
    assert last
    store.check_ins.undo(last.id, now=now)
    assert not store.archive.may_delete(latency.code)


def test_a_team_that_somebody_is_in_or_invited_to_stays(
    store: Store, company: Objective, now: datetime
) -> None:
    one, two = store.teams.add("One"), store.teams.add("Two")
    store.users.add("Ada", "hash", is_admin=False, teams=[one.code])
    store.invitations.add("hash", now=now, teams=[two.code])
    for team in (one, two):
        with pytest.raises(ValidationError, match="Somebody checks in for it"):
            store.archive.delete(Table.TEAMS, team.code)


def test_nothing_of_a_closed_cycle_is_deleted(
    store: Store, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    store.cycles.close(objective.cycle, now=now)
    for table, code in ((Table.OBJECTIVES, objective.code), (Table.KEY_RESULTS, latency.code)):
        with pytest.raises(ValidationError, match="closed"):
            store.archive.delete(table, code)


def test_a_draft_with_something_in_it_stays(
    store: Store, company: Objective, now: datetime
) -> None:
    store.cycles.set_state(company.cycle, CycleState.DRAFT)
    assert not store.cycles.may_delete(company.cycle)
    with pytest.raises(ValidationError, match="has objectives"):
        store.cycles.delete(company.cycle)
    store.archive.delete(Table.OBJECTIVES, company.code)
    store.cycles.delete(company.cycle)
    assert store.cycles.all() == ()


def test_a_screen_seen_on_one_day_is_forgotten_with_its_settings(
    store: Store, now: datetime
) -> None:
    store.screens.record_visits(["once"], now)
    store.screens.show_message("once", None)
    store.screens.record_visits(["often"], now)
    store.screens.record_visits(["often"], now.replace(day=25))

    store.screens.delete("once")
    assert [seen.name for seen in store.screens.visits()] == ["often"]
    assert "once" not in store.screens.all().by_name
    with pytest.raises(ValidationError, match="more than a day"):
        store.screens.delete("often")
    with pytest.raises(NotFound):
        store.screens.delete("once")

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
    own = store.add_key_result(company.code, goal, now=now)
    store.check_in(own.code, Decimal(4), now=now)
    before = store.office(now)

    assert store.dependants(company.code.lower()).serving == (objective.title,)
    store.archive_objective(company.code, now=now)
    assert store.office(now).objective(objective.code).serves == ()
    # Whoever edits what serves it meanwhile cannot see the link, and does not lose it.
    store.edit_objective(objective.code, title=objective.title, serves=(), now=now)

    assert store.restore(company.code.lower()) is Table.OBJECTIVES
    assert same(before, store.office(now))


def test_a_key_result_that_was_archived_on_its_own_stays_archived(
    store: Store, objective: Objective, latency: KeyResult, steps: KeyResult, now: datetime
) -> None:
    store.archive_key_result(steps.code, now=now)
    store.archive_objective(objective.code, now=now)
    store.restore(objective.code)

    assert [k.code for k in store.office(now).objective(objective.code).key_results] == [
        latency.code
    ]
    store.restore(steps.code)
    assert len(store.office(now).objective(objective.code).key_results) == 2


def test_a_team_comes_back_with_its_objectives_but_those_archived_before(
    store: Store, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    other = store.add_objective(objective.cycle, objective.team, "Another")
    meeting = MeetingDraft(MeetingKind.TEAM, objective.team, "Weekly", now, 30, "", "")
    store.add_meetings(objective.cycle, [meeting], now=now)
    store.archive_objective(other.code, now=now)  # at the very same moment
    before = store.office(now)

    store.archive_team(objective.team.lower(), now=now)
    gone = store.office(now)
    assert objective.team not in {team.code for team in gone.teams}
    assert objective.code not in {o.code for o in gone.objectives}
    assert gone.meetings == ()
    assert [a.code for a in store.archived()] == sorted([objective.team, other.code])

    assert store.restore(objective.team) is Table.TEAMS
    after = store.office(now)
    assert same(before, after)
    assert after.meetings == before.meetings


def test_a_team_says_what_depends_on_it(
    store: Store, company: Objective, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    store.add_user("Ada", "hash", is_admin=False, teams=[objective.team])
    found = store.dependants(objective.team)

    assert found.objectives == (objective.title,)
    assert found.key_results == (latency.title,)
    assert found.people == ("Ada",)
    assert found.serving == ()


def test_a_draft_does_not_show_an_archived_team(
    store: Store, objective: Objective, now: datetime
) -> None:
    store.set_cycle_state(objective.cycle, CycleState.DRAFT)
    store.archive_team(objective.team, now=now)

    shown = store.archive(objective.cycle, now)
    assert objective.team not in {team.code for team in shown.teams}
    assert len(shown.objectives) == 1


def test_the_company_is_not_archived(store: Store, company: Objective, now: datetime) -> None:
    with pytest.raises(ValidationError, match="The company itself stays"):
        store.archive_team(company.team, now=now)


def test_the_parts_wait_for_what_they_belong_to(
    store: Store, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    store.archive_key_result(latency.code, now=now)
    store.archive_objective(objective.code, now=now)
    store.archive_team(objective.team, now=now)

    with pytest.raises(ValidationError, match="Its objective is archived"):
        store.restore(latency.code)
    with pytest.raises(ValidationError, match="Its team is archived"):
        store.restore(objective.code)
    belongs = {a.code: a.belongs_to_archived for a in store.archived()}
    assert belongs == {latency.code: True, objective.code: True, objective.team: False}


def test_restoring_twice_is_restoring_once(
    store: Store, objective: Objective, now: datetime
) -> None:
    store.archive_objective(objective.code, now=now)
    store.restore(objective.code)
    revision = store.revision()

    assert store.restore(objective.code) is Table.OBJECTIVES
    assert store.revision() == revision
    with pytest.raises(NotFound):
        store.restore("ZZZZ")


def test_a_closed_cycle_gives_nothing_back(
    store: Store, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    store.archive_team(objective.team, now=now)
    store.set_cycle_state(objective.cycle, CycleState.CLOSED, now=now)

    assert [a.code for a in store.archived()] == [objective.team]
    store.restore(objective.team)
    assert objective.code not in {o.code for o in store.archive(objective.cycle, now).objectives}
    with pytest.raises(ValidationError, match="closed"):
        store.restore(objective.code)


def test_a_new_team_of_the_name_of_an_archived_one_is_told_to_restore_it(
    store: Store, objective: Objective, now: datetime
) -> None:
    store.archive_team(objective.team, now=now)
    with pytest.raises(
        ValidationError, match="There is an archived team “engineering”. Restore it"
    ):
        store.add_team("engineering")


def codes(store: Store) -> set[str]:
    with store._connections.read_transaction() as db:
        return {row["code"] for row in db.execute("SELECT code FROM codes")}


def rows(store: Store) -> dict[str, int]:
    tables = ("teams", "objectives", "key_results", "definitions", "milestones", "serves", "cycles")
    with store._connections.read_transaction() as db:
        return {t: db.execute(f"SELECT count(*) AS n FROM {t}").fetchone()["n"] for t in tables}


def test_what_was_never_used_is_deleted_alone_and_its_codes_stay_reserved(
    store: Store, company: Objective, objective: Objective, now: datetime
) -> None:
    before, taken = rows(store), codes(store)
    team = store.add_team("Nobody yet")
    empty = store.add_objective(objective.cycle, objective.team, "A slip")
    store.edit_objective(empty.code, title="A slip", serves=objective.serves)
    draft = KeyResultDraft("Never measured", KeyResultKind.NUMBER, "", Decimal(0), Decimal(9))
    inside = store.add_key_result(empty.code, draft, now=now)
    alone = store.add_key_result(objective.code, draft, now=now)
    cycle = store.add_cycle(
        "Q9", now.date().replace(year=2030), now.date().replace(year=2031), state=CycleState.DRAFT
    )
    made = {team.code, empty.code, inside.code, alone.code}
    assert all(map(store.may_delete, made))
    assert store.may_delete_cycle(cycle.id)

    store.delete(Table.TEAMS, team.code)
    store.delete(Table.OBJECTIVES, empty.code.lower())
    store.delete(Table.KEY_RESULTS, alone.code)
    store.delete_cycle(cycle.id)

    assert rows(store) == before
    assert codes(store) == taken | made
    with pytest.raises(NotFound):
        store.delete(Table.OBJECTIVES, empty.code)


def test_what_was_used_is_not_deleted(
    store: Store, company: Objective, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    store.check_in(latency.code, Decimal(150), now=now)
    kept = rows(store)
    refusals: dict[str, Callable[[], None]] = {
        "has check-ins": lambda: store.delete(Table.KEY_RESULTS, latency.code),
        "One of its key results has check-ins": lambda: store.delete(
            Table.OBJECTIVES, objective.code
        ),
        "Another objective serves it": lambda: store.delete(Table.OBJECTIVES, company.code),
        "has, or had, an objective": lambda: store.delete(Table.TEAMS, objective.team),
        "The company stays": lambda: store.delete(Table.TEAMS, company.team),
        "Only a draft": lambda: store.delete_cycle(objective.cycle),
    }
    for said, attempt in refusals.items():
        with pytest.raises(ValidationError, match=said):
            attempt()
    assert rows(store) == kept
    # Taken back, a check-in is still one that somebody made.
    last = store.last_check_in(latency.code)
    assert last
    store.undo(last.id, now=now)
    assert not store.may_delete(latency.code)


def test_a_team_that_somebody_is_in_or_invited_to_stays(
    store: Store, company: Objective, now: datetime
) -> None:
    one, two = store.add_team("One"), store.add_team("Two")
    store.add_user("Ada", "hash", is_admin=False, teams=[one.code])
    store.invite("hash", now=now, teams=[two.code])
    for team in (one, two):
        with pytest.raises(ValidationError, match="Somebody checks in for it"):
            store.delete(Table.TEAMS, team.code)


def test_nothing_of_a_closed_cycle_is_deleted(
    store: Store, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    store.set_cycle_state(objective.cycle, CycleState.CLOSED, now=now)
    for table, code in ((Table.OBJECTIVES, objective.code), (Table.KEY_RESULTS, latency.code)):
        with pytest.raises(ValidationError, match="closed"):
            store.delete(table, code)


def test_a_draft_with_something_in_it_stays(
    store: Store, company: Objective, now: datetime
) -> None:
    store.set_cycle_state(company.cycle, CycleState.DRAFT)
    assert not store.may_delete_cycle(company.cycle)
    with pytest.raises(ValidationError, match="has objectives"):
        store.delete_cycle(company.cycle)
    store.delete(Table.OBJECTIVES, company.code)
    store.delete_cycle(company.cycle)
    assert store.cycles() == ()


def test_a_screen_seen_on_one_day_is_forgotten_with_its_settings(
    store: Store, now: datetime
) -> None:
    store.see_screens(["once"], now)
    store.tell_screen("once", None)
    store.see_screens(["often"], now)
    store.see_screens(["often"], now.replace(day=25))

    store.delete_screen("once")
    assert [seen.name for seen in store.seen_screens()] == ["often"]
    assert "once" not in store.screens().by_name
    with pytest.raises(ValidationError, match="more than a day"):
        store.delete_screen("often")
    with pytest.raises(NotFound):
        store.delete_screen("once")

import sqlite3
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.okr.dates import local_midnight
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import AlignmentLink, CycleState, KeyResult, KeyResultKind, Objective, Value
from kiosk.okr.progress import check_in_value
from kiosk.store import Store
from kiosk.store.queries import (
    key_result_history,
    latest_check_ins,
    recent_changes,
)
from kiosk.store.queries import (
    office as reads,
)
from kiosk.store.queries.recent_changes import MAX_CHANGES


def test_an_empty_database_is_an_empty_office(store: Store, now: datetime) -> None:
    office = store.office(now)
    assert (office.teams, office.objectives, office.cycles, office.changes) == ((), (), (), ())
    assert store.is_empty()


def test_the_office_comes_back_whole(
    store: Store, company: Objective, objective: Objective, steps: KeyResult, now: datetime
) -> None:
    office = store.office(now)
    assert [o.code for o in office.objectives] == [company.code, objective.code]
    assert office.objective(objective.code).serves == objective.serves
    assert office.key_result(steps.code) == steps
    assert [m.title for m in steps.milestones] == ["Plan", "Move", "Switch off"]
    assert not store.is_empty()


def test_company_objectives_come_first_then_team_by_team(store: Store, now: datetime) -> None:
    cycle = store.cycles.add("Q4", date(2026, 10, 1), date(2026, 12, 31))
    one, two = store.teams.add("One"), store.teams.add("Two")
    company = store.teams.add("Acme", is_company=True)
    for team, title in ((two, "c"), (one, "b1"), (company, "a"), (one, "b2")):
        store.objectives.add(cycle.id, team.code, title)
    assert [o.title for o in store.office(now).objectives] == ["a", "b1", "b2", "c"]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (CycleState.DRAFT, False),
        (CycleState.OPEN, True),
        (CycleState.GRADING, True),
        (CycleState.CLOSED, False),
    ],
)
def test_only_running_cycles_are_shown(
    store: Store,
    latency: KeyResult,
    objective: Objective,
    now: datetime,
    state: CycleState,
    shown: bool,
) -> None:
    store.cycles.set_state(objective.cycle, state)
    office = store.office(now)
    assert bool(office.cycles) == shown
    assert bool(list(office.key_results())) == shown


def test_archived_things_are_left_out_even_where_they_are_served(
    store: Store, company: Objective, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    store.objectives.archive(company.code)
    store.key_results.archive(latency.code)
    office = store.office(now)
    assert [o.code for o in office.objectives] == [objective.code]
    assert office.objectives[0].serves == ()
    assert office.objectives[0].key_results == ()


def test_week_ago_is_what_counted_when_the_local_day_began(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    # Midnight in Berlin is 23:00 UTC the day before.
    midnight = datetime(2026, 11, 12, 23, 0, tzinfo=UTC)
    for minutes, value in ((-1, 150), (0, 140), (60 * 24, 130)):
        measured_at = midnight + timedelta(minutes=minutes)
        store.check_ins.add(latency.code, Decimal(value), now=now, measured_at=measured_at)
    found = store.office(now).key_result(latency.code)
    assert found.latest_check_in is not None
    assert found.value_a_week_ago is not None
    assert (found.latest_check_in.value, found.value_a_week_ago.value) == (130, 150)


def test_what_counted_before_today_is_the_newest_until_something_is_measured_today(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    midnight = local_midnight(now.astimezone(store.zone).date(), store.zone)

    def read() -> tuple[Value | None, Value | None]:
        found = store.office(now).key_result(latency.code)
        return check_in_value(found.latest_check_in), check_in_value(found.value_before_today)

    assert read() == (None, None)
    for minutes, value, before in ((-1, 150, 150), (0, 140, 150), (1, 130, 150)):
        measured_at = midnight + timedelta(minutes=minutes)
        store.check_ins.add(latency.code, Decimal(value), now=now, measured_at=measured_at)
        assert read() == (value, before)


def test_the_day_turns_over_without_any_write(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    store.check_ins.add(latency.code, Decimal(150), now=now)
    assert store.office(now).key_result(latency.code).value_a_week_ago is None
    later = store.office(now + timedelta(days=8)).key_result(latency.code)
    assert later.value_a_week_ago is not None


def test_the_same_state_is_read_once(store: Store, latency: KeyResult, now: datetime) -> None:
    first = store.office(now)
    assert store.office(now + timedelta(minutes=5)) is first
    store.check_ins.add(latency.code, Decimal(1), now=now)
    assert store.office(now) is not first


def test_people_and_tokens_do_not_raise_the_revision(store: Store, now: datetime) -> None:
    before = store.revision()
    user = store.users.add("Ada", "hash", is_admin=True)
    store.sessions.open(user.id, "session", now)
    store.api_tokens.add("ci", "token", "read", now)
    assert store.revision() == before


def test_changes_are_those_of_the_last_hour_oldest_first_with_the_value_before(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    for minutes, value in ((90, 170), (40, 160), (5, 150)):
        store.check_ins.add(latency.code, Decimal(value), now=now - timedelta(minutes=minutes))
    changes = store.office(now).changes
    assert [(c.before, c.check_in.value) for c in changes] == [(170, 160), (160, 150)]


def test_a_change_is_forgotten_after_an_hour_without_any_write(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    store.check_ins.add(latency.code, Decimal(150), now=now)
    (change,) = store.office(now + timedelta(minutes=59)).changes
    assert change.before is None
    assert store.office(now + timedelta(minutes=61)).changes == ()


def test_a_flood_of_changes_is_cut_to_the_newest(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    for second in range(MAX_CHANGES + 3):
        moment = now + timedelta(seconds=second)
        store.check_ins.add(latency.code, Decimal(second), now=moment)
    values = [c.check_in.value for c in store.office(now + timedelta(minutes=2)).changes]
    assert values == list(range(3, MAX_CHANGES + 3))


def test_weight_is_that_of_the_kind_unless_set(
    store: Store, objective: Objective, now: datetime
) -> None:
    limit = KeyResultDraft("Errors", KeyResultKind.AT_MOST, "%", high=Decimal(1))
    heavy = KeyResultDraft(
        "Speed", KeyResultKind.AT_MOST, "ms", high=Decimal(1), weight=Decimal("2.5")
    )
    assert store.key_results.add(objective.code, limit).weight == 0
    assert store.key_results.add(objective.code, heavy).weight == Decimal("2.5")


def test_what_serves_comes_back_in_the_order_given(store: Store, now: datetime) -> None:
    cycle = store.cycles.add("Q4", date(2026, 10, 1), date(2026, 12, 31))
    company, team = store.teams.add("Acme", is_company=True), store.teams.add("One")
    codes = [store.objectives.add(cycle.id, company.code, title).code for title in "abc"]
    serves = tuple(AlignmentLink(code, f"it is {code}") for code in reversed(codes))
    made = store.objectives.add(cycle.id, team.code, "d", serves)
    assert made.serves == serves
    assert store.office(now).objective(made.code).serves == serves


def test_the_newest_values_are_found_by_index_seeks(store: Store, latency: KeyResult) -> None:
    """However many check-ins there are: no scan of them, and none sorted."""

    def steps(query: str) -> list[str]:
        names = {"week_ago", "objective", "code", "kind", "measured_at", "id", "after", "before"}
        with sqlite3.connect(store.path) as connection:
            explained = connection.execute(
                f"EXPLAIN QUERY PLAN {query}", dict.fromkeys(names | {"most"}, 1)
            )
            return [row[3] for row in explained if row[3].split()[1] in ("c", "u")]

    for query in (
        *latest_check_ins._NEWEST.values(),
        latest_check_ins._FIRST,
        recent_changes._BEFORE,
        key_result_history._LAST_OF_WEEK,
        key_result_history._RECENT,
    ):
        found = steps(query)
        assert any("INDEX check_ins_measured (key_result=?" in step for step in found), found
        assert all("SEARCH" in step for step in found), found
        assert not any("undoes=?" in step for step in found if step.split()[1] == "c"), found


def test_a_save_reads_the_check_ins_of_its_own_key_result_and_of_no_other(
    store: Store, now: datetime, latency: KeyResult
) -> None:
    others = {k.code: k for k in store.office(now).key_results() if k.code != latency.code}
    store.check_ins.add(latency.code, Decimal(97), now=now)
    asked: list[str] = []
    with store._database.connections.read_transaction() as db:
        db.set_trace_callback(asked.append)
        after = reads.read_office(db, now, store.zone, store._office._latest_check_ins)
        db.set_trace_callback(None)
    assert after.key_result(latency.code).latest_check_in.value == 97
    newest = [query for query in asked if "ORDER BY c.measured_at DESC" in query]
    assert len([query for query in newest if f"'{latency.code}'" in query]) >= 2
    assert not [query for query in newest if f"'{latency.code}'" not in query]
    assert all(after.key_result(code) is one for code, one in others.items())


def test_whatever_a_stranger_does_to_a_check_in_is_seen(
    store: Store, now: datetime, latency: KeyResult
) -> None:
    written = store.check_ins.add(latency.code, Decimal(97), now=now)
    assert store.office(now).key_result(latency.code).latest_check_in.value == 97
    for statement, stands in (
        (f"UPDATE check_ins SET value = '96' WHERE id = {written.id}", 96),
        (f"DELETE FROM check_ins WHERE id = {written.id}", None),
    ):
        with sqlite3.connect(store.path) as stranger:
            stranger.execute(statement)
        latest = store.office(now).key_result(latency.code).latest_check_in
        assert (latest.value if latest else None) != 97
        assert stands is None or latest.value == stands

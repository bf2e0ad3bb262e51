"""A closed cycle never changes: neither by the store nor by another program."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from kiosk.errors import KioskError, ValidationError
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import AlignmentLink, CycleState, KeyResult, KeyResultKind, Objective, Office
from kiosk.okr.progress import objective_progress
from kiosk.store import Store
from kiosk.store.schema.migrations import migrations

DRAFT = KeyResultDraft("Faster", KeyResultKind.NUMBER, "ms", Decimal(182), Decimal(80))


@pytest.fixture
def closed(
    store: Store, objective: Objective, latency: KeyResult, steps: KeyResult, now: datetime
) -> Objective:
    """The team's objective, graded, in a cycle that is closed."""
    store.check_ins.add(latency.code, Decimal(118), now=now)
    with Database(store.path).conn as db:
        db.execute(
            "INSERT INTO grades (objective, grade, learned) VALUES (?, '0.7', 'Ask early')",
            (objective.code,),
        )
    store.cycles.close(objective.cycle, now=now)
    return objective


def test_every_write_of_the_store_is_refused(
    store: Store, closed: Objective, latency: KeyResult, steps: KeyResult, now: datetime
) -> None:
    made = store.check_ins.latest(latency.code)
    assert made is not None
    writes: list[Callable[[], object]] = [
        lambda: store.check_ins.add(latency.code, Decimal(1), now=now),
        lambda: store.check_ins.repeat_latest(latency.code, now=now),
        lambda: store.check_ins.undo(made.id, now=now),
        lambda: store.key_results.edit(latency.code, DRAFT, "why", now=now),
        lambda: store.key_results.add(closed.code, DRAFT, now=now),
        lambda: store.key_results.archive(latency.code, now=now),
        lambda: store.key_results.reorder(closed.code, [steps.code, latency.code]),
        lambda: store.objectives.edit(closed.code, title="Another"),
        lambda: store.objectives.archive(closed.code, now=now),
        lambda: store.objectives.add(closed.cycle, closed.team, "One more"),
        lambda: store.cycles.set_state(closed.cycle, CycleState.OPEN, now=now),
        lambda: store.cycles.edit(
            closed.cycle,
            name="Q",
            theme="",
            starts_on=date(2026, 10, 1),
            ends_on=date(2026, 12, 31),
        ),
    ]
    before = store.revision(), store.cycles.office(closed.cycle, now)
    for write in writes:
        with pytest.raises(ValidationError, match="closed"):
            write()
    assert (store.revision(), store.cycles.office(closed.cycle, now)) == before


STRANGERS = {
    "check-in": "INSERT INTO check_ins (key_result, value) VALUES ('{kr}', '1')",
    "undo": "INSERT INTO check_ins (key_result, undoes) SELECT key_result, id FROM check_ins",
    "other value": "UPDATE check_ins SET value = '1'",
    "no check-in": "DELETE FROM check_ins",
    "target": "UPDATE definitions SET target = '1'",
    "definition": "INSERT INTO definitions (key_result, version, title, kind, target)"
    " VALUES ('{kr}', 9, 'x', 'number', '1')",
    "weight": "UPDATE key_results SET weight = '9'",
    "key result": "INSERT INTO key_results (code, objective) VALUES ('NEWW', '{o}')",
    "no key result": "DELETE FROM key_results",
    "title": "UPDATE objectives SET title = 'Another' WHERE code = '{o}'",
    "objective": "INSERT INTO objectives (code, cycle, team, title)"
    " SELECT 'NEWW', cycle, team, 'x' FROM objectives WHERE code = '{o}'",
    "archived": "UPDATE objectives SET archived_at = '2026-11-20T09:12:00Z'",
    "no serves": "DELETE FROM serves",
    "because": "UPDATE serves SET because = 'x'",
    "milestone": "UPDATE milestones SET weight = '3'",
    "new milestone": "INSERT INTO milestones (code, key_result, title) VALUES ('NM', '{kr}', 'x')",
    "grade": "UPDATE grades SET grade = '1.0'",
    "no grade": "DELETE FROM grades",
    "reopened": "UPDATE cycles SET state = 'open'",
    "theme": "UPDATE cycles SET theme = 'x'",
    "no cycle": "DELETE FROM cycles",
    "team's name": "UPDATE teams_at_closing SET name = 'x'",
    "no team's name": "DELETE FROM teams_at_closing",
}
REPLACED = {
    "cycles": ("state", "'open'"),
    "objectives": ("cycle", "(SELECT id FROM cycles WHERE state = 'open')"),
    "key_results": ("objective", "'{o}'"),
    "definitions": ("key_result", "'{kr}'"),
    "milestones": ("key_result", "'{kr}'"),
    "check_ins": ("key_result", "'{kr}'"),
    "teams_at_closing": ("name", "'Zigzag'"),
}


@pytest.mark.parametrize("what", STRANGERS)
def test_no_other_program_changes_it_either(
    store: Store, closed: Objective, latency: KeyResult, now: datetime, what: str
) -> None:
    statement = STRANGERS[what].format(kr=latency.code, o=closed.code)
    before = store.cycles.office(closed.cycle, now)
    with (
        sqlite3.connect(store.path) as db,
        pytest.raises(sqlite3.IntegrityError, match="cycle is closed and stays"),
    ):
        db.execute(statement)
    assert store.cycles.office(closed.cycle, now).objectives == before.objectives


@pytest.mark.parametrize("table", REPLACED)
def test_nothing_in_it_is_taken_out_by_replacing_it(
    store: Store, closed: Objective, now: datetime, table: str
) -> None:
    """Without a delete's trigger and with foreign keys unseen, as sqlite-utils' --replace does."""
    quarter = store.cycles.add("Q1 2027", date(2027, 1, 1), date(2027, 3, 31))
    other = store.objectives.add(quarter.id, closed.team, "Other")
    into = store.key_results.add(other.code, DRAFT, now=now)
    before = store.cycles.office(closed.cycle, now)
    column, value = REPLACED[table]
    with sqlite3.connect(store.path) as db:
        named = [name for _, name, *_ in db.execute(f"PRAGMA table_info ({table})")]
        values = (value.format(o=other.code, kr=into.code) if n == column else n for n in named)
        with pytest.raises(sqlite3.IntegrityError, match="cycle is closed and stays"):
            db.execute(f"INSERT OR REPLACE INTO {table} SELECT {', '.join(values)} FROM {table}")
    assert store.cycles.office(closed.cycle, now) == before


def test_a_different_program_may_close_a_cycle_and_that_is_for_good(
    store: Store, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    with sqlite3.connect(store.path) as db:
        db.execute("UPDATE cycles SET state = 'closed'")
        db.execute(
            "INSERT INTO cycles (name, starts_on, ends_on, state)"
            " VALUES ('Q1 2020', '2020-01-01', '2020-03-31', 'closed')"
        )
    for cycle in store.cycles.all():
        assert cycle.closed_at is not None
        assert cycle.revealed_at == cycle.closed_at
    with (
        sqlite3.connect(store.path) as db,
        pytest.raises(sqlite3.IntegrityError, match="cycle is closed and stays"),
    ):
        db.execute("UPDATE cycles SET state = 'open'")


def test_what_is_open_beside_it_goes_on(
    store: Store, closed: Objective, company: Objective, now: datetime
) -> None:
    quarter = store.cycles.add("Q1 2027", date(2027, 1, 1), date(2027, 3, 31))
    first = store.objectives.add(quarter.id, closed.team, "First")
    second = store.objectives.add(quarter.id, closed.team, "Second")
    store.objectives.reorder(closed.team, [second.code, first.code])
    assert [o.title for o in store.office(now).objectives] == ["Second", "First"]
    made = store.key_results.add(second.code, DRAFT, now=now)
    store.check_ins.add(made.code, Decimal(100), now=now + timedelta(days=60))
    with pytest.raises(ValidationError, match="which is closed"):
        store.objectives.edit(
            second.code, title="Second", serves=[AlignmentLink(company.code, "why")]
        )


def test_what_settings_change_later_changes_nothing_in_it(
    store: Store, objective: Objective, latency: KeyResult, steps: KeyResult, now: datetime
) -> None:
    store.key_results.edit(
        latency.code, replace(DRAFT, title="Answer time", target=Decimal(90), weight=Decimal(3)),
        "weight more", now=now,
    )  # fmt: skip
    store.check_ins.add(latency.code, Decimal(90), now=now)
    office = store.office(now)
    before = objective_progress(office, office.objective(objective.code)).clamped
    assert before == Fraction(3, 4)
    store.cycles.close(objective.cycle, now=now)
    with sqlite3.connect(store.path) as db:
        db.execute("INSERT INTO customs (name, value) VALUES ('weights', 'off')")
    assert not store.office(now).settings.weights
    archive = store.cycles.office(objective.cycle, now)
    assert objective_progress(archive, archive.objective(objective.code)).clamped == before


def test_its_teams_are_called_as_they_were_then(
    store: Store, closed: Objective, now: datetime
) -> None:
    before = store.cycles.office(closed.cycle, now)
    store.teams.edit(closed.team, name="Platform", color="vermillion")
    assert store.office(now).team(closed.team).name == "Platform"
    assert store.cycles.office(closed.cycle, now).teams == before.teams
    assert store.office(now).recently_closed[0].teams == before.teams
    # What runs now, and what is closed from now on, has the new name.
    later = store.cycles.add("Q1 2027", date(2027, 1, 1), date(2027, 3, 31))
    with sqlite3.connect(store.path) as db:
        db.execute("UPDATE cycles SET state = 'closed' WHERE id = ?", (later.id,))
    assert store.cycles.office(later.id, now).team(closed.team).name == "Platform"


def test_a_cycle_closed_before_names_were_kept_stays_with_those_of_the_update(
    tmp_path: Path, now: datetime
) -> None:
    path = tmp_path / "kiosk.db"
    with sqlite3.connect(path) as db:
        migrations.apply(Database(db), stop_before="closing")
        db.execute("INSERT INTO teams (code, slug, name) VALUES ('9ENG', 'eng', 'Engineering')")
        db.execute(
            "INSERT INTO cycles (id, name, starts_on, ends_on, state)"
            " VALUES (1, 'Q1', '2026-01-01', '2026-03-31', 'closed')"
        )
    store = Store(path, zone=ZoneInfo("Europe/Berlin"))
    store.migrate()
    store.teams.edit("9ENG", name="Platform", color="")
    assert [team.name for team in store.cycles.office(1, now).teams] == ["Engineering"]


def test_a_years_percent_stays_though_its_quarters_close(
    store: Store, company: Objective, objective: Objective, latency: KeyResult, now: datetime
) -> None:
    year = store.cycles.add("Year", date(2026, 1, 1), date(2026, 12, 31))
    aim = store.objectives.add(year.id, company.team, "A year of calm")
    store.objectives.edit(
        objective.code, title=objective.title, serves=[AlignmentLink(aim.code, "why")]
    )
    store.check_ins.add(latency.code, Decimal(136), now=now)

    def percent(office: Office) -> Fraction | None:
        return objective_progress(office, office.objective(aim.code)).clamped

    assert percent(store.office(now)) == Fraction(1, 2)
    with pytest.raises(ValidationError, match="“Q4 2026” count towards this cycle"):
        store.cycles.close(year.id, now=now)
    store.cycles.close(objective.cycle, now=now)
    assert percent(store.office(now)) == Fraction(1, 2)
    store.cycles.close(year.id, now=now)
    assert percent(store.cycles.office(year.id, now)) == Fraction(1, 2)
    # And the quarter is told with what it served.
    assert [o.code for o in store.cycles.office(objective.cycle, now).other_cycle_objectives] == [
        aim.code
    ]
    assert store.cycles.id_of(latency.code.lower()) == objective.cycle
    assert store.cycles.id_of("ZZZZ") is None


def test_a_closed_sample_can_still_be_cleared(
    store: Store, closed: Objective, now: datetime
) -> None:
    with pytest.raises(KioskError):
        store.clear_sample()
    with sqlite3.connect(store.path) as db:
        db.execute("UPDATE office SET is_sample = 1")
    store.clear_sample()
    assert store.cycles.all() == ()

"""What another program writes with the sqlite-utils library or command."""

import sqlite3
from datetime import datetime
from decimal import Decimal

import pytest
from sqlite_utils import Database

from kiosk.okr.model import KeyResult
from kiosk.store import Store

BAD_VALUES = ["", "-", ".", "1e5", "nan", "inf", "1.2.3", "1-2", "1.", "+1", " 1", "1,5", "９"]


def write(store: Store, key_result: KeyResult, **columns: object) -> None:
    Database(store.path)["check_ins"].insert({"key_result": key_result.code, **columns})


def test_a_row_of_key_result_and_value_is_a_whole_check_in(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    before = store.revision()
    write(store, latency, value="118.50")
    latest = store.office(now).key_result(latency.code).latest_check_in
    assert latest is not None
    assert (str(latest.value), latest.source, latest.confidence) == ("118.50", "sqlite", None)
    assert latest.team == store.office(now).objective(latency.objective).team
    assert store.revision() > before


def test_a_number_without_quotes_is_taken(store: Store, latency: KeyResult) -> None:
    write(store, latency, value=118)
    last = store.check_ins.latest(latency.code)
    assert last is not None
    assert last.value == Decimal(118)


@pytest.mark.parametrize("value", [*BAD_VALUES, "9" * 41])
def test_what_is_no_finite_decimal_is_refused_at_the_door(
    store: Store, latency: KeyResult, value: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="value is a plain decimal like"):
        write(store, latency, value=value)


@pytest.mark.parametrize("moment", ["yesterday", "now", "12:00", "2026-13-01T00:00:00Z"])
def test_what_is_no_moment_is_refused_at_the_door(
    store: Store, latency: KeyResult, moment: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="measured_at is a moment like"):
        write(store, latency, value="1", measured_at=moment)


def test_a_mistyped_code_is_refused_at_the_door(store: Store, latency: KeyResult) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="no key result has this code"):
        Database(store.path)["check_ins"].insert({"key_result": "ZZZZ", "value": "1"})


def test_moments_in_other_writings_sort_as_time_does(store: Store, latency: KeyResult) -> None:
    write(store, latency, value="1", measured_at="2026-11-20 12:00:00+02:00")
    write(store, latency, value="2", measured_at="2026-11-20T09:59:59Z")
    last = store.check_ins.latest(latency.code)
    assert last is not None
    assert last.value == 1
    assert last.measured_at.isoformat() == "2026-11-20T10:00:00+00:00"


def test_a_value_of_the_wrong_kind_leaves_the_one_before(
    store: Store, steps: KeyResult, now: datetime
) -> None:
    first = steps.milestones[0].code
    store.check_ins.add(steps.code, frozenset({first}), now=now)
    write(store, steps, value="7")
    latest = store.office(now).key_result(steps.code).latest_check_in
    assert latest is not None
    assert latest.value == frozenset({first})


def test_milestones_are_read_in_any_case_and_spacing(store: Store, steps: KeyResult) -> None:
    first, second = (milestone.code for milestone in steps.milestones[:2])
    write(store, steps, done=f" {first.lower()}, {second}")
    last = store.check_ins.latest(steps.code)
    assert last is not None
    assert last.value == frozenset({first, second})


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE check_ins SET value = 'NaN'",
        "UPDATE check_ins SET measured_at = 'garbage', recorded_at = 'zzz'",
        "UPDATE check_ins SET confidence = 99, note = ''",
        "UPDATE definitions SET kind = 'mood'",
        "UPDATE definitions SET start = 'x', target = '', since = 'once'",
        "UPDATE key_results SET weight = 'heavy'",
        "UPDATE cycles SET starts_on = 'spring'",
        "UPDATE objectives SET team = 'NONE'",
        "UPDATE objectives SET cycle = 99",
        "UPDATE serves SET serves = 'NONE'",
        "DELETE FROM definitions",
        "DELETE FROM office",
        "DELETE FROM revision",
        "DELETE FROM teams",
    ],
)
def test_a_row_that_no_check_stopped_does_not_stop_a_wall(
    store: Store, latency: KeyResult, now: datetime, damage: str
) -> None:
    store.check_ins.add(latency.code, Decimal(118), now=now)
    connection = sqlite3.connect(store.path, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(damage)
    office = store.office(now)
    assert len(list(office.key_results())) <= 1
    for change in office.changes:
        assert isinstance(change.check_in.value, Decimal)


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("INSERT INTO teams (code, slug, name) VALUES ('AAAA', 'a', 'A')", "teams"),
        ("UPDATE objectives SET title = 'Another'", "objectives"),
        ("UPDATE serves SET because = 'Another'", "serves"),
        ("DELETE FROM serves", "serves"),
        ("UPDATE cycles SET theme = 'Another'", "cycles"),
        ("UPDATE key_results SET owner = 'Ada'", "key_results"),
        ("UPDATE definitions SET target = '80'", "definitions"),
        ("UPDATE office SET name = 'Another'", "office"),
    ],
)
def test_every_write_that_moves_a_wall_raises_the_revision(
    store: Store, latency: KeyResult, statement: str, table: str
) -> None:
    before = store.revision()
    with sqlite3.connect(store.path) as connection:
        connection.execute(statement)
    assert store.revision() > before, table


def test_a_write_that_is_rolled_back_leaves_the_revision(store: Store, latency: KeyResult) -> None:
    before = store.revision()
    connection = sqlite3.connect(store.path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE office SET name = 'Another'")
    connection.execute("ROLLBACK")
    assert store.revision() == before

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from kiosk.okr.model import KeyResult
from kiosk.store import Store
from kiosk.store.db.conversion import timestamp_to_text

FIRST = datetime(2026, 9, 30, 22, 0, tzinfo=UTC)  # Berlin's first midnight of October
WEEK = timedelta(weeks=1)


def check_in(store: Store, key_result: KeyResult, value: int, at: datetime, note: str = "") -> int:
    made = store.check_ins.add(
        key_result.code, Decimal(value), now=at, measured_at=at, note=note, signed="Aylin"
    )
    return made.id


def told(store: Store, key_result: KeyResult, now: datetime) -> list[Decimal | None]:
    office = store.office(now)
    weeks = store.key_results.weekly_standings(office, office.cycles[0], now)
    return [stood[key_result.code].value if key_result.code in stood else None for stood in weeks]


def test_each_past_week_ends_on_what_counted_then(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    check_in(store, latency, 182, FIRST - timedelta(days=3))
    check_in(store, latency, 175, FIRST + timedelta(days=1))
    check_in(store, latency, 170, FIRST + timedelta(days=6))
    check_in(store, latency, 180, FIRST + 3 * WEEK)
    # The start and the ends of seven weeks: the eighth runs.
    assert told(store, latency, now) == [182, 170, 170, 170, 180, 180, 180, 180]


def test_nothing_stands_before_the_first_check_in(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    check_in(store, latency, 150, FIRST + 5 * WEEK + timedelta(hours=1))
    assert told(store, latency, now) == [None] * 6 + [150, 150]


def test_a_week_ends_at_local_midnight(store: Store, latency: KeyResult, now: datetime) -> None:
    check_in(store, latency, 1, FIRST + WEEK - timedelta(minutes=1))
    check_in(store, latency, 2, FIRST + WEEK)
    assert told(store, latency, now)[:3] == [None, 1, 2]


def test_what_was_undone_never_stood(store: Store, latency: KeyResult, now: datetime) -> None:
    check_in(store, latency, 170, FIRST + timedelta(days=1))
    store.check_ins.undo(check_in(store, latency, 17, FIRST + timedelta(days=2)), now=now)
    assert told(store, latency, now)[1] == 170


def test_a_value_comes_with_its_note_its_signature_and_its_team(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    check_in(store, latency, 170, FIRST + timedelta(days=1), "A cache")
    office = store.office(now)
    stood = store.key_results.weekly_standings(office, office.cycles[0], now)[1][latency.code]
    team = office.objective(latency.objective).team
    assert (stood.note, stood.signature, stood.team) == ("A cache", "Aylin", team)


def test_a_cycle_that_has_not_begun_has_no_past(store: Store, latency: KeyResult) -> None:
    assert told(store, latency, datetime(2026, 9, 20, tzinfo=UTC)) == []


def test_a_cycle_that_is_over_ends_on_what_counts_now(store: Store, latency: KeyResult) -> None:
    check_in(store, latency, 95, datetime(2026, 12, 31, 12, tzinfo=UTC))
    weeks = told(store, latency, datetime(2027, 1, 9, tzinfo=UTC))
    assert weeks == [None] * 13


def test_what_serves_from_another_cycle_is_shown_as_well(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    check_in(store, latency, 170, FIRST)
    half = store.cycles.add("H2 2026", date(2026, 7, 1), date(2026, 12, 30))
    weeks = store.key_results.weekly_standings(store.office(now), half, now)
    assert [latency.code in stood for stood in weeks] == [False] * 14 + [True] * 7


def test_a_hundred_times_the_history_is_no_more_work(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    check_in(store, latency, 170, FIRST + timedelta(hours=1))
    with _work(store) as few:
        told(store, latency, now)
    _many(store, latency, 5_000)
    with _work(store) as many:
        told(store, latency, now)
    assert few[0] > 0
    assert many[0] < 2 * few[0]


def _many(store: Store, key_result: KeyResult, count: int) -> None:
    moments = [timestamp_to_text(FIRST + timedelta(minutes=12 * number)) for number in range(count)]
    rows = [(key_result.code, at, at, str(number)) for number, at in enumerate(moments)]
    with sqlite3.connect(store.path) as db:
        db.executemany(
            "INSERT INTO check_ins (key_result, measured_at, recorded_at, value)"
            " VALUES (?, ?, ?, ?)",
            rows,
        )


@contextmanager
def _work(store: Store) -> Iterator[list[int]]:
    """Counts what SQLite does for the store, in steps of ten instructions."""
    done = [0]

    def step() -> None:
        done[0] += 1

    with store._database.connections.read_transaction() as db:
        db.set_progress_handler(step, 10)
    try:
        yield done
    finally:
        with store._database.connections.read_transaction() as db:
            db.set_progress_handler(None, 10)

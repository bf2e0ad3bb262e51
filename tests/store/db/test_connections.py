import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.errors import Busy, KioskError
from kiosk.okr.model import KeyResult, Objective
from kiosk.store import Store
from kiosk.store.db import connections


def test_a_lock_held_by_a_different_program_says_which_file_and_to_try_again(
    store: Store, latency: KeyResult, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "WAIT_SECONDS", 0.05)
    store.close()
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy, match="Try again") as busy:
        store.check_ins.add(latency.code, Decimal(1), now=now)
    assert str(store.path) in str(busy.value)
    assert store.revision() > 0, "whoever only reads is not kept waiting"
    other.execute("ROLLBACK")
    store.check_ins.add(latency.code, Decimal(1), now=now)


def test_a_lock_that_is_let_go_in_time_is_waited_for(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    other = sqlite3.connect(store.path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    with ThreadPoolExecutor() as pool:
        saved = pool.submit(store.check_ins.add, latency.code, Decimal(7), now=now)
        read = pool.submit(store.office, now)
        assert not saved.done()
        other.execute("ROLLBACK")
        assert saved.result().value == 7
        assert read.result().cycles


def test_many_threads_lose_no_check_in(store: Store, latency: KeyResult, now: datetime) -> None:
    before = store.revision()
    with ThreadPoolExecutor(8) as pool:
        work = [
            pool.submit(store.check_ins.add, latency.code, Decimal(number), now=now)
            for number in range(40)
        ]
        seen = [pool.submit(store.office, now) for _ in range(40)]
        ids = {done.result().id for done in work}
        for office in (each.result() for each in seen):
            # One state: a value is never older than the revision read with it.
            latest = office.key_result(latency.code).latest_check_in
            assert office.revision - before == (0 if latest is None else latest.id)
    assert len(ids) == 40
    assert store.revision() == before + 40


def test_what_fails_midway_is_undone_whole(store: Store, company: Objective) -> None:
    before = store.revision()

    def fail(db: sqlite3.Connection) -> None:
        db.execute("UPDATE objectives SET title = 'Half'")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store._database.write(fail)
    assert store.revision() == before


def test_a_database_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    store = Store(tmp_path / "kiosk.db", zone=ZoneInfo("UTC"))
    with pytest.raises(KioskError, match="is gone"):
        store.revision()
    assert not store.path.exists()


def test_every_piece_of_work_goes_through_call_and_every_commit_is_reported(tmp_path: Path) -> None:
    calls, commits = [], []

    def call(work):  # type: ignore[no-untyped-def]
        calls.append(work)
        return work()

    store = Store(
        tmp_path / "kiosk.db",
        zone=ZoneInfo("UTC"),
        call=call,
        on_commit=lambda: commits.append(len(calls)),
    )
    store.migrate()
    store.teams.add("One")
    store.users.all()
    assert len(calls) == 3
    assert commits == [2]

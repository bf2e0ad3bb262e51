"""Restoring a backup of another office or of another branch of the history: nobody is locked out,
and nothing is lost unseen."""

import multiprocessing
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from time import sleep
from zoneinfo import ZoneInfo

import pytest

from kiosk.errors import Busy, KioskError
from kiosk.okr.model import KeyResult
from kiosk.store import Store
from kiosk.store.backups.backup import make_backup
from kiosk.store.backups.restore import plan_restore, restore

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """The office that a server makes on a new machine."""
    made = Store(tmp_path / "other" / "kiosk.db", zone=ZoneInfo("Europe/Berlin"))
    made.migrate()
    yield made
    made.close()


def people(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [row[0] for row in db.execute("SELECT name FROM users ORDER BY name")]


def test_a_backup_restored_on_a_new_machine_brings_its_people_and_tokens(
    store: Store, other: Store, tmp_path: Path
) -> None:
    store.users.add("Ada", "hash of Ada", True)
    store.users.add("Bo", "hash of Bo", False)
    store.api_tokens.add("sensor", "hash of sensor", "read")
    backup = make_backup(store.path, tmp_path / "copy.db").path
    other.users.add("Ada", "another Ada's hash", True)
    plan = plan_restore(other.path, backup)
    assert plan.access is not None
    assert plan.access.is_other_office
    restore(other.path, backup, NOW)
    assert people(other.path) == ["Ada", "Bo"]
    assert [user.password_hash for user in other.users.all()] == ["hash of Ada", "hash of Bo"]
    assert [token.name for token in other.api_tokens.all()] == ["sensor"]


def test_somebody_who_was_renamed_since_is_not_removed(store: Store, tmp_path: Path) -> None:
    store.users.add("Ada", "hash", True)
    store.users.add("Bo", "hash", False)
    backup = make_backup(store.path, tmp_path / "copy.db").path
    with closing(sqlite3.connect(store.path)) as db, db:
        db.execute("UPDATE users SET name = 'Robert' WHERE name = 'Bo'")
    restore(store.path, backup, NOW)
    assert people(store.path) == ["Ada", "Bo"]


def test_a_number_given_out_again_does_not_remove_whoever_had_it_before(
    store: Store, tmp_path: Path
) -> None:
    store.users.add("Ada", "hash", True)
    before = make_backup(store.path, tmp_path / "before.db").path
    store.users.add("Cleo", "hash", False)
    with_cleo = make_backup(store.path, tmp_path / "with-cleo.db").path
    restore(store.path, before, NOW)
    store.users.add("Dan", "hash", False)
    store.users.remove("Dan")
    restore(store.path, with_cleo, NOW)
    assert people(store.path) == ["Ada", "Cleo"]


def test_a_removal_holds_through_several_restores(store: Store, tmp_path: Path) -> None:
    store.users.add("Ada", "hash", True)
    store.users.add("Bo", "hash", False)
    backup = make_backup(store.path, tmp_path / "copy.db").path
    store.users.remove("Bo")
    for _ in range(2):
        restore(store.path, backup, NOW)
        assert people(store.path) == ["Ada"]


def test_a_restore_never_ends_without_an_admin(store: Store, tmp_path: Path) -> None:
    for name, is_admin in (("Ada", True), ("Bo", False)):
        store.users.add(name, "hash", is_admin)
    backup = make_backup(store.path, tmp_path / "copy.db").path
    store.users.add("Eve", "hash", True)
    store.users.remove("Ada")
    store.users.remove("Bo")
    plan = plan_restore(store.path, backup)
    assert plan.access is not None
    assert plan.access.kept_admins == ("Ada",)
    restore(store.path, backup, NOW)
    assert people(store.path) == ["Ada"]


def test_check_ins_with_numbers_given_out_again_are_counted_as_lost(
    store: Store, latency: KeyResult, tmp_path: Path
) -> None:
    before = make_backup(store.path, tmp_path / "before.db").path
    store.check_ins.add(latency.code, Decimal(150), now=NOW)
    backup = make_backup(store.path, tmp_path / "copy.db").path
    restore(store.path, before, NOW)
    later = NOW + timedelta(hours=1)
    store.check_ins.add(latency.code, Decimal(90), now=later)
    plan = plan_restore(store.path, backup)
    assert (plan.check_ins, plan.since) == (1, later)


def test_two_restores_in_one_second_keep_both_files_that_were_there(
    store: Store, latency: KeyResult, tmp_path: Path
) -> None:
    backup = make_backup(store.path, tmp_path / "copy.db").path
    aside = []
    for value in (1, 2, 3):
        store.check_ins.add(latency.code, Decimal(value), now=NOW)
        aside.append(restore(store.path, backup, NOW))
    assert len(set(aside)) == 3
    found = []
    for path in aside:
        assert path is not None
        with closing(sqlite3.connect(path)) as db:
            found.append(db.execute("SELECT value FROM check_ins").fetchall())
    assert found == [[("1",)], [("2",)], [("3",)]]


def _hold(database: Path, held: threading.Event, over: threading.Event) -> None:
    from kiosk.store.backups.restore_lock import restore_lock

    with restore_lock(database):
        held.set()
        over.wait(20)


def test_a_second_program_does_not_restore_at_the_same_time(store: Store, tmp_path: Path) -> None:
    backup = make_backup(store.path, tmp_path / "copy.db").path
    spawn = multiprocessing.get_context("spawn")
    held, over = spawn.Event(), spawn.Event()
    holder = spawn.Process(target=_hold, args=(store.path, held, over))
    holder.start()
    try:
        assert held.wait(20)
        with pytest.raises(Busy, match="already"):
            restore(store.path, backup, NOW)
    finally:
        over.set()
        holder.join()
    assert restore(store.path, backup, NOW)


def test_check_ins_during_restores_are_saved_or_refused_with_what_to_do(
    store: Store, latency: KeyResult, tmp_path: Path
) -> None:
    backup = make_backup(store.path, tmp_path / "copy.db").path
    errors: list[KioskError] = []
    over = threading.Event()

    def check_in() -> None:
        while not over.is_set():
            try:
                store.check_ins.add(latency.code, Decimal(1), now=NOW)
            except KioskError as error:
                errors.append(error)
            sleep(0.005)

    writers = [threading.Thread(target=check_in) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        for _ in range(6):
            restore(store.path, backup, NOW)
    finally:
        over.set()
        for writer in writers:
            writer.join()
    assert {str(error) for error in errors} <= {"A backup is being restored. Try again in a moment"}


def test_whoever_waited_for_the_lock_saves_in_the_restored_database(
    store: Store, latency: KeyResult, tmp_path: Path
) -> None:
    backup = make_backup(store.path, tmp_path / "copy.db").path
    with closing(sqlite3.connect(store.path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        writer = threading.Thread(
            target=lambda: store.check_ins.add(latency.code, Decimal(7), now=NOW)
        )
        writer.start()
        writer.join(0.5)
        aside = store.path.with_name("aside")
        store.path.rename(aside)
        store.path.write_bytes(backup.read_bytes())
        holder.rollback()
        writer.join(10)
    with closing(sqlite3.connect(store.path)) as db:
        assert db.execute("SELECT value FROM check_ins").fetchall() == [("7",)]

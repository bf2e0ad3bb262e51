"""Backups are whole, of one moment, and kept for days, weeks and months."""

import os
import sqlite3
import stat
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import StorageUnavailable
from kiosk.okr.model import KeyResult
from kiosk.store import Store
from kiosk.store.backups.backup import (
    ALL_KEPT_FOR,
    BEFORE_KEPT,
    DAILY,
    MONTHLY,
    WEEKLY,
    backup_folder,
    backups,
    before_name,
    forget_old,
    made_at,
    make_backup,
    scheduled_name,
    to_keep,
)
from kiosk.store.backups.restore import newest_good, plan_restore, restore
from kiosk.store.schema import migrate

BACKUPS = 100 if os.environ.get("FAULTS") == "all" else 20
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def values(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [row[0] for row in db.execute("SELECT value FROM check_ins ORDER BY id")]


def test_a_backup_is_whole_and_for_its_owner_alone(
    store: Store, latency: KeyResult, tmp_path: Path
) -> None:
    store.check_ins.add(latency.code, Decimal(150), now=NOW)
    made = make_backup(store.path, tmp_path / "far" / "copy.db")
    assert made.check_ins == 1
    assert values(made.path) == ["150"]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert [path.name for path in made.path.parent.iterdir()] == ["copy.db"]


def test_a_damaged_database_makes_no_backup_and_leaves_the_one_before(
    store: Store, tmp_path: Path
) -> None:
    target = tmp_path / "copy.db"
    make_backup(store.path, target)
    before = target.read_bytes()
    content = bytearray(store.path.read_bytes())
    content[4096:12288] = b"\xff" * 8192
    store.path.write_bytes(content)
    with pytest.raises(StorageUnavailable):
        make_backup(store.path, target)
    assert target.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_named(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageUnavailable, match="cannot be written"):
        make_backup(store.path, tmp_path / "file" / "copy.db")


@pytest.mark.faults
def test_backups_under_writes_restore_to_every_write_acknowledged_before_they_began(
    store: Store, latency: KeyResult, tmp_path: Path
) -> None:
    """20 of them, and 100 with `make faults`."""
    saved: list[int] = []
    over = threading.Event()

    def save() -> None:
        while not over.is_set():
            store.check_ins.add(latency.code, Decimal(len(saved)), now=NOW)
            saved.append(len(saved))

    writer = threading.Thread(target=save)
    writer.start()
    try:
        for number in range(BACKUPS):
            acknowledged = len(saved)
            made = make_backup(store.path, tmp_path / f"{number}.db")
            restored = tmp_path / "restored" / f"{number}.db"
            restored.parent.mkdir(exist_ok=True)
            restore(restored, made.path, NOW)
            found = [int(value) for value in values(restored)]
            assert found[:acknowledged] == list(range(acknowledged))
            assert found == list(range(len(found)))
    finally:
        over.set()
        writer.join()
    assert len(saved) > BACKUPS


@given(st.lists(MOMENTS, max_size=60))
def test_the_newest_of_each_day_week_and_month_is_kept(moments: list[datetime]) -> None:
    kept = to_keep(moments)
    assert kept <= set(moments)
    older = {moment for moment in kept if max(moments) - moment >= ALL_KEPT_FOR}
    assert len(older) <= DAILY + WEEKLY + MONTHLY
    if moments:
        assert max(moments) in kept
    days = sorted({moment.date() for moment in moments})[-DAILY:]
    assert {moment.date() for moment in kept} >= set(days)
    months = sorted({(m.year, m.month) for m in moments})[-MONTHLY:]
    assert {(m.year, m.month) for m in kept} >= set(months)


def test_every_backup_of_the_last_24_hours_is_kept(tmp_path: Path) -> None:
    for hour in range(30):
        (tmp_path / scheduled_name(NOW - timedelta(hours=hour))).touch()
    forget_old(tmp_path)
    kept = [made_at(path) for path in backups(tmp_path)]
    assert kept == [NOW - timedelta(hours=hour) for hour in range(24)]


def test_two_years_of_nights_are_some_twenty_files(tmp_path: Path) -> None:
    for day in range(730):
        (tmp_path / scheduled_name(NOW - timedelta(days=day))).touch()
    for hour in range(10):
        for what in ("update", "restore"):
            (tmp_path / before_name(what, NOW - timedelta(hours=hour))).touch()
    (tmp_path / "somebody's own.db").touch()
    forget_old(tmp_path)
    kept = backups(tmp_path)
    assert len(kept) - 2 * BEFORE_KEPT == DAILY + WEEKLY + MONTHLY - 2 - 1
    assert (tmp_path / "somebody's own.db").exists()
    oldest = made_at(kept[-1])
    assert oldest is not None
    assert (NOW - oldest).days > 320


def test_the_newest_good_backup_is_found_among_those_that_are_not(
    store: Store, tmp_path: Path
) -> None:
    here, far = tmp_path / "here", tmp_path / "far"
    make_backup(store.path, here / scheduled_name(NOW - timedelta(days=1)))
    good = make_backup(store.path, far / scheduled_name(NOW)).path
    newer = make_backup(store.path, here / scheduled_name(NOW + timedelta(days=1))).path
    with closing(sqlite3.connect(newer)) as db, db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('kiosk', 'from_the_future', '2027-01-01')"
        )
    for day, content in enumerate((b"torn", b""), start=2):
        (here / scheduled_name(NOW + timedelta(days=day))).write_bytes(content)
    with closing(sqlite3.connect(here / scheduled_name(NOW + timedelta(days=4)))) as db:
        db.execute("CREATE TABLE songs (title TEXT)")
    assert newest_good([here, far]) == good
    assert newest_good([tmp_path / "nowhere"]) is None


def test_a_step_of_the_schema_makes_a_backup_first(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "LAST_MIGRATION", "one that is not applied")
    store.migrate()
    [made] = backups(backup_folder(store.path))
    assert made.name.startswith("before-update-")


def test_a_new_database_has_nothing_to_back_up(store: Store) -> None:
    assert backups(backup_folder(store.path)) == []


def test_what_a_restore_loses_is_known_before(
    store: Store, latency: KeyResult, tmp_path: Path
) -> None:
    store.check_ins.add(latency.code, Decimal(150), now=NOW)
    backup = make_backup(store.path, tmp_path / "copy.db").path
    later = NOW + timedelta(hours=2)
    store.check_ins.add(latency.code, Decimal(140), now=later)
    store.check_ins.add(latency.code, Decimal(130), now=later + timedelta(hours=1))
    store.users.add("Bo", "hash", False)
    plan = plan_restore(store.path, backup)
    assert (plan.newest, plan.check_ins, plan.since) == (NOW, 2, later)
    assert plan.people == ("Bo",)
    store.path.unlink()
    assert not plan_restore(store.path, backup).is_readable


def test_a_backup_of_an_office_without_a_check_in_can_be_restored(
    store: Store, tmp_path: Path
) -> None:
    backup = make_backup(store.path, tmp_path / "copy.db").path
    plan = plan_restore(store.path, backup)
    assert (plan.newest, plan.check_ins, plan.is_readable) == (None, 0, True)
    assert restore(store.path, backup, NOW)


def test_a_running_store_goes_on_with_what_was_restored(
    store: Store, latency: KeyResult, tmp_path: Path
) -> None:
    store.check_ins.add(latency.code, Decimal(150), now=NOW)
    backup = make_backup(store.path, tmp_path / "copy.db").path
    store.check_ins.add(latency.code, Decimal(140), now=NOW + timedelta(hours=1))
    seen = store.office(NOW).revision
    aside = restore(store.path, backup, NOW)
    assert aside is not None
    assert values(aside) == ["150", "140"]
    assert store.office(NOW).revision > seen
    store.check_ins.add(latency.code, Decimal(120), now=NOW + timedelta(hours=2))
    assert values(store.path) == ["150", "120"]


def test_a_database_that_is_gone_comes_back(
    store: Store, latency: KeyResult, tmp_path: Path
) -> None:
    store.check_ins.add(latency.code, Decimal(150), now=NOW)
    backup = make_backup(store.path, tmp_path / "copy.db").path
    store.path.unlink()
    assert restore(store.path, backup, NOW) is None
    assert store.office(NOW).objectives


def test_who_was_removed_stays_out_and_everybody_logs_in_anew(store: Store, tmp_path: Path) -> None:
    for name in ("Ada", "Bo"):
        store.users.add(name, f"old hash of {name}", True)
    for name in ("kept", "revoked"):
        store.api_tokens.add(name, f"hash of {name}", "read")
    backup = make_backup(store.path, tmp_path / "copy.db").path
    store.users.set_password_hash("Ada", "new hash of Ada")
    store.users.remove("Bo")
    store.api_tokens.revoke("revoked")
    restore(store.path, backup, NOW)
    with closing(sqlite3.connect(store.path)) as db:
        users = db.execute("SELECT name, password_hash FROM users").fetchall()
        tokens = db.execute("SELECT name FROM tokens").fetchall()
        sessions = db.execute("SELECT count(*) FROM sessions").fetchone()
    assert users == [("Ada", "new hash of Ada")]
    assert tokens == [("kept",)]
    assert sessions == (0,)


def test_a_damaged_backup_is_refused_and_nothing_is_changed(store: Store, tmp_path: Path) -> None:
    torn = tmp_path / "torn.db"
    torn.write_bytes(store.path.read_bytes()[:20_000])
    before = store.path.read_bytes()
    for work in (plan_restore, lambda path, file: restore(path, file, NOW)):
        with pytest.raises(StorageUnavailable):
            work(store.path, torn)
    assert store.path.read_bytes() == before


def test_a_damaged_database_is_set_aside(store: Store, latency: KeyResult, tmp_path: Path) -> None:
    store.check_ins.add(latency.code, Decimal(150), now=NOW)
    backup = make_backup(store.path, tmp_path / "copy.db").path
    store.path.write_bytes(b"\xff" * 10_000)
    assert not plan_restore(store.path, backup).is_readable
    aside = restore(store.path, backup, NOW)
    assert aside is not None
    assert aside.read_bytes() == b"\xff" * 10_000
    assert values(store.path) == ["150"]

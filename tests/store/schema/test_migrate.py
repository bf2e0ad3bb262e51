import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from kiosk.errors import KioskError
from kiosk.okr.model import KeyResult
from kiosk.store import Store
from kiosk.store.backups.backup import make_backup
from kiosk.store.db.connections import roll_back_interrupted_write
from kiosk.store.queries.audit_log import Search
from kiosk.store.schema.database_check import check_database
from kiosk.store.schema.migrate import LAST_MIGRATION
from kiosk.store.schema.migrations import migrations
from kiosk.store.schema.triggers import REVISION_TABLES, triggers


def trigger_names(path: Path) -> set[str]:
    return {trigger.name for trigger in Database(path).triggers}


def test_a_second_start_changes_nothing(store: Store) -> None:
    before = store.path.read_bytes()
    store.migrate()
    assert store.path.read_bytes() == before


def test_the_start_looks_for_the_newest_migration(store: Store) -> None:
    assert [m.name for m in migrations.applied(Database(store.path))][-1] == LAST_MIGRATION
    assert not migrations.pending(Database(store.path))


def test_the_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    store = Store(tmp_path / "data" / "kiosk.db", zone=ZoneInfo("Europe/Berlin"))
    store.migrate()
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def test_a_commit_is_in_the_file_and_not_in_a_write_ahead_log(store: Store) -> None:
    with store._database.connections.write_transaction() as db:
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "truncate"
        assert db.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_every_table_is_strict(store: Store) -> None:
    tables = [table for table in Database(store.path).tables if not table.name.startswith("_")]
    assert len(tables) > 10
    assert all(table.strict for table in tables)


@pytest.mark.parametrize("table", REVISION_TABLES)
def test_triggers_that_a_transform_dropped_are_made_again(store: Store, table: str) -> None:
    database = Database(store.path)
    database.conn.execute("PRAGMA foreign_keys = OFF")
    database[table].transform(column_order=["position"])
    assert f"revision_{table}_update" not in trigger_names(store.path)
    store.migrate()
    assert trigger_names(store.path) == set(triggers(database.conn))


def test_a_trigger_somebody_changed_is_ours_again(store: Store) -> None:
    with sqlite3.connect(store.path) as connection:
        connection.execute("DROP TRIGGER revision_teams_insert")
        connection.execute(
            "CREATE TRIGGER revision_teams_insert AFTER INSERT ON teams BEGIN SELECT 1; END"
        )
    store.migrate()
    before = store.revision()
    store.teams.add("Engineering")
    assert store.revision() > before


def test_a_whole_database_passes_its_check(store: Store, latency: KeyResult) -> None:
    check_database(store.path)


# Half of the pages are in the file, and what they held before is in the journal.
CUT_OFF = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = TRUNCATE")
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("CREATE TABLE half (written)")
connection.execute("INSERT INTO half VALUES (randomblob(1000000))")
connection.execute("UPDATE teams SET name = 'half written'")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("first", ["start", "check", "backup"])
def test_a_write_that_a_power_cut_has_interrupted_is_undone(
    store: Store, latency: KeyResult, now: datetime, tmp_path: Path, first: str
) -> None:
    before = store.office(now).teams
    store.close()
    subprocess.run([sys.executable, "-c", CUT_OFF, str(store.path)], check=False)
    assert store.path.with_name(f"{store.path.name}-journal").stat().st_size > 0
    if first == "start":
        store.migrate()
    elif first == "check":
        check_database(store.path)
    else:
        make_backup(store.path, tmp_path / "copy.db")
    assert store.office(now).teams == before
    check_database(store.path)


def test_a_program_that_is_writing_has_not_been_interrupted(store: Store) -> None:
    store.close()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size = 1")  # so that half of it is in the file at once
        writer.execute("BEGIN EXCLUSIVE")
        writer.execute("CREATE TABLE half (written)")
        writer.execute("INSERT INTO half VALUES (randomblob(1000000))")
        assert store.path.with_name(f"{store.path.name}-journal").stat().st_size > 0
        roll_back_interrupted_write(store.path)
        writer.execute("COMMIT")
        assert writer.execute("SELECT count(*) FROM half").fetchone() == (1,)


def test_a_row_that_refers_to_nothing_is_found(store: Store) -> None:
    with sqlite3.connect(store.path) as connection:
        connection.execute(
            "INSERT INTO objectives (code, cycle, team, title) VALUES ('AAAA', 9, 'B', 'Lost')"
        )
    with pytest.raises(KioskError, match="row 1 of objectives refers to"):
        check_database(store.path)


def test_a_missing_trigger_is_found(store: Store) -> None:
    with sqlite3.connect(store.path) as connection:
        connection.execute("DROP TRIGGER revision_teams_insert")
    with pytest.raises(KioskError, match="lacks the trigger revision_teams_insert"):
        check_database(store.path)


def test_a_file_that_is_no_database_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.db"
    path.write_bytes(b"certainly not a database " * 100)
    with pytest.raises(KioskError, match="is not a database"):
        check_database(path)


def test_only_a_new_database_begins_with_first_settings(tmp_path: Path, store: Store) -> None:
    new = Store(tmp_path / "new" / "kiosk.db", zone=ZoneInfo("Europe/Berlin"))
    new.migrate({"replay_at": "10:00, 15:00"})
    assert new.settings.texts() == {"replay_at": "10:00, 15:00"}
    assert new.audit_log.search(Search(), skip=0, most=5)[0] == ()
    store.migrate({"replay_at": "10:00, 15:00"})
    assert store.settings.texts() == {}

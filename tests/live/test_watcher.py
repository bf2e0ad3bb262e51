"""Commits of anybody, on a real database file."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import gevent
import pytest

from kiosk.live.watcher import Watcher
from kiosk.store.db.change_detector import ChangeDetector

PATIENCE = 10.0
HOLD_THE_LOCK = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.readline()
database.execute("UPDATE revision SET revision = revision + 1")
database.execute("COMMIT")
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.db"
    make(path)
    return path


def make(path: Path, revision: int = 1) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE revision (id INTEGER PRIMARY KEY, revision INTEGER)")
        connection.execute("INSERT INTO revision VALUES (1, ?)", (revision,))
        connection.execute("CREATE TABLE other (x)")
        connection.commit()


def save(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE revision SET revision = revision + 1")
        connection.commit()


class Told:
    """What the loop was told."""

    def __init__(self) -> None:
        self.revisions: list[int] = []
        self.threads: set[int] = set()

    def __call__(self, revision: int, at: float) -> None:
        self.revisions.append(revision)
        self.threads.add(threading.get_ident())

    def until(self, revision: int) -> bool:
        """Run the loop until that revision was told."""
        with gevent.Timeout(PATIENCE, False):
            while revision not in self.revisions:
                gevent.sleep(0.005)
        return revision in self.revisions


@contextmanager
def watching(path: Path, poll: float = 0.01) -> Iterator[tuple[Watcher, Told]]:
    told = Told()
    watcher = Watcher(lambda: ChangeDetector(path), told, poll)
    watcher.start()
    try:
        yield watcher, told
    finally:
        watcher.stop()


def test_the_revision_is_told_at_the_start_and_after_every_commit(database: Path) -> None:
    with watching(database) as (_, told):
        assert told.until(1)
        save(database)
        assert told.until(2)
        save(database)
        assert told.until(3)
        assert told.revisions == [1, 2, 3]
        assert told.threads == {threading.get_ident()}


def test_a_different_program_commit_is_seen(database: Path) -> None:
    with watching(database) as (_, told):
        assert told.until(1)
        program = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
        program += "c.execute('UPDATE revision SET revision = 7'); c.commit()"
        subprocess.run([sys.executable, "-c", program, str(database)], check=True)
        assert told.until(7)


def test_a_commit_that_changes_no_revision_is_no_news(database: Path) -> None:
    with watching(database) as (_, told):
        assert told.until(1)
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("INSERT INTO other VALUES (1)")
            connection.commit()
        save(database)
        assert told.until(2)
        assert told.revisions == [1, 2]


def test_a_saver_in_the_same_process_need_not_wait_for_the_next_look(database: Path) -> None:
    with watching(database, poll=3600) as (watcher, told):
        assert told.until(1)
        save(database)
        watcher.wake()
        assert told.until(2)


def test_a_lock_held_by_a_different_program_stops_neither_the_loop_nor_the_watcher(
    database: Path,
) -> None:
    with watching(database) as (_, told):
        assert told.until(1)
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD_THE_LOCK, str(database)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        turns = 0
        with gevent.Timeout(PATIENCE):
            while turns < 50:  # a loop that waited for the lock would never come here
                gevent.sleep(0.01)
                turns += 1
        assert told.revisions == [1]
        holder.stdin.write("\n")
        holder.stdin.close()
        assert told.until(2)
        assert holder.wait() == 0
        holder.stdout.close()


def test_a_database_that_is_put_in_place_of_the_old_one_is_seen(database: Path) -> None:
    with watching(database) as (_, told):
        assert told.until(1)
        restored = database.with_name("restored.db")
        make(restored, revision=41)
        restored.replace(database)
        assert told.until(41)
        save(database)
        assert told.until(42)


def test_a_database_that_comes_to_be_later_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.db"
    with watching(path) as (_, told):
        gevent.sleep(0.05)
        assert told.revisions == []
        make(path)
        assert told.until(1)


def test_a_file_that_is_no_database_for_a_while_ends_nothing(database: Path) -> None:
    copy = database.with_name("copy.db")
    shutil.copy(database, copy)
    with watching(database) as (_, told):
        assert told.until(1)
        junk = database.with_name("junk")
        junk.write_bytes(b"no database" * 1000)
        junk.replace(database)
        gevent.sleep(0.05)
        save(copy)
        copy.replace(database)
        assert told.until(2)


def test_the_pulse_changes_once_for_a_commit(database: Path) -> None:
    pulse = ChangeDetector(database)
    assert [pulse.changed(), pulse.changed()] == [True, False]
    save(database)
    assert [pulse.changed(), pulse.changed(), pulse.revision()] == [True, False, 2]
    pulse.close()


def test_the_pulse_cannot_write(database: Path) -> None:
    pulse = ChangeDetector(database)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        pulse._open().execute("UPDATE revision SET revision = 9")
    pulse.close()

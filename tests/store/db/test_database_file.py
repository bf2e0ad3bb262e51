"""The database's file is ours, whole and there, or it is refused and left as it is."""

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.errors import KioskError, StorageUnavailable
from kiosk.exchange.sample_office import load_sample
from kiosk.store import Store
from kiosk.store.db.database_file import marker_of
from kiosk.store.schema.migrate import MIGRATIONS
from kiosk.store.schema.migrations import migrations
from tests.sample import office_file
from tests.server import MOMENT

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 17, 21, tzinfo=UTC)


def opened(path: Path) -> Store:
    return Store(path, zone=BERLIN)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole database that tests copy."""
    path = tmp_path_factory.mktemp("sample") / "kiosk.db"
    store = opened(path)
    store.migrate()
    load_sample(store, office_file(), MOMENT)
    store.close()
    return path


@pytest.fixture
def path(tmp_path: Path, sample: Path) -> Path:
    return Path(shutil.copy(sample, tmp_path / "kiosk.db"))


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    made = opened(path)
    made.migrate()
    yield made
    made.close()


def replace_with(path: Path, other: Path) -> None:
    """Move another file into the database's place, as a restore does."""
    os.replace(shutil.copy(other, path.with_suffix(".new")), path)


def test_every_step_there_is_is_known_by_its_name() -> None:
    assert [step.name for step in migrations.pending(memory())] == list(MIGRATIONS)


def memory():
    from sqlite_utils import Database

    return Database(memory=True)


def test_a_backup_moved_over_the_database_is_what_is_read_and_written(
    store: Store, path: Path, sample: Path
) -> None:
    store.check_ins.add("M3XD", Decimal(42), now=NOW)
    assert store.office(NOW).revision > 0
    before = store.revision()
    replace_with(path, sample)

    value = next(
        k.latest_check_in
        for o in store.office(NOW).objectives
        for k in o.key_results
        if k.code == "M3XD"
    )
    assert value is not None
    assert value.value == Decimal(118)
    assert store.revision() > before, "walls pass over a revision that they take for old"
    saved = store.check_ins.add("M3XD", Decimal(99), now=NOW)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT value FROM check_ins WHERE id = ?", (saved.id,)).fetchone()


def test_a_damaged_file_moved_over_the_database_is_refused(store: Store, path: Path) -> None:
    store.office(NOW)
    other = path.with_name("other.db")
    other.write_bytes(b"SQLite format 3\0" + b"\xff" * 20_000)
    replace_with(path, other)
    for _ in range(2):
        with pytest.raises(KioskError, match="damaged|not a database"):
            store.check_ins.add("M3XD", Decimal(1), now=NOW)
    assert path.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("how", ["deleted", "emptied"])
def test_a_database_that_is_gone_makes_no_new_office(store: Store, path: Path, how: str) -> None:
    store.office(NOW)
    if how == "deleted":
        path.unlink()
    else:
        path.write_bytes(b"")
    for work in (
        lambda: store.office(NOW),
        lambda: store.check_ins.add("M3XD", Decimal(1), now=NOW),
    ):
        with pytest.raises(StorageUnavailable, match="gone|empty"):
            work()
    with pytest.raises(StorageUnavailable, match="there was an office") as refused:
        opened(path).migrate()
    assert str(marker_of(path)) in str(refused.value)
    assert not path.exists() or path.stat().st_size == 0


def test_a_new_folder_gets_a_new_office(tmp_path: Path) -> None:
    store = opened(tmp_path / "new" / "kiosk.db")
    store.migrate()
    assert store.is_empty()
    store.close()


def test_the_database_of_a_different_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE songs (title TEXT)")
    before = path.read_bytes()
    with pytest.raises(StorageUnavailable, match="another program"):
        opened(path).migrate()
    assert path.read_bytes() == before


def test_a_newer_database_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('kiosk', 'from_the_future', '2027-01-01')"
        )
        db.execute("DROP TRIGGER revision_teams_insert")
        db.commit()
    before = path.read_bytes()
    with pytest.raises(StorageUnavailable, match="newer version.*from_the_future"):
        opened(path).migrate()
    assert path.read_bytes() == before


def test_a_title_with_a_damaged_byte_takes_no_other_page_away(store: Store, path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE objectives SET title = CAST(x'4162fe64' AS TEXT) WHERE code = 'K7Q2'")
        db.commit()
    titles = {o.code: o.title for o in store.office(NOW).objectives}
    assert titles["K7Q2"] == "Ab\ufffdd"
    assert titles["E6SD"] == "A first app in ten lines of code"
    with pytest.raises(KioskError, match="could not be read"):
        store.objectives.edit("K7Q2", title=titles["K7Q2"], reason="x")


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """A file as cards, cables and cut power leave it."""
    kind = chance.choice(("bits", "page", "cut", "noise"))
    content = bytearray(whole)
    if kind == "bits":
        for _ in range(chance.randint(1, 200)):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    elif kind == "page":
        start = chance.randrange(len(content) // 4096) * 4096
        content[start : start + 4096] = bytes(4096)
    elif kind == "cut":
        del content[chance.randrange(len(content)) :]
    else:
        start = chance.randrange(len(content) - 2000)
        content[start : start + 2000] = chance.randbytes(2000)
    return bytes(content)


def is_whole(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            return bool(db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except (sqlite3.Error, UnicodeDecodeError):
        return False


@pytest.mark.parametrize("seed", range(120))
def test_a_damaged_database_is_refused_and_left_as_it_was(
    tmp_path: Path, sample: Path, seed: int
) -> None:
    path = tmp_path / "kiosk.db"
    content = damaged(sample.read_bytes(), random.Random(seed))
    path.write_bytes(content)
    marker_of(path).touch()
    if is_whole(path):
        opened(path).migrate()
        return
    with pytest.raises(KioskError) as refused:
        opened(path).migrate()
    assert str(path) in str(refused.value)
    assert path.read_bytes() == content

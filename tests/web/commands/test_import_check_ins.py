"""Current values and histories of files become check-ins of their own day, once."""

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli import main
from kiosk.okr.model import CheckIn
from kiosk.store import Store
from kiosk.web.core.services import utc_now

TABLE = """Objective,Key result,Start,Target,Current,Team
People find us,Newsletter readers,800,2000,1100,Marketing
People find us,Podcast is on the air,,yes,,Marketing
"""
HISTORY = """Key result,Date,Value,Confidence,Note
Newsletter readers,2026-10-09,850,6,A slow start
Newsletter readers,2026-10-16,900,7,
Podcast is on the air,2026-10-16,no,,
"""
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _second_team(store: Store) -> None:
    store.teams.add("Marketing")


@pytest.fixture
def run(tmp_path: Path, store: Store) -> Run:
    """The command, on files with this content."""

    def run(*contents: str, options: tuple[str, ...] = ("--yes",)) -> Result:
        files = []
        for number, content in enumerate(contents):
            files.append(tmp_path / f"okrs{number}.csv")
            files[-1].write_text(content, encoding="utf-8")
        data = ["--data", str(tmp_path / "data"), "--cycle", "Q4 2026"]
        return CliRunner().invoke(main, ["import", *map(str, files), *options, *data])

    return run


def check_ins(store: Store) -> list[CheckIn]:
    with sqlite3.connect(store.path) as db:
        ids = db.execute("SELECT id FROM check_ins ORDER BY key_result, measured_at, id").fetchall()
    found = [store.check_ins.get(number) for (number,) in ids]
    return [each.check_in for each in found if each and each.counts]


def test_a_current_value_is_todays_check_in_and_the_same_again_is_none(run: Run, store: Store):
    done = run(TABLE)
    assert done.exit_code == 0, done.output
    assert "1 objective, 2 key results, 1 check-in" in done.output
    [check_in] = check_ins(store)
    assert (check_in.value, check_in.source) == (Decimal(1100), "import")
    assert utc_now().date() == check_in.measured_at.date()
    assert "Nothing to import" in run(TABLE).output
    assert len(check_ins(store)) == 1
    assert run(TABLE.replace("1100", "1200")).exit_code == 0
    assert [each.value for each in check_ins(store)] == [1100, 1200]


def test_a_history_comes_with_its_days_in_one_transaction(run: Run, store: Store):
    done = run(TABLE, HISTORY)
    assert done.exit_code == 0, done.output
    readers = [each for each in check_ins(store) if each.value not in (True, False)]
    assert [(each.value, each.confidence, each.note) for each in readers] == [
        (850, 6, "A slow start"),
        (900, 7, ""),
        (1100, None, ""),
    ]
    assert readers[0].measured_at == datetime(2026, 10, 9, 23, 59, tzinfo=UTC)
    assert len(check_ins(store)) == 4
    assert "Nothing to import" in run(TABLE, HISTORY).output
    batch = store.imports.newest()
    assert store.imports.undo(batch, reason="Undone", now=utc_now()) == ()
    assert store.office(utc_now()).objectives == ()
    store.imports.redo(batch, reason="Redone", now=utc_now())
    assert len(check_ins(store)) == 4


def test_a_value_in_a_larger_unit_is_in_that_of_its_key_result(run: Run, store: Store):
    table = """Objective,Key result,Start,Target,2026-10-09,2026-10-16,2026-10-17,Team
Less is thrown away,Scrap a week,1.2 t,800 kg,1.1 t,950 kg,40 h,Marketing
"""
    done = run(table)
    assert done.exit_code == 0, done.output
    assert [each.value for each in check_ins(store)] == [1100, 950]
    assert "It is in “h”, and the key result in “kg”" in " ".join(done.output.split())


def test_a_history_alone_is_for_key_results_that_are_there_and_undone_alone(run: Run, store: Store):
    run(TABLE)
    before = check_ins(store)
    done = run(HISTORY)
    assert done.exit_code == 0, done.output
    assert len(check_ins(store)) == 4
    assert "Nothing to import" in run(HISTORY).output
    batch = store.imports.newest()
    for _ in range(2):
        store.imports.undo(batch, reason="Undone", now=utc_now())
        assert check_ins(store) == before
        store.imports.redo(batch, reason="Redone", now=utc_now())
        assert len(check_ins(store)) == 4
    assert len(store.office(utc_now()).objectives) == 1


def test_what_is_no_check_in_is_left_out_with_the_reason(run: Run, store: Store):
    odd = """Key result,Date,Value
Newsletter readers,2027-10-09,850
Podcast is on the air,2026-10-16,7
Somebody else's,2026-10-16,7
"""
    done = run(TABLE, odd, options=("--dry-run", "--json"))
    assert done.exit_code == 0, done.output
    plan = json.loads(done.stdout)
    assert plan["check_ins"] == 1
    assert [each["text"] for each in plan["check_ins_left_out"]] == [
        "Newsletter readers",
        "Podcast is on the air",
        "Somebody else's",
    ]
    reasons = [each["reason"] for each in plan["check_ins_left_out"]]
    assert "in the future" in reasons[0]
    assert "yes or no" in reasons[1]
    assert "No key result" in reasons[2]
    assert "no check-in." in run(TABLE, odd, options=("--dry-run",)).output

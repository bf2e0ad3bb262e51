"""A file of a hundred key results and 2,000 check-ins is read and written whole."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.cli import main
from kiosk.config import load_settings
from kiosk.okr.model import CycleState
from kiosk.web.core.services import open_store, utc_now

OBJECTIVES, EACH, DAYS = 25, 4, 20


def okrs() -> str:
    rows = ["Team,Objective,Key result,Start,Target"]
    for o in range(OBJECTIVES):
        rows += [f'Team {o % 9},Objective {o}x,"{title(o, k)}",10,{300 + k}' for k in range(EACH)]
    return "\n".join(rows)


def title(objective: int, key_result: int) -> str:
    return f"Calls about topic {objective}x, part {key_result}x"


def history() -> str:
    rows = ["Key result,Date,Value,Confidence,Note"]
    for o in range(OBJECTIVES):
        for k in range(EACH):
            for n in range(DAYS):
                day = date(2026, 10, 1) + timedelta(days=2 * n)
                rows.append(f'"{title(o, k)}",{day},{11 + o + n},7,Day {n} of {o}')
    return "\n".join(rows)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    paths = tmp_path / "okrs.csv", tmp_path / "history.csv"
    for path, text in zip(paths, (okrs(), history()), strict=True):
        path.write_text(text)
    return [*map(str, paths)]


def test_all_of_it_is_there(tmp_path: Path, files: list[str]):
    store = open_store(load_settings(tmp_path / "data", {}, {}))
    store.cycles.add("Q4 2026", date(2026, 10, 1), date(2026, 12, 31), state=CycleState.OPEN)
    options = ["--data", str(tmp_path / "data"), "--cycle", "Q4 2026", "--yes"]
    first = CliRunner().invoke(main, ["import", *files, *options])
    assert first.exit_code == 0, first.output[-500:]
    codes = [k.code for o in store.office(utc_now()).objectives for k in o.key_results]
    there = store.imports.check_ins(codes)
    assert len(codes) == OBJECTIVES * EACH
    assert {len(found) for found in there.values()} == {DAYS}

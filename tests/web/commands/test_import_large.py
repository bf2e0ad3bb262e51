"""A hundred key results and 1,200 check-ins are read and written whole, with progress reported."""

from datetime import date, timedelta
from functools import partial
from io import StringIO
from pathlib import Path

import pytest

from kiosk.config import load_settings
from kiosk.okr.import_progress import ImportProgress, ImportStage
from kiosk.okr.model import CycleState
from kiosk.views.i18n.localizer import Localizer
from kiosk.web.commands.import_files import read_import, write_import
from kiosk.web.commands.progress_line import progress_line
from kiosk.web.core.command_language import office_localizer
from kiosk.web.core.services import open_store, utc_now

OBJECTIVES, EACH, DAYS = 25, 4, 12


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
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "okrs.csv", tmp_path / "history.csv"]
    for path, text in zip(paths, (okrs(), history()), strict=True):
        path.write_text(text)
    return paths


def test_all_of_it_is_there_and_the_same_again_is_nothing(tmp_path: Path, files: list[Path]):
    settings = load_settings(tmp_path / "data", {}, {})
    store = open_store(settings)
    store.cycles.add("Q4 2026", date(2026, 10, 1), date(2026, 12, 31), state=CycleState.OPEN)
    seen: list[ImportProgress] = []
    again = partial(read_import, settings, files, "Q4 2026", "", report=seen.append)
    write_import(settings, again(), "", again, seen.append)
    codes = [k.code for o in store.office(utc_now()).objectives for k in o.key_results]
    there = store.imports.counted_values(codes)
    assert len(codes) == OBJECTIVES * EACH
    assert {len(found) for found in there.values()} == {DAYS}
    assert {each.stage for each in seen} == set(ImportStage) - {ImportStage.READING}
    check_ins = OBJECTIVES * EACH * DAYS
    assert ImportProgress(ImportStage.UNDERSTANDING, 500, check_ins + 1) in seen
    assert seen[-1] == ImportProgress(ImportStage.WRITING, check_ins, check_ins)
    preview = again().preview
    assert preview.is_there_already
    assert preview.checks.same == check_ins


class Terminal(StringIO):
    """A stream that is one."""

    def isatty(self) -> bool:
        """Whether somebody looks at it."""
        return True


@pytest.fixture
def localizer(tmp_path: Path) -> Localizer:
    settings = load_settings(tmp_path / "data", {}, {})
    open_store(settings)
    return office_localizer(settings)


def test_a_terminal_has_one_line_that_is_gone_after_it(localizer: Localizer):
    terminal = Terminal()
    with progress_line(localizer, terminal) as report:
        report(ImportProgress(ImportStage.READING, 1))
        report(ImportProgress(ImportStage.UNDERSTANDING, 12_000, 22_000))
    lines = ["", "Reading: 1 line", "Understanding: 12,000 of 22,000 lines", ""]
    assert terminal.getvalue().split("\r\x1b[K") == lines


def test_a_pipe_has_none(localizer: Localizer):
    pipe = StringIO()
    with progress_line(localizer, pipe) as report:
        report(ImportProgress(ImportStage.WRITING, 1, 2))
    assert pipe.getvalue() == ""

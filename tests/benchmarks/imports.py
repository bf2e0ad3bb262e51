"""Part j: a workbook of 2,000 key results and 20,000 check-ins, from its bytes to the database.

It counts the CPU time of this process and of the one that reads: other programs hardly affect that.
"""

import random
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from unittest import mock

from kiosk.exchange.import_worker import understand_file
from kiosk.okr.model import CycleState
from kiosk.store.queries import bulk_import
from kiosk.web.commands import import_files
from kiosk.web.core.services import open_store
from tests.benchmarks.office import settings
from tests.benchmarks.options import Options
from tests.benchmarks.report import Table

T = TypeVar("T")
MANY, FEW = 500, 5
EACH, DAYS = 4, 10
CYCLE = ("Q4 2026", date(2026, 10, 1), date(2026, 12, 31))
PREVIEW, WHOLE, TRANSACTION = 5.0, 10.0, 2.0


def imports(options: Options) -> Iterator[Table]:
    """One table."""
    objectives = FEW if options.quick else MANY
    counts = f"{objectives * EACH} key results, {objectives * EACH * DAYS} check-ins"
    table = Table("imports", f"Import: {counts}")
    with TemporaryDirectory(prefix="kiosk-bench-") as folder:
        _measure(Path(folder), _workbook(objectives), table)
    yield table


def _measure(folder: Path, data: bytes, table: Table) -> None:
    asked, file = settings(folder / "data"), folder / "okrs.xlsx"
    file.write_bytes(data)
    store = open_store(asked)
    store.teams.add("Our company", is_company=True)
    store.cycles.add(*CYCLE, state=CycleState.OPEN)
    reading, found = _timed(lambda: understand_file(file.name, data, "."))
    again = partial(import_files.read_import, asked, [file], CYCLE[0], "")
    inside: list[float] = []
    with (
        mock.patch.object(import_files, "understand_file", return_value=found),
        mock.patch.object(bulk_import, "import_objectives", _watched(inside)),
    ):
        comparing, beside = _timed(again)
        writing, _ = _timed(lambda: import_files.write_import(asked, beside, "", again))
        comparing_again, _ = _timed(again)
    table.add("read and understand, in a process of its own", reading, "s")
    table.add("compare with the office", comparing, "s")
    table.add("preview: both of these", reading + comparing, "s", PREVIEW)
    table.add("back up and prepare", writing - sum(inside), "s")
    table.add("transaction", sum(inside), "s", TRANSACTION)
    table.add("whole import", reading + comparing + writing, "s", WHOLE)
    table.add("compare once all of it is there", comparing_again, "s")


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = _processor_seconds()
    done = work()
    return _processor_seconds() - began, done


def _processor_seconds() -> float:
    """Of this process and of those that it waited for."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def _watched(seconds: list[float]) -> Callable[..., object]:
    write = bulk_import.import_objectives

    def watched(*given: object, **named: object) -> object:
        took, done = _timed(lambda: write(*given, **named))  # type: ignore[arg-type]
        seconds.append(took)
        return done

    return watched


def _workbook(objectives: int) -> bytes:
    """A sheet of key results and one of their history, with values that hardly repeat."""
    from openpyxl import Workbook

    chance, book = random.Random(1), Workbook()
    okrs, history = book.active, book.create_sheet("Check-ins")
    okrs.append(("Team", "Objective", "Key result", "Start", "Target", "Unit"))
    history.append(("Key result", "Date", "Value", "Confidence", "Note"))
    for objective in range(objectives):
        for number in range(EACH):
            title = f"Calls about topic {objective}x, part {number}x"
            team = f"Team {objective % 20 + 1}"
            okrs.append((team, f"Better topic {objective}x", title, 10, 200 + number, "calls"))
            for day in range(DAYS):
                value, at = chance.randrange(10, 240), CYCLE[1] + timedelta(days=4 * day)
                history.append((title, at, value, 7, f"{chance.randrange(10**6)} asked by then"))
    file = BytesIO()
    book.save(file)
    return file.getvalue()

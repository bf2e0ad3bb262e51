"""The sample office at the end of its cycle: graded, with what was learned."""

import sqlite3
from datetime import datetime
from pathlib import Path

from kiosk.okr.grading import GRADES
from kiosk.okr.model import CycleState
from kiosk.store import Store

LEARNED = (
    "We asked our customers in week two, and should have asked them before we began",
    "",
    "Bereitschaftsdienstplanung braucht Zeit, und sie gehört vor das Versprechen",
    "Short",
)


def grade_all(store: Store, now: datetime, state: CycleState = CycleState.GRADING) -> None:
    """Grade every objective of the first cycle and reveal the grades, or close it."""
    cycle = store.office(now).cycles[0]
    store.cycles.set_state(cycle.id, CycleState.GRADING, now=now)
    _write(store.path, [o.code for o in store.office(now).objectives])
    if state is CycleState.GRADING:
        store.grades.reveal(cycle.id, now)
    else:
        store.cycles.set_state(cycle.id, state, now=now)


def _write(path: Path, codes: list[str]) -> None:
    with sqlite3.connect(path) as db:
        db.executemany(
            "INSERT INTO grades (objective, grade, learned) VALUES (?, ?, ?)",
            [
                (code, str(GRADES[10 - number % 11]), LEARNED[number % len(LEARNED)])
                for number, code in enumerate(codes)
            ],
        )

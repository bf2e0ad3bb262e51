"""Grades of objectives at the end of a cycle."""

import sqlite3
from datetime import UTC, datetime

from kiosk.okr.grading import GradeDraft, refuse_second_grade, refuse_ungraded
from kiosk.okr.model import Grade
from kiosk.store.db.conversion import decimal_or_none, parse_timestamp, timestamp_to_text
from kiosk.store.queries.cycles import cycle_by_id

_GRADES = """
SELECT g.objective, g.grade, g.reason, g.learned, g.given_by, g.given_at
FROM grades AS g JOIN objectives AS o ON o.code = g.objective JOIN cycles AS y ON y.id = o.cycle
"""


def revealed_grades(db: sqlite3.Connection) -> dict[str, Grade]:
    """All revealed grades, by objective."""
    return _by_objective(db.execute(f"{_GRADES} WHERE y.revealed_at IS NOT NULL"))


def grades_of(db: sqlite3.Connection, cycle: int) -> dict[str, Grade]:
    """A cycle's grades, revealed or not, for those who grade."""
    return _by_objective(db.execute(f"{_GRADES} WHERE y.id = ?", (cycle,)))


def write_grade(
    db: sqlite3.Connection, objective: str, draft: GradeDraft, by: str, now: datetime
) -> None:
    """Write an objective's grade; it replaces the previous one."""
    grade = None if draft.grade is None else str(draft.grade)
    db.execute(
        "INSERT INTO grades (objective, grade, reason, learned, given_by, given_at)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (objective) DO UPDATE SET grade = excluded.grade,"
        " reason = excluded.reason, learned = excluded.learned, given_by = excluded.given_by,"
        " given_at = excluded.given_at",
        (objective, grade, draft.reason, draft.learned, by, timestamp_to_text(now)),
    )


def write_imported_grade(
    db: sqlite3.Connection, objective: str, draft: GradeDraft, by: str, now: datetime
) -> None:
    """Write the grade of an objective that has none.

    :raises ValidationError: its cycle is not being graded, or it has one by now.
    """
    row = db.execute(
        "SELECT o.cycle, EXISTS (SELECT 1 FROM grades WHERE objective = o.code) AS is_graded"
        " FROM objectives AS o WHERE o.code = ?",
        (objective,),
    ).fetchone()
    refuse_ungraded(cycle_by_id(db, row["cycle"]))
    refuse_second_grade(objective, is_graded=bool(row["is_graded"]))
    write_grade(db, objective, draft, by, now)


def _by_objective(rows: sqlite3.Cursor) -> dict[str, Grade]:
    return {row["objective"]: _grade(row) for row in rows}


def _grade(row: sqlite3.Row) -> Grade:
    return Grade(
        grade=decimal_or_none(row["grade"]),
        reason=row["reason"],
        learned=row["learned"],
        graded_by=row["given_by"],
        graded_at=parse_timestamp(row["given_at"]) or datetime(1970, 1, 1, tzinfo=UTC),
    )

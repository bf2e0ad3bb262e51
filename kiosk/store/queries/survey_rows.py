"""Surveys as they are read: nothing in here changes by an answer."""

import sqlite3

from kiosk.errors import NotFound
from kiosk.okr.survey import Lesson, Question, QuestionKind, ResultsPolicy, Survey, SurveyState
from kiosk.store.db.conversion import date_or_none

_SURVEYS = """
SELECT c.id, c.name, c.starts_on, c.ends_on, s.showing, s.opened_on, s.closed_on, s.answered
FROM cycles AS c LEFT JOIN surveys AS s ON s.cycle = c.id
"""


def survey_of(db: sqlite3.Connection, cycle: int) -> Survey:
    """A cycle's survey, a draft without questions where nobody has begun one; raises NotFound."""
    row = db.execute(f"{_SURVEYS} WHERE c.id = ?", (cycle,)).fetchone()
    survey = None if row is None else _survey(db, row)
    if survey is None:
        raise NotFound("There is no cycle %(number)s", number=cycle)
    return survey


def surveys(db: sqlite3.Connection) -> tuple[Survey, ...]:
    """Every survey that was opened, the newest first."""
    rows = db.execute(f"{_SURVEYS} WHERE s.cycle IS NOT NULL ORDER BY c.starts_on DESC, c.id DESC")
    return tuple(found for row in rows.fetchall() if (found := _survey(db, row)) is not None)


def open_surveys(db: sqlite3.Connection) -> frozenset[int]:
    """The cycles whose surveys are open, also where something else in their rows is unreadable."""
    rows = db.execute("SELECT cycle FROM surveys WHERE closed_on IS NULL")
    return frozenset(row["cycle"] for row in rows)


def survey_news(db: sqlite3.Connection) -> tuple[Survey, ...]:
    """The surveys that walls and phones may tell of: open ones, and those something came of."""
    found = surveys(db)
    return tuple(s for s in found if s.state is SurveyState.OPEN or s.lessons)


def _survey(db: sqlite3.Connection, row: sqlite3.Row) -> Survey | None:
    starts_on, ends_on = date_or_none(row["starts_on"]), date_or_none(row["ends_on"])
    if starts_on is None or ends_on is None:
        return None
    cycle = row["id"]
    return Survey(
        cycle=cycle,
        name=row["name"],
        starts_on=starts_on,
        ends_on=ends_on,
        state=_state(row),
        showing=ResultsPolicy(row["showing"] or ResultsPolicy.CLOSED),
        opened_on=date_or_none(row["opened_on"] or ""),
        closed_on=date_or_none(row["closed_on"] or ""),
        questions=questions_of(db, cycle),
        lessons=lessons_of(db, cycle),
        answered=row["answered"] or 0,
    )


def _state(row: sqlite3.Row) -> SurveyState:
    if row["opened_on"] is None:
        return SurveyState.DRAFT
    return SurveyState.OPEN if row["closed_on"] is None else SurveyState.CLOSED


def questions_of(db: sqlite3.Connection, cycle: int) -> tuple[Question, ...]:
    """A survey's questions in their order."""
    rows = db.execute(
        "SELECT code, kind, question FROM survey_questions WHERE cycle = ? ORDER BY position, code",
        (cycle,),
    )
    return tuple(Question(QuestionKind(r["kind"]), r["question"], r["code"]) for r in rows)


def lessons_of(db: sqlite3.Connection, cycle: int) -> tuple[Lesson, ...]:
    """What came of a survey, in its order."""
    rows = db.execute(
        "SELECT code, said, changed FROM survey_lessons WHERE cycle = ? ORDER BY position, code",
        (cycle,),
    )
    return tuple(Lesson(r["code"], r["said"], r["changed"]) for r in rows)

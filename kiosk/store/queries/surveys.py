"""Surveys: their questions while they are drafts, opening them, and their lessons."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from kiosk.errors import NotFound
from kiosk.okr.survey import (
    Lesson,
    Question,
    QuestionKind,
    ResultsPolicy,
    Survey,
    SurveyState,
)
from kiosk.okr.survey_rules import (
    refuse_more_lessons,
    refuse_more_questions,
    refuse_opening,
    refuse_unless_in_state,
    refuse_withdrawal,
    validated_lesson,
    validated_question,
)
from kiosk.store.db.conversion import date_or_none
from kiosk.store.queries.codes import fresh_code

_SURVEYS = """
SELECT c.id, c.name, c.starts_on, c.ends_on, s.showing, s.opened_on, s.closed_on, s.answered
FROM cycles AS c LEFT JOIN surveys AS s ON s.cycle = c.id
"""


def survey_of(db: sqlite3.Connection, cycle: int) -> Survey:
    """A cycle's survey; an empty draft if none was created. Raises NotFound."""
    row = db.execute(f"{_SURVEYS} WHERE c.id = ?", (cycle,)).fetchone()
    survey = None if row is None else _survey(db, row)
    if survey is None:
        raise NotFound("There is no cycle %(number)s", number=cycle)
    return survey


def surveys(db: sqlite3.Connection) -> tuple[Survey, ...]:
    """Every survey that was opened, the newest first."""
    rows = db.execute(f"{_SURVEYS} WHERE s.cycle IS NOT NULL ORDER BY c.starts_on DESC, c.id DESC")
    return tuple(found for row in rows.fetchall() if (found := _survey(db, row)) is not None)


def cycles_with_open_survey(db: sqlite3.Connection) -> frozenset[int]:
    """The ids of cycles with an open survey, even if its row is otherwise invalid."""
    rows = db.execute("SELECT cycle FROM surveys WHERE closed_on IS NULL")
    return frozenset(row["cycle"] for row in rows)


def survey_news(db: sqlite3.Connection) -> tuple[Survey, ...]:
    """The surveys that walls and phones show: open ones, and those with lessons."""
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
    """A survey's lessons in their order."""
    rows = db.execute(
        "SELECT code, said, changed FROM survey_lessons WHERE cycle = ? ORDER BY position, code",
        (cycle,),
    )
    return tuple(Lesson(r["code"], r["said"], r["changed"]) for r in rows)


def _in_state(db: sqlite3.Connection, cycle: int, state: SurveyState) -> Survey:
    survey = survey_of(db, cycle)
    refuse_unless_in_state(survey, state)
    return survey


def create_survey(db: sqlite3.Connection, cycle: int, defaults: Sequence[Question]) -> Survey:
    """Fill a draft without questions with those of the last survey, or with the default ones."""
    if not _in_state(db, cycle, SurveyState.DRAFT).questions:
        last = next((s.questions for s in surveys(db) if s.questions), ())
        for question in last or defaults:
            add_question(db, cycle, replace(question, code=""))
    return survey_of(db, cycle)


def add_question(db: sqlite3.Connection, cycle: int, question: Question) -> Question:
    """Add a question after the others.

    :raises ValidationError: the survey is no draft, has no room for more, or asks this already.
    """
    others = _in_state(db, cycle, SurveyState.DRAFT).questions
    refuse_more_questions(others)
    added = replace(validated_question(question, others), code=fresh_code(db))
    db.execute(
        "INSERT INTO survey_questions (code, cycle, kind, question, position)"
        " VALUES (?, ?, ?, ?, ?)",
        (added.code, cycle, added.kind.value, added.text, len(others) + 1),
    )
    return added


def edit_question(db: sqlite3.Connection, cycle: int, question: Question) -> None:
    """Change a draft's question; raises NotFound."""
    questions = _in_state(db, cycle, SurveyState.DRAFT).questions
    _refuse_unknown(question.code, [each.code for each in questions])
    edited = validated_question(question, [q for q in questions if q.code != question.code])
    db.execute(
        "UPDATE survey_questions SET kind = ?, question = ? WHERE code = ?",
        (edited.kind.value, edited.text, edited.code),
    )


def remove_question(db: sqlite3.Connection, cycle: int, code: str) -> None:
    """Remove a question from a draft; raises NotFound."""
    _in_state(db, cycle, SurveyState.DRAFT)
    _remove(db, "survey_questions", cycle, code)


def move_question(db: sqlite3.Connection, cycle: int, code: str, by: int) -> None:
    """Move a draft's question up (-1) or down (1); raises NotFound."""
    questions = _in_state(db, cycle, SurveyState.DRAFT).questions
    _move(db, "survey_questions", [each.code for each in questions], code, by)


def open_survey(db: sqlite3.Connection, cycle: int, showing: ResultsPolicy, today: date) -> Survey:
    """Open a draft: it can be answered, and its questions can no longer be edited.

    :raises ValidationError: it is no draft, or has no question.
    """
    refuse_opening(_in_state(db, cycle, SurveyState.DRAFT).questions)
    db.execute(
        "INSERT INTO surveys (cycle, showing, opened_on) VALUES (?, ?, ?)",
        (cycle, showing.value, today.isoformat()),
    )
    return survey_of(db, cycle)


def withdraw_survey(db: sqlite3.Connection, cycle: int) -> Survey:
    """Make an open survey without codes a draft again, which its questions can be edited in.

    :raises ValidationError: it is not open, or has codes.
    """
    _in_state(db, cycle, SurveyState.OPEN)
    codes = db.execute("SELECT 1 FROM survey_codes WHERE cycle = ? LIMIT 1", (cycle,)).fetchone()
    refuse_withdrawal(has_codes=codes is not None)
    db.execute("DELETE FROM surveys WHERE cycle = ?", (cycle,))
    return survey_of(db, cycle)


def refuse_not_open(db: sqlite3.Connection, cycle: int) -> Survey:
    """The survey, if it can be answered; raises ValidationError."""
    return _in_state(db, cycle, SurveyState.OPEN)


def add_lesson(db: sqlite3.Connection, cycle: int, said: str, changed: str) -> None:
    """Add a lesson of a closed survey after the others.

    :raises ValidationError: it is not closed, has no room for more, or a line is invalid.
    """
    count = len(_in_state(db, cycle, SurveyState.CLOSED).lessons)
    refuse_more_lessons(count)
    db.execute(
        "INSERT INTO survey_lessons (code, cycle, said, changed, position) VALUES (?, ?, ?, ?, ?)",
        (fresh_code(db), cycle, *validated_lesson(said, changed), count + 1),
    )


def edit_lesson(db: sqlite3.Connection, cycle: int, lesson: Lesson) -> None:
    """Change a lesson; raises NotFound."""
    lessons = _in_state(db, cycle, SurveyState.CLOSED).lessons
    _refuse_unknown(lesson.code, [each.code for each in lessons])
    db.execute(
        "UPDATE survey_lessons SET said = ?, changed = ? WHERE code = ?",
        (*validated_lesson(lesson.said, lesson.changed), lesson.code),
    )


def remove_lesson(db: sqlite3.Connection, cycle: int, code: str) -> None:
    """Remove a lesson; raises NotFound."""
    _remove(db, "survey_lessons", cycle, code)


def move_lesson(db: sqlite3.Connection, cycle: int, code: str, by: int) -> None:
    """Move a lesson up (-1) or down (1); raises NotFound."""
    _move(db, "survey_lessons", [each.code for each in lessons_of(db, cycle)], code, by)


def _remove(db: sqlite3.Connection, table: str, cycle: int, code: str) -> None:
    deleted = db.execute(f"DELETE FROM {table} WHERE code = ? AND cycle = ?", (code, cycle))
    if deleted.rowcount == 0:
        _refuse_unknown(code, ())


def _move(db: sqlite3.Connection, table: str, codes: list[str], code: str, by: int) -> None:
    _refuse_unknown(code, codes)
    at = codes.index(code)
    codes.insert(min(max(at + by, 0), len(codes) - 1), codes.pop(at))
    db.executemany(
        f"UPDATE {table} SET position = ? WHERE code = ?",
        [(position, each) for position, each in enumerate(codes, start=1)],
    )


def _refuse_unknown(code: str, codes: Iterable[str]) -> None:
    if code not in codes:
        raise NotFound("There is no line %(code)s in this survey", code=code)

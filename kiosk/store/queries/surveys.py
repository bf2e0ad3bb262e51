"""Surveys: their questions while they are drafts, opening, and what came of them."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from kiosk.errors import Collector, NotFound, ValidationError
from kiosk.okr.survey import (
    LESSON_LENGTH,
    MAX_LESSONS,
    MAX_QUESTIONS,
    QUESTION_LENGTH,
    Lesson,
    Question,
    ResultsPolicy,
    Survey,
    SurveyState,
)
from kiosk.okr.text import validated_line
from kiosk.store.queries.objectives import fresh_code
from kiosk.store.queries.survey_rows import lessons_of, survey_of, surveys


def _in_state(db: sqlite3.Connection, cycle: int, state: SurveyState) -> Survey:
    survey = survey_of(db, cycle)
    if survey.state is state:
        return survey
    if state is SurveyState.DRAFT:
        raise ValidationError(
            "survey", "The survey has been opened: its questions stay as they are"
        )
    if state is SurveyState.OPEN:
        raise ValidationError("survey", "This survey is not open")
    raise ValidationError(
        "survey", "Close the survey first: what you learned from it is added afterwards"
    )


def create_survey(db: sqlite3.Connection, cycle: int, usual: Sequence[Question]) -> Survey:
    """Give a draft without questions those of the last survey, or the usual ones."""
    if not _in_state(db, cycle, SurveyState.DRAFT).questions:
        last = next((s.questions for s in surveys(db) if s.questions), ())
        for question in last or usual:
            add_question(db, cycle, replace(question, code=""))
    return survey_of(db, cycle)


def add_question(db: sqlite3.Connection, cycle: int, question: Question) -> Question:
    """Add a question after the others.

    :raises ValidationError: the survey is no draft, has as many as it may, or asks this already.
    """
    there = _in_state(db, cycle, SurveyState.DRAFT).questions
    if len(there) >= MAX_QUESTIONS:
        raise ValidationError("text", "Ask at most %(most)s questions", most=MAX_QUESTIONS)
    plain = _new_text(there, question)
    code = fresh_code(db)
    db.execute(
        "INSERT INTO survey_questions (code, cycle, kind, question, position)"
        " VALUES (?, ?, ?, ?, ?)",
        (code, cycle, question.kind.value, plain, len(there) + 1),
    )
    return replace(question, code=code, text=plain)


def edit_question(db: sqlite3.Connection, cycle: int, question: Question) -> None:
    """Change a draft's question; raises NotFound."""
    there = _in_state(db, cycle, SurveyState.DRAFT).questions
    others = [each for each in there if each.code != question.code]
    _refuse_unknown(question.code, [each.code for each in there])
    db.execute(
        "UPDATE survey_questions SET kind = ?, question = ? WHERE code = ?",
        (question.kind.value, _new_text(others, question), question.code),
    )


def _new_text(others: Iterable[Question], question: Question) -> str:
    plain = validated_line("text", question.text, QUESTION_LENGTH)
    if any(other.text == plain for other in others):
        raise ValidationError(
            "text", "“%(text)s” is already asked. Enter a different question", text=plain
        )
    return plain


def remove_question(db: sqlite3.Connection, cycle: int, code: str) -> None:
    """Take a question out of a draft; raises NotFound."""
    _in_state(db, cycle, SurveyState.DRAFT)
    _remove(db, "survey_questions", cycle, code)


def move_question(db: sqlite3.Connection, cycle: int, code: str, by: int) -> None:
    """Move a draft's question up (-1) or down (1); raises NotFound."""
    there = _in_state(db, cycle, SurveyState.DRAFT).questions
    _move(db, "survey_questions", [each.code for each in there], code, by)


def open_survey(db: sqlite3.Connection, cycle: int, showing: ResultsPolicy, today: date) -> Survey:
    """Open a draft: from now on it is answered, and its questions stay.

    :raises ValidationError: it is no draft, or has no question.
    """
    if not _in_state(db, cycle, SurveyState.DRAFT).questions:
        raise ValidationError("survey", "There is no question yet. Enter at least one")
    db.execute(
        "INSERT INTO surveys (cycle, showing, opened_on) VALUES (?, ?, ?)",
        (cycle, showing.value, today.isoformat()),
    )
    return survey_of(db, cycle)


def refuse_not_open(db: sqlite3.Connection, cycle: int) -> Survey:
    """The survey, if it can be answered; raises ValidationError."""
    return _in_state(db, cycle, SurveyState.OPEN)


def add_lesson(db: sqlite3.Connection, cycle: int, said: str, changed: str) -> None:
    """Add what a closed survey said and what was changed, after the others.

    :raises ValidationError: it is not closed, has as many as it may, or a line will not do.
    """
    there = _in_state(db, cycle, SurveyState.CLOSED).lessons
    if len(there) >= MAX_LESSONS:
        raise ValidationError("said", "Enter at most %(most)s of these", most=MAX_LESSONS)
    db.execute(
        "INSERT INTO survey_lessons (code, cycle, said, changed, position) VALUES (?, ?, ?, ?, ?)",
        (fresh_code(db), cycle, *_lines(said, changed), len(there) + 1),
    )


def edit_lesson(db: sqlite3.Connection, cycle: int, lesson: Lesson) -> None:
    """Change a lesson; raises NotFound."""
    there = _in_state(db, cycle, SurveyState.CLOSED).lessons
    _refuse_unknown(lesson.code, [each.code for each in there])
    db.execute(
        "UPDATE survey_lessons SET said = ?, changed = ? WHERE code = ?",
        (*_lines(lesson.said, lesson.changed), lesson.code),
    )


def _lines(said: str, changed: str) -> tuple[str, str]:
    collect = Collector()
    lines = (
        collect.read(lambda: validated_line("said", said, LESSON_LENGTH), ""),
        collect.read(lambda: validated_line("changed", changed, LESSON_LENGTH), ""),
    )
    collect.finish()
    return lines


def remove_lesson(db: sqlite3.Connection, cycle: int, code: str) -> None:
    """Take a lesson away; raises NotFound."""
    _remove(db, "survey_lessons", cycle, code)


def move_lesson(db: sqlite3.Connection, cycle: int, code: str, by: int) -> None:
    """Move a lesson up (-1) or down (1); raises NotFound."""
    _move(db, "survey_lessons", [each.code for each in lessons_of(db, cycle)], code, by)


def _remove(db: sqlite3.Connection, table: str, cycle: int, code: str) -> None:
    gone = db.execute(f"DELETE FROM {table} WHERE code = ? AND cycle = ?", (code, cycle))
    if gone.rowcount == 0:
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

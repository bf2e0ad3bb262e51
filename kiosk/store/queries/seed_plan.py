"""The parts of an office to seed, and writing its meetings and the end of its previous cycle."""

import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.okr.grading import GradeDraft, suggested_grade, validated_grade
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.model import CycleState, Objective, Value
from kiosk.okr.survey import Lesson, Question
from kiosk.store.queries.cycles import cycle_by_id, set_cycle_state
from kiosk.store.queries.grades import write_grade
from kiosk.store.queries.latest_check_ins import LatestCheckIns
from kiosk.store.queries.meetings import add_meeting
from kiosk.store.queries.related_cycles import office_with_related_objectives
from kiosk.store.queries.surveys import add_lesson


@dataclass(frozen=True, slots=True)
class SeedCheckIn:
    """A check-in with its time."""

    made_at: datetime
    value: Value
    confidence: int | None = None
    note: str = ""
    signed: str = ""
    nothing_changed: bool = False


@dataclass(frozen=True, slots=True)
class SeedKeyResult:
    """A key result with its code and check-ins; its milestones have codes too."""

    code: str
    draft: KeyResultDraft
    check_ins: tuple[SeedCheckIn, ...] = ()


@dataclass(frozen=True, slots=True)
class SeedObjective:
    """An objective (its cycle and key results are ignored) and its key results."""

    objective: Objective
    key_results: tuple[SeedKeyResult, ...]


@dataclass(frozen=True, slots=True)
class SeedMeeting:
    """A meeting with its code."""

    code: str
    draft: MeetingDraft


@dataclass(frozen=True, slots=True)
class SeedQuestion:
    """A question with its code, and all answers."""

    question: Question
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeedPreviousCycle:
    """A closed cycle: its grades by objective, and its survey."""

    cycle: str
    theme: str
    starts_on: date
    ends_on: date
    closed_at: datetime
    objectives: tuple[SeedObjective, ...]
    grades: Mapping[str, GradeDraft]
    questions: tuple[SeedQuestion, ...]
    lessons: tuple[Lesson, ...]


def seed_meetings(
    db: sqlite3.Connection, cycle: int, meetings: Iterable[SeedMeeting], now: datetime
) -> None:
    """Add the meetings of a cycle."""
    for planned in meetings:
        add_meeting(db, cycle, planned.code, planned.draft, now)


def grade_and_close(
    db: sqlite3.Connection, cycle: int, plan: SeedPreviousCycle, zone: ZoneInfo
) -> None:
    """Grade and close a cycle, and add its survey.

    :raises ValidationError: a grade differs from its suggestion without a reason.
    """
    set_cycle_state(db, cycle, CycleState.GRADING, plan.closed_at)
    office = office_with_related_objectives(
        db, plan.closed_at, zone, LatestCheckIns(), only=cycle_by_id(db, cycle)
    )
    for code, draft in plan.grades.items():
        grade = validated_grade(draft, suggested_grade(office, office.objective(code)))
        write_grade(db, code, grade, "", plan.closed_at)
    set_cycle_state(db, cycle, CycleState.CLOSED, plan.closed_at)
    if plan.questions or plan.lessons:
        _add_survey(db, cycle, plan)


def _add_survey(db: sqlite3.Connection, cycle: int, plan: SeedPreviousCycle) -> None:
    sheets = max((len(planned.answers) for planned in plan.questions), default=0)
    day = plan.ends_on.isoformat()
    db.execute(
        "INSERT INTO surveys (cycle, opened_on, closed_on, answered) VALUES (?, ?, ?, ?)",
        (cycle, day, day, sheets),
    )
    for position, planned in enumerate(plan.questions, start=1):
        question = planned.question
        db.execute("INSERT OR IGNORE INTO codes (code) VALUES (?)", (question.code,))
        db.execute(
            "INSERT INTO survey_questions (code, cycle, kind, question, position)"
            " VALUES (?, ?, ?, ?, ?)",
            (question.code, cycle, question.kind.value, question.text, position),
        )
        db.executemany(
            "INSERT INTO survey_answers (key, question, answer) VALUES (?, ?, ?)",
            [(secrets.token_hex(16), question.code, answer) for answer in planned.answers],
        )
    for lesson in plan.lessons:
        add_lesson(db, cycle, lesson.said, lesson.changed)

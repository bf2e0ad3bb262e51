"""What an office is planned of, and its meetings and the end of the cycle before, written."""

import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.okr.drafts import KeyResultDraft
from kiosk.okr.grading import GradeDraft, checked_grade, suggested
from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.model import CycleState, Objective, Value
from kiosk.okr.survey import Lesson, Question
from kiosk.store.counting import Counting
from kiosk.store.cycles import cycle_by_id, set_cycle_state
from kiosk.store.elsewhere import whole_office
from kiosk.store.grades import write_grade
from kiosk.store.meetings import add_meeting
from kiosk.store.survey import add_lesson


@dataclass(frozen=True, slots=True)
class PlannedCheckIn:
    """A check-in with the moment it was made."""

    made_at: datetime
    value: Value
    confidence: int | None = None
    note: str = ""
    signed: str = ""
    nothing_changed: bool = False


@dataclass(frozen=True, slots=True)
class PlannedKeyResult:
    """A key result with its code and its story; its milestones bring their codes too."""

    code: str
    draft: KeyResultDraft
    check_ins: tuple[PlannedCheckIn, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedObjective:
    """An objective (whose cycle and key results are not looked at) and its key results."""

    objective: Objective
    key_results: tuple[PlannedKeyResult, ...]


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A meeting with its code."""

    code: str
    draft: MeetingDraft


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """A question with its code, and every answer it got."""

    question: Question
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedPrevious:
    """A cycle that is over: what was said of each objective, by its code, and of the cycle."""

    cycle: str
    theme: str
    starts_on: date
    ends_on: date
    closed_at: datetime
    objectives: tuple[PlannedObjective, ...]
    grades: Mapping[str, GradeDraft]
    questions: tuple[PlannedQuestion, ...]
    lessons: tuple[Lesson, ...]


def add_meetings(
    db: sqlite3.Connection, cycle: int, meetings: Iterable[PlannedMeeting], now: datetime
) -> None:
    """Write the meetings of a cycle."""
    for planned in meetings:
        add_meeting(db, cycle, planned.code, planned.draft, now)


def end_cycle(db: sqlite3.Connection, cycle: int, plan: PlannedPrevious, zone: ZoneInfo) -> None:
    """Grade and close a cycle, with what its survey said.

    :raises Refused: a grade is another than its numbers suggest, and nobody says why.
    """
    set_cycle_state(db, cycle, CycleState.GRADING, plan.closed_at)
    office = whole_office(db, plan.closed_at, zone, Counting(), only=cycle_by_id(db, cycle))
    for code, draft in plan.grades.items():
        grade = checked_grade(draft, suggested(office, office.objective(code)))
        write_grade(db, code, grade, "", plan.closed_at)
    set_cycle_state(db, cycle, CycleState.CLOSED, plan.closed_at)
    if plan.questions or plan.lessons:
        _add_survey(db, cycle, plan)


def _add_survey(db: sqlite3.Connection, cycle: int, plan: PlannedPrevious) -> None:
    sheets = max((len(planned.answers) for planned in plan.questions), default=0)
    day = plan.ends_on.isoformat()
    db.execute(
        "INSERT INTO surveys (cycle, opened_on, closed_on, answered) VALUES (?, ?, ?, ?)",
        (cycle, day, day, sheets),
    )
    for position, planned in enumerate(plan.questions, start=1):
        asked = planned.question
        db.execute("INSERT OR IGNORE INTO codes (code) VALUES (?)", (asked.code,))
        db.execute(
            "INSERT INTO survey_questions (code, cycle, kind, question, position)"
            " VALUES (?, ?, ?, ?, ?)",
            (asked.code, cycle, asked.kind.value, asked.text, position),
        )
        db.executemany(
            "INSERT INTO survey_answers (key, question, answer) VALUES (?, ?, ?)",
            [(secrets.token_hex(16), asked.code, answer) for answer in planned.answers],
        )
    for lesson in plan.lessons:
        add_lesson(db, cycle, lesson.said, lesson.changed)

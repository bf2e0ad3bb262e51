"""What an office file says around its numbers: meetings, and the cycle before with its end."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

from kiosk.errors import Refused
from kiosk.exchange.fields import Fields, shown
from kiosk.exchange.file_model import (
    LAST_WEEK,
    FileGrade,
    FileLesson,
    FileMeeting,
    FileObjective,
    FilePrevious,
    FileQuestion,
)
from kiosk.okr.grading import GRADES
from kiosk.okr.meeting_draft import MINUTES, PLACE_LENGTH
from kiosk.okr.meetings import MeetingKind
from kiosk.okr.survey import (
    ANSWER_LENGTH,
    FEWEST,
    LESSON_LENGTH,
    QUESTION_LENGTH,
    SCALE,
)
from kiosk.okr.texts import BECAUSE_LENGTH, TITLE_LENGTH
from kiosk.okr.values import NOTE_LENGTH

USUAL_MINUTES = 60


def meeting_from(fields: Fields, slugs: list[str]) -> FileMeeting:
    """One meeting; `slugs` are the teams there are. Raises Refused for the first mistake."""
    kind = MeetingKind(fields.choice("kind", [kind.value for kind in MeetingKind]))
    of_team = fields.has("team") or kind is MeetingKind.TEAM
    return FileMeeting(
        code=fields.code(),
        week=fields.whole_needed("week", 0, LAST_WEEK),
        day=fields.whole_needed("day", 1, 7),
        time=fields.clock("time"),
        kind=kind,
        title=fields.text("title", TITLE_LENGTH),
        team=fields.choice("team", slugs) if of_team else "",
        minutes=fields.whole("minutes", *MINUTES) or USUAL_MINUTES,
        place=fields.text("place", PLACE_LENGTH, ""),
        anyone=fields.flag("anyone", default=True),
    )


def previous_from(fields: Fields, objective: Callable[[Fields], FileObjective]) -> FilePrevious:
    """The cycle before.

    :param objective: reads one objective, as in the cycle that runs.
    """
    objectives = fields.each("objectives", FileObjective, objective)
    return FilePrevious(
        theme=fields.text("theme", TITLE_LENGTH),
        grades=tuple(_grades(fields, fields.texts("objectives", "code"))),
        questions=fields.each("questions", FileQuestion, _question),
        lessons=fields.each("lessons", FileLesson, _lesson),
        objectives=objectives,
    )


def _grades(fields: Fields, codes: list[str]) -> Iterator[FileGrade]:
    graded: set[str] = set()
    for entry in fields.tables("grades", FileGrade):
        grade = fields.collect.read(partial(_given, entry, codes), None)
        if grade is None:
            continue
        if grade.objective in graded:
            fields.collect.refuse(
                Refused(
                    entry.at("objective"),
                    "%(code)s is graded already. Leave one of the two out.",
                    code=grade.objective,
                )
            )
        graded.add(grade.objective)
        yield grade


def _given(fields: Fields, codes: list[str]) -> FileGrade:
    return FileGrade(
        objective=fields.choice("objective", codes),
        grade=_grade(fields),
        reason=fields.text("reason", BECAUSE_LENGTH, ""),
        learned=fields.text("learned", NOTE_LENGTH, ""),
    )


def _grade(fields: Fields) -> Decimal | None:
    grade = fields.decimal("grade")
    if grade is not None and grade not in GRADES:
        raise Refused(
            fields.at("grade"), "A grade is from 0.0 to 1.0, with one decimal. Choose one"
        )
    return grade


def _question(fields: Fields) -> FileQuestion:
    question = FileQuestion(
        code=fields.code(),
        text=fields.text("text", QUESTION_LENGTH),
        counts=tuple(_counts(fields)),
        sentences=tuple(_sentences(fields)),
    )
    if bool(question.counts) is bool(question.sentences):
        raise Refused(
            fields.at("counts"),
            "A question is answered by numbers or in words. Write either counts or sentences.",
        )
    return question


def _counts(fields: Fields) -> Iterator[int]:
    """How many chose each number of the scale; as many as may be shown, or none."""
    counts = fields.list("counts")
    whole = [n for n in counts if isinstance(n, int) and not isinstance(n, bool) and n >= 0]
    if counts and (len(counts) != len(whole) or len(whole) != len(SCALE) or sum(whole) < FEWEST):
        raise Refused(
            fields.at("counts"),
            "Write how many chose 1, 2, 3, 4 and 5, together at least %(fewest)s, not %(value)s.",
            fewest=FEWEST,
            value=shown(counts),
        )
    yield from whole


def _sentences(fields: Fields) -> Iterator[str]:
    sentences = fields.list("sentences")
    short = [s for s in sentences if isinstance(s, str) and s.strip() and len(s) <= ANSWER_LENGTH]
    if sentences and (len(short) != len(sentences) or len(short) < FEWEST):
        raise Refused(
            fields.at("sentences"),
            "Write at least %(fewest)s lines of text of at most %(most)s characters.",
            fewest=FEWEST,
            most=ANSWER_LENGTH,
        )
    yield from short


def _lesson(fields: Fields) -> FileLesson:
    return FileLesson(fields.text("said", LESSON_LENGTH), fields.text("changed", LESSON_LENGTH))

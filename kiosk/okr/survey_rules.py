"""The rules for surveys: what is done in which state, and how many questions, lessons and codes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kiosk.errors import Collector, ValidationError
from kiosk.okr.survey import (
    LESSON_LENGTH,
    MAX_LESSONS,
    MAX_QUESTIONS,
    QUESTION_LENGTH,
    Question,
    Survey,
    SurveyState,
)
from kiosk.okr.text import validated_line

MAX_CODES_AT_ONCE = 200
MAX_CODES = 5000


def refuse_unless_in_state(survey: Survey, state: SurveyState) -> None:
    """Raise ValidationError unless a survey is in a state."""
    if survey.state is state:
        return
    if state is SurveyState.DRAFT:
        raise ValidationError(
            "survey", "The survey has been opened: its questions stay as they are"
        )
    if state is SurveyState.OPEN:
        raise ValidationError("survey", "This survey is not open")
    raise ValidationError(
        "survey", "Close the survey first: what you learned from it is added afterwards"
    )


def validated_question(question: Question, others: Iterable[Question]) -> Question:
    """The question as it will be written, in one line.

    :param others: the other questions of the survey.
    :raises ValidationError: on "text", if it is empty, too long or asked already.
    """
    plain = validated_line("text", question.text, QUESTION_LENGTH)
    if any(other.text == plain for other in others):
        raise ValidationError(
            "text", "“%(text)s” is already asked. Enter a different question", text=plain
        )
    return replace(question, text=plain)


def refuse_more_questions(questions: Sequence[Question]) -> None:
    """Raise ValidationError unless a survey may have one more question."""
    if len(questions) >= MAX_QUESTIONS:
        raise ValidationError("text", "Ask at most %(most)s questions", most=MAX_QUESTIONS)


def refuse_withdrawal(*, has_codes: bool) -> None:
    """Raise ValidationError if somebody may already answer an open survey."""
    if has_codes:
        raise ValidationError("survey", "It has codes already: its questions stay as they are")


def refuse_opening(questions: Sequence[Question]) -> None:
    """Raise ValidationError unless a survey has a question to answer."""
    if not questions:
        raise ValidationError("survey", "There is no question yet. Enter at least one")


def refuse_more_lessons(count: int) -> None:
    """Raise ValidationError unless a survey with so many lessons may have one more."""
    if count >= MAX_LESSONS:
        raise ValidationError("said", "Enter at most %(most)s of these", most=MAX_LESSONS)


def validated_lesson(said: str, changed: str) -> tuple[str, str]:
    """What people said and what was changed, each in one line.

    :raises ValidationError: naming each invalid field.
    """
    collect = Collector()
    lines = (
        collect.read(lambda: validated_line("said", said, LESSON_LENGTH), ""),
        collect.read(lambda: validated_line("changed", changed, LESSON_LENGTH), ""),
    )
    collect.finish()
    return lines


def refuse_code_count(count: int) -> None:
    """Raise ValidationError unless so many codes may be made at once."""
    if not 1 <= count <= MAX_CODES_AT_ONCE:
        raise ValidationError("count", "Enter a number from 1 to %(most)s", most=MAX_CODES_AT_ONCE)


def refuse_code_total(total: int) -> None:
    """Raise ValidationError unless a survey may have so many codes in all."""
    if total > MAX_CODES:
        raise ValidationError("count", "A survey has at most %(most)s codes", most=MAX_CODES)

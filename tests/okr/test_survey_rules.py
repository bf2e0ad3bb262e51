"""The rules for surveys, without a database."""

from datetime import date

import pytest

from kiosk.errors import ValidationError, each_error
from kiosk.okr.survey import (
    MAX_LESSONS,
    MAX_QUESTIONS,
    Question,
    QuestionKind,
    Survey,
    SurveyState,
)
from kiosk.okr.survey_rules import (
    MAX_CODES,
    MAX_CODES_AT_ONCE,
    refuse_code_count,
    refuse_code_total,
    refuse_more_lessons,
    refuse_more_questions,
    refuse_opening,
    refuse_unless_in_state,
    validated_lesson,
    validated_question,
)

CLEAR = Question(QuestionKind.SCALE, "I know our goals", "Q1")


@pytest.mark.parametrize("state", SurveyState)
@pytest.mark.parametrize("needed", SurveyState)
def test_a_survey_in_another_state_is_refused(state, needed):
    survey = Survey(1, "Q4", date(2026, 10, 1), date(2026, 12, 31), state)
    if state is needed:
        refuse_unless_in_state(survey, needed)
    else:
        with pytest.raises(ValidationError):
            refuse_unless_in_state(survey, needed)


def test_a_question_is_asked_once_and_in_one_line():
    asked = Question(QuestionKind.TEXT, "What   blocks you?")

    assert validated_question(asked, [CLEAR]).text == "What blocks you?"
    with pytest.raises(ValidationError, match="already asked"):
        validated_question(Question(QuestionKind.TEXT, " I know our  goals"), [CLEAR])


def test_a_survey_has_one_question_at_least_and_so_many_at_most():
    refuse_opening([CLEAR])
    refuse_more_questions([CLEAR] * (MAX_QUESTIONS - 1))
    with pytest.raises(ValidationError, match="no question yet"):
        refuse_opening([])
    with pytest.raises(ValidationError, match="at most"):
        refuse_more_questions([CLEAR] * MAX_QUESTIONS)


def test_both_lines_of_a_lesson_are_needed_and_both_are_named():
    assert validated_lesson("Too many  goals", "Three each") == ("Too many goals", "Three each")
    with pytest.raises(ValidationError) as refused:
        validated_lesson("", " ")
    assert [error.field for error in each_error(refused.value)] == ["said", "changed"]
    refuse_more_lessons(MAX_LESSONS - 1)
    with pytest.raises(ValidationError, match="at most"):
        refuse_more_lessons(MAX_LESSONS)


def test_codes_are_limited_at_once_and_in_all():
    for count in (1, MAX_CODES_AT_ONCE):
        refuse_code_count(count)
    for count in (0, MAX_CODES_AT_ONCE + 1):
        with pytest.raises(ValidationError, match="Enter a number from 1"):
            refuse_code_count(count)
    refuse_code_total(MAX_CODES)
    with pytest.raises(ValidationError, match="at most"):
        refuse_code_total(MAX_CODES + 1)

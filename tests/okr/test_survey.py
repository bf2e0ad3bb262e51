"""What may be shown of a survey: never fewer than five answers, nor what tells fewer apart."""

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import ValidationError
from kiosk.okr.model import Cycle, CycleState, Office
from kiosk.okr.survey import (
    ANSWER_LENGTH,
    MIN_ANSWERS_SHOWN,
    Lesson,
    PendingAnswers,
    Question,
    QuestionKind,
    ResultsPolicy,
    Survey,
    SurveyState,
    question_result,
    validated_answers,
)
from kiosk.okr.survey_lessons import cycle_lessons, visible_lessons

A, B, C = "AAAA", "BBBB", "CCCC"
SCALE = Question(QuestionKind.SCALE, "I had a say.", A)
TEXT = Question(QuestionKind.TEXT, "What helped most?", C)
SHEETS = st.lists(
    st.dictionaries(st.sampled_from([A, B, C]), st.sampled_from("12345")), max_size=30
)

Picture = dict[str, Counter[str]]


def pictures(sheets: list[dict[str, str]], showing: ResultsPolicy) -> list[Picture]:
    """What is to be seen after each sheet, and at last after closing."""
    waiting, seen = PendingAnswers(), []
    shown: Picture = {code: Counter() for code in (A, B, C)}

    def show(waiting: PendingAnswers) -> PendingAnswers:
        left, more = waiting.release()
        for code, pool in more.items():
            shown[code] = shown[code] + Counter(pool)
        return left

    for sheet in sheets:
        waiting = waiting.with_submission(sheet)
        if waiting.is_first_result_due(showing):
            waiting = show(waiting)
        seen.append(dict(shown))
    show(waiting)
    return [*seen, dict(shown)]


@given(SHEETS, st.sampled_from(ResultsPolicy))
def test_any_two_pictures_of_a_question_differ_by_no_answer_or_by_five_at_least(sheets, showing):
    seen = [{code: Counter() for code in (A, B, C)}, *pictures(sheets, showing)]
    for before in range(len(seen)):
        for after in range(before, len(seen)):
            for code in (A, B, C):
                one, other = seen[before][code], seen[after][code]
                assert one <= other  # nothing shown is taken back
                more = (other - one).total()
                assert more == 0 or more >= MIN_ANSWERS_SHOWN


@given(SHEETS, st.sampled_from(ResultsPolicy))
def test_what_is_shown_was_said_and_of_a_closed_survey_nothing_is_left_out_but_a_few(
    sheets, showing
):
    last = pictures(sheets, showing)[-1]
    for code in (A, B, C):
        said = Counter(sheet[code] for sheet in sheets if code in sheet)
        assert last[code] <= said
        assert said.total() - last[code].total() < MIN_ANSWERS_SHOWN
        if showing is ResultsPolicy.CLOSED and said.total() >= MIN_ANSWERS_SHOWN:
            assert last[code] == said


@given(SHEETS)
def test_while_it_is_open_the_picture_changes_once_at_most(sheets):
    seen = pictures(sheets, ResultsPolicy.EARLY)[:-1]
    changes = [at for at in range(1, len(seen)) if seen[at] != seen[at - 1]]
    assert changes in ([], [MIN_ANSWERS_SHOWN - 1])
    assert all(picture == seen[0] for picture in pictures(sheets, ResultsPolicy.CLOSED)[:-1])


@given(st.lists(st.sampled_from("12345"), max_size=12))
def test_mean_and_counts_are_of_the_same_answers_or_of_none(chosen):
    result = question_result(SCALE, chosen)
    if len(chosen) < MIN_ANSWERS_SHOWN:
        assert (result.answers, result.counts, result.mean) == (0, (), None)
    else:
        assert sum(result.counts) == result.answers == len(chosen)
        weighed = sum(value * count for value, count in enumerate(result.counts, start=1))
        assert result.mean == Fraction(weighed, len(chosen))


def test_texts_come_in_another_order_at_each_look():
    said = [str(number) for number in range(30)]
    looks = {question_result(TEXT, said).texts for _ in range(5)}
    assert len(looks) > 1
    assert all(sorted(look) == sorted(said) for look in looks)
    assert question_result(TEXT, said[:4]).texts == ()


def test_a_pool_does_not_remember_who_came_first():
    firsts = set()
    for _ in range(60):
        waiting = PendingAnswers()
        for number in range(10):
            waiting = waiting.with_submission({C: str(number)})
        firsts.add(waiting.by_question[C][0])
    assert len(firsts) > 3


def test_every_question_may_be_left_empty_but_not_all_of_them():
    assert validated_answers([SCALE, TEXT], {"q-AAAA": "4", "q-CCCC": "  "}) == {A: "4"}
    said = validated_answers([SCALE, TEXT], {"q-CCCC": "Calm\r\n\r\n  mornings", "other": "x"})
    assert said == {C: "Calm mornings"}
    with pytest.raises(ValidationError, match="Nothing is answered yet"):
        validated_answers([SCALE, TEXT], {"q-AAAA": ""})


@pytest.mark.parametrize("typed", ["0", "6", "4.5", "x", "-1", "11"])
def test_a_number_beyond_the_scale_is_refused(typed):
    with pytest.raises(ValidationError) as error:
        validated_answers([SCALE], {"q-AAAA": typed})
    assert error.value.field == "q-AAAA"


def test_a_long_answer_is_refused_by_its_field():
    with pytest.raises(ValidationError) as error:
        validated_answers([TEXT], {"q-CCCC": "x" * (ANSWER_LENGTH + 1)})
    assert error.value.field == "q-CCCC"


def cycle(number: int, starts_on: str, ends_on: str) -> Cycle:
    first, last = date.fromisoformat(starts_on), date.fromisoformat(ends_on)
    return Cycle(number, f"Cycle {number}", "", first, last, CycleState.OPEN)


def closed(on: str, *, lessons: bool = True) -> Survey:
    return Survey(
        cycle=1,
        name="Q4 2026",
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 12, 31),
        state=SurveyState.CLOSED,
        closed_on=date.fromisoformat(on),
        lessons=(Lesson("LLLL", "Too many goals", "Three at most"),) if lessons else (),
    )


def office(survey: Survey, *cycles: Cycle) -> Office:
    return Office(1, "Acme", False, cycles, (), (), (), surveys=(survey,))


Q4, Q1 = cycle(1, "2026-10-01", "2026-12-31"), cycle(2, "2027-01-01", "2027-03-31")


@pytest.mark.parametrize(
    ("day", "is_there"), [("2026-12-20", True), ("2027-01-21", True), ("2027-01-22", False)]
)
def test_lessons_stand_until_the_third_week_of_the_next_cycle_ends(day, is_there):
    found = visible_lessons(office(closed("2026-12-18"), Q4, Q1), date.fromisoformat(day))
    assert bool(found) is is_there


def test_lessons_of_a_survey_closed_late_stand_as_long():
    there = office(closed("2027-02-01"), Q1)
    assert visible_lessons(there, date(2027, 2, 21))
    assert not visible_lessons(there, date(2027, 2, 22))


def test_lessons_wait_for_the_next_cycle_but_not_for_ever():
    there = office(closed("2026-12-18"), Q4)
    assert visible_lessons(there, date(2027, 3, 1))
    assert not visible_lessons(there, date(2027, 4, 1))


def test_a_cycles_own_page_begins_with_the_lessons_before_it_and_keeps_its_own_for_ever():
    there = office(closed("2026-12-18"), Q4, Q1)
    assert [found.name for found in cycle_lessons(there, Q1)] == ["Q4 2026"]
    assert [found.name for found in cycle_lessons(there, Q4)] == ["Q4 2026"]
    much_later = cycle(3, "2027-07-01", "2027-09-30")
    assert cycle_lessons(there, much_later) == ()
    earlier = cycle(4, "2026-07-01", "2026-09-30")
    assert cycle_lessons(there, earlier) == ()


def test_a_survey_without_lessons_and_an_open_one_have_none():
    assert not visible_lessons(office(closed("2026-12-18", lessons=False), Q4), date(2026, 12, 20))

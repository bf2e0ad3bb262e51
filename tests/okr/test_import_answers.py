"""Answers to questions change what was understood, and leave the rest as it was."""

from dataclasses import replace
from decimal import Decimal

from kiosk.okr.import_answers import answered, question_key
from kiosk.okr.import_findings import (
    FRACTION,
    FoundKeyResult,
    FoundObjective,
    QuestionAboutLines,
    ReadingQuestion,
    Understood,
)
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind

ONE = KeyResultDraft("Hire 3 and 2", KeyResultKind.NUMBER, target=Decimal(3), owner="Mia")
OTHER = KeyResultDraft("Else", KeyResultKind.YES_NO)


def source(*questions: ReadingQuestion) -> Understood:
    rows = (FoundKeyResult(2, ONE), FoundKeyResult(3, OTHER))
    about = tuple(QuestionAboutLines((2,), question) for question in questions)
    return Understood(3, (FoundObjective(1, "Ops", "Be calm", rows),), questions=about)


def answers(found: Understood, *chosen: str) -> dict[str, str]:
    return {question_key(q): c for q, c in zip(found.questions, chosen, strict=True)}


def test_one_key_result_becomes_two_and_keeps_its_owner():
    two = (KeyResultDraft("Hire 3", ONE.kind), KeyResultDraft("Hire 2", ONE.kind))
    found = source(ReadingQuestion("measures", ONE.title, ("1", "2"), "1", ((ONE,), two)))
    after = answered(found, answers(found, "2"))
    rows = [(k.draft.title, k.draft.owner) for k in after.objectives[0].key_results]
    assert rows == [("Hire 3", "Mia"), ("Hire 2", "Mia"), ("Else", "")]
    assert after.questions == ()


def test_answers_to_two_questions_about_a_line_both_count():
    start = KeyResultDraft(ONE.title, ONE.kind, target=Decimal(3), start=Decimal(0), owner="Mia")
    percent = KeyResultDraft(ONE.title, KeyResultKind.PERCENT, target=Decimal(3), owner="Mia")
    found = source(
        ReadingQuestion("start", "3", ("?", "0"), "?", ((ONE,), (start,))),
        ReadingQuestion("kind", "3", ("number", "percent"), "number", ((ONE,), (percent,))),
    )
    draft = answered(found, answers(found, "0", "percent")).objectives[0].key_results[0].draft
    assert (draft.start, draft.kind) == (Decimal(0), KeyResultKind.PERCENT)


def test_a_percentage_that_is_no_fraction_takes_its_current_value_with_it():
    whole, plain = (replace(ONE, target=Decimal(n)) for n in ("82", "0.82"))
    question = ReadingQuestion(FRACTION, "0.82", ("82", "0.82"), "82", ((whole,), (plain,)))
    rows = (FoundKeyResult(2, whole, Decimal(45)),)
    objectives = (FoundObjective(1, "Ops", "Be calm", rows),)
    found = Understood(2, objectives, questions=(QuestionAboutLines((2,), question),))
    for answer, value in (("82", "45"), ("0.82", "0.45")):
        (row,) = answered(found, answers(found, answer)).objectives[0].key_results
        assert (row.draft.target, row.value) == (Decimal(answer), Decimal(value))


def test_an_answer_that_is_none_of_the_readings_leaves_the_question():
    found = source(ReadingQuestion("start", "3", ("?",), "?", ((ONE,),)))
    assert answered(found, answers(found, "7")) == found

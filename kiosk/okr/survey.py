"""The survey: its nouns, and what of its answers may be shown.

Answers nobody has seen wait in pools, one for each question, with nothing that says which came
from one person or in which order. They are shown by the pool and never by the answer: a question
gets all that waits for it at once, and only when that is at least FEWEST. So any two pictures of
a question differ by none or by at least FEWEST answers, and subtracting them singles nobody out.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import partial

from kiosk.errors import Collector, ValidationError
from kiosk.okr.text import validated_line

MIN_ANSWERS_SHOWN = 5
"""Answers to a question that are shown together, at least."""

SCALE = range(1, 6)
ANSWER_LENGTH = 600
QUESTION_LENGTH = 200
LESSON_LENGTH = 140
MAX_QUESTIONS = 20
MAX_LESSONS = 12

_random = secrets.SystemRandom()


class QuestionKind(StrEnum):
    """How a question is answered: by a number from 1 to 5, or in words."""

    SCALE = "scale"
    TEXT = "text"


class ResultsPolicy(StrEnum):
    """When results are shown: once, when the survey is closed; or from the fifth answer on and
    once more when it is closed."""

    CLOSED = "closed"
    EARLY = "early"


class SurveyState(StrEnum):
    """A draft's questions may be changed, an open one is answered, a closed one is read."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `code` is empty for a new one."""

    kind: QuestionKind
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What people said in a survey, and what was changed because of it."""

    code: str
    said: str
    changed: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The survey of a cycle, which has its id, name and days here.

    :ivar answered: how many sheets were sent; 0 where this was not asked for.
    """

    cycle: int
    name: str
    starts_on: date
    ends_on: date
    state: SurveyState = SurveyState.DRAFT
    showing: ResultsPolicy = ResultsPolicy.CLOSED
    opened_on: date | None = None
    closed_on: date | None = None
    questions: tuple[Question, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    answered: int = 0


@dataclass(frozen=True, slots=True)
class PendingAnswers:
    """Answers that nobody has seen, by question.

    :ivar sheets: how many were sent since the survey was opened.
    :ivar was_shown: whether there has been a picture of the results.
    """

    by_question: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    submissions: int = 0
    results_shown: bool = False

    def with_submission(self, answers: Mapping[str, str]) -> "PendingAnswers":
        """One person's answers among the others, in no order."""
        pools = {code: list(pool) for code, pool in self.by_question.items()}
        for code, answer in answers.items():
            pools.setdefault(code, []).append(answer)
        for pool in pools.values():
            _random.shuffle(pool)
        mixed = {code: tuple(pools[code]) for code in sorted(pools)}
        return PendingAnswers(mixed, self.submissions + 1, self.results_shown)

    def is_first_result_due(self, showing: ResultsPolicy) -> bool:
        """Whether an open survey's first picture is due."""
        return (
            showing is ResultsPolicy.EARLY
            and not self.results_shown
            and self.submissions >= MIN_ANSWERS_SHOWN
        )

    def release(self) -> tuple["PendingAnswers", dict[str, tuple[str, ...]]]:
        """What goes on waiting, and what is shown from now on: whole pools, large enough ones."""
        shown = {
            code: pool for code, pool in self.by_question.items() if len(pool) >= MIN_ANSWERS_SHOWN
        }
        left = {code: pool for code, pool in self.by_question.items() if code not in shown}
        return PendingAnswers(left, self.submissions, results_shown=True), shown


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What is shown of a question: nothing (`answers` 0) or at least FEWEST answers.

    :ivar counts: how many chose each of SCALE; empty for words.
    :ivar mean: of those, exact.
    :ivar texts: in an order of chance, another at each look.
    """

    question: Question
    answers: int = 0
    counts: tuple[int, ...] = ()
    mean: Fraction | None = None
    texts: tuple[str, ...] = ()


def question_result(question: Question, shown: Sequence[str]) -> QuestionResult:
    """The picture of one question's answers."""
    if len(shown) < MIN_ANSWERS_SHOWN:
        return QuestionResult(question)
    if question.kind is QuestionKind.TEXT:
        texts = list(shown)
        _random.shuffle(texts)
        return QuestionResult(question, len(texts), texts=tuple(texts))
    chosen = [int(answer) for answer in shown]
    counts = tuple(chosen.count(value) for value in SCALE)
    return QuestionResult(question, len(chosen), counts, Fraction(sum(chosen), len(chosen)))


def answer_field_name(question: Question) -> str:
    """The name of a question's field in a form."""
    return f"q-{question.code}"


def validated_answers(questions: Iterable[Question], typed: Mapping[str, str]) -> dict[str, str]:
    """What was answered, by the question's code; what was left empty is left out.

    :param typed: by the field's name; others are ignored.
    :raises ValidationError: naming each field that will not do, or "survey" when nothing was
    answered.
    """
    collect = Collector()
    found = {
        q.code: collect.read(partial(_checked, q, typed.get(answer_field_name(q), "")), "")
        for q in questions
    }
    collect.finish()
    answers = {code: answer for code, answer in found.items() if answer}
    if not answers:
        raise ValidationError(
            "survey", "Nothing is answered yet. Answer one question at least; your code still works"
        )
    return answers


def _checked(question: Question, text: str) -> str:
    # In one line, so that not even the way somebody breaks lines is told.
    answer = validated_line(answer_field_name(question), text, ANSWER_LENGTH, needed=False)
    if question.kind is QuestionKind.SCALE and answer not in ("", *map(str, SCALE)):
        raise ValidationError(
            answer_field_name(question), "Choose a number from 1 to 5, or leave it empty"
        )
    return answer

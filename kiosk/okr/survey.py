"""The survey: its data classes, and the rule for which answers may be shown.

New answers are kept in pools, one for each question, without anything that says which belong to
one person or in which order they came. A pool is published as a whole, once it has at least
MIN_ANSWERS_SHOWN answers. So two published results of a question differ by no answers or by at
least that many, and comparing them identifies nobody.
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
"""The smallest number of answers to a question that are published together."""

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
    """When results are published: when the survey is closed; or first after the fifth answer and
    again when it is closed."""

    CLOSED = "closed"
    EARLY = "early"


class SurveyState(StrEnum):
    """A draft survey is edited, an open one is answered, a closed one is read."""

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
    """The survey of a cycle; `cycle`, `name` and the days are the cycle's.

    :ivar answered: how many people have answered; 0 if this was not queried.
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
    """Answers that are not published yet, by question.

    :ivar sheets: how many people have answered since the survey was opened.
    :ivar was_shown: whether results have been published.
    """

    by_question: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    submissions: int = 0
    results_shown: bool = False

    def with_submission(self, answers: Mapping[str, str]) -> "PendingAnswers":
        """These answers with those of one more person, shuffled."""
        pools = {code: list(pool) for code, pool in self.by_question.items()}
        for code, answer in answers.items():
            pools.setdefault(code, []).append(answer)
        for pool in pools.values():
            _random.shuffle(pool)
        mixed = {code: tuple(pools[code]) for code in sorted(pools)}
        return PendingAnswers(mixed, self.submissions + 1, self.results_shown)

    def is_first_result_due(self, showing: ResultsPolicy) -> bool:
        """Whether the first results of an open survey are due."""
        return (
            showing is ResultsPolicy.EARLY
            and not self.results_shown
            and self.submissions >= MIN_ANSWERS_SHOWN
        )

    def release(self) -> tuple["PendingAnswers", dict[str, tuple[str, ...]]]:
        """The answers that stay pending, and those to publish: every pool that is large enough."""
        shown = {
            code: pool for code, pool in self.by_question.items() if len(pool) >= MIN_ANSWERS_SHOWN
        }
        pending = {code: pool for code, pool in self.by_question.items() if code not in shown}
        return PendingAnswers(pending, self.submissions, results_shown=True), shown


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A question's published result: nothing (`answers` 0), or at least MIN_ANSWERS_SHOWN answers.

    :ivar counts: how many chose each value of SCALE; empty for a text question.
    :ivar mean: their exact mean.
    :ivar texts: in random order, different each time.
    """

    question: Question
    answers: int = 0
    counts: tuple[int, ...] = ()
    mean: Fraction | None = None
    texts: tuple[str, ...] = ()


def question_result(question: Question, shown: Sequence[str]) -> QuestionResult:
    """The result of one question from its published answers."""
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
    """The answers by question code, without the empty ones.

    :param typed: the texts by field name; unknown fields are ignored.
    :raises ValidationError: naming each invalid field, or "survey" if there is no answer at all.
    """
    collect = Collector()
    found = {
        q.code: collect.read(partial(_validated_answer, q, typed.get(answer_field_name(q), "")), "")
        for q in questions
    }
    collect.finish()
    answers = {code: answer for code, answer in found.items() if answer}
    if not answers:
        raise ValidationError(
            "survey", "Nothing is answered yet. Answer one question at least; your code still works"
        )
    return answers


def _validated_answer(question: Question, text: str) -> str:
    # On one line: somebody's line breaks could identify them.
    answer = validated_line(answer_field_name(question), text, ANSWER_LENGTH, needed=False)
    if question.kind is QuestionKind.SCALE and answer not in ("", *map(str, SCALE)):
        raise ValidationError(
            answer_field_name(question), "Choose a number from 1 to 5, or leave it empty"
        )
    return answer

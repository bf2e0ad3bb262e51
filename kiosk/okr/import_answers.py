"""Answers to the questions about a source of OKRs, and what they make of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal

from kiosk.okr.import_findings import (
    FRACTION,
    FoundKeyResult,
    FoundObjective,
    QuestionAboutLines,
    Understood,
)
from kiosk.okr.key_result_draft import KeyResultDraft


@dataclass(frozen=True, slots=True)
class ReadingAnswers:
    """Answers that are needed while a source is read.

    :ivar columns: what columns hold, by their headings in plain writing; "ignored" leaves one out.
    :ivar is_day_first: whether 01/02 is the first of February; None where nobody has said it.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    is_day_first: bool | None = None


NO_ANSWERS = ReadingAnswers()


def question_key(about: QuestionAboutLines) -> str:
    """The name of a question, under which a form sends its answer."""
    lines = ".".join(map(str, about.lines))
    return f"{about.question.about}:{lines}:{about.question.text}"


def answered(found: Understood, answers: Mapping[str, str]) -> Understood:
    """The source as the answers make it, without the questions that are answered.

    :param answers: one of a question's readings, by the question's key.
    """
    objectives, questions = found.objectives, []
    for about in found.questions:
        answer = answers.get(question_key(about))
        if answer not in about.question.readings or not about.question.outcomes:
            questions.append(about)
            continue
        objectives = tuple(_answered_objective(each, about, answer) for each in objectives)
    return replace(found, objectives=objectives, questions=tuple(questions))


def _answered_objective(
    objective: FoundObjective, about: QuestionAboutLines, answer: str
) -> FoundObjective:
    question = about.question
    taken = question.outcomes[question.readings.index(question.taken)]
    chosen = question.outcomes[question.readings.index(answer)]
    titles = [draft.title for draft in taken]
    rows: list[FoundKeyResult] = []
    for row in objective.key_results:
        if row.line not in about.lines or row.draft.title not in titles:
            rows.append(row)
        elif len(taken) == len(chosen):
            at = titles.index(row.draft.title)
            row = _with_value_like(row, about, taken[at], chosen[at])
            rows.append(replace(row, draft=_changed(row.draft, taken[at], chosen[at])))
        elif row.draft.title == titles[0]:
            # One becomes several, or several one: the first stands for all of them.
            rows += (replace(row, draft=replace(each, owner=row.draft.owner)) for each in chosen)
    return replace(objective, key_results=tuple(rows))


def _with_value_like(
    row: FoundKeyResult, about: QuestionAboutLines, taken: KeyResultDraft, chosen: KeyResultDraft
) -> FoundKeyResult:
    """The key result with its current value in the size of its target: 45 beside 82 %, and 0.45
    beside 0.82 %."""
    is_same = about.question.about != FRACTION or taken == chosen
    if is_same or not isinstance(row.value, Decimal):
        return row
    targets = [draft.target or draft.high or draft.low for draft in (taken, chosen)]
    is_larger = (targets[1] or 0) > (targets[0] or 0)
    return replace(row, value=row.value * 100 if is_larger else row.value / 100)


def _changed(
    draft: KeyResultDraft, taken: KeyResultDraft, chosen: KeyResultDraft
) -> KeyResultDraft:
    """The draft with what the chosen reading has otherwise, so that answers to other questions
    stay."""
    names = (each.name for each in fields(KeyResultDraft))
    differing = {n: getattr(chosen, n) for n in names if getattr(chosen, n) != getattr(taken, n)}
    return replace(draft, **differing)

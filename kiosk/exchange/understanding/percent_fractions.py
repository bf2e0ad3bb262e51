"""Percentages written as fractions: “0.82” beside the unit “%” is 82 %, where a whole list has
nothing above 1, or 0.82 %; asked about."""

from dataclasses import replace
from decimal import Decimal

from kiosk.exchange.understanding.measure_drafts import which_is_meant
from kiosk.okr.import_findings import (
    FRACTION,
    FoundHistory,
    FoundKeyResult,
    FoundObjective,
    QuestionAboutLines,
    ReadingQuestion,
    Understood,
)
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_units import PERCENT

_WHOLE = 100
_Key = tuple[int, str]


def questions_about_fractions(draft: KeyResultDraft, *texts: str) -> list[ReadingQuestion]:
    """The question whether a percentage from 0 to 1 is a fraction; taken as it is written.

    :param texts: its cells, the target last: with a “%” in one of them it is none.
    """
    numbers = _numbers(draft)
    are_fractions = all(0 <= n <= 1 for n in numbers) and any(numbers)
    is_said = not texts[-1] or any(PERCENT in text for text in texts)
    if is_said or not _is_percent(draft) or not are_fractions:
        return []
    asked = which_is_meant(FRACTION, texts[-1], (_times(draft), draft))
    return [replace(asked, taken=asked.readings[1])]


def with_whole_percentages(found: Understood) -> Understood:
    """The source with fractions as percentages, where none of its percentages is above 1."""
    asked = {
        (about.lines[0], about.question.outcomes[0][0].title)
        for about in found.questions
        if about.question.about == FRACTION
    }
    rows = [row for each in found.objectives for row in each.key_results]
    others = [row.draft for row in rows if _is_percent(row.draft) and _key(row) not in asked]
    is_fraction = not any(n > 1 or n % 1 for draft in others for n in _numbers(draft))
    if not asked or not is_fraction:
        return found
    titles = {title.casefold() for _, title in asked}
    return replace(
        found,
        objectives=tuple(_objective(each, asked) for each in found.objectives),
        questions=tuple(map(_taken_as_whole, found.questions)),
        histories=tuple(
            _history(each) if each.key_result.casefold() in titles else each
            for each in found.histories
        ),
    )


def _objective(objective: FoundObjective, asked: set[_Key]) -> FoundObjective:
    rows = (_row(row) if _key(row) in asked else row for row in objective.key_results)
    return replace(objective, key_results=tuple(rows))


def _row(row: FoundKeyResult) -> FoundKeyResult:
    value = _hundredfold(row.value) if isinstance(row.value, Decimal) else row.value
    return replace(row, draft=_times(row.draft), value=value)


def _history(history: FoundHistory) -> FoundHistory:
    scaled = (
        replace(each, value=_hundredfold(each.value)) if isinstance(each.value, Decimal) else each
        for each in history.check_ins
    )
    return replace(history, check_ins=tuple(scaled))


def _taken_as_whole(about: QuestionAboutLines) -> QuestionAboutLines:
    question = about.question
    if question.about != FRACTION:
        return about
    return replace(about, question=replace(question, taken=question.readings[0]))


def _key(row: FoundKeyResult) -> _Key:
    return row.line, row.draft.title


def _is_percent(draft: KeyResultDraft) -> bool:
    return draft.kind is KeyResultKind.PERCENT or draft.unit == PERCENT


def _numbers(draft: KeyResultDraft) -> list[Decimal]:
    return [n for n in (draft.start, draft.target, draft.low, draft.high) if n is not None]


def _times(draft: KeyResultDraft) -> KeyResultDraft:
    start, target, low, high = map(_hundredfold, (draft.start, draft.target, draft.low, draft.high))
    return replace(draft, start=start, target=target, low=low, high=high)


def _hundredfold(number: Decimal | None) -> Decimal | None:
    return None if number is None else Decimal(f"{(number * _WHOLE).normalize():f}")

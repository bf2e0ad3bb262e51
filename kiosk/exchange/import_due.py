"""What a source says about key results besides their measures, as it will be saved: the due day
within the cycle, and the description."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kiosk.exchange.import_source import UnderstoodSource
from kiosk.okr.import_findings import FoundKeyResult, QuestionAboutLines, ReadingQuestion

DUE_OUTSIDE = "due outside"
"""What a question is about that says which due day is not in the cycle."""


def with_due_days(
    sources: Sequence[UnderstoodSource], period: tuple[date, date]
) -> tuple[UnderstoodSource, ...]:
    """The sources with due days and descriptions on their key results; a day outside the period is
    left out, and a question says so."""
    return tuple(_source(each, period) for each in sources)


def _source(source: UnderstoodSource, period: tuple[date, date]) -> UnderstoodSource:
    questions = list(source.found.questions)
    objectives = tuple(
        replace(o, key_results=tuple(_key_result(k, period, questions) for k in o.key_results))
        for o in source.found.objectives
    )
    found = replace(source.found, objectives=objectives, questions=tuple(questions))
    return replace(source, found=found)


def _key_result(
    found: FoundKeyResult, period: tuple[date, date], questions: list[QuestionAboutLines]
) -> FoundKeyResult:
    draft = replace(found.draft, description=found.draft.description or found.description)
    if found.due is None:
        return replace(found, draft=draft)
    day = found.due.within(*period)
    if day is None or not period[0] <= day <= period[1]:
        said = found.due.iso if day is None else day.isoformat()
        question = ReadingQuestion(DUE_OUTSIDE, said, (), "")
        questions.append(QuestionAboutLines((found.line,), question))
        day = None
    return replace(found, draft=replace(draft, due=day))

"""What is clear and yet may be a slip: percent above 100, one row falling among rising ones."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.okr.import_findings import (
    FoundKeyResult,
    QuestionAboutLines,
    ReadingQuestion,
    Understood,
)
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_units import PERCENT

_FEWEST_RISING = 4
_WHOLE = 100


def unusual_numbers(whole: Understood) -> Iterator[QuestionAboutLines]:
    """Questions about key results whose numbers are unusual."""
    rows = [row for objective in whole.objectives for row in objective.key_results]
    for row in rows:
        above = _percent_above_whole(row.draft)
        if above:
            yield QuestionAboutLines(
                (row.line,), ReadingQuestion("percent", above, (above,), above)
            )
    yield from _falling_among_rising(rows)


def _percent_above_whole(draft: KeyResultDraft) -> str:
    if draft.kind is not KeyResultKind.PERCENT and draft.unit != PERCENT:
        return ""
    if draft.start is not None and draft.start > _WHOLE:
        return ""
    numbers = (n for n in (draft.target, draft.low, draft.high) if n is not None)
    return next((f"{number:f} %" for number in numbers if number > _WHOLE), "")


def _falling_among_rising(rows: list[FoundKeyResult]) -> Iterator[QuestionAboutLines]:
    by_unit: dict[tuple[str, str], list[FoundKeyResult]] = {}
    for row in rows:
        if row.draft.start is not None and row.draft.target is not None and row.draft.start:
            by_unit.setdefault((row.draft.kind, row.draft.unit), []).append(row)
    for group in by_unit.values():
        falling = [row for row in group if _falls(row.draft)]
        if len(falling) == 1 and len(group) > _FEWEST_RISING:
            yield _direction(falling[0])


def _falls(draft: KeyResultDraft) -> bool:
    return draft.start is not None and draft.target is not None and draft.target < draft.start


def _direction(row: FoundKeyResult) -> QuestionAboutLines:
    draft = row.draft
    other = replace(draft, start=draft.target, target=draft.start)
    readings = tuple(f"{each.start:f} → {each.target:f}" for each in (draft, other))
    question = ReadingQuestion(
        "direction", draft.title, readings, readings[0], ((draft,), (other,))
    )
    return QuestionAboutLines((row.line,), question)

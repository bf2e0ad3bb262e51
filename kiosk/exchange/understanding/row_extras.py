"""What a table's row says about a key result besides its measure: how it stands, when it is due."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.confidence import confidence_of
from kiosk.exchange.understanding.days import DayInText, month_end_in, whole_day
from kiosk.exchange.understanding.histories import is_no_value, value_in_cell
from kiosk.okr.found_day import FoundDay
from kiosk.okr.import_findings import FoundValue, ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_units import PERCENT

_PARTS = re.compile(r"[;\n]")


@dataclass(frozen=True, slots=True)
class RowExtras:
    """How a key result stands and until when, with what is not certain."""

    value: FoundValue | None = None
    confidence: int | None = None
    due: FoundDay | None = None
    measured_on: FoundDay | None = None
    questions: tuple[ReadingQuestion, ...] = ()


def extras_of(
    cells: Mapping[Column, str],
    draft: KeyResultDraft,
    decimal_separator: str,
    is_day_first: bool | None,
) -> RowExtras:
    """What the cells of a row say besides the measure, which `draft` is."""
    questions: list[ReadingQuestion] = []
    value = _value(cells.get(Column.VALUE, ""), draft, decimal_separator, questions)
    due = _day(cells.get(Column.DUE, ""), "due", is_day_first, questions)
    measured = _day(cells.get(Column.DATE, ""), "day", is_day_first, questions)
    confidence = _confidence(cells.get(Column.CONFIDENCE, ""), questions)
    return RowExtras(value, confidence, due, measured, tuple(questions))


def _value(
    text: str, draft: KeyResultDraft, decimal_separator: str, questions: list[ReadingQuestion]
) -> FoundValue | None:
    if is_no_value(text):
        return None
    if done := _done_steps(text, draft):
        return done
    known = [n for n in (draft.start, draft.target, draft.low, draft.high) if n is not None]
    value = value_in_cell(text, decimal_separator, known)
    is_done_or_not = draft.kind is KeyResultKind.YES_NO
    is_percent = text.strip().endswith(PERCENT)
    if is_done_or_not and isinstance(value, Decimal) and value in (0, 1, 100):
        return value > 0
    if value is False and not is_done_or_not:
        return None  # it is not done, whatever its number is
    fits = isinstance(value, bool) if is_done_or_not else isinstance(value, Decimal)
    is_of_progress = is_percent and PERCENT not in (draft.unit, _unit_of(draft))
    if not fits or is_of_progress or draft.kind is KeyResultKind.MILESTONES:
        questions.append(ReadingQuestion("value", text, (), ""))
        return None
    return value


def _done_steps(text: str, draft: KeyResultDraft) -> tuple[str, ...]:
    """The milestones that a cell names as done, each in a line or behind a semicolon; () where it
    names anything else."""
    known = {step.title.casefold(): step.title for step in draft.milestones}
    named = [part.strip(" ✓").casefold() for part in _PARTS.split(text)]
    return tuple(known[name] for name in named) if all(name in known for name in named) else ()


def _unit_of(draft: KeyResultDraft) -> str:
    return PERCENT if draft.kind is KeyResultKind.PERCENT else draft.unit


def _confidence(text: str, questions: list[ReadingQuestion]) -> int | None:
    confidence = confidence_of(text)
    if confidence is None and not is_no_value(text):
        questions.append(ReadingQuestion("confidence", text, (), ""))
    return confidence


def _day(
    text: str, about: str, is_day_first: bool | None, questions: list[ReadingQuestion]
) -> FoundDay | None:
    if is_no_value(text):
        return None
    found = whole_day(text, is_day_first=is_day_first) or _month_end(text)
    if found is None:
        questions.append(ReadingQuestion(about, text, (), ""))
        return None
    if found.other:
        both = (found.day.iso, found.other.iso)
        questions.append(ReadingQuestion(about, text, both, both[0]))
    return found.day


def _month_end(text: str) -> DayInText | None:
    """The day that a text is, where that is the end of a month: “end of March”."""
    found = month_end_in(text.strip())
    return found if found and not text.strip()[found.end :].strip(" .") else None

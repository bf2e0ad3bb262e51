"""Key results from the numbers of a sentence, and the question which of them is meant."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from kiosk.exchange.understanding.amounts import SentenceAmount, unit_of
from kiosk.exchange.understanding.measure_patterns import (
    COUNTED,
    SCORES,
    TO_NUMBER,
    TO_NUMBER_EAST,
)
from kiosk.exchange.understanding.measure_words import (
    BUILT,
    COLLECTED,
    NEW,
    RATE,
    RATE_BEFORE,
    STATES,
)
from kiosk.okr.currencies import CURRENCIES
from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_units import PERCENT


@dataclass(frozen=True, slots=True)
class Measured:
    """A key result without title as its sentence measures it, and what is not certain.

    `value` is the current value, where the sentence has it, as in 3/5; `description` what it says
    besides, as the other tiers.
    """

    draft: KeyResultDraft
    value: Decimal | None = None
    questions: tuple[ReadingQuestion, ...] = ()
    description: str = ""


def draft_to(
    numbers: tuple[SentenceAmount, ...], start: Decimal | None, target: Decimal
) -> KeyResultDraft:
    """A key result from one number to another, without a title."""
    unit, kind = unit_of(numbers), KeyResultKind.NUMBER
    if unit == PERCENT:
        kind, unit = KeyResultKind.PERCENT, ""
    elif unit in CURRENCIES:
        kind = KeyResultKind.CURRENCY
    return KeyResultDraft("", kind, unit, start, target)


def measured_to(
    numbers: tuple[SentenceAmount, ...],
    start: Decimal | None,
    target: Decimal,
    questions: tuple[ReadingQuestion, ...],
) -> Measured:
    """The measure from one number to another, with what is asked about it."""
    return Measured(draft_to(numbers, start, target), None, questions)


def limit_draft(number: SentenceAmount, kind: KeyResultKind, limit: Decimal) -> KeyResultDraft:
    """A key result that is a limit, without a title."""
    draft = KeyResultDraft("", kind, unit_of((number,)))
    if kind is KeyResultKind.AT_MOST:
        return replace(draft, high=limit)
    return replace(draft, low=limit)


def which_is_meant(about: str, text: str, drafts: tuple[KeyResultDraft, ...]) -> ReadingQuestion:
    """A question which of the drafts is meant; the first is taken."""
    readings = tuple(map(reading_of, drafts))
    outcomes = tuple((draft,) for draft in drafts)
    return ReadingQuestion(about, text, readings, readings[0], outcomes)


def reading_of(draft: KeyResultDraft) -> str:
    """A draft in signs, as one of the readings of a question."""
    if draft.high is not None:
        return f"≤ {draft.high:f}"
    if draft.low is not None:
        return f"≥ {draft.low:f}"
    if draft.kind is KeyResultKind.YES_NO:
        return "yes or no"
    start = "" if draft.start is None else f"{draft.start:f} "
    return f"{start}→ {draft.target:f}" if draft.target is not None else "→ ?"


def stays(text: str) -> bool:
    """Whether a sentence does not say that its number is to be reached: “0 prices are wrong”."""
    return not (TO_NUMBER.search(text) or TO_NUMBER_EAST.search(text))


def is_count(number: SentenceAmount, text: str) -> bool:
    """Whether what is counted begins at 0: “300 talks”, “Raise €18,000”, and not a score or a state
    that there is already, as revenue a year."""
    if COLLECTED.search(text) or (number.unit != PERCENT and BUILT.search(text)):
        return True
    if NEW.search(text) and not SCORES.search(text):
        return not number.unit or number.unit in COUNTED or number.unit in CURRENCIES
    has_decimals = bool(re.search(r"\d[.,]\d(?!\d)", number.text)) and not number.unit
    before = text.partition(number.text)[0] + number.text
    is_changed = TO_NUMBER.search(before) or TO_NUMBER_EAST.search(text)
    if is_changed or SCORES.search(text) or has_decimals:
        return False
    if RATE.search(text.partition(number.text)[2]) or RATE_BEFORE.search(before):
        return False
    if not number.unit or number.unit in COUNTED:
        return True
    return number.unit in CURRENCIES and not STATES.search(text)

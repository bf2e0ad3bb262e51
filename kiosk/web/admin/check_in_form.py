"""What was typed into the form of a check-in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask import request

from kiosk.errors import Collector, Refused
from kiosk.okr.measured_on import moment_on
from kiosk.okr.model import KeyResult, Kind, Value
from kiosk.okr.value_check import question_about
from kiosk.okr.values import (
    ReadValue,
    parse_confidence,
    parse_decimal,
    parse_milestones,
    parse_note,
    read_value,
)
from kiosk.views.admin_card import Typed
from kiosk.views.value_question import ValueQuestion, value_question
from kiosk.web.admin.pages import typed
from kiosk.web.house import house


@dataclass(frozen=True, slots=True)
class Report:
    """What a check-in reports. `measured_at` is None for now. `is_read_as`: the text could mean
    another number too."""

    value: Value
    confidence: int | None
    note: str
    measured_at: datetime | None
    is_read_as: bool


class NotSure(Exception):
    """Not an error: a value is worth a question before it is saved."""

    def __init__(self, question: ValueQuestion) -> None:
        super().__init__(question.sentence)
        self.question = question


def said_in_form() -> Typed:
    """The form as it was typed."""
    return Typed(
        value=typed("value"),
        done=frozenset(request.form.getlist("done")),
        confidence=typed("confidence"),
        note=typed("note"),
        sign=bool(typed("sign")),
        shown=typed("shown"),
        seen=request.form.get("seen"),
        touched=bool(typed("touched")),
        on=typed("on"),
    )


def refuse_untouched(said: Typed) -> None:
    """A second Enter lands in the next card, whose number nobody has read yet.

    :raises Refused: nothing was typed or chosen. A program's form, which does not say what it
        was filled with, is left alone.
    """
    if "shown" not in request.form or not said.says_nothing:
        return
    if said.seen not in (None, "0"):
        raise Refused(
            "value",
            "Nothing was saved: type or choose something, or confirm with “Nothing changed”",
        )
    raise Refused("value", "Nothing was saved yet: type the current value")


def refuse_words(said: Typed) -> None:
    """“Nothing changed” announces nothing, so what was typed would vanish without a word."""
    collect = Collector()
    collect.read(lambda: _refuse_note(said), None)
    collect.read(lambda: _refuse_confidence(said), None)
    collect.read(lambda: _refuse_day(said), None)
    collect.finish()


def _refuse_note(said: Typed) -> None:
    if said.note.strip():
        raise Refused(
            "note", "“Nothing changed” does not save a note. Use Save, or clear this field"
        )


def _refuse_confidence(said: Typed) -> None:
    if said.confidence.strip():
        raise Refused(
            "confidence",
            "“Nothing changed” does not save a confidence. Use Save, or clear this field",
        )


def _refuse_day(said: Typed) -> None:
    if said.on.strip():
        raise Refused("on", "“Nothing changed” is for today. Use Save, or clear this field")


def report_said(
    key_result: KeyResult, said: Typed, kept: Value | None, past: Sequence[Decimal]
) -> Report:
    """What the form reports.

    :param past: the numbers that were reported before.
    :param kept: the value that stays; None where one was typed or ticked.
    :raises Refused: with every field that will not do.
    :raises NotSure: the value is odd, and nobody has insisted on it.
    """
    collect = Collector()
    as_it_is = ReadValue(Decimal(0) if kept is None else kept)
    read = as_it_is
    if kept is None:
        read = collect.read(lambda: _value_said(key_result, said, past), as_it_is)
    confidence = collect.read(lambda: parse_confidence(said.confidence), None)
    note = collect.read(lambda: parse_note(said.note), "")
    measured_at = collect.read(lambda: _moment_said(said), None)
    collect.finish()
    if kept is None:
        _ask_about(key_result, read.value, past)
    return Report(read.value, confidence, note, measured_at, is_read_as=read.read_as is not None)


def _moment_said(said: Typed) -> datetime | None:
    here = house()
    return moment_on(said.on, here.now(), here.words.office_zone)


def _value_said(key_result: KeyResult, said: Typed, past: Sequence[Decimal]) -> ReadValue:
    """The value that was typed or ticked, read as the office writes numbers."""
    if key_result.kind is Kind.MILESTONES:
        return ReadValue(parse_milestones(key_result, said.done))
    if key_result.kind.is_decimal and typed("take"):
        return ReadValue(parse_decimal(typed("take")))
    return read_value(key_result, said.value, house().words.decimal_mark, past)


def _ask_about(key_result: KeyResult, value: Value, past: Sequence[Decimal]) -> None:
    """Asks once: the answer that insists names the value, so another one is asked about again."""
    question = question_about(key_result, value, past)
    if question is None or not isinstance(value, Decimal) or typed("take"):
        return
    asked = value_question(house().words, key_result, value, question)
    if typed("insist") != asked.insist:
        raise NotSure(asked)

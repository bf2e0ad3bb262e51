"""Reads the form of a check-in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask import request

from kiosk.errors import AmbiguousNumber, Collector, ValidationError
from kiosk.okr.check_in_date import moment_on
from kiosk.okr.check_in_input import (
    ReadValue,
    parse_confidence,
    parse_decimal,
    parse_milestones,
    parse_note,
    read_value,
)
from kiosk.okr.model import KeyResult, KeyResultKind, Value
from kiosk.okr.value_check import Doubt, ValueQuestion
from kiosk.okr.value_check import value_question as question_about
from kiosk.views.admin.check_in_form import CheckInInput
from kiosk.views.common.value_question import ValueQuestionView, value_question_view
from kiosk.web.admin.responses import form_text
from kiosk.web.core.services import get_services


@dataclass(frozen=True, slots=True)
class SubmittedCheckIn:
    """What a check-in reports. `measured_at` is None for now. `is_read_as`: the text could mean
    another number too."""

    value: Value
    confidence: int | None
    note: str
    measured_at: datetime | None
    is_read_as: bool


class NeedsConfirmation(Exception):
    """Raised for a value that needs a confirmation before it is saved; not an error."""

    def __init__(self, question: ValueQuestionView) -> None:
        super().__init__(question.sentence)
        self.question = question


def submitted_form() -> CheckInInput:
    """The form as it was submitted."""
    return CheckInInput(
        value=form_text("value"),
        done=frozenset(request.form.getlist("done")),
        confidence=form_text("confidence"),
        note=form_text("note"),
        sign=bool(form_text("sign")),
        shown=form_text("shown"),
        seen=request.form.get("seen"),
        touched=bool(form_text("touched")),
        on=form_text("on"),
    )


def refuse_untouched(given: CheckInInput) -> None:
    """Refuse a form in which nothing was entered: after saving, a second Enter lands in the next
    form.

    A script's form, which does not say what it was filled with, is accepted.

    :raises ValidationError: nothing was typed or chosen.
    """
    if "shown" not in request.form or not given.says_nothing:
        return
    if given.seen not in (None, "0"):
        raise ValidationError(
            "value",
            "Nothing was saved: type or choose something, or confirm with “Nothing changed”",
        )
    raise ValidationError("value", "Nothing was saved yet: type the current value")


def refuse_ignored_input(given: CheckInInput) -> None:
    """Refuse “Nothing changed” with a note or a value, which would be ignored."""
    collect = Collector()
    collect.read(lambda: _refuse_note(given), None)
    collect.read(lambda: _refuse_confidence(given), None)
    collect.read(lambda: _refuse_day(given), None)
    collect.finish()


def _refuse_note(given: CheckInInput) -> None:
    if given.note.strip():
        raise ValidationError(
            "note", "“Nothing changed” does not save a note. Use Save, or clear this field"
        )


def _refuse_confidence(given: CheckInInput) -> None:
    if given.confidence.strip():
        raise ValidationError(
            "confidence",
            "“Nothing changed” does not save a confidence. Use Save, or clear this field",
        )


def _refuse_day(given: CheckInInput) -> None:
    if given.on.strip():
        raise ValidationError("on", "“Nothing changed” is for today. Use Save, or clear this field")


def read_check_in(
    key_result: KeyResult, given: CheckInInput, kept_value: Value | None, past: Sequence[Decimal]
) -> SubmittedCheckIn:
    """What the form reports.

    :param past: the numbers that were reported before.
    :param kept_value: the value that stays; None where one was typed or ticked.
    :raises ValidationError: with every field that will not do.
    :raises NotSure: the value is odd, and nobody has insisted on it.
    """
    collect = Collector()
    as_it_is = ReadValue(Decimal(0) if kept_value is None else kept_value)
    read = as_it_is
    if kept_value is None:
        read = collect.read(lambda: _submitted_value(key_result, given, past), as_it_is)
    confidence = collect.read(lambda: parse_confidence(given.confidence), None)
    note = collect.read(lambda: parse_note(given.note), "")
    measured_at = collect.read(lambda: _submitted_moment(given), None)
    collect.finish()
    if kept_value is None:
        _confirm_odd_value(key_result, read, past)
    return SubmittedCheckIn(
        read.value, confidence, note, measured_at, is_read_as=read.read_as is not None
    )


def _submitted_moment(given: CheckInInput) -> datetime | None:
    services = get_services()
    return moment_on(given.on, services.now(), services.localizer.office_zone)


def _submitted_value(
    key_result: KeyResult, given: CheckInInput, past: Sequence[Decimal]
) -> ReadValue:
    """The submitted value, read in the office's number format."""
    if key_result.kind is KeyResultKind.MILESTONES:
        return ReadValue(parse_milestones(key_result, given.done))
    if key_result.kind.is_decimal and form_text("take"):
        return ReadValue(parse_decimal(form_text("take")))
    try:
        return read_value(key_result, given.value, get_services().localizer.decimal_separator, past)
    except AmbiguousNumber as error:
        return ReadValue(error.usual, likely=error.likely)


def _confirm_odd_value(key_result: KeyResult, read: ReadValue, past: Sequence[Decimal]) -> None:
    """Ask once for a confirmation. The confirmation names the value, so that a different one is
    asked about again."""
    value, question = read.value, question_about(key_result, read.value, past)
    if read.likely is not None:
        question = ValueQuestion(Doubt.TWO_READINGS, read.likely)
    if question is None or not isinstance(value, Decimal) or form_text("take"):
        return
    view = value_question_view(get_services().localizer, key_result, value, question)
    if form_text("insist") != view.insist:
        raise NeedsConfirmation(view)

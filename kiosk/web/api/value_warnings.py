"""Warnings about unusual values that a program saved. Pages ask for a confirmation instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.okr.check_in_input import ReadValue
from kiosk.okr.model import KeyResult
from kiosk.okr.value_check import value_question
from kiosk.views.common.value_question import question_text, read_as_text
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class ValueWarning:
    """A sentence about the value, and the value that was probably meant, None if there is none."""

    message: str
    did_you_mean: Decimal | None = None


def value_warnings(
    localizer: Localizer, key_result: KeyResult, read: ReadValue, past: Sequence[Decimal]
) -> list[ValueWarning]:
    """What is odd about a value, measured by what was known before it was saved.

    :param past: values of earlier check-ins that count.
    """
    found = []
    if read.read_as is not None:
        found.append(ValueWarning(read_as_text(localizer, key_result, read.read_as)))
    question = value_question(key_result, read.value, past)
    if question is not None and isinstance(read.value, Decimal):
        text = question_text(localizer, key_result, read.value, question)
        found.append(ValueWarning(text, question.likely))
    return found

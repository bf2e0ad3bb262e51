"""Questions about an unlikely value, and how an ambiguous number was read, as text."""

from dataclasses import dataclass
from decimal import Decimal

from kiosk.okr.model import KeyResult
from kiosk.okr.value_check import Doubt
from kiosk.okr.value_check import ValueQuestion as Question
from kiosk.views.common.values import exact_value
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class ValueQuestionView:
    """A question with two answers. `take` is the likely value, "" where there is none; `insist`
    is the value as typed. Both are in canonical form. `yes` and `no` label the answers."""

    sentence: str
    take: str
    insist: str
    yes: str
    no: str

    @property
    def yes_key(self) -> str:
        """The first letter of yes."""
        return self.yes[:1].upper()

    @property
    def no_key(self) -> str:
        """The first letter of no."""
        return self.no[:1].upper()


def value_question_view(
    localizer: Localizer, key_result: KeyResult, value: Decimal, question: Question
) -> ValueQuestionView:
    """The view of a question."""
    _, typed_value = localizer.gettext, {"value": exact_value(localizer, key_result, value)}
    take, insist = "", format(value, "f")
    if question.likely is None:
        yes, no = _("Yes, save %(value)s") % typed_value, _("No, correct it")
    else:
        take = format(question.likely, "f")
        likely = {"likely": exact_value(localizer, key_result, question.likely)}
        yes, no = _("Yes, %(likely)s") % likely, _("No, save %(value)s") % typed_value
    return ValueQuestionView(
        question_text(localizer, key_result, value, question), take, insist, yes, no
    )


def question_text(
    localizer: Localizer, key_result: KeyResult, value: Decimal, question: Question
) -> str:
    """Why a value is unlikely, and which value may have been meant."""
    reason = _reason(localizer, key_result, value, question) % {
        "value": exact_value(localizer, key_result, value),
        "target": exact_value(localizer, key_result, key_result.target or Decimal(0)),
        "likely": exact_value(localizer, key_result, question.likely or Decimal(0)),
    }
    if question.likely is None:
        doubt = localizer.gettext("Is it right?")
        return f"{reason} {doubt}"
    meant = localizer.gettext("Did you mean %(likely)s?") % {
        "likely": exact_value(localizer, key_result, question.likely)
    }
    return f"{reason} {meant}"


def read_as_text(localizer: Localizer, key_result: KeyResult, value: Decimal) -> str:
    """How an ambiguous number was read."""
    return localizer.gettext("Read as %(value)s.") % {
        "value": exact_value(localizer, key_result, value)
    }


def far_apart_text(localizer: Localizer, start: str, target: str, likely: str) -> str:
    """The remark on a start and a target that are a thousand times apart.

    :param start: formatted, like `target` and `likely`, the start that was probably meant; "" for
        none.
    """
    remark = localizer.gettext(
        "Start and target, %(start)s and %(target)s, differ by a factor of a thousand or more."
    ) % {"start": start, "target": target}
    if not likely:
        return remark
    meant = localizer.gettext("Did you mean to start at %(likely)s?") % {"likely": likely}
    return f"{remark} {meant}"


def _reason(localizer: Localizer, key_result: KeyResult, value: Decimal, question: Question) -> str:
    _ = localizer.gettext
    match question.doubt:
        case Doubt.TWO_READINGS:
            return _("What you typed may mean %(value)s or %(likely)s.")
        case Doubt.ABOVE_HUNDRED:
            return _("%(value)s is more than the target, %(target)s.")
        case Doubt.SIGN if value < 0:
            return _("%(value)s is below zero, unlike the other numbers of this key result.")
        case Doubt.SIGN:
            return _("%(value)s is above zero, unlike the other numbers of this key result.")
    ends = [abs(n) for n in (key_result.target, key_result.low, key_result.high) if n]
    latest = key_result.latest_check_in.value if key_result.latest_check_in else None
    known = abs(latest) if isinstance(latest, Decimal) and latest else max(ends, default=Decimal(0))
    if abs(value) < known:
        return _("%(value)s is much smaller than the other numbers of this key result.")
    return _("%(value)s is much larger than the other numbers of this key result.")

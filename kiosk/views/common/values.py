"""A key result's value, goal and percent as text, one way for wall, phone and admin."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from kiosk.okr.model import KeyResult, KeyResultKind, Value
from kiosk.okr.progress import Progress, ProgressState, check_in_value, key_result_progress
from kiosk.okr.units import unit_beside
from kiosk.store.db.conversion import decimal_or_none
from kiosk.views.i18n.localizer import FormattedNumber, Localizer
from kiosk.views.i18n.short_numbers import decimal_places

# "40 → 10" takes no more space than "target 10".
_SHORT_START = 7


@dataclass(frozen=True, slots=True)
class ValuePrecision:
    """The precision of numbers shown together for one key result: `more` digits than usual, and
    at least `least` decimal places (padded with zeros only for money)."""

    more: int
    least: int


def formatted_value(
    localizer: Localizer, key_result: KeyResult, value: Value, *, for_wall: bool = False
) -> FormattedNumber:
    """A short value with its unit or currency; on a wall (`for_wall`) money is shorter still.
    A redacted key result shows its percent instead."""
    if key_result.is_redacted:
        return _redacted_value(localizer, key_result, value)
    if key_result.kind is KeyResultKind.MILESTONES:
        done = value if isinstance(value, frozenset) else frozenset()
        return FormattedNumber(
            "", localizer.number(sum(m.code in done for m in key_result.milestones)), ""
        )
    if key_result.kind is KeyResultKind.YES_NO:
        return FormattedNumber(
            "", localizer.gettext("yes") if value else localizer.gettext("not yet"), ""
        )
    number = value if isinstance(value, Decimal) else Decimal(0)
    for_wall = for_wall and key_result.kind is KeyResultKind.CURRENCY
    precision = _precision(localizer, key_result, number, for_wall)
    shown = localizer.short.shortened(
        number, precision.more, for_wall=for_wall, least=precision.least
    )
    return _figure(localizer, key_result, shown, precision, for_wall=for_wall)


def _precision(
    localizer: Localizer, key_result: KeyResult, value: Decimal, for_wall: bool
) -> ValuePrecision:
    """The precision at which a value is on the correct side of target and limits, and differs
    from a week ago if it changed."""
    was = check_in_value(key_result.value_a_week_ago)
    aims = (key_result.target, key_result.start, key_result.low, key_result.high)
    marks = (*aims, was if isinstance(was, Decimal) else None)
    currency = key_result.unit if key_result.kind is KeyResultKind.CURRENCY else ""
    return _precise(localizer, value, marks, currency, for_wall)


@lru_cache(maxsize=2048)  # a save changes only one of the numbers shown
def _precise(
    localizer: Localizer,
    value: Decimal,
    marks: tuple[Decimal | None, ...],
    currency: str,
    for_wall: bool,
) -> ValuePrecision:
    """The precision of a value beside its target, the first of the marks."""
    short, target = localizer.short, marks[0]

    def least(more: int) -> int:
        beside = (
            0 if target is None else decimal_places(short.as_set(target, more, for_wall=for_wall))
        )
        if not currency:
            return beside
        has_cents = beside or decimal_places(short.shortened(value, more, for_wall=for_wall))
        return max(beside, localizer.cents(currency)) if has_cents else 0

    others = [mark for mark in marks if mark is not None]
    more = short.more_for(value, others, for_wall=for_wall, least=least)
    return ValuePrecision(more, least(more))


def _redacted_value(localizer: Localizer, key_result: KeyResult, value: Value) -> FormattedNumber:
    progress = key_result_progress(key_result, value)
    if progress.state is ProgressState.MEASURED and progress.raw is not None:
        return localizer.percent_figure(progress.raw)
    return FormattedNumber("", progress_state_text(localizer, progress), "")


def formatted_setting(
    localizer: Localizer, key_result: KeyResult, value: Decimal, *, for_wall: bool = False
) -> FormattedNumber:
    """A start, target or limit with the key result's unit or currency: as entered, as long as it
    fits."""
    latest = check_in_value(key_result.latest_check_in)
    for_wall = for_wall and key_result.kind is KeyResultKind.CURRENCY
    now = latest if isinstance(latest, Decimal) else value
    precision = _precision(localizer, key_result, now, for_wall)
    shown = localizer.short.as_set(value, precision.more, for_wall=for_wall, least=precision.least)
    return _figure(localizer, key_result, shown, precision, for_wall=for_wall)


def _figure(
    localizer: Localizer,
    key_result: KeyResult,
    shown: Decimal,
    precision: ValuePrecision,
    *,
    for_wall: bool,
) -> FormattedNumber:
    if key_result.kind is KeyResultKind.CURRENCY:
        return localizer.money(shown, key_result.unit, for_wall=for_wall, least=precision.least)
    text = localizer.short.text(shown)
    if _is_percent(key_result):
        return localizer.in_percent(text)
    return FormattedNumber("", text, unit_beside(key_result.unit, one=localizer.is_one(shown)))


def exact_value(localizer: Localizer, key_result: KeyResult, value: Value) -> str:
    """A value in full, every digit of it, with its unit."""
    if key_result.is_redacted or not isinstance(value, Decimal):
        return str(formatted_value(localizer, key_result, value))
    return str(_exact_figure(localizer, key_result, value))


def _exact_figure(localizer: Localizer, key_result: KeyResult, value: Decimal) -> FormattedNumber:
    if key_result.kind is KeyResultKind.CURRENCY:
        together = (key_result.start, key_result.target, check_in_value(key_result.latest_check_in))
        has_cents = any(isinstance(each, Decimal) and decimal_places(each) for each in together)
        least = localizer.cents(key_result.unit) if has_cents else 0
        return FormattedNumber("", localizer.exact_money(value, key_result.unit, least=least), "")
    if _is_percent(key_result):
        return localizer.in_percent(localizer.number(value))
    return FormattedNumber(
        "", localizer.number(value), unit_beside(key_result.unit, one=localizer.is_one(value))
    )


def goal_text(
    localizer: Localizer,
    key_result: KeyResult,
    *,
    for_wall: bool = False,
    exact: bool = False,
    has_unit: bool = False,
    is_pair: bool = False,
) -> str:
    """The goal: "target 90", "at most 200", "of 5", "between 4 and 8".

    :param for_wall: shorter, and with the direction of a decreasing key result: "40 → 10".
    :param exact: with every digit.
    :param has_unit: whether to repeat the unit that the value beside it already shows; a currency
        always stays.
    :param is_pair: whether the value beside it is two, "30 → 24", which tell the direction.
    """

    def text(aim: Decimal | None) -> str:
        if aim is None:
            return ""
        figure = formatted_setting(localizer, key_result, aim, for_wall=for_wall)
        if exact:
            figure = _exact_figure(localizer, key_result, aim)
        alone = key_result.latest_check_in is None and not has_unit
        return text_beside(key_result, figure, alone=alone)

    match key_result.kind:
        case KeyResultKind.MILESTONES:
            count = len(key_result.milestones)
            return localizer.ngettext("of %(num)s step", "of %(num)s steps", count) % {"num": count}
        case KeyResultKind.YES_NO:
            return localizer.gettext("target yes")
    if key_result.has_open_target:
        return localizer.gettext("no target yet")
    if key_result.kind.is_limit:
        low, high = text(key_result.low), text(key_result.high)
        return _limits_text(localizer, key_result.kind, low, high, for_wall)
    falls = for_wall and key_result.is_decreasing and not is_pair
    return _target_text(localizer, text(key_result.target), text(key_result.start) if falls else "")


def _limits_text(
    localizer: Localizer, kind: KeyResultKind, low: str, high: str, for_wall: bool
) -> str:
    if kind is KeyResultKind.AT_MOST:
        return localizer.gettext("at most %(high)s") % {"high": high}
    if kind is KeyResultKind.AT_LEAST:
        return localizer.gettext("at least %(low)s") % {"low": low}
    if for_wall:
        return f"{low}\u00a0–\u00a0{high}"
    return localizer.gettext("between %(low)s and %(high)s") % {"low": low, "high": high}


def _target_text(localizer: Localizer, target: str, falls_from: str) -> str:
    if falls_from:
        return _falling_text(localizer, falls_from, target)
    return localizer.gettext("target %(target)s") % {"target": target}


def _falling_text(localizer: Localizer, start: str, target: str) -> str:
    """The way down: "40 → 10" where that is hardly longer than "target 10", or else only its
    direction."""
    if len(start) > _SHORT_START:
        return localizer.gettext("↓ target %(target)s") % {"target": target}
    return f"{start}\u00a0{arrow(localizer)} {target}"


def arrow(localizer: Localizer) -> str:
    """An arrow in the direction of reading."""
    return "←" if localizer.direction == "rtl" else "→"


def start_and_target(localizer: Localizer, key_result: KeyResult) -> tuple[str, str]:
    """The start and the target with their units; "" for one that is not set."""
    aims = (key_result.start, key_result.target)
    start, target = (
        "" if aim is None else str(formatted_setting(localizer, key_result, aim, for_wall=True))
        for aim in aims
    )
    return start, target


def text_beside(key_result: KeyResult, figure: FormattedNumber, *, alone: bool = False) -> str:
    """A figure beside another with the same unit: without the unit, unless it is a currency.
    `alone`: there is no other figure yet."""
    return str(figure) if alone or key_result.kind is KeyResultKind.CURRENCY else figure.bare


def _is_percent(key_result: KeyResult) -> bool:
    # A limit may be in percent, too.
    return key_result.kind is KeyResultKind.PERCENT or key_result.unit.strip() == "%"


def progress_state_text(localizer: Localizer, progress: Progress) -> str:
    """The text that replaces a percent; "" where there is a percent."""
    return {
        ProgressState.NOT_STARTED: localizer.gettext("not started"),
        ProgressState.START_NEEDED: localizer.gettext("start missing"),
        ProgressState.TARGET_OPEN: localizer.gettext("target open"),
        ProgressState.WITHIN_LIMITS: localizer.gettext("inside"),
        ProgressState.OUTSIDE_LIMITS: localizer.gettext("outside"),
        ProgressState.MEASURED: "",
    }[progress.state]


def percent_text(localizer: Localizer, progress: Progress) -> str:
    """Raw progress as a percent, or the text that replaces it."""
    if progress.state is ProgressState.MEASURED and progress.raw is not None:
        return localizer.percent(progress.raw)
    return progress_state_text(localizer, progress)


def thousandths(fraction: Fraction) -> int:
    """A fraction clamped to 0..1, in thousandths, to place bars and ticks."""
    return int(min(max(fraction, Fraction(0)), Fraction(1)) * 1000)


def short_value_text(localizer: Localizer, key_result: KeyResult, value: Value) -> str:
    """A value without its unit, which the value beside it already shows."""
    return text_beside(key_result, formatted_value(localizer, key_result, value, for_wall=True))


def amount_text(localizer: Localizer, text: str, kind: str, unit: str) -> str:
    """A stored number with its unit and every digit."""
    number = decimal_or_none(text)
    if number is None:
        return text
    if kind == KeyResultKind.YES_NO:
        return localizer.gettext("yes") if number else localizer.gettext("not yet")
    if kind == KeyResultKind.CURRENCY and unit:
        return localizer.exact_money(Decimal(number), unit)
    if kind == KeyResultKind.PERCENT:
        return str(localizer.in_percent(localizer.number(number)))
    return str(
        FormattedNumber(
            "", localizer.number(number), unit_beside(unit, one=localizer.is_one(number))
        )
    )


def value_text(localizer: Localizer, key_result: KeyResult, value: Value) -> str:
    """A value for a sentence: with every digit, or as "3 of 5 steps"."""
    text = exact_value(localizer, key_result, value)
    if key_result.kind is not KeyResultKind.MILESTONES:
        return text
    return localizer.gettext("%(done)s %(of_steps)s") % {
        "done": text,
        "of_steps": goal_text(localizer, key_result),
    }

"""A key result's value, goal and percent as text, one way for wall, phone and admin."""

from decimal import Decimal
from fractions import Fraction

from kiosk.okr.model import KeyResult, Kind, Value
from kiosk.okr.progress import Progress, Standing, key_result_progress
from kiosk.views.words import Figure, Words


def value_figure(words: Words, key_result: KeyResult, value: Value, *, far: bool = False) -> Figure:
    """A value with its unit or currency, short; on a wall (`far`) money is shorter still.
    Of a sealed key result it is the percent."""
    if key_result.sealed:
        return _sealed_figure(words, key_result, value)
    if key_result.kind is Kind.MILESTONES:
        done = value if isinstance(value, frozenset) else frozenset()
        return Figure("", words.number(sum(m.code in done for m in key_result.milestones)), "")
    if key_result.kind is Kind.YES_NO:
        return Figure("", words.gettext("yes") if value else words.gettext("not yet"), "")
    number = value if isinstance(value, Decimal) else Decimal(0)
    return decimal_figure(words, key_result, number, far=far)


def _sealed_figure(words: Words, key_result: KeyResult, value: Value) -> Figure:
    progress = key_result_progress(key_result, value)
    if progress.standing is Standing.ON_THE_ROAD and progress.raw is not None:
        return words.percent_figure(progress.raw)
    return Figure("", standing_text(words, progress), "")


def decimal_figure(
    words: Words, key_result: KeyResult, value: Decimal, *, far: bool = False
) -> Figure:
    """A decimal with the key result's unit or currency."""
    if key_result.kind is Kind.CURRENCY:
        return words.money(value, key_result.unit, far=far)
    if _is_percent(key_result):
        return words.in_percent(words.short_number(value))
    return Figure("", words.short_number(value), key_result.unit)


def exact_value(words: Words, key_result: KeyResult, value: Value) -> str:
    """A value in full, every digit of it, with its unit."""
    if key_result.sealed or not isinstance(value, Decimal):
        return str(value_figure(words, key_result, value))
    if key_result.kind is Kind.CURRENCY:
        return words.exact_money(value, key_result.unit)
    if _is_percent(key_result):
        return str(words.in_percent(words.number(value)))
    return str(Figure("", words.number(value), key_result.unit))


def goal_text(words: Words, key_result: KeyResult, *, far: bool = False) -> str:
    """What is aimed at: "goal 90", "at most 200", "of 5", "between 4 and 8"."""
    limits = {
        "low": _limit(words, key_result, key_result.low),
        "high": _limit(words, key_result, key_result.high),
    }
    match key_result.kind:
        case Kind.MILESTONES:
            count = len(key_result.milestones)
            return words.ngettext("of %(num)s step", "of %(num)s steps", count) % {"num": count}
        case Kind.YES_NO:
            return words.gettext("goal yes")
        case Kind.AT_MOST:
            return words.gettext("at most %(high)s") % limits
        case Kind.AT_LEAST:
            return words.gettext("at least %(low)s") % limits
        case Kind.BETWEEN:
            return words.gettext("between %(low)s and %(high)s") % limits
    if key_result.target is None:
        return words.gettext("no goal yet")
    figure = decimal_figure(words, key_result, key_result.target, far=far)
    return words.gettext("goal %(target)s") % {"target": figure.bare}


def _limit(words: Words, key_result: KeyResult, limit: Decimal | None) -> str:
    if limit is None:
        return "—"
    short = words.short_number(limit)
    return words.in_percent(short).bare if _is_percent(key_result) else short


def _is_percent(key_result: KeyResult) -> bool:
    # A limit may be one of percents, too.
    return key_result.kind is Kind.PERCENT or key_result.unit.strip() == "%"


def standing_text(words: Words, progress: Progress) -> str:
    """What is said where a percent would stand, "" where the percent says it all."""
    return {
        Standing.NOT_STARTED: words.gettext("not started"),
        Standing.MEASURING_START: words.gettext("measuring the start"),
        Standing.INSIDE: words.gettext("inside"),
        Standing.OUTSIDE: words.gettext("outside"),
        Standing.ON_THE_ROAD: "",
    }[progress.standing]


def percent_text(words: Words, progress: Progress) -> str:
    """Raw progress as a percent, or what is said in its place."""
    if progress.standing is Standing.ON_THE_ROAD and progress.raw is not None:
        return words.percent(progress.raw)
    return standing_text(words, progress)


def thousandths(fraction: Fraction) -> int:
    """A fraction held to 0..1, in thousandths: how bars and ticks are placed."""
    return int(min(max(fraction, Fraction(0)), Fraction(1)) * 1000)

"""A key result's value, goal and percent as text, one way for wall, phone and admin."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from kiosk.okr.model import KeyResult, Kind, Value
from kiosk.okr.progress import Progress, Standing, key_result_progress, value_of
from kiosk.okr.units import beside
from kiosk.views.short_numbers import places
from kiosk.views.words import Figure, Words


@dataclass(frozen=True, slots=True)
class Precision:
    """How exactly the numbers of one key result are written where they stand together: with so
    many digits `more` than are usual, and at least so many decimal places, zeros in money alone."""

    more: int
    least: int


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
    far = far and key_result.kind is Kind.CURRENCY
    precision = _precision(words, key_result, number, far)
    shown = words.short.shortened(number, precision.more, far=far, least=precision.least)
    return _figure(words, key_result, shown, precision, far=far)


def _precision(words: Words, key_result: KeyResult, value: Decimal, far: bool) -> Precision:
    """What it takes for a value to be shown on the very side of target and limits that it is on,
    and as another than it was a week ago."""
    was = value_of(key_result.week_ago)
    aims = (key_result.target, key_result.start, key_result.low, key_result.high)
    marks = (*aims, was if isinstance(was, Decimal) else None)
    currency = key_result.unit if key_result.kind is Kind.CURRENCY else ""
    return _precise(words, value, marks, currency, far)


@lru_cache(maxsize=2048)  # a save changes one number of all that are shown
def _precise(
    words: Words, value: Decimal, marks: tuple[Decimal | None, ...], currency: str, far: bool
) -> Precision:
    """The precision of a value beside its target, the first of the marks."""
    short, target = words.short, marks[0]

    def least(more: int) -> int:
        beside = 0 if target is None else places(short.as_set(target, more, far=far))
        if not currency:
            return beside
        has_cents = beside or places(short.shortened(value, more, far=far))
        return max(beside, words.cents(currency)) if has_cents else 0

    others = [mark for mark in marks if mark is not None]
    more = short.more_for(value, others, far=far, least=least)
    return Precision(more, least(more))


def _sealed_figure(words: Words, key_result: KeyResult, value: Value) -> Figure:
    progress = key_result_progress(key_result, value)
    if progress.standing is Standing.ON_THE_ROAD and progress.raw is not None:
        return words.percent_figure(progress.raw)
    return Figure("", standing_text(words, progress), "")


def set_figure(words: Words, key_result: KeyResult, value: Decimal, *, far: bool = False) -> Figure:
    """A start, target or limit with the key result's unit or currency: as it was set, as long as
    there is room."""
    latest = value_of(key_result.latest)
    far = far and key_result.kind is Kind.CURRENCY
    now = latest if isinstance(latest, Decimal) else value
    precision = _precision(words, key_result, now, far)
    shown = words.short.as_set(value, precision.more, far=far, least=precision.least)
    return _figure(words, key_result, shown, precision, far=far)


def _figure(
    words: Words, key_result: KeyResult, shown: Decimal, precision: Precision, *, far: bool
) -> Figure:
    if key_result.kind is Kind.CURRENCY:
        return words.money(shown, key_result.unit, far=far, least=precision.least)
    text = words.short.text(shown)
    if _is_percent(key_result):
        return words.in_percent(text)
    return Figure("", text, beside(key_result.unit, one=words.is_one(shown)))


def exact_value(words: Words, key_result: KeyResult, value: Value) -> str:
    """A value in full, every digit of it, with its unit."""
    if key_result.sealed or not isinstance(value, Decimal):
        return str(value_figure(words, key_result, value))
    return str(_exact_figure(words, key_result, value))


def _exact_figure(words: Words, key_result: KeyResult, value: Decimal) -> Figure:
    if key_result.kind is Kind.CURRENCY:
        together = (key_result.start, key_result.target, value_of(key_result.latest))
        has_cents = any(isinstance(each, Decimal) and places(each) for each in together)
        least = words.cents(key_result.unit) if has_cents else 0
        return Figure("", words.exact_money(value, key_result.unit, least=least), "")
    if _is_percent(key_result):
        return words.in_percent(words.number(value))
    return Figure("", words.number(value), beside(key_result.unit, one=words.is_one(value)))


def goal_text(
    words: Words,
    key_result: KeyResult,
    *,
    far: bool = False,
    exact: bool = False,
    has_unit: bool = False,
) -> str:
    """What is aimed at: "target 90", "at most 200", "of 5", "between 4 and 8". Its unit is left out
    where it stands beside the value, or beside it otherwise (`has_unit`); a currency is a part of
    its number. `exact`: every digit."""

    def said(aim: Decimal | None) -> str:
        if aim is None:
            return "—"
        figure = set_figure(words, key_result, aim, far=far)
        if exact:
            figure = _exact_figure(words, key_result, aim)
        alone = key_result.latest is None and not has_unit
        return text_beside(key_result, figure, alone=alone)

    limits = {"low": said(key_result.low), "high": said(key_result.high)}
    match key_result.kind:
        case Kind.MILESTONES:
            count = len(key_result.milestones)
            return words.ngettext("of %(num)s step", "of %(num)s steps", count) % {"num": count}
        case Kind.YES_NO:
            return words.gettext("target yes")
        case Kind.AT_MOST:
            return words.gettext("at most %(high)s") % limits
        case Kind.AT_LEAST:
            return words.gettext("at least %(low)s") % limits
        case Kind.BETWEEN:
            return words.gettext("between %(low)s and %(high)s") % limits
    if key_result.target is None:
        return words.gettext("no target yet")
    return words.gettext("target %(target)s") % {"target": said(key_result.target)}


def text_beside(key_result: KeyResult, figure: Figure, *, alone: bool = False) -> str:
    """A figure beside one that has its unit: without it, unless that is a currency; `alone`: there
    is none beside it yet."""
    return str(figure) if alone or key_result.kind is Kind.CURRENCY else figure.bare


def _is_percent(key_result: KeyResult) -> bool:
    # A limit may be one of percents, too.
    return key_result.kind is Kind.PERCENT or key_result.unit.strip() == "%"


def standing_text(words: Words, progress: Progress) -> str:
    """What is said where a percent would stand, "" where the percent says it all."""
    return {
        Standing.NOT_STARTED: words.gettext("not started"),
        Standing.START_NEEDED: words.gettext("start missing"),
        Standing.TARGET_OPEN: words.gettext("target open"),
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

"""What stood in a column of what was changed, as a reader of a locale says it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kiosk.okr.model import CycleState, Kind
from kiosk.okr.units import beside
from kiosk.store.rows import decimal_or_none, moment_or_none
from kiosk.store.told import Names, Told
from kiosk.views.admin_meetings import kind_names
from kiosk.views.told_words import custom_value
from kiosk.views.words import Figure, Words

_AMOUNTS = ("start", "target", "low", "high", "value")
_YES_NO = ("is_company", "is_admin", "anyone", "confidential", "low_power", "is_sample")
_DAYS = ("starts_on", "ends_on")
_MOMENTS = ("starts_at", "revealed_at", "closed_at", "cancelled_at", "archived_at")


def said(words: Words, called: Names, told: Told, column: str, row: Mapping[str, Any]) -> str:
    """What stood there; "" for nothing."""
    if told.thing == "milestones" and column == "archived_at":
        # A step that was taken out is told by its wording.
        return "" if row is told.after else str(row.get("title") or "")
    if told.thing == "customs":
        # What is not set is as it usually is.
        return (
            custom_value(words, told.code, str(row["value"])) if row else words.gettext("default")
        )
    value = row.get(column)
    if value is None or value == "":
        return ""
    text = str(value)
    if column in _YES_NO:
        return words.gettext("yes") if value else words.gettext("no")
    if column in _AMOUNTS and told.thing == "definitions":
        return amount(words, text, str(row.get("kind")), str(row.get("unit") or ""))
    if column in _DAYS:
        return _day(words, text)
    if column in _MOMENTS:
        moment = moment_or_none(text)
        return text if moment is None else words.day_and_time(moment)
    if column in ("weight", "distance"):
        number = decimal_or_none(text)
        return text if number is None else words.number(number)
    return _named(words, called, told, column, text)


def checked_in(words: Words, called: Names, told: Told) -> str:
    """The value of a check-in."""
    titled = called.key_results.get(told.code)
    done, value = told.row.get("done"), told.row.get("value")
    if done is not None:
        steps = [called.milestones.get(code, code) for code in str(done).split(",") if code]
        return ", ".join(steps) or words.gettext("none of the steps")
    if value is None or titled is None:
        return str(value or "")
    kind, unit = told.row.get("kind"), told.row.get("unit")
    if kind is not None:
        return amount(words, str(value), str(kind), str(unit))
    return amount(words, str(value), titled.kind, titled.unit)


def amount(words: Words, text: str, kind: str, unit: str) -> str:
    """A number with its unit, every digit of it."""
    number = decimal_or_none(text)
    if number is None:
        return text
    if kind == Kind.YES_NO:
        return words.gettext("yes") if number else words.gettext("not yet")
    if kind == Kind.CURRENCY and unit:
        return words.exact_money(Decimal(number), unit)
    if kind == Kind.PERCENT:
        return str(words.in_percent(words.number(number)))
    return str(Figure("", words.number(number), beside(unit, one=words.is_one(number))))


def _day(words: Words, text: str) -> str:
    try:
        return words.long_day(date.fromisoformat(text))
    except ValueError:
        return text


def _named(words: Words, called: Names, told: Told, column: str, text: str) -> str:
    match column:
        case "cycle":
            return called.cycles.get(text, text)
        case "team":
            return called.teams.get(text, text)
        case "serves" | "objective":
            return called.objectives.get(text, text)
        case "kind" | "state" | "ambition":
            return _words_for(words).get(text, text)
    return text


def _words_for(words: Words) -> dict[str, str]:
    _ = words.gettext
    return {
        Kind.NUMBER.value: _("a number"),
        Kind.PERCENT.value: _("percent"),
        Kind.CURRENCY.value: _("an amount of money"),
        Kind.AT_MOST.value: _("at most a limit"),
        Kind.AT_LEAST.value: _("at least a limit"),
        Kind.BETWEEN.value: _("between two limits"),
        Kind.MILESTONES.value: _("steps"),
        Kind.YES_NO.value: _("yes or no"),
        CycleState.DRAFT.value: _("draft"),
        CycleState.OPEN.value: _("open"),
        CycleState.GRADING.value: _("being graded"),
        CycleState.CLOSED.value: _("closed"),
        "stretch": _("stretch"),
        "committed": _("committed"),
        **kind_names(words),
    }

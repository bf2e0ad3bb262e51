"""Values of the audit log as text in a locale."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kiosk.okr.model import CycleState, KeyResultKind
from kiosk.store.db.conversion import decimal_or_none, parse_timestamp
from kiosk.store.queries.audit_log import CurrentNames, RowChange
from kiosk.views.common.labels import meeting_kind_names
from kiosk.views.common.values import amount_text
from kiosk.views.history.labels import setting_value
from kiosk.views.i18n.localizer import Localizer

_AMOUNTS = ("start", "target", "low", "high", "value")
_YES_NO = ("is_company", "is_admin", "anyone", "confidential", "low_power", "is_sample")
_DAYS = ("starts_on", "ends_on", "shown_until", "due")
_MOMENTS = ("starts_at", "revealed_at", "closed_at", "cancelled_at", "archived_at", "removed_at")


def column_text(
    localizer: Localizer,
    names: CurrentNames,
    change: RowChange,
    column: str,
    row: Mapping[str, Any],
) -> str:
    """The value of a column; "" where it was empty."""
    if change.thing == "milestones" and column == "archived_at":
        # A removed milestone is shown by its title.
        return "" if row is change.after else str(row.get("title") or "")
    if change.thing == "customs":
        # A setting without a row has its default.
        return (
            setting_value(localizer, change.code, str(row["value"]))
            if row
            else localizer.gettext("default")
        )
    value = row.get(column)
    if value is None or value == "":
        return ""
    text = str(value)
    if column in _YES_NO:
        return localizer.gettext("yes") if value else localizer.gettext("no")
    if column in _AMOUNTS and change.thing == "definitions":
        return amount_text(localizer, text, str(row.get("kind")), str(row.get("unit") or ""))
    if column in _DAYS:
        return _day(localizer, text)
    if column in _MOMENTS:
        moment = parse_timestamp(text)
        return text if moment is None else localizer.day_and_time(moment)
    if column in ("weight", "distance"):
        number = decimal_or_none(text)
        return text if number is None else localizer.number(number)
    return _named(localizer, names, change, column, text)


def check_in_value_text(localizer: Localizer, names: CurrentNames, change: RowChange) -> str:
    """The value of a check-in as text."""
    titled = names.key_results.get(change.code)
    done, value = change.row.get("done"), change.row.get("value")
    if done is not None:
        steps = [names.milestones.get(code, code) for code in str(done).split(",") if code]
        return ", ".join(steps) or localizer.gettext("none of the steps")
    if value is None or titled is None:
        return str(value or "")
    kind, unit = change.row.get("kind"), change.row.get("unit")
    if kind is not None:
        return amount_text(localizer, str(value), str(kind), str(unit))
    return amount_text(localizer, str(value), titled.kind, titled.unit)


def _day(localizer: Localizer, text: str) -> str:
    try:
        return localizer.long_day(date.fromisoformat(text))
    except ValueError:
        return text


def _named(
    localizer: Localizer, names: CurrentNames, change: RowChange, column: str, text: str
) -> str:
    match column:
        case "cycle":
            return names.cycles.get(text, text)
        case "team":
            return names.teams.get(text, text)
        case "serves" | "objective":
            return names.objectives.get(text, text)
        case "kind" | "state" | "ambition":
            return _value_labels(localizer).get(text, text)
    return text


def _value_labels(localizer: Localizer) -> dict[str, str]:
    _ = localizer.gettext
    return {
        KeyResultKind.NUMBER.value: _("a number"),
        KeyResultKind.PERCENT.value: _("percent"),
        KeyResultKind.CURRENCY.value: _("an amount of money"),
        KeyResultKind.AT_MOST.value: _("at most a limit"),
        KeyResultKind.AT_LEAST.value: _("at least a limit"),
        KeyResultKind.BETWEEN.value: _("between two limits"),
        KeyResultKind.MILESTONES.value: _("steps"),
        KeyResultKind.YES_NO.value: _("yes or no"),
        CycleState.DRAFT.value: _("draft"),
        CycleState.OPEN.value: _("open"),
        CycleState.GRADING.value: _("being graded"),
        CycleState.CLOSED.value: _("closed"),
        "stretch": _("stretch"),
        "committed": _("committed"),
        **meeting_kind_names(localizer),
    }

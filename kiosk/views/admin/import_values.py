"""Check-ins of an import in words: of which key result, with which value."""

from collections.abc import Set
from datetime import date
from decimal import Decimal

from kiosk.okr.model import KeyResultKind
from kiosk.views.common.values import amount_text
from kiosk.views.i18n.localizer import Localizer


def imported_value_text(
    localizer: Localizer,
    kind: KeyResultKind,
    unit: str,
    value: Decimal | bool | tuple[str, ...] | Set[str] | None,
) -> str:
    """A value: a number with its unit, yes or no, or how many milestones are done."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return localizer.gettext("yes") if value else localizer.gettext("no")
    if isinstance(value, Decimal):
        return amount_text(localizer, format(value, "f"), kind.value, unit)
    text = localizer.ngettext("%(num)s milestone done", "%(num)s milestones done", len(value))
    return text % {"num": localizer.number(len(value))}


def imported_check_in_text(
    localizer: Localizer, title: str, value: str, measured_on: date | None
) -> str:
    """A check-in that will be written: “Readers: 1,200 on 5 October 2026”."""
    if measured_on is None:
        return localizer.gettext("“%(title)s”: %(value)s, today") % {"title": title, "value": value}
    values = {"title": title, "value": value, "day": localizer.long_day(measured_on)}
    return localizer.gettext("“%(title)s”: %(value)s on %(day)s") % values

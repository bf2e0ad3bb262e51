"""Remarks on a meeting as sentences; they do not prevent saving."""

from datetime import date, datetime

from kiosk.okr.meeting_remarks import Remark
from kiosk.views.i18n.localizer import Localizer

_CLOCK = ("begins", "ends")


def remark_text(localizer: Localizer, remark: Remark) -> str:
    """A remark in the reader's language."""
    values = {name: _value(localizer, name, value) for name, value in remark.values.items()}
    return localizer.gettext(remark.message) % values


def _value(localizer: Localizer, name: str, value: str | date | datetime) -> str:
    if isinstance(value, datetime):
        if name in _CLOCK:
            return localizer.time(value)
        return f"{localizer.long_day(localizer.today(value))}, {localizer.time(value)}"
    if isinstance(value, date):
        day = localizer.long_day(value)
        return f"{localizer.weekday(value)}, {day}" if name == "weekday" else day
    return value

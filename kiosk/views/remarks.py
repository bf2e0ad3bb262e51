"""Remarks as sentences: what is odd about something that may be saved all the same."""

from datetime import date, datetime

from kiosk.okr.remarks import Remark
from kiosk.views.words import Words

_CLOCK = ("begins", "ends")


def remark_text(words: Words, remark: Remark) -> str:
    """A remark in the reader's language."""
    said = {name: _value(words, name, value) for name, value in remark.values.items()}
    return words.gettext(remark.message) % said


def _value(words: Words, name: str, value: str | date | datetime) -> str:
    if isinstance(value, datetime):
        if name in _CLOCK:
            return words.time(value)
        return f"{words.long_day(words.today(value))}, {words.time(value)}"
    if isinstance(value, date):
        day = words.long_day(value)
        return f"{words.weekday(value)}, {day}" if name == "weekday" else day
    return value

"""A typed cell of a spreadsheet as the text that a person would write."""

import datetime as dt
from decimal import Decimal, InvalidOperation

_UNCLEAR = 3


def number_text(value: object, number_format: str = "") -> str:
    """A number as text that has one reading in every language: with a point, and never with just
    three decimals, which look like thousands.

    :param number_format: of the spreadsheet; a percent sign in it means hundredths.
    """
    try:
        number = Decimal(repr(value) if isinstance(value, float) else str(value))
    except InvalidOperation:
        return str(value)
    suffix = ""
    if "%" in number_format:
        number, suffix = number * 100, " %"
    else:
        suffix = _currency(number_format)
    plain = format(number, "f")  # every digit of it: normalize() keeps no more than 28
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    decimals = len(plain.partition(".")[2])
    return f"{plain}{'0' if decimals == _UNCLEAR else ''}{suffix}"


def date_text(value: dt.date | dt.datetime) -> str:
    """A date as ISO 8601 writes it, with the time of day where it has one."""
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return (value + dt.timedelta(milliseconds=500)).isoformat(" ", "seconds")
    return value.isoformat()[:10]


def _currency(number_format: str) -> str:
    signs = {"€": " €", "£": " £", "¥": " ¥", "[$$": " $", '"$"': " $", "$#": " $", "CHF": " CHF"}
    return next((text for sign, text in signs.items() if sign in number_format), "")

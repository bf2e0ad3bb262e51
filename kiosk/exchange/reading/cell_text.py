"""A typed cell of a spreadsheet as the text that a person would write."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_UNCLEAR = 3
_QUOTED = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]|\\(.)|([$€£¥])')
_SCALED = re.compile(r"[0#?],+(?![0#?])")
_SIGN = re.compile(r"(?:[A-Z]{1,2})?[$€£¥]|CHF|kr\b")
_LONGEST_UNIT, _LONGEST_FORMAT = 12, 200


def number_text(value: object, number_format: str = "") -> str:
    """A number as text that has one reading in every language: with a point, and never with just
    three decimals, which look like thousands.

    :param number_format: of the spreadsheet; a percent sign in it means hundredths, and what it
        writes beside a number is its currency or its unit.
    """
    try:
        number = Decimal(repr(value) if isinstance(value, float) else str(value))
    except InvalidOperation:
        return str(value)
    before = after = ""
    if "%" in number_format:
        number, after = number * 100, " %"
    elif number_format:
        before, after = _beside(number_format)
    plain = format(number, "f")  # every digit of it: normalize() keeps no more than 28
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    decimals = len(plain.partition(".")[2])
    return f"{before}{plain}{'0' if decimals == _UNCLEAR else ''}{after}"


def date_text(value: dt.date | dt.datetime) -> str:
    """A date as ISO 8601 writes it, with the time of day where it has one."""
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return (value + dt.timedelta(milliseconds=500)).isoformat(" ", "seconds")
    return value.isoformat()[:10]


@lru_cache
def _beside(number_format: str) -> tuple[str, str]:
    """What a format writes before and after a number: a currency, wherever it stands, goes after
    it; “KR ” stays before and “ days” after it."""
    section = number_format[:_LONGEST_FORMAT].partition(";")[0]
    found = list(_QUOTED.finditer(section))
    texts = ["".join(filter(None, each.groups())) for each in found]
    sign = next((each for each in texts if _SIGN.search(each)), "")
    if _SCALED.search(section):  # “k” beside thousands that are shown as ones
        found_sign = _SIGN.search(sign)
        return "", f" {found_sign[0]}" if found_sign else ""
    if sign:
        return "", f" {sign.strip()}"
    first = next((each.start() for each in re.finditer(r"[0#?]", section)), len(section))
    before = "".join(t for t, each in zip(texts, found, strict=True) if each.end() <= first)
    after = "".join(t for t, each in zip(texts, found, strict=True) if each.start() > first)
    return _word(before, f"{before.strip()} "), _word(after, f" {after.strip()}")


def _word(text: str, shown: str) -> str:
    """What is shown, if there is a word in the text and not too much."""
    is_word = any(map(str.isalpha, text)) and len(text.strip()) <= _LONGEST_UNIT
    return shown if is_word else ""

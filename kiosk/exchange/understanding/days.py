"""Days as people write them in ten languages: 2026-11-15, 15.11., 15 Nov, le 3 mars, 11月15日."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kiosk.okr.found_day import FoundDay

_MONTHS = (
    ("january", "jan", "januar", "janvier", "janv", "enero", "ene", "janeiro", "gennaio", "gen",
     "januari"),
    ("february", "feb", "februar", "février", "fevrier", "févr", "febrero", "fevereiro", "fev",
     "febbraio", "februari"),
    ("march", "mar", "märz", "mrz", "mars", "marzo", "março", "maart", "mrt"),
    ("april", "apr", "avril", "avr", "abril", "abr", "aprile"),
    ("may", "mai", "mayo", "maio", "maggio", "mag", "mei"),
    ("june", "jun", "juni", "juin", "junio", "junho", "giugno", "giu"),
    ("july", "jul", "juli", "juillet", "juil", "julio", "julho", "luglio", "lug"),
    ("august", "aug", "août", "aout", "agosto", "ago", "augustus"),
    ("september", "sep", "sept", "septembre", "septiembre", "setembro", "set", "settembre"),
    ("october", "oct", "oktober", "okt", "octobre", "octubre", "outubro", "out", "ottobre", "ott"),
    ("november", "nov", "novembre", "noviembre", "novembro"),
    ("december", "dec", "dezember", "dez", "décembre", "déc", "diciembre", "dic", "dezembro",
     "dicembre", "desember", "des"),
)  # fmt: skip
_MONTH_OF = {name: at for at, names in enumerate(_MONTHS, start=1) for name in names}
# Of these, “2 out of 3” and “a set” are no months in a sentence.
_ALSO_WORDS = frozenset(
    {"out", "set", "des", "ago", "gen", "mag", "dic", "ene", "mar", "mei", "may"}
)
MONTHS = "|".join(
    sorted((re.escape(n) for n in _MONTH_OF if n not in _ALSO_WORDS), key=len, reverse=True)
)
"""The names of months, for a pattern."""
_NAME = (
    "(?P<month>" + "|".join(sorted(map(re.escape, _MONTH_OF), key=len, reverse=True)) + r")\b\.?"
)
_YEAR = r"(?:,?\s*(?:de |del |do |di )?(?P<year>(?:19|20)\d\d)\b)?"
_DAY = r"(?P<day>\d{1,2})"
_ISO = re.compile(r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_POINTS = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})?(?![\d.])"
)
_SLASHES = re.compile(
    r"(?<![\d/])(?P<first>\d{1,2})(?P<mark>[/-])(?P<second>\d{1,2})"
    r"(?:(?P=mark)(?P<year>\d{4}|\d{2}))?(?![\d/])"
)
_DAY_MONTH = re.compile(
    rf"\b{_DAY}(?:st|nd|rd|th|\.|º|er)?\s*(?:of |de |d')?\s*{_NAME}"
    rf"(?!\s+(?:of\b|\d{{1,3}}\b))(?!\w){_YEAR}",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(rf"\b{_NAME}\s+{_DAY}(?:st|nd|rd|th)?\b(?!\s*%){_YEAR}", re.IGNORECASE)
_EAST = re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
_EAST_END = re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?:末|底)")
_MONTH_ONLY = re.compile(rf"{_NAME}{_YEAR}", re.IGNORECASE)
_MONTH_END = re.compile(
    r"(?:(?:the )?end of |ende |fin de |fin |fim de |final de |fine |eind |slutten av )?"
    rf"(?!mar\b(?! *\d)){_NAME}{_YEAR}(?!\s*\d)",
    re.IGNORECASE,
)
_EVERY_MONTH = "|".join(sorted(map(re.escape, _MONTH_OF), key=len, reverse=True))
_DAY_AT_END = re.compile(
    r"(?<![\s,–-])[\s,–-]+(?:(?:am|per|vom|bis|by|until|zum|au|le|al|a|à|op|on|as of|as at|at|em"
    r"|den|the|del|du|de|of)\s+){0,2}"
    r"(?:\d{1,2}\.\d{1,2}\.?(?:\d{4}|\d\d)?|\d{1,2}/\d{1,2}(?:/\d{2,4})?|(?:19|20)\d\d-\d\d-\d\d"
    rf"|\d{{1,2}}(?:\.|er|st|nd|rd|th|º)?\s*(?:de |of )?(?:{_EVERY_MONTH})\.?(?:\s*20\d\d)?"
    rf"|(?:{MONTHS})\.?\s+\d{{1,2}}|(?:{MONTHS})\.?(?:\s+20\d\d)?|\d{{1,2}}月\d{{1,2}}日)$",
    re.IGNORECASE,
)
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FIRST = re.compile(r"[\s,]*(?:\d|(?P<word>[^\W\d_]+))")
_CLOCK = re.compile(
    r"[T ,]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d|UTC|[ap]m)?$", re.I
)
_NEW_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class DayInText:
    """A day and where it stands in a text. `other` is its other reading, where it has two: 01/02.
    `is_month` where only the month is named."""

    day: FoundDay
    start: int
    end: int
    other: FoundDay | None = None
    is_month: bool = False


def day_in(text: str, *, is_day_first: bool | None = None) -> DayInText | None:
    """The first day that a text names; None for none.

    :param is_day_first: how 01/02 is read, where that is known.
    """
    for pattern in (_ISO, _EAST, _POINTS, _DAY_MONTH, _MONTH_DAY):
        found = pattern.search(text)
        day = _named(found) if found else None
        if found and day:
            return DayInText(day, found.start(), found.end())
    found = _SLASHES.search(text)
    return _slashed(found, is_day_first) if found else None


@lru_cache(maxsize=4096)  # a table has the same days again and again
def whole_day(text: str, *, is_day_first: bool | None = None) -> DayInText | None:
    """The day that a text is, with nothing besides but a time; a month alone is its last day."""
    if not _may_be_day(text):
        return None
    plain = _CLOCK.sub("", text.strip())
    found = day_in(plain, is_day_first=is_day_first)
    if found and not plain[: found.start].strip(" ,") and not plain[found.end :].strip(" ,."):
        return found
    month = _MONTH_ONLY.fullmatch(plain)
    if month is None:
        return None
    return DayInText(_last_day(month), 0, len(plain), is_month=True)


def _may_be_day(text: str) -> bool:
    """Whether a text begins with a number or a month, as every day does: most cells do not."""
    first = _FIRST.match(text)
    return first is not None and (first[0][-1].isdigit() or first["word"].casefold() in _MONTH_OF)


def without_day_at_end(text: str) -> str:
    """A text without a day or a month behind something else: “Stand 15.10.”, “Current 3 May”."""
    last = text.rpartition(" ")[2].rstrip(".)").casefold()
    may_be = last[-1:].isdigit() or last in _MONTH_OF or last[-1:] in ("日", "号")
    return _DAY_AT_END.sub("", text) or text if may_be else text


def month_end_in(text: str) -> DayInText | None:
    """The last day of the month with which a text begins: “end of November”, “Ende März 2027”."""
    found = _MONTH_END.match(text) or _EAST_END.match(text)
    if found is None:
        return None
    day = _last_day(found)
    return DayInText(day, found.start(), found.end(), is_month=True)


def order_of(texts: Iterable[str]) -> bool | None:
    """Whether days like 25/12 begin with the day, as all of a column show it; None if unclear."""
    seen = set()
    for text in texts:
        found = _SLASHES.search(text)
        if found and int(found["first"]) > 12:
            seen.add(True)
        elif found and int(found["second"]) > 12:
            seen.add(False)
    return seen.pop() if len(seen) == 1 else None


def _last_day(found: re.Match[str]) -> FoundDay:
    name = found["month"].casefold()
    at = min(int(name), 12) if name.isdigit() else _MONTH_OF[name]
    return FoundDay(at, _LAST_DAYS[at - 1], int(found["year"]) if found["year"] else None)


def _named(found: re.Match[str]) -> FoundDay | None:
    month = found["month"]
    number = int(month) if month.isdigit() else _MONTH_OF[month.casefold()]
    return _day(number, int(found["day"]), found["year"])


def _slashed(found: re.Match[str], is_day_first: bool | None) -> DayInText | None:
    first, second, year = int(found["first"]), int(found["second"]), found["year"]
    if found["mark"] == "-" and not year:  # 10-12 is a range
        return None
    by_day, by_month = _day(second, first, year), _day(first, second, year)
    if by_day == by_month or by_month is None or by_day is None:
        day, other = by_day or by_month, None
    else:
        day, other = (by_month, by_day) if is_day_first is False else (by_day, by_month)
        other = other if is_day_first is None else None
    return DayInText(day, found.start(), found.end(), other) if day else None


def _day(month: int, day: int, year: str | None) -> FoundDay | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    number = int(year) if year else None
    return FoundDay(month, day, number + _NEW_CENTURY if number and number < 100 else number)

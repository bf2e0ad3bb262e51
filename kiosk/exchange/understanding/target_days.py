"""Targets that are a day: “New portal” and in the column of targets “15 May”, “by half term”."""

import re
from collections.abc import Mapping

from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.days import month_end_in, whole_day

_UNTIL = re.compile(
    r"(?:by|until|before|no later than|bis(?: zum| zu den| ende)?|vor(?: dem| den)?|spätestens"
    r"|d['’]ici(?: le| la| les| fin)?|avant(?: le| la| les| fin)?|pour(?: le| la)"
    r"|antes de(?:l| la)?|hasta(?: el| la)?|para(?: el| la| o| a)?|até(?: o| a| ao)?"
    r"|entro(?: il| la| fine)?|prima de(?:l|lla)|voor|uiterlijk|innen|før)\s+(?P<day>[^%]{2,40})",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?:a |the |one )?(?:half|third|quarter)|die hälfte|la mo?itié|la mitad|(?:a )?metade|la metà"
    r"|de helft|halvparten",
    re.IGNORECASE,
)


def with_day_of_target(cells: Mapping[Column, str]) -> Mapping[Column, str]:
    """The cells of a row, with a target that is a day as the day until which it is to be done."""
    target = cells.get(Column.TARGET, "").strip()
    if not target or cells.get(Column.START, "").strip() or not _is_day(target):
        return cells
    found = _UNTIL.fullmatch(target)
    day = found["day"] if found else target
    kept = {**cells, Column.TARGET: ""}
    return {Column.DUE: day, **kept}


def _is_day(text: str) -> bool:
    found = _UNTIL.fullmatch(text)
    if found is None:
        day = whole_day(text)
        return day is not None and not day.is_month and not re.fullmatch(r"\d{1,2}\D\d{1,2}", text)
    plain = found["day"].strip()
    is_known = whole_day(plain) is not None or month_end_in(plain) is not None
    return is_known or not (any(map(str.isdigit, plain)) or _SHARE.fullmatch(plain))

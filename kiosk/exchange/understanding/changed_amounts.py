"""Amounts by which a number that is said changes: “by 10 points (now 40 %)”, “cut by 3 days (now
12)”."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from kiosk.exchange.understanding.amounts import (
    SentenceAmount,
    amount_of,
    amounts_in,
    chosen_readings,
)
from kiosk.exchange.understanding.changed_shares import change_directions
from kiosk.exchange.understanding.measure_drafts import Measured, draft_to, which_is_meant
from kiosk.exchange.understanding.measure_patterns import (
    AFTER,
    AMOUNT,
    BEFORE,
    PER,
    POINTS,
    RELATIVE,
)
from kiosk.exchange.understanding.stated_values import stated_number
from kiosk.exchange.understanding.unit_scales import factor_between
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.number_units import PERCENT
from kiosk.okr.unit_conversion import converted

_ADDED = re.compile(
    r"\d\s(?:more|additional|further|extra|weitere|zusätzliche)\b|\d\s[^\W\d]+\s(?:de plus|más"
    r"|a mais)\b"
    r"|\d\s(?:más|mais|altr[ie]|andere|flere|supplémentaires|autres|otr[oa]s|outr[oa]s)\b",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"\d+\s(?:new|neue[nrs]?|nouve\w+|nuev\w+|nov[oa]s?|nuov\w+|nieuwe?|nye)\b", re.IGNORECASE
)

# “NPS +12 (now 31)”
_LARGE = 1000
_SIGNED = re.compile(rf"(?:^|\s)[+＋]\s?(?P<by>{AMOUNT}){AFTER}")


def changed_amount(text: str, decimal_separator: str) -> Measured | None:
    """The key result from the number that is said to so much more or less, which is asked about;
    None where a sentence says no such number, or more of them.

    :param decimal_separator: the locale's.
    """
    signed = _SIGNED.search(text)
    by = next((each["by"] for each in RELATIVE.finditer(text) if each["by"]), "")
    by = by or (signed["by"] if signed else "")
    base = amount_of(stated_number(text), decimal_separator) if by else None
    step = amount_of(by, decimal_separator) if base else None
    if base is None or step is None or len(amounts_in(text)) != 2 or not _fits(step, base):
        return None
    (start,), (size,) = chosen_readings((base,)), chosen_readings((step,))
    size = converted(size, factor_between(step.unit, base.unit) or Fraction(1))
    both = (base,) if base.unit == PERCENT else (step, base)
    ways = (1,) if signed else change_directions(text)
    sums = (start + way * abs(size) for way in ways)
    ends = [Decimal(f"{end.normalize():f}") for end in sums]
    drafts = [draft_to(both, start, end) for end in ends]
    to = draft_to(both, start, size)
    asked = which_is_meant("target", text, (*drafts, *(() if to in drafts else (to,))))
    return Measured(drafts[0], start, (asked,))


# “62 % (+7 pp)”, “$4.8M (+20 % vs. last year)”
_CHANGED_BY = re.compile(
    rf"{BEFORE}(?P<number>{AMOUNT}){AFTER}{PER}(?:\s[^\W\d_][\w'’-]*){{0,3}}\s?[(\[]\s*(?P<by>[+＋−-]\s?{AMOUNT})"
    r"(?:\s[^()\[\]\d]{2,30}(?:20\d\d)?)?\s*[)\]]"
)


def number_with_change(text: str, decimal_separator: str) -> Measured | None:
    """“62 % (+7 pp)” goes from 55 to 62, or from 62 to 69, which is asked; None for others."""
    found = _CHANGED_BY.search(text)
    number = amount_of(found["number"], decimal_separator) if found else None
    step = amount_of(re.sub(r"\s", "", found["by"], count=1), decimal_separator) if found else None
    if number is None or step is None or len(amounts_in(text)) != 2:
        return None
    (end,), (by,) = chosen_readings((number,)), chosen_readings((step,))
    is_share = step.unit == PERCENT and number.unit != PERCENT
    if not (is_share or _fits(step, number)) or by in (0, -100):
        return None
    start = end / (1 + by / 100) if is_share else end - by
    after = end * (1 + by / 100) if is_share else end + by
    ways = ((start, end), (end, after), (None, end))
    drafts = tuple(draft_to((number,), _rounded(a), _rounded(b) or b) for a, b in ways)
    return Measured(drafts[0], None, (which_is_meant("start", text, drafts),))


def _rounded(number: Decimal | None) -> Decimal | None:
    digits = 0 if number and abs(number) >= _LARGE else 2
    return None if number is None else Decimal(f"{round(number, digits).normalize():f}")


def more_than_there_are(
    draft: KeyResultDraft, start: Decimal, title: str
) -> tuple[str, tuple[KeyResultDraft, ...]] | None:
    """“3 more (now 5)”: the words that say so, and the draft to 8 and to 3; None for others.

    :param start: how many there are.
    """
    more = _ADDED.search(title)
    # “10 new classes (we do 31 now)”: more than there are to be cannot be there already.
    if not more and draft.start is not None and start > (draft.target or start):
        more = _NEW.search(title)
    if more is None or draft.target is None:
        return None
    ends = (start + draft.target, draft.target)
    return more[0], tuple(replace(draft, start=start, target=end) for end in ends)


def _fits(step: SentenceAmount, base: SentenceAmount) -> bool:
    """Whether the two measure the same: percent change by points."""
    is_points = POINTS.fullmatch(step.unit) is not None
    is_same = step.unit == base.unit or (step.unit != PERCENT and not base.unit)
    is_same = is_same or factor_between(step.unit, base.unit) is not None
    return not step.unit or is_same or (is_points and base.unit == PERCENT)

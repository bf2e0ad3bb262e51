"""Limits that a title names while their number stands in a column: “Refunds (max.)”."""

import re
from decimal import Decimal

from kiosk.exchange.understanding.measures import measure_in
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind

_LAST = re.compile(r"(?:[(\[]|[,:–—-]\s)\s*(?P<words>[^()\[\],:\d]{1,40}?)\s*[)\]]?$")


def limit_at_end(title: str) -> KeyResultKind | None:
    """The limit that the last words of a title make of a number: those in brackets, or behind a
    comma, a colon or a dash; None for other words."""
    found = _LAST.search(title)
    if found is None or found["words"].casefold().rstrip(".") == "min":  # minutes
        return None
    measured = measure_in(f"{found['words']} 12", ".")
    kind = measured.draft.kind if measured else None
    return kind if kind in (KeyResultKind.AT_MOST, KeyResultKind.AT_LEAST) else None


def limit_of(title: str, number: Decimal, decimal_separator: str) -> KeyResultDraft | None:
    """The limit that a title makes of the number that stands beside it: “Refunds: 5 at most” beside
    5; None where it says another number or none."""
    measured = measure_in(title, decimal_separator)
    if measured is None or not measured.draft.kind.is_limit:
        return None
    return measured.draft if number in (measured.draft.low, measured.draft.high) else None

"""Limits that a title names without their number, which stands in a column: “Refunds (max.)”."""

import re

from kiosk.exchange.understanding.measures import measure_in
from kiosk.okr.model import KeyResultKind

_LAST = re.compile(r"(?:[(\[]|[,:–—-]\s)\s*(?P<words>[^()\[\],:\d]{1,40}?)\s*[)\]]?$")


def limit_at_end(title: str) -> KeyResultKind | None:
    """The limit that the last words of a title make of a number: those in brackets, or behind a
    comma, a colon or a dash; None for other words."""
    found = _LAST.search(title)
    if found is None or found["words"] == "min":  # these are minutes
        return None
    measured = measure_in(f"{found['words']} 12", ".")
    kind = measured.draft.kind if measured else None
    return kind if kind in (KeyResultKind.AT_MOST, KeyResultKind.AT_LEAST) else None

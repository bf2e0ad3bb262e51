"""Limits that words name while their number stands in a column: “Refunds (max.)”, “hold below”."""

import re
from decimal import Decimal

from kiosk.exchange.understanding.kinds import kind_named
from kiosk.exchange.understanding.measure_words import CHANGES, STAYS
from kiosk.exchange.understanding.measures import measure_in
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind

# “hold it below the limit”
_KEEPING = re.compile(
    r"\b(?:hold|halt|einhalten|einzuhalten|it|at|the|limit|value|wert|grenze|level)\b",
    re.IGNORECASE,
)
_LAST = re.compile(r"(?:[(\[]|[,:–—-]\s)\s*(?P<words>[^()\[\],:\d]{1,40}?)\s*[)\]]?$")


def limit_at_end(title: str) -> KeyResultKind | None:
    """The limit that the last words of a title make of a number: those in brackets, or behind a
    comma, a colon or a dash; None for other words."""
    found = _LAST.search(title)
    if found is None or found["words"].casefold().rstrip(".") == "min":  # minutes
        return None
    return _limit_in(found["words"])


def limit_to_keep(words: str) -> KeyResultKind | None:
    """The limit that a kind says in more words than its name, “maximal halten”, “keep it below”,
    “do not exceed”; None for other words, and for “reduce below”, which says where to go."""
    if CHANGES.search(words):
        return None
    kept = " ".join(_KEEPING.sub(" ", STAYS.sub(_limit_alone, words)).split())
    named = kind_named(kept.strip(" ()")) if kept != words else None
    return named if named is not None and named.is_limit else _limit_in(words)


def _limit_alone(found: re.Match[str]) -> str:
    """“maximal” says which limit, and not only to keep it."""
    return found[0] if kind_named(found[0]) else " "


def _limit_in(words: str) -> KeyResultKind | None:
    """The limit that words make of a number behind them."""
    measured = measure_in(f"{words} 12", ".")
    kind = measured.draft.kind if measured else None
    return kind if kind in (KeyResultKind.AT_MOST, KeyResultKind.AT_LEAST) else None


def limit_of(title: str, number: Decimal, decimal_separator: str) -> KeyResultDraft | None:
    """The limit that a title makes of the number that stands beside it: “Refunds: 5 at most” beside
    5; None where it says another number or none."""
    measured = measure_in(title, decimal_separator)
    if measured is None or not measured.draft.kind.is_limit:
        return None
    return measured.draft if number in (measured.draft.low, measured.draft.high) else None

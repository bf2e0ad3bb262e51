"""Sentences that hold more than one thing: two measures, or a list of what is to be delivered."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kiosk.exchange.understanding.measures import Measured, measure_in
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import KeyResultKind

_AND = re.compile(
    r"\s*(?:;|,?\s+(?:and|und|et|y|e|og|sowie|as well as|while|whilst|plus"
    r"|en(?!\s+(?:menos|moins|un|una|el|la|le|los|las|\d)))|\s&)\s+"
    r"|，并|，同时|，|；",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^(?:within|in under|in less|innerhalb|in weniger|dans les|en menos|em até|entro|binnen)\b",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(r"^\W?\d")
_VERB = re.compile(r"^([^\W\d_]+)\s+(?=\W?\d)")
_LIST = re.compile(
    r"^(?P<items>[^,;:.()]+(?:,\s*[^,;:.()]+)+,?\s+(?:and|und|et|y|e|en|og)\s+[^,;:.()]+)$",
    re.IGNORECASE,
)
# “Choose the place, fit it out, open it”: clauses, each with more than a word.
_CLAUSES = re.compile(r"^(?P<items>[^,;:.()]+(?:[,;]\s+[^,;:.()]+){2,})$")
_LIST_AFTER_COLON = re.compile(
    r"^(?P<verb>[^:]{3,60}):\s*(?P<items>[^,;:.()]+(?:[,;]\s*[^,;:.()]+)+"
    r"(?:,?\s+(?:and|und|et|y|e|en|og)\s+[^,;:.()]+)?)$",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s*[,;]\s*(?:(?:and|und|et|y|e|en|og)\s+)?|\s+(?:and|und|et|y|e|en|og)\s+", re.I
)
_LONGEST_ITEM, _FEWEST_ITEMS, _SHORTEST_CLAUSE = 9, 3, 2


def two_measures(
    title: str, decimal_separator: str
) -> tuple[tuple[str, Measured], tuple[str, Measured]] | None:
    """The two key results in a sentence with two measures: “Hire 3 engineers and 2 designers”; None
    for other sentences.

    :param decimal_separator: the locale's.
    """
    for found in _AND.finditer(title):
        left, right = title[: found.start()].strip(), title[found.end() :].strip()
        if _CONDITION.match(right) or not _is_clause(left) or not _is_clause(right):
            continue
        verb = _VERB.match(left)
        if _NUMBER_FIRST.match(right) and verb:
            right = f"{verb[1]} {right}"
        first, second = measure_in(left, decimal_separator), measure_in(right, decimal_separator)
        if first and second and not (first.questions or second.questions):
            return (left, first), (right[:1].upper() + right[1:], second)
    return None


def listed_steps(title: str) -> tuple[str, ...]:
    """The deliverables that a sentence lists: “Publish the guide, the price list and the terms”; ()
    for less than three."""
    after_colon = _LIST_AFTER_COLON.match(title)
    found = _LIST.match(title) or after_colon or _CLAUSES.match(title)
    if not found or (re.search(r"\d", found["items"]) and found is not after_colon):
        return ()
    items = [item.strip() for item in _PARTS.split(found["items"]) if item.strip()]
    is_short = all(len(item.split()) <= _LONGEST_ITEM for item in items)
    is_clause = all(len(item.split()) >= _SHORTEST_CLAUSE for item in items)
    is_list = found.re is not _CLAUSES or is_clause
    return tuple(items) if len(items) >= _FEWEST_ITEMS and is_short and is_list else ()


def steps_draft(titles: Iterator[str] | tuple[str, ...]) -> KeyResultDraft:
    """A key result of steps, without a title."""
    steps = tuple(MilestoneDraft(title) for title in titles)
    return KeyResultDraft("", KeyResultKind.MILESTONES, milestones=steps)


def titled(draft: KeyResultDraft, title: str, owner: str) -> KeyResultDraft:
    """A draft with its title and owner."""
    return replace(draft, title=title, owner=owner)


def _is_clause(text: str) -> bool:
    return bool(re.search(r"\d", text)) and bool(
        re.search(r"[^\W\d_]{3,}|[\u3040-\u9fff]{2,}", text)
    )

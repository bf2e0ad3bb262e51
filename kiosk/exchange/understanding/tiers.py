"""Tiers of one key result: what is committed, what is aimed at and what would be outstanding."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.measure_drafts import Measured
from kiosk.exchange.understanding.measures import measure_in
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import KeyResultKind

_TIERS = (Column.COMMITTED, Column.TARGET, Column.STRETCH)
_WEIGHTS = {Column.COMMITTED: 30, Column.TARGET: 40, Column.STRETCH: 30}
_MOST_WORDS = 3


def tiers_in_words(cells: Mapping[Column, str], decimal_separator: str) -> Measured | None:
    """Tiers that are sentences, as weighted steps; None for less than two, and for numbers.

    :param decimal_separator: the locale's.
    """
    tiers = _tiers(cells)
    if len(tiers) < 2 or _are_numbers(tiers.values(), decimal_separator):
        return None
    steps = tuple(MilestoneDraft(text, Decimal(_WEIGHTS[column])) for column, text in tiers.items())
    return Measured(KeyResultDraft("", KeyResultKind.MILESTONES, milestones=steps))


def target_tier(cells: Mapping[Column, str]) -> tuple[dict[Column, str], str]:
    """The cells with the tier to reach as the target, and the other tiers as a description."""
    tiers = _tiers(cells)
    if not tiers or set(tiers) == {Column.TARGET}:
        return dict(cells), ""
    main = Column.TARGET if Column.TARGET in tiers else next(iter(tiers))
    others = " · ".join(
        f"{_name(column)}: {text}" for column, text in tiers.items() if column is not main
    )
    return {**cells, Column.TARGET: tiers[main]}, others


def _tiers(cells: Mapping[Column, str]) -> dict[Column, str]:
    return {column: cells[column] for column in _TIERS if cells.get(column)}


def _are_numbers(texts: Iterable[str], decimal_separator: str) -> bool:
    """Whether each tier is a number, and none a sentence with one: “Pilot with 3 customers”."""
    return all(
        measure_in(text, decimal_separator) is not None
        and len(re.findall(r"[^\W\d_]{3,}", text)) <= _MOST_WORDS
        for text in texts
    )


def _name(column: Column) -> str:
    return {Column.COMMITTED: "Commit", Column.TARGET: "Target"}.get(column, "Stretch")

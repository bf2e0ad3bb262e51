"""Tiers of one key result: what is committed, what is aimed at and what would be outstanding."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.measures import Measured, measure_in
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import KeyResultKind

TIER_COLUMNS = (Column.COMMITTED, Column.TARGET, Column.STRETCH)
_WEIGHTS = {Column.COMMITTED: 30, Column.TARGET: 40, Column.STRETCH: 30}
_BARE_NUMBER = re.compile(r"\W*[\d.,]+\W*\w{0,3}")


def tiers_of(cells: Mapping[Column, str], start: str, decimal_separator: str) -> Measured | None:
    """The measure of a key result with tiers: numbers become the target tier with the others in the
    description, words become weighted steps; None for less than two tiers.

    :param start: the cell with the start, "" for none.
    :param decimal_separator: the locale's.
    """
    tiers = {column: cells[column] for column in TIER_COLUMNS if cells.get(column)}
    if len(tiers) < 2:
        return None
    measures = {column: measure_in(text, decimal_separator) for column, text in tiers.items()}
    main = Column.TARGET if Column.TARGET in tiers else next(iter(tiers))
    measured = measures[main]
    if all(measures.values()) and measured is not None and not _are_words(tiers):
        others = " · ".join(
            f"{_name(column)}: {text}" for column, text in tiers.items() if column is not main
        )
        begin = measure_in(start, decimal_separator) if start else None
        draft = measured.draft
        if begin is not None and draft.kind.is_start_to_target:
            draft = replace(draft, start=begin.draft.target)
        return replace(measured, draft=draft, description=others)
    steps = tuple(MilestoneDraft(text, Decimal(_WEIGHTS[column])) for column, text in tiers.items())
    return Measured(KeyResultDraft("", KeyResultKind.MILESTONES, milestones=steps))


def _are_words(tiers: Mapping[Column, str]) -> bool:
    """Whether the tiers are sentences that happen to have numbers: “Pilot with 3 customers”."""
    return any(len(re.findall(r"[^\W\d_]{3,}", text)) > 3 for text in tiers.values())


def _name(column: Column) -> str:
    return {Column.COMMITTED: "Commit", Column.TARGET: "Target"}.get(column, "Stretch")

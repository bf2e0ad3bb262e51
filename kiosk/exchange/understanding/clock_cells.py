"""Durations in the cells of a row as clocks show them, “6:30” beside “4:30”: minutes or hours."""

import re
from collections.abc import Mapping
from dataclasses import replace

from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.unit_scales import scale_of
from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft

Cells = Mapping[Column, str]
_CLOCK = re.compile(r"\d{1,3}:[0-5]\d")
_ENDS = (Column.START, Column.VALUE, Column.TARGET)
_MINUTES, _HOURS = "min", "h"
_FEWEST = 2


def with_units_of_clocks(cells: Cells) -> tuple[Cells, bool]:
    """The cells of a row with a unit beside durations like “4:30”, and whether the unit is only
    supposed. A single one may be a time of the day."""
    filled = {column: cells[column].strip() for column in _ENDS if cells.get(column)}
    if len(filled) < _FEWEST or not all(map(_CLOCK.fullmatch, filled.values())):
        return cells, False
    unit = cells.get(Column.UNIT, "").strip()
    is_known = scale_of(unit) is not None
    beside = unit if is_known else _MINUTES
    timed = {column: f"{text} {beside}" for column, text in filled.items()}
    return {**cells, **timed, Column.UNIT: beside}, not is_known


def clock_in_unit(cell: str, unit: str) -> str:
    """A duration like “4:30” with the unit of its key result, if that is one of time."""
    is_duration = _CLOCK.fullmatch(cell.strip()) and scale_of(unit) is not None
    return f"{cell.strip()} {unit}" if is_duration else cell


def questions_about_clocks(draft: KeyResultDraft, text: str) -> list[ReadingQuestion]:
    """The question whether a duration is in minutes and seconds, or in hours and minutes.

    :param text: the cell.
    """
    outcomes = tuple((replace(draft, unit=unit),) for unit in (_MINUTES, _HOURS))
    plain = text.removesuffix(f" {_MINUTES}")
    return [ReadingQuestion("target", plain, (_MINUTES, _HOURS), _MINUTES, outcomes)]

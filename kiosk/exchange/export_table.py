"""A cycle's OKRs as the rows of a table that the import reads back."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kiosk.exchange.reading.cell_text import number_text
from kiosk.okr.model import KeyResult, KeyResultKind, Objective, Office, Value
from kiosk.okr.number_units import PERCENT
from kiosk.okr.progress import check_in_value, key_result_progress, whole_percent
from kiosk.okr.units import plural_unit

HEADINGS = (
    *("Team", "Objective", "Key result", "Kind", "Unit", "Start", "Target"),
    *("Current", "Progress", "Weight", "Owner"),
)
NUMBERS = ("Start", "Target", "Current", "Weight")
"""The columns whose cells are numbers, where they hold nothing else."""
_KINDS = {
    KeyResultKind.NUMBER: "number",
    KeyResultKind.PERCENT: "percent",
    KeyResultKind.CURRENCY: "money",
    KeyResultKind.AT_MOST: "at most",
    KeyResultKind.AT_LEAST: "at least",
    KeyResultKind.BETWEEN: "between",
    KeyResultKind.MILESTONES: "milestones",
    KeyResultKind.YES_NO: "yes or no",
}


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A key result, or an objective without any, as cells by heading; empty cells are left out."""

    cells: dict[str, str]

    def values(self) -> list[str]:
        """The cells in the order of the headings."""
        return [self.cells.get(heading, "") for heading in HEADINGS]


def export_rows(office: Office) -> tuple[ExportRow, ...]:
    """The rows of an office with one cycle, in the order of the wall."""
    return tuple(row for objective in office.objectives for row in _rows(office, objective))


def _rows(office: Office, objective: Objective) -> Iterator[ExportRow]:
    named = {"Team": office.team(objective.team).name, "Objective": objective.title}
    if not objective.key_results:
        yield ExportRow(named)
    for key_result in objective.key_results:
        yield ExportRow({**named, **_cells(key_result)})


def _cells(key_result: KeyResult) -> dict[str, str]:
    is_percent = key_result.kind is KeyResultKind.PERCENT
    value = check_in_value(key_result.latest_check_in)
    progress = None if value is None else key_result_progress(key_result, value).raw
    cells = {
        "Key result": key_result.title,
        "Kind": _KINDS[key_result.kind],
        "Unit": PERCENT if is_percent else plural_unit(key_result.unit),
        "Start": "" if key_result.start_is_derived else _number(key_result.start),
        "Target": _target(key_result),
        "Current": _current(key_result, value),
        "Progress": _percent(progress),
        "Weight": _number(key_result.weight),
        "Owner": key_result.owner,
    }
    return {heading: cell for heading, cell in cells.items() if cell}


def _percent(progress: Fraction | None) -> str:
    return "" if progress is None else f"{whole_percent(progress)} %"


def _target(key_result: KeyResult) -> str:
    match key_result.kind:
        case KeyResultKind.AT_MOST:
            return f"≤ {_number(key_result.high)}"
        case KeyResultKind.AT_LEAST:
            return f"≥ {_number(key_result.low)}"
        case KeyResultKind.BETWEEN:
            return f"{_number(key_result.low)}–{_number(key_result.high)}"
        case KeyResultKind.YES_NO:
            return "yes"
        case KeyResultKind.MILESTONES:
            return "\n".join(
                f"{m.title} (weight {_number(m.weight)})" if m.weight != 1 else m.title
                for m in key_result.milestones
            )
    return _number(key_result.target)


def _current(key_result: KeyResult, value: Value | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return "\n".join(m.title for m in key_result.milestones if m.code in value)
    return _number(value)


def _number(number: Decimal | None) -> str:
    return "" if number is None else number_text(number)

"""What was measured, as tables for people and as JSON for programs."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

MARKS = {True: "met", False: "MISSED", None: ""}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number, and what it may be at most.

    :ivar limit: None: told, not judged.
    :ivar below: whether the limit itself is too much.
    :ivar least: whether the limit is what it must reach.
    """

    name: str
    value: float
    unit: str
    limit: float | None = None
    below: bool = False
    least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the figure is good; None where nothing was promised. Not a number is a miss."""
        if self.limit is None:
            return None
        if self.least:
            return self.value >= self.limit
        return self.value < self.limit if self.below else self.value <= self.limit


@dataclass(slots=True)
class Table:
    """The figures of one part, and sentences that say how to read them."""

    part: str
    title: str
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(
        self, name: str, value: float, unit: str, limit: float | None = None, *,
        below: bool = False, least: bool = False,
    ) -> None:  # fmt: skip
        """One more row."""
        self.figures.append(Figure(name, value, unit, limit, below, least))

    @property
    def missed(self) -> list[Figure]:
        """What was promised and not kept."""
        return [figure for figure in self.figures if figure.met is False]

    def text(self) -> str:
        """The table as lines of text."""
        rows = [("", "measured", "", "promised", "")]
        rows += [_row(figure) for figure in self.figures]
        widths = [max(len(row[column]) for row in rows) for column in range(5)]
        lines = [_line(row, widths) for row in rows]
        return "\n".join([f"\n{self.title}", *lines, *(f"  {note}" for note in self.notes)])

    def json(self) -> dict[str, Any]:
        """The table for a program; a number that is none becomes null."""
        figures = [
            asdict(f) | {"value": f.value if math.isfinite(f.value) else None, "met": f.met}
            for f in self.figures
        ]
        return {"part": self.part, "title": self.title, "figures": figures, "notes": self.notes}


def _row(figure: Figure) -> tuple[str, str, str, str, str]:
    promised = ""
    if figure.limit is not None:
        promised = f"{_sign(figure)} {number(figure.limit)}"
    return figure.name, number(figure.value), figure.unit, promised, MARKS[figure.met]


def _sign(figure: Figure) -> str:
    return "≥" if figure.least else "<" if figure.below else "≤"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    name, value, unit, promised, mark = row
    return (
        f"  {name:<{widths[0]}}  {value:>{widths[1]}} {unit:<{widths[2]}}"
        f"  {promised:<{widths[3]}}  {mark}"
    ).rstrip()


def number(value: float) -> str:
    """A number with as many digits as can be trusted."""
    if not math.isfinite(value):
        return "none"
    if value == int(value) or abs(value) >= 1000:
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed; not a number where there is none."""
    ordered = sorted(values)
    if not ordered:
        return math.nan
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values: Sequence[float]) -> float:
    """The middle one, or the mean of the middle two."""
    ordered = sorted(values)
    if not ordered:
        return math.nan
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2

"""Key results, objectives and offices made of a few words."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kiosk.okr.model import (
    AlignmentLink,
    CheckIn,
    Cycle,
    CycleState,
    KeyResult,
    KeyResultKind,
    Milestone,
    Objective,
    Office,
    Value,
)

MEASURED = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
QUARTER = Cycle(1, "Q4 2026", "", date(2026, 10, 1), date(2026, 12, 31), CycleState.OPEN)


def check_in(value: Value, measured_at: datetime = MEASURED) -> CheckIn:
    return CheckIn(1, "KKKK", measured_at, measured_at, value, None, "", "", "", "", "page", False)


def key_result(
    kind: KeyResultKind = KeyResultKind.NUMBER, value: Value | None = None, **fields: Any
) -> KeyResult:
    """A key result that stands at a value; its weight is 1 unless given."""
    for name in ("start", "target", "low", "high", "weight"):
        if isinstance(fields.get(name), int | str):
            fields[name] = Decimal(fields[name])
    standing = {"latest_check_in": None if value is None else check_in(value), **fields}
    return KeyResult(
        **{
            "code": "KKKK",
            "objective": "AAAA",
            "title": "",
            "kind": kind,
            "unit": "",
            "start": None,
            "target": None,
            "low": None,
            "high": None,
            "weight": Decimal(1),
            "owner": "",
            "freshness_days": None,
            "confidential": False,
            "milestones": (),
            "value_a_week_ago": None,
            **standing,
        }
    )


def steps(*weights: int | str) -> tuple[Milestone, ...]:
    """Milestones M0, M1, ... of these weights."""
    return tuple(Milestone(f"M{n}", "", Decimal(weight)) for n, weight in enumerate(weights))


def at(percent: int | str, weight: int | str = 1) -> KeyResult:
    """A key result that stands at so many percent."""
    return key_result(value=Decimal(percent), start=0, target=100, weight=weight)


def objective(*key_results: KeyResult, code: str = "AAAA", serves: Sequence[str] = ()) -> Objective:
    return Objective(code, 1, "TTTT", "", tuple(AlignmentLink(c, "") for c in serves), key_results)


def office(*objectives: Objective) -> Office:
    return Office(1, "", False, (QUARTER,), (), objectives, ())

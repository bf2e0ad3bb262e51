"""Archived items, what depends on them, and what is deleted together with an unused one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.errors import ValidationError
from kiosk.okr.cycle_rules import refuse_closed
from kiosk.okr.model import CycleState


class Table(StrEnum):
    """The tables whose rows can be archived."""

    TEAMS = "teams"
    OBJECTIVES = "objectives"
    KEY_RESULTS = "key_results"


@dataclass(frozen=True, slots=True)
class Archived:
    """An archived row. `team` and `objective` are the names of its parents, "" if it has none;
    `cycle` is an id, None for a team. It can be restored only after an archived parent."""

    table: Table
    code: str
    title: str
    team: str
    objective: str
    cycle: int | None
    at: datetime
    belongs_to_archived: bool
    may_delete: bool


@dataclass(frozen=True, slots=True)
class Dependants:
    """What depends on a team or an objective, by titles and names. `serving` are the objectives
    aligned to it; `has_links` is whether it is aligned to others itself."""

    objectives: tuple[str, ...] = ()
    key_results: tuple[str, ...] = ()
    serving: tuple[str, ...] = ()
    has_links: bool = False
    people: tuple[str, ...] = ()
    screens: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()


def refuse_objective_restore(state: CycleState, *, is_team_archived: bool) -> None:
    """Raise ValidationError unless an archived objective may be restored."""
    refuse_closed(state)
    if is_team_archived:
        raise ValidationError("code", "Its team is archived. Restore the team first")


def refuse_key_result_restore(state: CycleState, *, is_objective_archived: bool) -> None:
    """Raise ValidationError unless an archived key result may be restored."""
    refuse_closed(state)
    if is_objective_archived:
        raise ValidationError("code", "Its objective is archived. Restore the objective first")

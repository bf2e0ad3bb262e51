"""Archived items, what depends on them, and what is deleted together with an unused one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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

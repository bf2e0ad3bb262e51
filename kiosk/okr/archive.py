"""What is archived, what depends on it, and what goes along when something unused is deleted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Table(StrEnum):
    """What can be archived, by the name of its table."""

    TEAMS = "teams"
    OBJECTIVES = "objectives"
    KEY_RESULTS = "key_results"


@dataclass(frozen=True, slots=True)
class Archived:
    """Something archived. `team` and `objective` are the names of what it belongs to, "" where
    there is none; `cycle` an id, None for a team. One that belongs to something archived comes
    back only after that."""

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
    """What depends on a team or an objective, each by its title or name. `serving` are the
    objectives that serve it; `has_links` whether it serves any itself."""

    objectives: tuple[str, ...] = ()
    key_results: tuple[str, ...] = ()
    serving: tuple[str, ...] = ()
    has_links: bool = False
    people: tuple[str, ...] = ()
    screens: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()

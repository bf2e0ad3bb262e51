"""Where objectives and key results were before they were moved."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Move:
    """One move: the title or name of the objective, team and cycle it left, "" for each that it
    kept; why, "" where its cycle was a draft; and when (aware)."""

    id: int
    objective: str
    team: str
    cycle: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MovedLink:
    """An alignment link between two objectives, as it is stored."""

    objective: str
    serves: str
    because: str
    position: int

"""Where an objective or a key result was before it was moved."""

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
    """One objective's link to another, as its row is."""

    objective: str
    serves: str
    because: str
    position: int

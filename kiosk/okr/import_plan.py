"""What a table that was pasted would make, before any of it is written."""

from dataclasses import dataclass

from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import NewCycle


@dataclass(frozen=True, slots=True)
class NewTeam:
    """A team to be made. Until it is, objectives name it by `key`."""

    temporary_code: str
    name: str
    color: str
    is_company: bool = False


@dataclass(frozen=True, slots=True)
class NewObjective:
    """An objective with its key results. `team` is a code, or the key of a team to be made."""

    team: str
    title: str
    key_results: tuple[KeyResultDraft, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All of it. `cycle` is the id of one that is there, or what is to be made."""

    cycle: int | NewCycle
    teams: tuple[NewTeam, ...]
    objectives: tuple[NewObjective, ...]

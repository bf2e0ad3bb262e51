"""Moving key results between objectives, and objectives between teams and cycles: the rules, and
where things were before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.errors import ValidationError
from kiosk.okr.cycle_rules import refuse_closed, refuse_unless_accepting
from kiosk.okr.model import CycleState
from kiosk.okr.text import REASON_LENGTH, validated_line


@dataclass(frozen=True, slots=True)
class Move:
    """One move: the title or name of the objective, team and cycle it left, "" for each that it
    kept; the reason, "" if its cycle was a draft; and when it was moved (aware)."""

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


@dataclass(frozen=True, slots=True)
class Location:
    """The team's code of an objective, the id of its cycle, and the cycle's state."""

    team: str
    cycle: int
    state: CycleState


def refuse_key_result_move(
    state: CycleState, source: tuple[str, int], target: tuple[str, int]
) -> None:
    """Raise ValidationError unless a key result may be moved to another objective.

    :param state: the state of its cycle.
    :param source: the code of its objective, and the id of that objective's cycle.
    :param target: the same of the objective it is moved to.
    """
    refuse_closed(state)
    if target[0] == source[0]:
        raise ValidationError("objective", "It is already there. Choose a different objective")
    if target[1] != source[1]:
        raise ValidationError(
            "objective", "That objective is in another cycle. Choose one of the same cycle"
        )


def refuse_objective_move(
    source: Location, target: Location, *, is_graded: Callable[[], bool]
) -> None:
    """Raise ValidationError unless an objective may be moved to a team and a cycle.

    :param is_graded: whether the objective has a grade.
    """
    if (target.team, target.cycle) == (source.team, source.cycle):
        raise ValidationError("team", "It is already there. Choose a different team or cycle")
    if target.cycle == source.cycle:
        return
    refuse_unless_accepting(target.state)
    if is_graded():
        raise ValidationError("cycle", "It is already graded and stays in its cycle")


def validated_move_reason(reason: str, *states: CycleState) -> str:
    """The reason of a move, as it will be written: none in a draft, which nobody has seen yet.

    :param states: the states of the cycles it leaves and enters.
    :raises ValidationError: on "reason", if it is empty and one of the cycles is no draft.
    """
    plain = validated_line("reason", reason, REASON_LENGTH, needed=False)
    if all(state is CycleState.DRAFT for state in states):
        return ""
    if not plain:
        raise ValidationError(
            "reason", "The cycle is open: give a reason for the move, for everybody to read"
        )
    return plain


def refuse_undo_of_move(*, has_newer: bool, is_team_archived: bool = False) -> None:
    """Raise ValidationError unless a move may be undone.

    :param has_newer: whether the same item was moved again later.
    :param is_team_archived: whether the team it came from is archived.
    """
    if has_newer:
        raise ValidationError("code", "It has been moved again since. Undo the newer move first")
    if is_team_archived:
        raise ValidationError("code", "The team it came from is archived. Restore that team first")

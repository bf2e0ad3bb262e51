"""The rules for moving key results and objectives, without a database."""

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.model import CycleState
from kiosk.okr.moves import (
    Location,
    refuse_key_result_move,
    refuse_objective_move,
    refuse_undo_of_move,
    validated_move_reason,
)

HERE = Location("SALE", 1, CycleState.OPEN)


def test_a_key_result_moves_only_within_its_open_cycle():
    refuse_key_result_move(CycleState.OPEN, ("A1B2", 1), ("C3D4", 1))
    with pytest.raises(ValidationError, match="already there"):
        refuse_key_result_move(CycleState.OPEN, ("A1B2", 1), ("A1B2", 1))
    with pytest.raises(ValidationError, match="another cycle"):
        refuse_key_result_move(CycleState.OPEN, ("A1B2", 1), ("C3D4", 2))
    with pytest.raises(ValidationError, match="closed"):
        refuse_key_result_move(CycleState.CLOSED, ("A1B2", 1), ("C3D4", 1))


@pytest.mark.parametrize(
    ("target", "is_graded", "field"),
    [
        (HERE, False, "team"),
        (Location("SALE", 2, CycleState.GRADING), False, "cycle"),
        (Location("SALE", 2, CycleState.CLOSED), False, "cycle"),
        (Location("SALE", 2, CycleState.DRAFT), True, "cycle"),
    ],
)
def test_an_objective_moves_to_no_cycle_that_takes_no_more(target, is_graded, field):
    with pytest.raises(ValidationError) as refused:
        refuse_objective_move(HERE, target, is_graded=lambda: is_graded)

    assert refused.value.field == field


def test_a_graded_objective_may_change_its_team_but_not_its_cycle():
    refuse_objective_move(HERE, Location("PROD", 1, CycleState.OPEN), is_graded=lambda: True)
    refuse_objective_move(HERE, Location("PROD", 2, CycleState.DRAFT), is_graded=lambda: False)


def test_a_move_needs_a_reason_unless_both_cycles_are_drafts():
    draft, running = CycleState.DRAFT, CycleState.OPEN

    assert validated_move_reason("", draft, draft) == ""
    assert validated_move_reason(" new  focus ", draft, running) == "new focus"
    with pytest.raises(ValidationError, match="give a reason"):
        validated_move_reason(" ", draft, running)


def test_only_the_newest_move_is_undone_and_only_into_a_team_that_is_not_archived():
    refuse_undo_of_move(has_newer=False)
    with pytest.raises(ValidationError, match="newer move"):
        refuse_undo_of_move(has_newer=True)
    with pytest.raises(ValidationError, match="Restore that team"):
        refuse_undo_of_move(has_newer=False, is_team_archived=True)

"""What may be restored, without a database."""

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.archive import refuse_key_result_restore, refuse_objective_restore
from kiosk.okr.model import CycleState


def test_something_is_restored_after_what_it_belongs_to():
    refuse_objective_restore(CycleState.OPEN, is_team_archived=False)
    refuse_key_result_restore(CycleState.OPEN, is_objective_archived=False)
    with pytest.raises(ValidationError, match="Restore the team first"):
        refuse_objective_restore(CycleState.OPEN, is_team_archived=True)
    with pytest.raises(ValidationError, match="Restore the objective first"):
        refuse_key_result_restore(CycleState.OPEN, is_objective_archived=True)


def test_nothing_is_restored_in_a_closed_cycle():
    with pytest.raises(ValidationError, match="closed"):
        refuse_objective_restore(CycleState.CLOSED, is_team_archived=False)
    with pytest.raises(ValidationError, match="closed"):
        refuse_key_result_restore(CycleState.CLOSED, is_objective_archived=False)

"""What may be carried over and into which cycle, without a database."""

from dataclasses import replace

import pytest

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.carry_over import (
    CarryOverChoice,
    chosen_objectives,
    refuse_target_cycle,
    refuse_target_objective,
)
from kiosk.okr.model import CycleState
from tests.okr.factories import QUARTER, objective, office

DRAFT = replace(QUARTER, id=2, name="Q1 2027", state=CycleState.DRAFT)


def test_one_objective_at_least_is_chosen_and_all_of_them_exist():
    first = objective()
    there = office(first)

    assert list(chosen_objectives(there, CarryOverChoice(frozenset({first.code})))) == [first]
    with pytest.raises(ValidationError, match="Nothing is chosen"):
        chosen_objectives(there, CarryOverChoice(frozenset()))
    with pytest.raises(NotFound, match="no objective ZZZZ"):
        chosen_objectives(there, CarryOverChoice(frozenset({"ZZZZ"})))


def test_objectives_are_carried_over_into_a_draft_only():
    refuse_target_cycle(DRAFT)
    with pytest.raises(ValidationError, match="is not a draft"):
        refuse_target_cycle(QUARTER)


def test_key_results_are_added_only_to_an_objective_of_that_draft():
    refuse_target_objective("AAAA", DRAFT.id, DRAFT)
    for other in (QUARTER.id, None):
        with pytest.raises(ValidationError) as refused:
            refuse_target_objective("AAAA", other, DRAFT)
        assert refused.value.field == "home-AAAA"

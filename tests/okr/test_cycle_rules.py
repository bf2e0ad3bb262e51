"""The rules of cycles, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.errors import ValidationError, each_error
from kiosk.okr.cycle_rules import (
    NEXT_STATES,
    CycleDraft,
    refuse_blocked_closing,
    refuse_hide,
    refuse_reveal,
    refuse_transition,
    refuse_unless_accepting,
    validated_cycle,
)
from kiosk.okr.model import Cycle, CycleState

FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
NOW = datetime(2026, 12, 18, 12, tzinfo=UTC)


def cycle(state: CycleState, revealed_at: datetime | None = None) -> Cycle:
    return Cycle(1, "Q4 2026", "", FIRST, LAST, state, revealed_at=revealed_at)


def step(before: Cycle, state: CycleState, titles=(), has_check_ins=False):
    refuse_transition(
        before, state, without_target=lambda: titles, has_check_ins=lambda: has_check_ins
    )


@pytest.mark.parametrize("before", CycleState)
@pytest.mark.parametrize("after", CycleState)
def test_a_state_follows_on_those_it_may_follow_on_and_on_no_other(before, after):
    if after in NEXT_STATES[before]:
        step(cycle(before), after)
    else:
        with pytest.raises(ValidationError) as refused:
            step(cycle(before), after)
        assert refused.value.field == "state"


def test_a_cycle_goes_on_only_where_nothing_is_lost_or_missing():
    with pytest.raises(ValidationError, match="no target yet: “Visits”"):
        step(cycle(CycleState.DRAFT), CycleState.OPEN, titles=("Visits",))
    with pytest.raises(ValidationError, match="already check-ins"):
        step(cycle(CycleState.OPEN), CycleState.DRAFT, has_check_ins=True)
    with pytest.raises(ValidationError, match="can only be closed"):
        step(cycle(CycleState.GRADING, NOW), CycleState.OPEN)


def test_grades_are_revealed_once_there_are_some_and_hidden_for_ten_minutes():
    with pytest.raises(ValidationError, match="not being graded"):
        refuse_reveal(cycle(CycleState.OPEN))
    refuse_reveal(cycle(CycleState.GRADING))
    refuse_hide(cycle(CycleState.GRADING), NOW)
    refuse_hide(cycle(CycleState.GRADING, NOW), NOW + timedelta(minutes=9))
    with pytest.raises(ValidationError, match="ten minutes ago"):
        refuse_hide(cycle(CycleState.GRADING, NOW), NOW + timedelta(minutes=11))
    with pytest.raises(ValidationError, match="closed"):
        refuse_hide(cycle(CycleState.CLOSED, NOW), NOW)


def test_all_invalid_fields_are_named_at_once():
    other = CycleDraft("Q4 2026", "", FIRST, LAST)
    wrong = CycleDraft("q4 2026", "x" * 500, LAST, FIRST)
    with pytest.raises(ValidationError) as refused:
        validated_cycle(wrong, [other])
    assert [e.field for e in each_error(refused.value)] == ["name", "theme", "ends_on"]


def test_a_name_and_its_days_are_those_of_one_cycle_alone():
    other = CycleDraft("Q4 2026", "", FIRST, LAST)
    with pytest.raises(ValidationError, match="already has exactly these days"):
        validated_cycle(CycleDraft("Another", "", FIRST, LAST), [other])
    made = validated_cycle(CycleDraft(" Next  one ", " Calm ", FIRST, date(2026, 12, 30)), [other])
    assert (made.name, made.theme) == ("Next one", "Calm")


@pytest.mark.parametrize("state", CycleState)
def test_objectives_are_added_to_a_draft_or_an_open_cycle_only(state):
    if state in (CycleState.DRAFT, CycleState.OPEN):
        refuse_unless_accepting(state)
    else:
        with pytest.raises(ValidationError, match="Nothing more can be added"):
            refuse_unless_accepting(state)


def test_a_cycle_waits_for_the_one_that_counts_towards_it():
    refuse_blocked_closing(None)
    with pytest.raises(ValidationError, match="Objectives of “Q4 2026” count"):
        refuse_blocked_closing("Q4 2026")

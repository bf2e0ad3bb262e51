"""The rules for undoing, redoing and correcting check-ins, without a database."""

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.check_in_corrections import (
    CheckInHistory,
    refuse_correction,
    refuse_former_unit,
    refuse_redo,
    refuse_undo,
)
from kiosk.okr.model import KeyResultKind, Measure


@pytest.mark.parametrize(
    ("history", "message"),
    [
        (CheckInHistory(undoes=True), "undoes a check-in"),
        (CheckInHistory(is_undone=True), "already been undone"),
        (CheckInHistory(is_corrected=True), "was corrected"),
    ],
)
def test_a_check_in_is_undone_once_and_only_while_nothing_replaces_it(history, message):
    refuse_undo(CheckInHistory())
    with pytest.raises(ValidationError, match=message):
        refuse_undo(history)


@pytest.mark.parametrize(
    ("history", "message"),
    [
        (CheckInHistory(is_undone=True, is_redone=True), "already been redone"),
        (CheckInHistory(), "was not undone"),
        (CheckInHistory(is_undone=True, is_original_corrected=True), "corrected again"),
    ],
)
def test_a_check_in_is_redone_once_and_only_after_it_was_undone(history, message):
    refuse_redo(CheckInHistory(is_undone=True))
    with pytest.raises(ValidationError, match=message):
        refuse_redo(history)


def test_only_a_check_in_that_counts_and_is_in_the_current_unit_is_corrected():
    refuse_correction(counts=True)
    refuse_former_unit(None)
    with pytest.raises(ValidationError, match="no longer counts"):
        refuse_correction(counts=False)
    with pytest.raises(ValidationError, match="measured in hours"):
        refuse_former_unit(Measure(KeyResultKind.NUMBER, "hours", None, None, None, None))

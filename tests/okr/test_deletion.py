"""What may be deleted, without a database."""

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.deletion import Usage, reason_to_keep, refuse_cycle_deletion, refuse_deletion
from kiosk.okr.model import CycleState


def test_something_never_used_may_be_deleted_unless_its_cycle_is_closed():
    assert reason_to_keep(None) == reason_to_keep(None, CycleState.OPEN) == ""
    assert "closed" in reason_to_keep(None, CycleState.CLOSED)


@pytest.mark.parametrize("usage", Usage)
def test_every_usage_says_why_something_is_kept(usage):
    with pytest.raises(ValidationError) as refused:
        refuse_deletion(usage, CycleState.DRAFT)

    assert refused.value.message == usage.value
    assert refused.value.field == "code"


def test_only_an_unused_draft_of_a_cycle_may_be_deleted():
    refuse_cycle_deletion(None, CycleState.DRAFT)
    with pytest.raises(ValidationError, match="It has a survey"):
        refuse_cycle_deletion(Usage.SURVEY, CycleState.DRAFT)
    with pytest.raises(ValidationError, match="Only a draft"):
        refuse_cycle_deletion(None, CycleState.OPEN)

"""The rules for changing objectives and key results, without a database."""

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.change_rules import (
    conversion_factor,
    refuse_change_without_reason,
    refuse_kind_change,
    refuse_unknown_milestones,
)
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import CycleState, KeyResultKind
from kiosk.okr.unit_conversion import KEPT, Conversion

NUMBER = KeyResultKind.NUMBER


def draft(unit: str, kind: KeyResultKind = NUMBER) -> KeyResultDraft:
    return KeyResultDraft("Time to first answer", kind, unit)


def test_a_change_needs_a_reason_once_the_cycle_is_open():
    refuse_change_without_reason(CycleState.DRAFT, "")
    refuse_change_without_reason(CycleState.OPEN, "too easy")
    with pytest.raises(ValidationError, match="give a reason"):
        refuse_change_without_reason(CycleState.OPEN, "")


def test_a_kind_changes_while_its_check_ins_still_fit():
    refuse_kind_change(NUMBER, KeyResultKind.AT_MOST, has_check_ins=lambda: True)
    refuse_kind_change(NUMBER, KeyResultKind.YES_NO, has_check_ins=lambda: False)
    with pytest.raises(ValidationError, match="Add a new key result"):
        refuse_kind_change(NUMBER, KeyResultKind.YES_NO, has_check_ins=lambda: True)


def test_earlier_values_need_a_factor_only_where_the_unit_changes_and_there_are_some():
    assert conversion_factor(NUMBER, "hours", draft("hours"), None, 7) == (None, None)
    assert conversion_factor(NUMBER, "hours", draft("minutes"), None, None) == (None, None)
    assert conversion_factor(NUMBER, "hours", draft("minutes"), Conversion("60"), 7) == ("60", 7)
    assert conversion_factor(NUMBER, "hours", draft("minutes"), KEPT, 7) == (None, 7)
    with pytest.raises(ValidationError, match="from hours to minutes"):
        conversion_factor(NUMBER, "hours", draft("minutes"), None, 7)


def test_only_the_milestones_of_a_key_result_are_kept():
    refuse_unknown_milestones({"M1"}, {"M1", "M2"})
    with pytest.raises(ValidationError, match="M3 is not one of its milestones"):
        refuse_unknown_milestones({"M1", "M3"}, {"M1", "M2"})

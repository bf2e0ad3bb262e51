"""The rules of a check-in, without a database."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.errors import ValidationError, each_error
from kiosk.okr.check_in_rules import (
    CheckInDraft,
    confirmed_check_in,
    refuse_check_in,
    validated_check_in,
    validated_value,
)
from kiosk.okr.model import CycleState, KeyResultKind
from tests.okr.factories import check_in

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *[
            (KeyResultKind.YES_NO, Decimal(1)),
            (KeyResultKind.NUMBER, True),
            (KeyResultKind.NUMBER, Decimal("NaN")),
        ],
        *[
            (KeyResultKind.PERCENT, Decimal("1E+999999999")),
            (KeyResultKind.AT_MOST, frozenset({"ABCD"})),
        ],
        *[(KeyResultKind.MILESTONES, Decimal(1)), (KeyResultKind.MILESTONES, frozenset({"ZZZZ"}))],
    ],
)
def test_a_value_that_is_not_of_the_kind_or_cannot_be_kept_is_refused(kind, value):
    with pytest.raises(ValidationError) as refused:
        validated_value(value, kind, ("ABCD",))
    assert refused.value.field == "value"


def test_milestones_are_known_in_any_case():
    assert validated_value(frozenset({"ab-cd"}), KeyResultKind.MILESTONES, ("ABCD",)) == {"ABCD"}


def test_all_invalid_fields_are_named_at_once():
    draft = CheckInDraft(True, NOW + timedelta(days=1), 11, "x" * 501, "y" * 500)
    with pytest.raises(ValidationError) as refused:
        validated_check_in(draft, KeyResultKind.NUMBER, (), NOW)
    fields = [error.field for error in each_error(refused.value)]
    assert fields == ["value", "measured_at", "confidence", "note", "signed"]


def test_a_clock_that_is_a_minute_fast_is_held_to_now():
    draft = CheckInDraft(Decimal(1), NOW + timedelta(seconds=40))
    assert validated_check_in(draft, KeyResultKind.NUMBER, (), NOW).measured_at == NOW


def test_a_key_result_takes_check_ins_unless_it_is_archived_or_its_cycle_closed():
    refuse_check_in("ABCD", CycleState.GRADING, is_archived=False)
    with pytest.raises(ValidationError, match="ABCD is archived"):
        refuse_check_in("ABCD", CycleState.OPEN, is_archived=True)
    with pytest.raises(ValidationError, match="ABCD is closed"):
        refuse_check_in("ABCD", CycleState.CLOSED, is_archived=False)


def test_a_value_is_confirmed_only_where_there_is_one():
    before = check_in(Decimal(7))

    assert confirmed_check_in(before) is before
    with pytest.raises(ValidationError, match="no value to confirm"):
        confirmed_check_in(None)

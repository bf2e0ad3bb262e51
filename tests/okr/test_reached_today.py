"""A target reached is marked on the day it is reached, and on no other."""

from datetime import timedelta
from decimal import Decimal

import pytest

from kiosk.okr.model import KeyResultKind, Value
from kiosk.okr.progress import is_reached_today
from kiosk.okr.redaction import redacted_office
from tests.views.sample_key_result import NOW, check_in, key_result, office_of

ALL = frozenset({"A111", "B222", "C333"})


@pytest.mark.parametrize(
    ("kind", "before", "now", "reached"),
    [
        (KeyResultKind.NUMBER, Decimal(118), Decimal(90), True),
        (KeyResultKind.NUMBER, Decimal(118), Decimal(80), True),
        (KeyResultKind.NUMBER, None, Decimal(90), True),
        (KeyResultKind.NUMBER, Decimal(118), Decimal("90.01"), False),
        (KeyResultKind.NUMBER, Decimal(90), Decimal(80), False),
        (KeyResultKind.NUMBER, Decimal(90), Decimal(90), False),
        (KeyResultKind.NUMBER, Decimal(90), Decimal(118), False),
        (KeyResultKind.YES_NO, False, True, True),
        (KeyResultKind.YES_NO, True, True, False),
        (KeyResultKind.MILESTONES, frozenset({"A111"}), ALL, True),
        (KeyResultKind.AT_MOST, Decimal(300), Decimal(3), False),
    ],
)
def test_a_target_is_reached_today(
    kind: KeyResultKind, before: Value | None, now: Value, reached: bool
):
    then = None if before is None else check_in(before, NOW - timedelta(days=1))
    of = key_result(kind, check_in(now, NOW), value_before_today=then, high=Decimal(200))
    assert is_reached_today(of) is reached
    secret = key_result(
        kind, check_in(now, NOW), value_before_today=then, high=Decimal(200), confidential=True
    )
    (seen,) = redacted_office(office_of(secret)).objectives[1].key_results
    assert is_reached_today(seen) is reached


def test_nothing_is_reached_without_a_value():
    assert not is_reached_today(key_result())

"""What a confidential key result still shows while guests are here."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from kiosk.okr.model import Change, KeyResultKind
from kiosk.okr.progress import check_in_value, key_result_progress, objective_progress
from kiosk.okr.redaction import redacted_key_result, redacted_office, redacted_weekly_standings
from tests.okr.factories import MEASURED, at, check_in, key_result, objective, office, steps

SECRETS = [
    key_result(KeyResultKind.NUMBER, Decimal("41.7"), start=10, target="93.3", unit="ppm"),
    key_result(KeyResultKind.CURRENCY, Decimal(777123), start=100200, target=900800, unit="EUR"),
    key_result(KeyResultKind.PERCENT, Decimal("31.4"), start="15.9", target="26.5", unit="%"),
    key_result(KeyResultKind.NUMBER, Decimal(5), start=None, target=777),
    key_result(KeyResultKind.NUMBER, Decimal(5), start=777, target=777),
    key_result(KeyResultKind.AT_MOST, Decimal(5), high=777, weight=0),
    key_result(KeyResultKind.AT_MOST, Decimal(888), high=777),
    key_result(KeyResultKind.AT_LEAST, Decimal(888), low=777),
    key_result(KeyResultKind.AT_LEAST, Decimal(5), low=777),
    key_result(KeyResultKind.BETWEEN, Decimal(555), low=444, high=777),
    key_result(KeyResultKind.BETWEEN, Decimal(5), low=444, high=777, weight=3),
    key_result(KeyResultKind.MILESTONES, frozenset({"M0"}), milestones=steps(1, 2)),
    key_result(KeyResultKind.YES_NO, True),
    key_result(KeyResultKind.YES_NO, False),
    key_result(KeyResultKind.NUMBER, None, start=777, target=888),
]


def secret(of=SECRETS[0], **more):
    return replace(of, confidential=True, owner="Ada", **more)


@pytest.mark.parametrize(
    "of", SECRETS, ids=lambda k: f"{k.kind.value} {check_in_value(k.latest_check_in)}"
)
def test_it_is_where_it_was_and_nothing_else_is_left(of):
    whole = office(objective(secret(of), at(50)))
    guests = redacted_office(whole)
    sealed, plain = guests.objectives[0].key_results
    before = key_result_progress(of, check_in_value(of.latest_check_in))
    after = key_result_progress(sealed, check_in_value(sealed.latest_check_in))
    assert after.state is before.state
    assert (after.raw is None) == (before.raw is None)
    assert abs((after.raw or 0) - (before.raw or 0)) <= Decimal("0.00005")
    assert plain is whole.objectives[0].key_results[1]
    told = repr(sealed)
    for hidden in ("777", "888", "444", "555", "900800", "41.7", "ppm", "EUR", "Ada", "KKKK", "M0"):
        assert hidden not in told


@pytest.mark.parametrize(
    "of", SECRETS, ids=lambda k: f"{k.kind.value} {check_in_value(k.latest_check_in)}"
)
def test_its_objective_is_where_it_was(of):
    whole = office(objective(secret(of), at(50, weight=2)))
    guests = redacted_office(whole)
    before = objective_progress(whole, whole.objectives[0])
    after = objective_progress(guests, guests.objectives[0])
    assert replace(after, clamped=None) == replace(before, clamped=None)
    assert abs(after.clamped - before.clamped) <= Decimal("0.00005")


def test_what_was_said_and_by_whom_is_gone_and_when_it_was_stays():
    said = replace(
        check_in(Decimal(30)),
        note="Hush",
        author="Ada",
        signature="Ada",
        source="api",
        confidence=9,
    )
    sealed = (
        redacted_office(office(objective(secret(latest_check_in=said))))
        .objectives[0]
        .key_results[0]
    )
    assert "Hush" not in repr(sealed)
    assert "Ada" not in repr(sealed)
    assert sealed.latest_check_in.confidence is None
    assert sealed.latest_check_in.measured_at == MEASURED


def test_an_office_without_secrets_is_the_very_same():
    whole = office(objective(at(50)))
    assert redacted_office(whole) is whole


def test_a_change_is_shown_by_the_percent_and_one_that_does_not_move_it_not_at_all():
    limit = secret(SECRETS[5], code="LLLL")
    road = secret(key_result(value=Decimal(30), start=0, target=60), code="RRRR")
    moved = Change(replace(check_in(Decimal(30)), key_result="RRRR", note="Hush"), Decimal(15))
    first = Change(replace(check_in(Decimal(30)), key_result="RRRR"), None)
    still = Change(replace(check_in(Decimal(6)), key_result="LLLL"), Decimal(5))
    other = Change(replace(check_in(Decimal(6)), key_result="OOOO"), Decimal(5))
    whole = replace(
        office(objective(limit, road, replace(at(50), code="OOOO"))),
        changes=(moved, first, still, other),
    )
    told = redacted_office(whole).changes
    assert [(c.check_in.value, c.before) for c in told] == [
        (Decimal(50), Decimal(25)), (Decimal(50), None), (Decimal(6), Decimal(5)),
    ]  # fmt: skip
    assert "Hush" not in repr(told)
    assert "RRRR" not in repr(told)
    assert told[-1] is other


def test_the_quarter_is_shown_by_the_percent():
    road = secret(key_result(value=Decimal(30), start=0, target=60), code="RRRR")
    open_one = replace(at(50), code="OOOO")
    whole = office(objective(road, open_one))
    past = replace(check_in(Decimal(15), MEASURED - timedelta(days=7)), key_result="RRRR")
    (stood,) = redacted_weekly_standings(whole, [{"RRRR": past, "OOOO": check_in(Decimal(7))}])
    sealed = redacted_office(whole).objectives[0].key_results[0]
    assert set(stood) == {sealed.code, "OOOO"}
    assert stood[sealed.code].value == 25
    assert stood["OOOO"].value == 7


def test_one_is_found_by_its_own_code():
    whole = office(objective(at(1), secret(code="RRRR")))
    assert redacted_key_result(whole, "RRRR") == redacted_office(whole).objectives[0].key_results[1]

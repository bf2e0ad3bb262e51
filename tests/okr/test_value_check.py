"""Which values are asked about before they are saved, and which are not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.okr.model import KeyResultKind
from kiosk.okr.value_check import Doubt, ValueQuestion, range_question, value_question
from tests.okr.factories import key_result, steps

D = Decimal
NUMBERS = st.decimals(1, 10**7, allow_nan=False, allow_infinity=False, places=2)

ODD = st.builds(lambda number, zeros: number.scaleb(zeros), NUMBERS, st.integers(-4, 4))


def asked(one, value, *past) -> ValueQuestion | None:
    return value_question(one, D(value), [D(number) for number in past])


REVENUE = key_result(KeyResultKind.CURRENCY, D(333000), unit="EUR", start=310000, target=420000)
SIGN_UPS = key_result(KeyResultKind.NUMBER, D(4800), start=2000, target=8000)
UPTIME = key_result(KeyResultKind.PERCENT, D("99.2"), start=98, target=100)
ANSWER = key_result(KeyResultKind.NUMBER, D(31), unit="min", start=45, target=20)


@pytest.mark.parametrize(
    ("one", "value", "doubt", "likely"),
    [
        (REVENUE, "340", Doubt.SIZE, "340000"),
        (REVENUE, "340.00", Doubt.SIZE, "340000"),
        (REVENUE, "3400", Doubt.SIZE, "340000"),
        (REVENUE, "340000000", Doubt.SIZE, "340000"),
        (REVENUE, "430", Doubt.SIZE, "430000"),
        (SIGN_UPS, "4.9", Doubt.SIZE, "4900"),
        (SIGN_UPS, "90", Doubt.SIZE, None),
        (UPTIME, "99999999999", Doubt.ABOVE_HUNDRED, None),
        (UPTIME, "101", Doubt.ABOVE_HUNDRED, None),
        (UPTIME, "9940", Doubt.ABOVE_HUNDRED, "99.4"),
        (UPTIME, "0.994", Doubt.SIZE, "99.4"),
        (ANSWER, "-5", Doubt.SIGN, "5"),
        (ANSWER, "-30", Doubt.SIGN, "30"),
        (ANSWER, "-5000", Doubt.SIGN, None),
    ],
)
def test_a_slip_is_asked_about_with_the_likely_reading(one, value, doubt, likely):
    assert asked(one, value) == ValueQuestion(doubt, likely and D(likely))


@pytest.mark.parametrize(
    ("one", "value"),
    [
        (REVENUE, "340000"),
        (REVENUE, "250000"),
        (REVENUE, "600000"),
        (REVENUE, "0"),
        (SIGN_UPS, "8400"),
        (UPTIME, "100"),
        (ANSWER, "12"),
        (ANSWER, "600"),
        (key_result(KeyResultKind.NUMBER), "5"),
        (key_result(KeyResultKind.PERCENT, D(140), start=120, target=150), "160"),
        (key_result(KeyResultKind.PERCENT, D(130), start=140, target=100), "120"),
        (key_result(KeyResultKind.NUMBER, D(-4), start=-10, target=5), "-12"),
    ],
)
def test_what_may_well_be_is_not_asked_about(one, value):
    assert asked(one, value) is None


def test_what_went_beyond_its_target_is_no_slip():
    # A hundredth of it, 21, was a past value's size; 2,100 is nearer to today's.
    visits = key_result(KeyResultKind.NUMBER, D(1900), start=10, target=2000)
    assert asked(visits, "2100", 20, 400, 1500) is None


def test_a_hundredth_that_lands_among_past_values_is_asked_about():
    rate = key_result(KeyResultKind.PERCENT, D("62"), start=60, target=80)
    assert asked(rate, "0.64") == ValueQuestion(Doubt.SIZE, D(64))
    assert asked(rate, "6400") == ValueQuestion(Doubt.ABOVE_HUNDRED, D(64))


def test_a_percent_above_100_is_asked_about_where_nothing_known_is():
    rate = key_result(KeyResultKind.PERCENT, D("49"), start=30, target=60)
    assert asked(rate, "1085") == ValueQuestion(Doubt.ABOVE_HUNDRED, None)
    assert asked(rate, "101") == ValueQuestion(Doubt.ABOVE_HUNDRED, None)
    assert asked(rate, "85") is None
    growth = key_result(KeyResultKind.PERCENT, D("110"), start=100, target=140)
    assert asked(growth, "150") is None


def test_what_was_insisted_on_once_is_known_from_then_on():
    assert asked(UPTIME, "101", "102") is None
    assert asked(SIGN_UPS, "90", "80") is None
    assert asked(ANSWER, "-5", "-6") is None


def test_limits_are_known_values_too():
    errors = key_result(KeyResultKind.AT_MOST, high=200, unit="ms")
    assert asked(errors, "0.15") == ValueQuestion(Doubt.SIZE, D(150))
    assert asked(errors, "150") is None


def test_only_numbers_are_asked_about():
    assert value_question(key_result(KeyResultKind.YES_NO, True), False) is None
    assert (
        value_question(key_result(KeyResultKind.MILESTONES, milestones=steps(1)), frozenset())
        is None
    )


@given(NUMBERS, NUMBERS, st.lists(NUMBERS, max_size=5), st.data())
def test_a_value_between_known_ones_is_never_asked_about(start, target, past, data):
    one = key_result(KeyResultKind.NUMBER, start=start, target=target)
    known = sorted([start, target, *past])
    value = data.draw(st.decimals(known[0], known[-1], places=2))
    assert value_question(one, value, past) is None


@given(NUMBERS, NUMBERS, st.lists(NUMBERS, max_size=5), NUMBERS, st.integers(-6, 6))
def test_the_unit_of_the_scale_changes_no_question(start, target, past, value, zeros):
    def scaled(number: Decimal) -> Decimal:
        return number.scaleb(zeros)

    plain = value_question(key_result(start=start, target=target), value, past)
    moved = value_question(
        key_result(start=scaled(start), target=scaled(target)),
        scaled(value),
        [scaled(number) for number in past],
    )
    assert (plain is None) == (moved is None)
    if plain and moved:
        assert plain.doubt is moved.doubt
        assert moved.likely == (None if plain.likely is None else scaled(plain.likely))


@given(NUMBERS, NUMBERS, st.lists(NUMBERS, max_size=5), st.integers(0, 9), st.booleans())
def test_a_size_far_from_all_known_ones_is_always_asked_about(start, target, past, more, is_small):
    known = [start, target, *past]
    value = min(known) / D(21 + more) if is_small else max(known) * D(21 + more)
    assert value_question(key_result(start=start, target=target), value, past) is not None


@given(NUMBERS, NUMBERS, st.lists(NUMBERS, max_size=5), ODD)
def test_a_likely_reading_is_close_to_what_is_known(start, target, past, value):
    one = key_result(start=start, target=target)
    found = value_question(one, value, past)
    known = [start, target, *past]
    if found and found.likely is not None:
        assert min(known) <= found.likely * 2 <= max(known) * 4


@pytest.mark.parametrize(
    ("start", "target", "likely"),
    [
        ("15", "40000", None),
        ("40", "40000", None),
        ("38", "40000", "38000"),
        ("42000", "40", "42"),
        ("0.5", "900", "500"),
    ],
)
def test_a_start_a_thousand_times_off_its_target_is_remarked_upon(start, target, likely):
    found = range_question(D(start), D(target))
    assert found == ValueQuestion(Doubt.SIZE, likely and D(likely))


@pytest.mark.parametrize(("start", "target"), [("0", "40000"), ("41", "40000"), ("-3", "3")])
def test_other_ends_are_not_remarked_upon(start, target):
    assert range_question(D(start), D(target)) is None
    assert range_question(None, D(target)) is None

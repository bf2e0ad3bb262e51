from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.okr.model import KeyResult, KeyResultKind, Value
from kiosk.okr.progress import (
    ObjectiveProgress,
    Progress,
    ProgressState,
    ProgressSummary,
    contributing_objectives,
    key_result_progress,
    objective_progress,
    percent_number,
    round_half_up,
    weighted_mean,
    whole_percent,
)
from tests.okr.factories import at, key_result, objective, office, steps

decimals = st.decimals(
    min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False, places=6
)
fractions = st.fractions(min_value=0, max_value=1)
weights = st.decimals(min_value=0, max_value=1000, places=3)


def progress(key_result: KeyResult) -> Progress:
    value = None if key_result.latest_check_in is None else key_result.latest_check_in.value
    return key_result_progress(key_result, value)


def of(*key_results: KeyResult) -> ObjectiveProgress:
    alone = objective(*key_results)
    return objective_progress(office(alone), alone)


def road(start: Decimal, target: Decimal, value: Decimal) -> Fraction:
    raw = progress(key_result(start=start, target=target, value=value)).raw
    assert raw is not None
    return raw


# The road


def test_a_decreasing_key_result_needs_no_flag() -> None:
    assert road(Decimal(182), Decimal(90), Decimal(118)) == Fraction(64, 92)


def test_raw_goes_below_nothing_and_above_all_but_drawn_does_not() -> None:
    for value, raw, drawn in ((-50, Fraction(-1, 2), 0), (300, Fraction(3), 1)):
        found = progress(at(value))
        assert (found.raw, found.clamped) == (raw, drawn)


def test_sums_of_decimals_are_exact() -> None:
    value = Decimal("0.1") + Decimal("0.2")
    assert road(Decimal(0), Decimal("0.3"), value) == 1


@pytest.mark.parametrize(("value", "met"), [(5, 1), (4, 0), (6, 0), (0, 0)])
def test_where_start_is_the_target_only_that_value_meets_it(value: int, met: int) -> None:
    found = progress(key_result(start=5, target=5, value=Decimal(value)))
    assert (found.raw, found.state) == (met, ProgressState.MEASURED)


def test_an_unknown_start_is_being_measured_and_counts_as_nothing() -> None:
    found = progress(key_result(target=10, value=Decimal(7)))
    assert (found.state, found.raw, found.clamped) == (ProgressState.START_NEEDED, None, 0)


def test_no_check_in_is_not_started_and_drawn_empty() -> None:
    for kind in KeyResultKind:
        found = progress(key_result(kind, start=0, target=1, high=1, low=0))
        assert (found.state, found.raw, found.clamped) == (ProgressState.NOT_STARTED, None, 0)


@given(decimals, decimals, decimals)
def test_drawn_is_always_from_0_to_1_and_raw_is_a_number(
    start: Decimal, target: Decimal, value: Decimal
) -> None:
    found = progress(key_result(start=start, target=target, value=value))
    assert isinstance(found.raw, Fraction)
    assert 0 <= found.clamped <= 1


@given(decimals, decimals, decimals, decimals)
def test_nearer_to_the_target_is_never_less(
    start: Decimal, target: Decimal, one: Decimal, two: Decimal
) -> None:
    assume(start != target)
    nearer, farther = sorted((one, two), reverse=start < target)
    assert road(start, target, nearer) >= road(start, target, farther)


@given(decimals, decimals, decimals)
def test_a_road_down_is_the_mirror_of_the_road_up(
    start: Decimal, target: Decimal, value: Decimal
) -> None:
    assert road(start, target, value) == road(-start, -target, -value)


@given(decimals, decimals, decimals)
def test_the_way_back_is_what_is_left(start: Decimal, target: Decimal, value: Decimal) -> None:
    assume(start != target)
    assert road(start, target, value) + road(target, start, value) == 1


@given(decimals, decimals)
def test_start_is_nothing_and_target_is_all(start: Decimal, target: Decimal) -> None:
    assume(start != target)
    assert road(start, target, start) == 0
    assert road(start, target, target) == 1


# Limits, milestones, yes or no


@pytest.mark.parametrize(
    ("kind", "value", "standing"),
    [
        (KeyResultKind.AT_MOST, "10", ProgressState.WITHIN_LIMITS),
        (KeyResultKind.AT_MOST, "10.01", ProgressState.OUTSIDE_LIMITS),
        (KeyResultKind.AT_LEAST, "2", ProgressState.WITHIN_LIMITS),
        (KeyResultKind.AT_LEAST, "1.99", ProgressState.OUTSIDE_LIMITS),
        (KeyResultKind.BETWEEN, "2", ProgressState.WITHIN_LIMITS),
        (KeyResultKind.BETWEEN, "10", ProgressState.WITHIN_LIMITS),
        (KeyResultKind.BETWEEN, "11", ProgressState.OUTSIDE_LIMITS),
        (KeyResultKind.BETWEEN, "1", ProgressState.OUTSIDE_LIMITS),
    ],
)
def test_the_limit_itself_is_inside(
    kind: KeyResultKind, value: str, standing: ProgressState
) -> None:
    low = None if kind is KeyResultKind.AT_MOST else 2
    high = None if kind is KeyResultKind.AT_LEAST else 10
    found = progress(key_result(kind, Decimal(value), low=low, high=high))
    assert (found.state, found.raw) == (standing, int(standing is ProgressState.WITHIN_LIMITS))


@pytest.mark.parametrize(
    ("done", "share"), [((), 0), (("M0",), Fraction(1, 4)), (("M0", "M1", "M2"), 1)]
)
def test_milestones_count_by_their_weight(done: tuple[str, ...], share: Fraction) -> None:
    found = key_result(KeyResultKind.MILESTONES, frozenset(done), milestones=steps(1, "2.5", "0.5"))
    assert progress(found).raw == share


def test_milestones_that_are_not_there_or_weigh_nothing_are_no_progress() -> None:
    for milestones in ((), steps(0, 0)):
        found = key_result(KeyResultKind.MILESTONES, frozenset({"M0", "XX"}), milestones=milestones)
        assert progress(found).raw == 0


def test_yes_is_all_and_no_is_nothing() -> None:
    assert progress(key_result(KeyResultKind.YES_NO, True)).raw == 1
    assert progress(key_result(KeyResultKind.YES_NO, False)).raw == 0


@given(
    st.sampled_from(KeyResultKind),
    st.one_of(decimals, st.booleans(), st.frozensets(st.sampled_from(["M0", "M1", "X"]))),
)
def test_a_value_of_another_kind_never_stops_the_wall(kind: KeyResultKind, value: Value) -> None:
    found = key_result(kind, value, start=0, target=9, low=1, high=3, milestones=steps(1, 2))
    assert 0 <= progress(found).clamped <= 1


# Objectives


def test_means_are_taken_of_what_is_drawn() -> None:
    found = of(at(300), at(0), at(0))
    assert found.clamped == Fraction(1, 3)
    assert whole_percent(found.clamped) == 33


def test_no_check_in_counts_as_nothing_and_is_reported() -> None:
    found = of(at(100), key_result(start=0, target=1))
    assert (found.clamped, found.reported, found.counted) == (Fraction(1, 2), 1, 2)


def test_weight_0_takes_a_key_result_out() -> None:
    assert of(at(100, 0), at(40, 2)).clamped == Fraction(2, 5)


def test_all_weights_0_is_no_percent() -> None:
    assert (of(at(100, 0)).summary, of(at(100, 0)).clamped) == (ProgressSummary.LIMITS, None)


def test_only_states_are_told_by_how_many_are_inside() -> None:
    inside = key_result(KeyResultKind.AT_MOST, Decimal(1), high=2, weight=0)
    outside = key_result(KeyResultKind.AT_MOST, Decimal(3), high=2, weight=0)
    found = of(inside, outside)
    assert (found.summary, found.inside, found.limits) == (ProgressSummary.LIMITS, 1, 2)


def test_a_state_with_a_weight_counts() -> None:
    inside = key_result(KeyResultKind.AT_MOST, Decimal(1), high=2, weight=1)
    assert of(inside, at(0)).clamped == Fraction(1, 2)


def test_without_key_results_it_is_the_mean_of_what_serves_it() -> None:
    company = objective(code="CCCC")
    one = objective(at(20), code="DDDD", serves=["CCCC"])
    two = objective(at(60), at(60), code="EEEE", serves=["CCCC"])
    empty = objective(code="FFFF", serves=["CCCC"])
    found = objective_progress(office(company, one, two, empty), company)
    assert (found.clamped, found.counted) == (Fraction(2, 5), 3)


def test_with_key_results_of_its_own_it_uses_those_alone() -> None:
    company = objective(at(10), code="CCCC")
    other = objective(at(90), code="DDDD", serves=["CCCC"])
    found = objective_progress(office(company, other), company)
    assert found.clamped == Fraction(1, 10)


def test_nothing_at_all_is_no_percent_and_not_0() -> None:
    found = of()
    assert (found.summary, found.clamped) == (ProgressSummary.NO_KEY_RESULTS, None)


@given(st.lists(st.tuples(fractions, weights), min_size=1))
def test_a_mean_lies_between_the_least_and_the_most(pairs: list[tuple[Fraction, Decimal]]) -> None:
    values, weighing = [v for v, _ in pairs], [Fraction(w) for _, w in pairs]
    mean = weighted_mean(values, weighing)
    counted = [v for v, w in zip(values, weighing, strict=True) if w]
    assert (mean is None) == (not counted)
    assert mean is None or min(counted) <= mean <= max(counted)


@given(st.lists(st.tuples(decimals, weights), min_size=1), st.integers(1, 1000))
def test_scaling_every_weight_changes_nothing(
    pairs: list[tuple[Decimal, Decimal]], factor: int
) -> None:
    plain = of(*[at(str(v), str(w)) for v, w in pairs])
    scaled = of(*[at(str(v), str(w * factor)) for v, w in pairs])
    assert plain.clamped == scaled.clamped


@given(st.permutations([(10, 1), (95, 3), (40, 2), (0, 5)]))
def test_the_order_of_key_results_changes_nothing(pairs: list[tuple[int, int]]) -> None:
    assert of(*[at(v, w) for v, w in pairs]).clamped == Fraction(375, 1100)


# Rounding


@pytest.mark.parametrize(
    ("fraction", "places", "text"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(-1, 3), 0, "0"),
        (Fraction(1, 20), 1, "0.1"),
        (Fraction(149, 100), 0, "1"),
        (Fraction(10**30) + Fraction(1, 2), 0, str(10**30 + 1)),
    ],
)
def test_half_is_rounded_up_and_away_from_nothing(
    fraction: Fraction, places: int, text: str
) -> None:
    assert str(round_half_up(fraction, places)) == text


@given(st.fractions(), st.integers(0, 6))
def test_rounding_moves_by_half_a_step_at_most(fraction: Fraction, places: int) -> None:
    assert abs(Fraction(round_half_up(fraction, places)) - fraction) <= Fraction(1, 2 * 10**places)


@pytest.mark.parametrize(
    ("hundredths", "shown"),
    [
        ("99.6", 99),
        ("99.5", 99),
        ("100", 100),
        ("100.4", 100),
        ("0.3", 1),
        ("-0.3", -1),
        ("0", 0),
        ("0.000000001", 1),
        ("12.5", 13),
        ("12.49", 12),
        ("-282", -282),
        ("-282.5", -283),
        ("-99.6", -100),
    ],
)
def test_100_percent_is_said_from_100_on_and_0_only_where_it_is_0(
    hundredths: str, shown: int
) -> None:
    assert whole_percent(Fraction(hundredths) / 100) == shown


@given(st.fractions(), st.integers(0, 4))
def test_no_percent_says_all_or_nothing_of_what_is_neither(fraction: Fraction, places: int) -> None:
    shown = percent_number(fraction, places)
    step = Fraction(1, 10**places)
    assert (shown >= 100) == (fraction >= 1)
    assert (shown > 0, shown < 0) == (fraction > 0, fraction < 0)
    assert abs(Fraction(shown) - fraction * 100) < step
    if fraction * 100 % step == 0:
        assert Fraction(shown) == fraction * 100


def test_a_mean_of_means_goes_down_to_the_key_results_and_counts_each_once() -> None:
    top, middle = objective(code="CCCC"), objective(code="DDDD", serves=["CCCC"])
    half = objective(at(50), code="EEEE", serves=["DDDD"])
    whole = objective(at(100), code="FFFF", serves=["DDDD", "CCCC"])
    all_of_them = office(top, middle, half, whole)

    found = objective_progress(all_of_them, top)

    # The mean of 75 (itself a mean) and 100.
    assert found.clamped == Fraction(875, 1000)
    assert (found.reported, found.counted) == (2, 2)
    assert {o.code for o in contributing_objectives(all_of_them, top)} == {"EEEE", "FFFF"}


def test_an_objective_with_key_results_uses_those_alone_in_a_chain() -> None:
    top, middle = objective(code="CCCC"), objective(at(20), code="DDDD", serves=["CCCC"])
    below = objective(at(100), code="EEEE", serves=["DDDD"])
    assert objective_progress(office(top, middle, below), top).clamped == Fraction(1, 5)


def test_progress_of_a_long_chain_and_of_a_circle_ends() -> None:
    chain = [objective(code="A0")]
    chain += [objective(code=f"A{n}", serves=[f"A{n - 1}"]) for n in range(1, 1500)]
    chain.append(objective(at(40), code="LAST", serves=["A1499"]))
    assert objective_progress(office(*chain), chain[0]).clamped == Fraction(2, 5)

    one, two = objective(code="A", serves=["B"]), objective(code="B", serves=["A"])
    three = objective(at(30), code="C", serves=["B"])
    assert objective_progress(office(one, two, three), one).clamped == Fraction(3, 10)
    nothing = objective_progress(office(one, two), one)
    assert nothing.summary is ProgressSummary.NO_KEY_RESULTS

from dataclasses import replace
from datetime import date
from fractions import Fraction

from kiosk.okr.expected_progress import (
    due_days,
    expected_key_result_progress,
    expected_objective_progress,
)
from kiosk.okr.model import KeyResult, KeyResultKind
from kiosk.okr.pace import elapsed_fraction
from tests.okr.factories import QUARTER, at, key_result, objective, office

TODAY = date(2026, 10, 24)  # 23 of 92 days are over
QUARTER_OF_IT = Fraction(1, 4)
DUE = date(2026, 11, 15)  # the 46th day: half of the time to it is over


def due_at(percent: int, weight: int = 1, due: date = DUE) -> KeyResult:
    return replace(at(percent, weight), due=due)


def expected(*key_results: KeyResult) -> Fraction:
    of = objective(*key_results)
    return expected_objective_progress(office(of), of, TODAY)


def test_the_pace_of_a_key_result_runs_to_its_due_date() -> None:
    assert elapsed_fraction(QUARTER, TODAY) == QUARTER_OF_IT
    assert expected_key_result_progress(at(0), QUARTER, TODAY) == QUARTER_OF_IT
    assert expected_key_result_progress(due_at(0), QUARTER, TODAY) == Fraction(1, 2)
    assert expected_key_result_progress(due_at(0), QUARTER, date(2026, 12, 1)) == 1


def test_a_kind_without_a_pace_leaves_the_time_of_the_cycle_as_it_is() -> None:
    done = key_result(KeyResultKind.YES_NO, due=DUE)
    assert expected_key_result_progress(done, QUARTER, TODAY) == QUARTER_OF_IT
    assert expected(done, at(0)) == QUARTER_OF_IT


def test_of_an_objective_is_expected_the_mean_of_its_key_results() -> None:
    assert expected(at(0), at(0)) == QUARTER_OF_IT
    assert expected(at(0), due_at(0)) == Fraction(3, 8)
    assert expected(at(0), due_at(0, weight=3)) == Fraction(7, 16)


def test_one_without_weight_changes_nothing() -> None:
    assert expected(at(0), due_at(0, weight=0)) == QUARTER_OF_IT
    assert expected(due_at(0, weight=0)) == QUARTER_OF_IT


def test_without_key_results_it_is_the_mean_of_the_objectives_that_serve_it() -> None:
    whole = objective(code="WWWW")
    one = objective(due_at(0), code="AAAA", serves=["WWWW"])
    two = objective(at(0), code="BBBB", serves=["WWWW"])
    assert expected_objective_progress(office(whole, one, two), whole, TODAY) == Fraction(3, 8)
    assert expected_objective_progress(office(whole), whole, TODAY) == QUARTER_OF_IT


def test_the_due_dates_of_an_objective_stand_in_order() -> None:
    later, outside = date(2026, 12, 1), date(2027, 1, 1)
    of = objective(due_at(0, due=later), due_at(0), due_at(0), at(0), due_at(0, due=outside))
    assert due_days(office(of), of) == (DUE, later)

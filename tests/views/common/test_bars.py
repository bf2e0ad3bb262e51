"""What stands below a key result's value, and how it is said to those who do not see it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from kiosk.okr.model import KeyResult, KeyResultKind, Milestone
from kiosk.okr.redaction import redacted_office
from kiosk.views.common.bars import Bar
from kiosk.views.common.key_result import KeyResultView, key_result_view
from kiosk.views.common.objective import objective_view
from tests.views.sample_key_result import CYCLE, NOW, WORDS, check_in, key_result, office_of


def seen(of: KeyResult) -> KeyResultView:
    """As a wall shows it."""
    return key_result_view(WORDS, of, CYCLE, NOW, for_wall=True)


def moved(before: str | None, now: str, **more: object) -> KeyResult:
    """From 40 down to 10, with the values of a week ago and of now."""
    earlier = None if before is None else check_in(Decimal(before), NOW - timedelta(days=8))
    plain = {
        "latest": check_in(Decimal(now), NOW),
        "value_a_week_ago": earlier,
        "unit": "",
        "start": Decimal(40),
        "target": Decimal(10),
    }
    return key_result(**plain | more)


@pytest.mark.parametrize(
    ("before", "now", "bar"),
    [
        ("34", "25", (500, 200)),
        ("25", "34", (200, 500)),
        ("25", "25", (500, None)),
        (None, "25", (500, None)),
        ("45", "25", (500, 0)),
        ("4", "7", (1000, None)),
    ],
)
def test_a_bar_knows_where_it_ended_a_week_ago(
    before: str | None, now: str, bar: tuple[int, int | None]
):
    drawn = seen(moved(before, now)).bar
    assert isinstance(drawn, Bar)
    assert (drawn.fill, drawn.week_ago) == bar


def test_a_decreasing_key_result_says_where_it_comes_from_and_goes_to():
    view = seen(moved("34", "25"))
    assert view.goal == "40\u00a0→ 10"
    assert view.bar_label == "From 40 down to 10. 50%, a week ago 20%."


def test_only_the_direction_stands_where_the_start_is_long():
    view = seen(moved(None, "4000000", start=Decimal("12345.678"), target=Decimal(90)))
    assert view.goal == "↓ target 90"


def test_an_increasing_one_has_its_target_alone():
    view = seen(moved("20", "25", start=Decimal(10), target=Decimal(40)))
    assert view.goal == "target 40"
    assert view.bar_label == "50%, a week ago 33%."


def test_guests_hear_no_more_than_the_percent():
    secret = moved("34", "25", confidential=True)
    office = redacted_office(office_of(secret))
    view = seen(office.objectives[1].key_results[0])
    assert (view.goal, view.bar_label) == ("", "50%, a week ago 20%.")
    assert view.bar is not None
    assert (view.bar.fill, view.bar.week_ago) == (500, 200)


def test_nothing_is_said_of_a_bar_without_a_value():
    assert seen(key_result()).bar_label == ""
    assert seen(key_result(KeyResultKind.AT_MOST, check_in(Decimal(3), NOW))).bar_label == ""


def test_an_objectives_bar_knows_its_week_too_but_not_from_a_first_value():
    office = office_of(moved("34", "25"))
    bar = objective_view(WORDS, office, office.objectives[1], NOW).bar
    assert bar is not None
    assert (bar.fill, bar.week_ago) == (500, 200)
    first = office_of(replace(moved(None, "25")))
    bar = objective_view(WORDS, first, first.objectives[1], NOW).bar
    assert bar is not None
    assert bar.week_ago is None


def steps(*weights: int) -> tuple[Milestone, ...]:
    return tuple(Milestone(f"S{n}", f"Step {n}", Decimal(w)) for n, w in enumerate(weights))


@pytest.mark.parametrize(
    ("weights", "done", "cuts", "fill"),
    [
        ((1, 1, 2), {"S0"}, (250, 500), 250),
        ((1, 1, 2), {"S2"}, (500, 750), 500),
        ((1, 1, 2), set(), (250, 500), 0),
        ((3, 0, 1), {"S0"}, (750,), 750),
        ((0, 0), {"S0"}, (), 0),
    ],
)
def test_milestones_are_cut_by_their_weights_and_those_done_come_first(
    weights: tuple[int, ...], done: set[str], cuts: tuple[int, ...], fill: int
):
    latest = check_in(frozenset(done), NOW)
    bar = seen(key_result(KeyResultKind.MILESTONES, latest, milestones=steps(*weights))).bar
    assert bar is not None
    assert (bar.cuts, bar.fill) == (cuts, fill)


def test_guests_see_no_milestones_of_what_is_confidential():
    secret = key_result(
        KeyResultKind.MILESTONES, check_in(frozenset({"A111"}), NOW), confidential=True
    )
    office = redacted_office(office_of(secret))
    bar = seen(office.objectives[1].key_results[0]).bar
    assert bar is not None
    assert bar.cuts == ()


def test_an_objective_whose_numbers_are_all_old_says_so_instead_of_no_change():
    long_ago = NOW - timedelta(days=40)
    old = moved(None, "25", latest=check_in(Decimal(25), long_ago))
    old = replace(old, value_a_week_ago=old.latest_check_in)
    fresh = moved("25", "25")
    for key_results, said in (((old,), "all out of date"), ((old, fresh), "no change")):
        office = office_of(*key_results)
        assert objective_view(WORDS, office, office.objectives[1], NOW).week_change == said

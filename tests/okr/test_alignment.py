import itertools
from dataclasses import replace
from datetime import date

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.alignment import (
    alignment,
    alignment_circle,
    may_serve,
    refuse_circle,
    refuse_unservable_cycle,
    served_objectives,
)
from kiosk.okr.model import Cycle, CycleState, Team
from tests.okr.factories import QUARTER, objective, office

COMPANY = Team("CCCC", "company", "Our company", True, "neutral")
TEAM = Team("TTTT", "marketing", "Marketing", False, "sky")
YEAR = Cycle(2, "2026", "", date(2026, 1, 1), date(2026, 12, 31), CycleState.OPEN)
NEXT = Cycle(3, "Q1 2027", "", date(2027, 1, 1), date(2027, 3, 31), CycleState.DRAFT)


def found(*objectives):
    company = [replace(o, team="CCCC") for o in objectives if o.code.startswith("C")]
    own = [o for o in objectives if not o.code.startswith("C")]
    return alignment(replace(office(*company, *own), teams=(COMPANY, TEAM)))


def rows(tree):
    return [(s.objective.code, s.served.code, s.level) for s in tree.supporting]


def test_team_objectives_are_listed_under_each_that_they_serve():
    both = objective(code="A1", serves=("C1", "C2"))
    one = objective(code="A2", serves=("C2",))

    result = found(objective(code="C1"), objective(code="C2"), both, one)

    assert [[s.objective.code for s in served.supporting] for served in result.company] == [
        ["A1"],
        ["A1", "A2"],
    ]
    assert result.unaligned == ()


def test_unaligned_objectives_of_both_sides_are_listed():
    result = found(
        objective(code="C1"), objective(code="A1"), objective(code="A2", serves=("GONE",))
    )

    assert [served.supporting for served in result.company] == [()]
    assert [o.code for o in result.unserved] == ["C1"]
    assert [tree.objective.code for tree in result.unaligned] == ["A1", "A2"]


def test_a_chain_is_a_tree_with_levels():
    chain = (
        objective(code="C1"),
        objective(code="A1", serves=("C1",)),
        objective(code="A2", serves=("A1",)),
        objective(code="A3", serves=("A2", "C1")),
        objective(code="A4", serves=("A3",)),
    )
    result = found(*chain)
    # What serves two is there twice, the second time without what is below it.
    assert rows(result.company[0]) == [
        ("A1", "C1", 1), ("A2", "A1", 2), ("A3", "A2", 3), ("A4", "A3", 4), ("A3", "C1", 1),
    ]  # fmt: skip
    assert [(one.objective.code, rows(one)) for one in served_objectives(result)] == [
        ("C1", [("A1", "C1", 1), ("A3", "C1", 1)]),
        ("A1", [("A2", "A1", 2)]),
        ("A2", [("A3", "A2", 3)]),
        ("A3", [("A4", "A3", 4)]),
    ]


def test_teams_of_their_own_and_the_companys_year_have_trees_as_well():
    result = found(
        objective(code="C1"),
        objective(code="C2", serves=("C1",)),
        objective(code="A1"),
        objective(code="A2", serves=("A1",)),
    )
    assert [rows(tree) for tree in result.company] == [[("C2", "C1", 1)]]
    assert [o.code for o in result.unserved] == ["C2"]
    assert [rows(tree) for tree in result.unaligned] == [[("A2", "A1", 1)]]


def test_a_circle_that_another_program_wrote_is_shown_and_ends():
    result = found(objective(code="A1", serves=("A2",)), objective(code="A2", serves=("A1",)))
    assert [(t.objective.code, rows(t)) for t in result.unaligned] == [("A1", [("A2", "A1", 1)])]


def test_many_ways_to_one_objective_do_not_multiply():
    layers = [[objective(code=f"A{n}{side}") for side in "xy"] for n in range(40)]
    for above, below in itertools.pairwise(layers):
        below[:] = [
            replace(o, serves=objective(serves=[a.code for a in above]).serves) for o in below
        ]
    result = found(objective(code="C1"), *(o for layer in layers for o in layer))
    assert all(len(tree.supporting) < 200 for tree in result.unaligned)


@pytest.mark.parametrize(
    ("cycle", "target", "fits"),
    [
        (QUARTER, QUARTER, True),
        (QUARTER, YEAR, True),
        (YEAR, QUARTER, False),
        (NEXT, YEAR, False),
        (QUARTER, replace(YEAR, state=CycleState.DRAFT), True),
        (QUARTER, replace(YEAR, state=CycleState.CLOSED), False),
        (QUARTER, replace(QUARTER, id=9, name="Twin"), False),
    ],
)
def test_an_objective_serves_its_own_cycle_or_a_longer_one_around_it(cycle, target, fits):
    assert may_serve(cycle, target) is fits
    if not fits:
        with pytest.raises(ValidationError, match="“Grow” belongs to") as refusal:
            refuse_unservable_cycle("Grow", cycle, target)
        assert refusal.value.field == "serves"


@pytest.mark.parametrize(
    ("code", "target", "serves", "circle"),
    [
        ("A", "B", {}, ()),
        ("A", "A", {}, ("A", "A")),
        ("A", "B", {"B": ["A"]}, ("A", "B", "A")),
        ("A", "B", {"B": ["C", "D"], "D": ["E"], "E": ["A"]}, ("A", "B", "D", "E", "A")),
        ("A", "B", {"B": ["C"], "C": ["B"]}, ()),
        ("A", "B", {"B": ["C"], "X": ["A"]}, ()),
    ],
)
def test_a_circle_is_found_whole(code, target, serves, circle):
    assert alignment_circle(code, target, serves) == circle


def test_the_error_names_the_objectives_of_the_circle():
    titles = {"A": "Answer fast", "B": "Keep customers"}
    with pytest.raises(ValidationError, match="“Answer fast” → “Keep customers” → “Answer fast”"):
        refuse_circle("A", "B", {"B": ["A"]}, titles)
    refuse_circle("A", "B", {}, titles)

from dataclasses import replace

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.alignment import alignment, refuse_unalignable
from kiosk.okr.model import Team
from tests.okr.factories import objective, office

COMPANY = Team("CCCC", "company", "Our company", True, "neutral")
TEAM = Team("TTTT", "marketing", "Marketing", False, "sky")


def found(*objectives):
    company = [replace(o, team="CCCC") for o in objectives if o.code.startswith("C")]
    own = [o for o in objectives if not o.code.startswith("C")]
    return alignment(replace(office(*company, *own), teams=(COMPANY, TEAM)))


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
    assert [o.code for o in result.unaligned] == ["A1", "A2"]


def test_an_objective_is_aligned_only_to_one_of_the_company():
    refuse_unalignable("C1", is_company=True)
    for other in (False, None):
        with pytest.raises(ValidationError, match="C1 is not an objective of the company"):
            refuse_unalignable("C1", is_company=other)

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.okr.model import CycleState, Team
from kiosk.okr.office_settings import OfficeSettings
from kiosk.okr.presentation import PROJECTOR, Presentation
from kiosk.okr.presentation_steps import (
    StepKind,
    clamp_step,
    is_running,
    last_step,
    presentation_steps,
)
from kiosk.okr.screens import EVERY_SCREEN
from tests.okr.factories import QUARTER, objective, office

COMPANY = Team("CCCC", "acme", "Acme", True, "neutral")
TEAMS = (COMPANY, Team("TTTT", "t", "T", False, "sky"), Team("UUUU", "u", "U", False, "blue"))
YEAR = replace(QUARTER, id=2, name="2026")


def of(team, code, *serves, cycle=1):
    return replace(objective(code=code, serves=serves), team=team, cycle=cycle)


def steps(*objectives, cycle=QUARTER, **fields):
    made = replace(office(*objectives), teams=TEAMS, cycles=(QUARTER, YEAR), **fields)
    return [(s.kind.value, *s.objectives, s.under) for s in presentation_steps(made, cycle)]


def test_each_company_objective_is_followed_by_those_that_serve_it_then_come_the_others():
    assert steps(
        of("CCCC", "C1"), of("CCCC", "C2"), of("TTTT", "T1", "C2"), of("TTTT", "T2"),
        of("UUUU", "U1", "C1", "C2"),
    ) == [
        ("theme", ""),
        ("company", "C1", ""), ("serving", "U1", "C1"),
        ("company", "C2", ""), ("serving", "T1", "C2"), ("serving", "U1", "C2"),
        ("alone", "T2", ""),
    ]  # fmt: skip


def test_what_a_quarter_serves_in_its_year_is_shown_and_the_rest_of_the_year_is_not():
    assert steps(
        of("CCCC", "Y1", cycle=2), of("CCCC", "Y2", cycle=2), of("TTTT", "T1", "Y1"),
        of("TTTT", "T9", "Y1", cycle=2),
    ) == [("theme", ""), ("company", "Y1", ""), ("serving", "T1", "Y1")]  # fmt: skip


def test_a_cycle_without_objectives_has_its_theme():
    assert steps() == [("theme", "")]


@pytest.mark.parametrize("state", [CycleState.GRADING, CycleState.CLOSED])
def test_at_the_end_come_all_grades_and_how_to_read_them(state):
    graded = replace(QUARTER, state=state)
    own = [of("CCCC", f"C{n}") for n in range(4)]
    kinds = steps(*own, cycle=graded)[5:]
    assert kinds == [
        ("grades", "C0", "C1", "C2", ""), ("grades", "C3", ""), ("reading", ""),
    ]  # fmt: skip
    ungraded = steps(*own, cycle=graded, settings=OfficeSettings(grades=False))
    assert StepKind.GRADES not in {kind for kind, *_ in ungraded}


def test_a_step_that_has_gone_is_the_last_there_is():
    three = presentation_steps(replace(office(), teams=TEAMS), QUARTER) * 3
    assert [clamp_step(three, number) for number in (-1, 0, 2, 3, 99)] == [0, 0, 2, 2, 2]


def test_a_presentation_is_on_its_screens_and_on_the_projector():
    until = datetime(2026, 11, 23, tzinfo=UTC)
    assert Presentation(1, 0, EVERY_SCREEN, until).is_on("lobby")
    one = Presentation(1, 0, "lobby", until)
    assert [one.is_on(name) for name in ("lobby", "roof", PROJECTOR)] == [True, False, True]


def test_a_presentation_runs_until_its_end():
    ends = datetime(2026, 11, 27, 12, tzinfo=UTC)
    begun = Presentation(QUARTER.id, 0, EVERY_SCREEN, ends)

    assert is_running(begun, ends - timedelta(seconds=1))
    assert not is_running(begun, ends)
    assert not is_running(None, ends)


def test_the_last_step_is_the_one_before_there_are_no_more():
    made = replace(office(of("CCCC", "C1"), of("TTTT", "T1", "C1")), teams=TEAMS, cycles=(QUARTER,))
    begun = Presentation(QUARTER.id, 0, EVERY_SCREEN, datetime(2026, 11, 27, 12, tzinfo=UTC))

    assert last_step(made, begun) == len(presentation_steps(made, QUARTER)) - 1 == 2

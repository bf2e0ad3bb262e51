"""The steps of an All-Hands presentation: the theme, each company objective followed by the team
objectives aligned to it and what is aligned to these, the unaligned ones in the same way, and at
the end of a cycle the grades."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeGuard

from kiosk.okr.model import Cycle, CycleState, Objective, Office
from kiosk.okr.presentation import Presentation

GRADES_ON_A_STEP = 3


class StepKind(StrEnum):
    """What a step shows."""

    THEME = "theme"
    COMPANY = "company"
    SERVING = "serving"
    ALONE = "alone"
    GRADES = "grades"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `objectives` are codes; `under` is the code of the objective that they serve."""

    kind: StepKind
    objectives: tuple[str, ...] = ()
    under: str = ""


def presentation_steps(office: Office, cycle: Cycle) -> tuple[Step, ...]:
    """Every step through a cycle, in order. The first is always the theme.

    Objectives may be aligned to those of a different cycle, a quarter's to its year's: these are
    shown too.
    """
    company = {team.code for team in office.teams if team.is_company}
    own = [o for o in office.objectives if o.cycle == cycle.id]
    teams = [o for o in own if o.team not in company]
    served = {s.code for o in teams for s in o.serves}
    tops = [
        o
        for o in office.objectives
        if o.team in company and (o.cycle == cycle.id or o.code in served)
    ]
    steps = [Step(StepKind.THEME)]
    expanded: set[str] = set()
    for top in tops:
        steps.append(Step(StepKind.COMPANY, (top.code,)))
        steps += _below(teams, top, expanded)
    reached = {top.code for top in tops} | {o.code for o in teams}
    alone = [o for o in teams if not any(s.code in reached for s in o.serves)]
    # Of a circle, which another program may have written, no one is the top.
    for objective in (*alone, *teams):
        if objective.code not in {code for step in steps for code in step.objectives}:
            steps.append(Step(StepKind.ALONE, (objective.code,)))
            steps += _below(teams, objective, expanded)
    return (*steps, *_grading_steps(office, cycle, own))


def clamp_step(steps: Sequence[Step], number: int) -> int:
    """The nearest existing step: objectives may have been removed since the number was sent."""
    return max(0, min(number, len(steps) - 1))


def last_step(office: Office, presentation: Presentation) -> int:
    """The number of a presentation's last step."""
    return len(presentation_steps(office, office.cycle(presentation.cycle))) - 1


def is_running(presentation: Presentation | None, now: datetime) -> TypeGuard[Presentation]:
    """Whether there is a presentation and it has not ended by `now` (aware)."""
    return presentation is not None and now < presentation.until


def _below(objectives: Sequence[Objective], top: Objective, expanded: set[str]) -> Iterable[Step]:
    """The steps of what serves an objective, each followed by what serves that in turn: only the
    first time, as an objective may serve several."""
    waiting = [(o, top) for o in _serving(objectives, top)]
    expanded.add(top.code)
    while waiting:
        objective, served = waiting.pop(0)
        yield Step(StepKind.SERVING, (objective.code,), served.code)
        if objective.code not in expanded:
            expanded.add(objective.code)
            waiting[:0] = [(o, objective) for o in _serving(objectives, objective)]


def _serving(objectives: Iterable[Objective], top: Objective) -> list[Objective]:
    return [o for o in objectives if any(s.code == top.code for s in o.serves)]


def _grading_steps(office: Office, cycle: Cycle, own: Sequence[Objective]) -> Iterable[Step]:
    ended = cycle.state in (CycleState.GRADING, CycleState.CLOSED)
    if not ended or not office.settings.grades or not own:
        return ()
    codes = [o.code for o in own]
    slices = (
        codes[first : first + GRADES_ON_A_STEP] for first in range(0, len(codes), GRADES_ON_A_STEP)
    )
    return (
        *(Step(StepKind.GRADES, tuple(codes_shown)) for codes_shown in slices),
        Step(StepKind.READING),
    )

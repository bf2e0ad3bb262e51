"""The remote control of an All-Hands presentation: current step, next step and buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.grading import hide_until, may_hide
from kiosk.okr.model import CycleState, Office
from kiosk.okr.presentation import Presentation
from kiosk.okr.presentation_steps import Step, StepKind, clamp_step, presentation_steps
from kiosk.views.admin.grade_reveal import hide_time
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in two lines. `about` is its team or purpose; `number` counts from 0."""

    number: int
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class PresentationRemote:
    """The presentation as its admin sees it. `after` is None on the last step, `before` on the
    first. `may_reveal`: the wall shows hidden grades. `hide_until`: the time until which revealed
    grades can be hidden again, "" where they cannot."""

    cycle: str
    number: int
    place: str
    now: StepLine
    before: StepLine | None
    after: StepLine | None
    may_reveal: bool
    hide_until: str
    ends: str


def presentation_remote(
    localizer: Localizer, office: Office, presentation: Presentation, now: datetime
) -> PresentationRemote:
    """The remote at a step, at a moment (aware).

    :param office: an office that holds the presented cycle.
    """
    cycle = office.cycle(presentation.cycle)
    steps = presentation_steps(office, cycle)
    number = clamp_step(steps, presentation.step)
    covered = cycle.state is CycleState.GRADING and cycle.revealed_at is None
    return PresentationRemote(
        cycle=cycle.name,
        number=number,
        place=localizer.gettext("%(number)s of %(count)s")
        % {"number": localizer.number(number + 1), "count": localizer.number(len(steps))},
        now=_line(localizer, office, steps, number, cycle.theme or cycle.name),
        before=_line(localizer, office, steps, number - 1, cycle.theme or cycle.name)
        if number
        else None,
        after=_line(localizer, office, steps, number + 1, cycle.theme or cycle.name)
        if number + 1 < len(steps)
        else None,
        may_reveal=covered and steps[number].kind is StepKind.GRADES,
        hide_until=hide_time(localizer, cycle, now),
        ends=localizer.time(presentation.until),
    )


def presentation_remote_changes_at(
    office: Office, presentation: Presentation, now: datetime
) -> datetime:
    """When the remote next changes by itself: at its end, or when grades can no longer be
    hidden."""
    cycle = office.cycle(presentation.cycle)
    until = hide_until(cycle) if may_hide(cycle, now) else None
    return min(presentation.until, until or presentation.until)


def _line(
    localizer: Localizer, office: Office, steps: Sequence[Step], number: int, theme: str
) -> StepLine:
    step = steps[number]
    _ = localizer.gettext
    match step.kind:
        case StepKind.THEME:
            return StepLine(number, theme, _("The theme"))
        case StepKind.GRADES:
            return StepLine(number, _("How far we got"), _("Grades, revealed together"))
        case StepKind.READING:
            return StepLine(number, _("What a grade means"), "")
    objective = office.objective(step.objectives[0])
    team = office.team(objective.team).name
    if not step.under:
        return StepLine(number, objective.title, team)
    about = _("%(team)s, for “%(title)s”") % {
        "team": team,
        "title": office.objective(step.under).title,
    }
    return StepLine(number, objective.title, about)

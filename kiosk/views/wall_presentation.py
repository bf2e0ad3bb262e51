"""A step of an All-Hands in large print: the only page of every wall that follows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from babel.numbers import format_decimal

from kiosk.okr.model import Cycle, Office
from kiosk.okr.presentation import Presentation
from kiosk.okr.presentation_steps import Step, StepKind, presentation_steps, step_at
from kiosk.okr.progress import rounded
from kiosk.views.addresses import ALL_PATH, Link, Places, objective_path
from kiosk.views.hyphens import breakable
from kiosk.views.objective import ObjectiveView, objective_view
from kiosk.views.wall import WallView
from kiosk.views.wall_loop import Loop
from kiosk.views.wall_objective import ObjectivePage, objective_page_view
from kiosk.views.wall_pages import WallPage, wall_page
from kiosk.views.wall_parts import about, parted
from kiosk.views.words import Words


@dataclass(frozen=True, slots=True)
class GradeRow:
    """An objective and its grade: "" while it is covered, or where none was given."""

    code: str
    title: str
    team: str
    color: str
    grade: str


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step. `whole` is a company objective's page; `objective` is the team's objective, `under`
    the title of what it serves, `because` why; `grades` are covered until `revealed`."""

    kind: str
    company: str
    color: str
    title: str
    cycle: str
    days: str
    place: str
    whole: ObjectivePage | None
    objective: ObjectiveView | None
    under: str
    because: str
    grades: tuple[GradeRow, ...]
    revealed: bool
    link: Link | None


def presentation_view(
    words: Words, office: Office, presentation: Presentation, now: datetime, places: Places
) -> WallView:
    """The wall at a step.

    :param office: one that holds the cycle that is presented.
    """
    cycle = office.cycle(presentation.cycle)
    steps = presentation_steps(office, cycle)
    number = step_at(steps, presentation.step)
    page = _page(words, office, cycle, steps, number, now, places)
    return WallView(
        loop=Loop((page,)),
        changes=(),
        changes_at=min(words.midnight_after(now), presentation.until),
        whole=True,
    )


def awaited_view(words: Words, office: Office, now: datetime, places: Places) -> WallView:
    """The projector's wall while nothing is presented yet: it becomes the first step by itself."""
    company = office.company
    view = StepPage(
        kind="awaited",
        company=breakable(company.name if company else office.name),
        color=company.color if company else "neutral",
        title=words.gettext("All-Hands"),
        cycle="",
        days="",
        place="",
        whole=None,
        objective=None,
        under="",
        because="",
        grades=(),
        revealed=False,
        link=places.link(ALL_PATH),
    )
    page = wall_page(words, "present-awaited", "presentation", view)
    return WallView(Loop((page,)), (), words.midnight_after(now), whole=True)


def _page(
    words: Words,
    office: Office,
    cycle: Cycle,
    steps: tuple[Step, ...],
    number: int,
    now: datetime,
    places: Places,
) -> WallPage:
    # As on the other pages, nothing is told by the hour.
    day = words.midnight_after(now) - timedelta(minutes=1)
    step = steps[number]
    company = office.company
    code = step.objectives[0] if step.objectives else ""
    shown = step.kind in (StepKind.SERVING, StepKind.ALONE)
    view = StepPage(
        kind=step.kind.value,
        company=breakable(company.name if company else office.name),
        color=company.color if company else "neutral",
        title=breakable(cycle.theme or cycle.name),
        cycle=cycle.name,
        days=f"{words.day(cycle.starts_on)} – {words.day(cycle.ends_on)}",
        place=words.gettext("%(number)s of %(count)s")
        % {"number": words.number(number + 1), "count": words.number(len(steps))},
        whole=_whole(words, office, code, day, places) if step.kind is StepKind.COMPANY else None,
        objective=_objective(words, office, code, day) if shown else None,
        under=_title(office, step.under),
        because=_because(words, office, step, day),
        grades=tuple(_grade_row(words, office, code) for code in step.objectives),
        revealed=cycle.revealed_at is not None,
        link=places.link(objective_path(code) if shown else ALL_PATH),
    )
    return wall_page(words, f"present-{number}", "presentation", view)


def _whole(words: Words, office: Office, code: str, day: datetime, places: Places) -> ObjectivePage:
    told = parted(about(office, office.objective(code)))
    return objective_page_view(words, told, told.objectives[0], day, places)


def _objective(words: Words, office: Office, code: str, day: datetime) -> ObjectiveView:
    told = parted(about(office, office.objective(code)))
    return objective_view(words, told, told.objectives[0], day)


def _because(words: Words, office: Office, step: Step, day: datetime) -> str:
    if not step.under:
        return ""
    serves = objective_view(words, office, office.objective(step.objectives[0]), day).serves
    return next((breakable(s.because) for s in serves if s.code == step.under), "")


def _title(office: Office, code: str) -> str:
    return breakable(office.objective(code).title) if code else ""


def _grade_row(words: Words, office: Office, code: str) -> GradeRow:
    objective = office.objective(code)
    team = office.team(objective.team)
    given = objective.grade.grade if objective.grade else None
    return GradeRow(
        code=code,
        title=breakable(objective.title),
        team=breakable(team.name),
        color=team.color,
        grade="" if given is None else grade_text(words, given),
    )


def grade_text(words: Words, grade: Decimal) -> str:
    """A grade with its one decimal, as the locale writes it: 0.7."""
    return format_decimal(rounded(Fraction(grade), 1), format="0.0", locale=words.locale)

"""A step of an All-Hands presentation, the only page of every wall that follows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from babel.numbers import format_decimal

from kiosk.okr.model import Cycle, Office
from kiosk.okr.presentation import Presentation
from kiosk.okr.presentation_steps import Step, StepKind, clamp_step, presentation_steps
from kiosk.okr.progress import round_half_up
from kiosk.okr.short_titles import with_short_titles
from kiosk.views.common.objective import ObjectiveView, objective_view
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import ALL_PATH, PublicUrls, QrLink, objective_path
from kiosk.views.wall.pages.base import WallPage, wall_page
from kiosk.views.wall.pages.objective import WallObjectivePage, objective_page_view
from kiosk.views.wall.pages.office_slices import objective_slice, with_breakable_words
from kiosk.views.wall.rotation import Rotation
from kiosk.views.wall.wall import WallView


@dataclass(frozen=True, slots=True)
class GradeRow:
    """An objective and its grade: "" before the reveal, or where none was given."""

    code: str
    title: str
    team: str
    color: str
    grade: str


@dataclass(frozen=True, slots=True)
class PresentationStepPage:
    """A step. `whole` is a company objective's page. `objective` is a team's objective, `under` the
    title of the objective it serves, `because` why. `grades` are hidden until `revealed`."""

    kind: str
    company: str
    color: str
    title: str
    cycle: str
    days: str
    place: str
    whole: WallObjectivePage | None
    objective: ObjectiveView | None
    under: str
    because: str
    grades: tuple[GradeRow, ...]
    revealed: bool
    link: QrLink | None


def presentation_view(
    localizer: Localizer,
    office: Office,
    presentation: Presentation,
    now: datetime,
    urls: PublicUrls,
) -> WallView:
    """The wall at a step.

    :param office: an office that holds the presented cycle.
    """
    office = with_short_titles(office)
    cycle = office.cycle(presentation.cycle)
    steps = presentation_steps(office, cycle)
    number = clamp_step(steps, presentation.step)
    page = _page(localizer, office, cycle, steps, number, now, urls)
    return WallView(
        rotation=Rotation((page,)),
        changes=(),
        changes_at=min(localizer.midnight_after(now), presentation.until),
        whole=True,
    )


def pending_presentation_view(
    localizer: Localizer, office: Office, now: datetime, urls: PublicUrls
) -> WallView:
    """The projector's wall before the presentation; it changes to the first step by itself."""
    company = office.company
    view = PresentationStepPage(
        kind="awaited",
        company=breakable(company.name if company else office.name),
        color=company.color if company else "neutral",
        title=localizer.gettext("All-Hands"),
        cycle="",
        days="",
        place="",
        whole=None,
        objective=None,
        under="",
        because="",
        grades=(),
        revealed=False,
        link=urls.qr_link(ALL_PATH),
    )
    page = wall_page(localizer, "present-awaited", "presentation", view)
    return WallView(Rotation((page,)), (), localizer.midnight_after(now), whole=True)


def _page(
    localizer: Localizer,
    office: Office,
    cycle: Cycle,
    steps: tuple[Step, ...],
    number: int,
    now: datetime,
    urls: PublicUrls,
) -> WallPage:
    # As on the other pages, nothing changes hourly.
    day = localizer.midnight_after(now) - timedelta(minutes=1)
    step = steps[number]
    company = office.company
    code = step.objectives[0] if step.objectives else ""
    shown = step.kind in (StepKind.SERVING, StepKind.ALONE)
    view = PresentationStepPage(
        kind=step.kind.value,
        company=breakable(company.name if company else office.name),
        color=company.color if company else "neutral",
        title=breakable(cycle.theme or cycle.name),
        cycle=cycle.name,
        days=f"{localizer.day(cycle.starts_on)} – {localizer.day(cycle.ends_on)}",
        place=localizer.gettext("%(number)s of %(count)s")
        % {"number": localizer.number(number + 1), "count": localizer.number(len(steps))},
        whole=_whole(localizer, office, code, day, urls) if step.kind is StepKind.COMPANY else None,
        objective=_objective(localizer, office, code, day) if shown else None,
        under=_title(office, step.under),
        because=_because(localizer, office, step, day),
        grades=tuple(_grade_row(localizer, office, code) for code in step.objectives),
        revealed=cycle.revealed_at is not None,
        link=urls.qr_link(objective_path(code) if shown else ALL_PATH),
    )
    return wall_page(localizer, f"present-{number}", "presentation", view)


def _whole(
    localizer: Localizer, office: Office, code: str, day: datetime, urls: PublicUrls
) -> WallObjectivePage:
    part = with_breakable_words(objective_slice(office, office.objective(code)))
    return objective_page_view(localizer, part, part.objectives[0], day, urls)


def _objective(localizer: Localizer, office: Office, code: str, day: datetime) -> ObjectiveView:
    part = with_breakable_words(objective_slice(office, office.objective(code)))
    return objective_view(localizer, part, part.objectives[0], day)


def _because(localizer: Localizer, office: Office, step: Step, day: datetime) -> str:
    if not step.under:
        return ""
    serves = objective_view(localizer, office, office.objective(step.objectives[0]), day).serves
    return next((breakable(s.because) for s in serves if s.code == step.under), "")


def _title(office: Office, code: str) -> str:
    return breakable(office.objective(code).title) if code else ""


def _grade_row(localizer: Localizer, office: Office, code: str) -> GradeRow:
    objective = office.objective(code)
    team = office.team(objective.team)
    given = objective.grade.grade if objective.grade else None
    return GradeRow(
        code=code,
        title=breakable(objective.title),
        team=breakable(team.name),
        color=team.color,
        grade="" if given is None else presented_grade_text(localizer, given),
    )


def presented_grade_text(localizer: Localizer, grade: Decimal) -> str:
    """A grade with one decimal, as the locale writes it: 0.7."""
    return format_decimal(round_half_up(Fraction(grade), 1), format="0.0", locale=localizer.locale)

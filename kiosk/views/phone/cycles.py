"""Phone pages of cycles: the list, and one cycle with its grades and values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.logo import Logo
from kiosk.okr.model import Cycle, CycleState, Office, Team
from kiosk.okr.survey_lessons import SurveyLessons, cycle_lessons
from kiosk.views.common.company import shown_logo
from kiosk.views.common.cycles import CycleRow, content_summary, cycle_row
from kiosk.views.common.grades import GradeView, grade_view, grading_scale_text, has_grades
from kiosk.views.common.key_result import KeyResultView, key_result_view
from kiosk.views.common.objective import ObjectiveView, objective_view
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import CYCLES_PATH, PublicUrls, cycle_path


@dataclass(frozen=True, slots=True)
class PhoneCyclesPage:
    """Every cycle except drafts, newest first."""

    office: str
    rows: tuple[CycleRow, ...]
    address: str


@dataclass(frozen=True, slots=True)
class ClosedObjectiveRow:
    """An objective with its revealed grade, if any, and its key results as lines."""

    head: ObjectiveView
    grade: GradeView | None
    key_results: tuple[KeyResultView, ...]


@dataclass(frozen=True, slots=True)
class ClosedTeamGroup:
    """A team's results."""

    team: Team
    rows: tuple[ClosedObjectiveRow, ...]


@dataclass(frozen=True, slots=True)
class PhoneCyclePage:
    """A cycle. `grading_scale` says how to read grades, "" where none is revealed; `closed_note`
    that it is final; `lessons` are those of the previous survey and of its own."""

    row: CycleRow
    company: str
    color: str
    closed_note: str
    content: str
    grading_scale: str
    teams: tuple[ClosedTeamGroup, ...]
    address: str
    lessons: tuple[SurveyLessons, ...] = ()
    logo: Logo | None = None


def phone_cycles_page(
    localizer: Localizer, office: Office, cycles: Iterable[Cycle], urls: PublicUrls
) -> PhoneCyclesPage:
    """The page of all cycles."""
    shown = [cycle for cycle in cycles if cycle.state is not CycleState.DRAFT]
    newest = sorted(shown, key=lambda cycle: (cycle.starts_on, cycle.id), reverse=True)
    return PhoneCyclesPage(
        office=office.name,
        rows=tuple(cycle_row(localizer, cycle) for cycle in newest),
        address=_address(urls, CYCLES_PATH),
    )


def phone_cycle_page(
    localizer: Localizer, office: Office, now: datetime, urls: PublicUrls
) -> PhoneCyclePage:
    """The page of a cycle.

    :param office: an office that holds only this cycle.
    :param now: the moment to show; for a closed cycle, its closing.
    """
    (cycle,) = office.cycles
    company = office.company
    return PhoneCyclePage(
        row=cycle_row(localizer, cycle),
        company=company.name if company else office.name,
        color=company.color if company else "neutral",
        closed_note=closed_cycle_text(localizer, cycle),
        content=content_summary(localizer, office),
        grading_scale=grading_scale_text(localizer) if has_grades(office.objectives) else "",
        teams=tuple(_team(localizer, office, team, cycle, now) for team in _having(office)),
        address=_address(urls, cycle_path(cycle.id)),
        lessons=cycle_lessons(office, cycle),
        logo=shown_logo(office),
    )


def closed_cycle_text(localizer: Localizer, cycle: Cycle) -> str:
    """The note that a closed cycle is final; "" for others."""
    if cycle.closed_at is None:
        return ""
    return localizer.gettext("Closed on %(day)s. It is shown as it was then.") % {
        "day": localizer.long_day(localizer.today(cycle.closed_at))
    }


def _having(office: Office) -> list[Team]:
    codes = {objective.team for objective in office.objectives}
    return [team for team in office.teams if team.code in codes]


def _team(
    localizer: Localizer, office: Office, team: Team, cycle: Cycle, now: datetime
) -> ClosedTeamGroup:
    rows = (
        ClosedObjectiveRow(
            head=objective_view(localizer, office, objective, now),
            grade=grade_view(localizer, objective),
            key_results=tuple(
                key_result_view(localizer, k, cycle, now, settings=office.settings)
                for k in objective.key_results
            ),
        )
        for objective in office.objectives
        if objective.team == team.code
    )
    return ClosedTeamGroup(team, tuple(rows))


def _address(urls: PublicUrls, path: str) -> str:
    return f"{urls.base}{path}".partition("://")[2] if urls.base else ""

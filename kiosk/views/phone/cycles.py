"""Cycles on phones: all of them, and one with its grades and its figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.model import Cycle, CycleState, Office, Team
from kiosk.okr.survey_lessons import SurveyLessons, cycle_lessons
from kiosk.views.common.cycles import CycleRow, content_summary, cycle_row
from kiosk.views.common.grades import GradeView, grade_view, grading_scale_text, has_grades
from kiosk.views.common.key_result import KeyResultView, key_result_view
from kiosk.views.common.objective import ObjectiveView, objective_view
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import CYCLES_PATH, PublicUrls, cycle_path


@dataclass(frozen=True, slots=True)
class PhoneCyclesPage:
    """Every cycle but those that are being prepared, the newest first."""

    office: str
    rows: tuple[CycleRow, ...]
    address: str


@dataclass(frozen=True, slots=True)
class ClosedObjectiveRow:
    """An objective with its grade, where that is revealed, and its key results in a line each."""

    head: ObjectiveView
    grade: GradeView | None
    key_results: tuple[KeyResultView, ...]


@dataclass(frozen=True, slots=True)
class ClosedTeamGroup:
    """What a team came to."""

    team: Team
    rows: tuple[ClosedObjectiveRow, ...]


@dataclass(frozen=True, slots=True)
class PhoneCyclePage:
    """A cycle. `reading` says how grades are read, "" where none is revealed; `stands` that it
    stays as it is; `lessons` are what it begins with, and its own survey's."""

    row: CycleRow
    company: str
    color: str
    closed_note: str
    content: str
    grading_scale: str
    teams: tuple[ClosedTeamGroup, ...]
    address: str
    lessons: tuple[SurveyLessons, ...] = ()


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

    :param office: the one that holds this cycle alone.
    :param now: the moment it is told as of: a closed one's closing.
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
    )


def closed_cycle_text(localizer: Localizer, cycle: Cycle) -> str:
    """That a closed cycle stays as it is, "" while it does not."""
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

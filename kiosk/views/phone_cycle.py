"""Cycles on phones: all of them, and one with its grades and its figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.lessons import Lessons, lessons_of_cycle
from kiosk.okr.model import Cycle, CycleState, Office, Team
from kiosk.views.addresses import CYCLES_PATH, Places, cycle_path
from kiosk.views.admin_cycles import CycleRow, cycle_row, holds_text
from kiosk.views.grades import GradeView, grade_view, has_grades, reading
from kiosk.views.key_result import KeyResultView, key_result_view
from kiosk.views.objective import ObjectiveView, objective_view
from kiosk.views.words import Words


@dataclass(frozen=True, slots=True)
class CyclesPage:
    """Every cycle but those that are being prepared, the newest first."""

    office: str
    rows: tuple[CycleRow, ...]
    address: str


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """An objective with its grade, where that is revealed, and its key results in a line each."""

    head: ObjectiveView
    grade: GradeView | None
    key_results: tuple[KeyResultView, ...]


@dataclass(frozen=True, slots=True)
class TeamPart:
    """What a team came to."""

    team: Team
    rows: tuple[ClosedRow, ...]


@dataclass(frozen=True, slots=True)
class CyclePage:
    """A cycle. `reading` says how grades are read, "" where none is revealed; `stands` that it
    stays as it is; `lessons` are what it begins with, and its own survey's."""

    row: CycleRow
    company: str
    color: str
    stands: str
    holds: str
    reading: str
    teams: tuple[TeamPart, ...]
    address: str
    lessons: tuple[Lessons, ...] = ()


def cycles_page(
    words: Words, office: Office, cycles: Iterable[Cycle], places: Places
) -> CyclesPage:
    """The page of all cycles."""
    shown = [cycle for cycle in cycles if cycle.state is not CycleState.DRAFT]
    newest = sorted(shown, key=lambda cycle: (cycle.starts_on, cycle.id), reverse=True)
    return CyclesPage(
        office=office.name,
        rows=tuple(cycle_row(words, cycle) for cycle in newest),
        address=_address(places, CYCLES_PATH),
    )


def cycle_page(words: Words, office: Office, now: datetime, places: Places) -> CyclePage:
    """The page of a cycle.

    :param office: the one that holds this cycle alone.
    :param now: the moment it is told as of: a closed one's closing.
    """
    (cycle,) = office.cycles
    company = office.company
    return CyclePage(
        row=cycle_row(words, cycle),
        company=company.name if company else office.name,
        color=company.color if company else "neutral",
        stands=stands_text(words, cycle),
        holds=holds_text(words, office),
        reading=reading(words) if has_grades(office.objectives) else "",
        teams=tuple(_team(words, office, team, cycle, now) for team in _having(office)),
        address=_address(places, cycle_path(cycle.id)),
        lessons=lessons_of_cycle(office, cycle),
    )


def stands_text(words: Words, cycle: Cycle) -> str:
    """That a closed cycle stays as it is, "" while it does not."""
    if cycle.closed_at is None:
        return ""
    return words.gettext("Closed on %(day)s. It is shown as it was then.") % {
        "day": words.long_day(words.today(cycle.closed_at))
    }


def _having(office: Office) -> list[Team]:
    codes = {objective.team for objective in office.objectives}
    return [team for team in office.teams if team.code in codes]


def _team(words: Words, office: Office, team: Team, cycle: Cycle, now: datetime) -> TeamPart:
    rows = (
        ClosedRow(
            head=objective_view(words, office, objective, now),
            grade=grade_view(words, objective),
            key_results=tuple(
                key_result_view(words, k, cycle, now, customs=office.customs)
                for k in objective.key_results
            ),
        )
        for objective in office.objectives
        if objective.team == team.code
    )
    return TeamPart(team, tuple(rows))


def _address(places: Places, path: str) -> str:
    return f"{places.base}{path}".partition("://")[2] if places.base else ""

"""The results of a cycle on the wall, from the reveal of its grades until some days after it was
closed. In the order of the wall, never ranked by grade."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from kiosk.okr.model import CycleState, Objective, Office
from kiosk.views.common.cycles import content_summary
from kiosk.views.common.grades import GradeView, grade_view, grading_scale_text, has_grades
from kiosk.views.common.objective import ObjectiveView
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import PublicUrls, QrLink, cycle_path
from kiosk.views.wall.pages.base import SMALL_CACHE_SIZE, WallPage, split_evenly, wall_page
from kiosk.views.wall.pages.office_slices import (
    objective_row,
    objective_slice,
    with_breakable_words,
)

ROWS = 3
# A sentence that can be read while the page is shown; longer ones are on the phone pages.
LEARNED_LENGTH = 110


@dataclass(frozen=True, slots=True)
class CycleResultsPage:
    """The cycle as a whole: its size, and how to read a grade."""

    company: str
    color: str
    title: str
    cycle: str
    content: str
    grading_scale: str
    link: QrLink | None


@dataclass(frozen=True, slots=True)
class GradedRow:
    """An objective with its grade and its lesson."""

    head: ObjectiveView
    grade: GradeView | None
    learned: str


@dataclass(frozen=True, slots=True)
class TeamGradesPage:
    """Some of a team's objectives; `part` says which."""

    team: str
    color: str
    pattern: int
    cycle: str
    rows: tuple[GradedRow, ...]
    part: str
    link: QrLink | None


def cycle_results_wall_pages(
    localizer: Localizer, office: Office, day: datetime, urls: PublicUrls
) -> list[WallPage]:
    """The pages of every revealed or recently closed cycle."""
    pages: list[WallPage] = []
    for results in (*_revealed(office), *office.recently_closed):
        if any(grade_view(localizer, o) for o in results.objectives):
            moment = results.cycles[0].closed_at or day
            pages.append(_summary_page(localizer, _without_values(results), urls))
            pages += _team_pages(localizer, results, moment, urls)
    return pages


def _revealed(office: Office) -> list[Office]:
    graded = (c for c in office.cycles if c.state is CycleState.GRADING and c.revealed_at)
    return [
        replace(
            office,
            cycles=(cycle, *(c for c in office.cycles if c is not cycle)),
            objectives=tuple(o for o in office.objectives if o.cycle == cycle.id),
            recently_closed=(),
        )
        for cycle in graded
    ]


def _without_values(results: Office) -> Office:
    """Only what the first page shows, so that a check-in does not change its cache key."""
    bare = tuple(
        replace(
            o,
            serves=(),
            past=None,
            key_results=tuple(
                replace(k, latest_check_in=None, value_a_week_ago=None, value_before_today=None)
                for k in o.key_results
            ),
        )
        for o in results.objectives
    )
    return replace(
        results,
        revision=0,
        changes=(),
        objectives=bare,
        other_cycle_objectives=(),
        recently_closed=(),
    )


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def _summary_page(localizer: Localizer, results: Office, urls: PublicUrls) -> WallPage:
    cycle = results.cycles[0]
    company = results.company
    view = CycleResultsPage(
        company=breakable(company.name if company else results.name),
        color=company.color if company else "neutral",
        title=breakable(cycle.theme or cycle.name),
        cycle=cycle.name,
        content=content_summary(localizer, results),
        grading_scale=grading_scale_text(localizer) if has_grades(results.objectives) else "",
        link=urls.qr_link(cycle_path(cycle.id)),
    )
    return wall_page(localizer, f"summary-{cycle.id}", "summary", view)


def _team_pages(
    localizer: Localizer, results: Office, moment: datetime, urls: PublicUrls
) -> list[WallPage]:
    pages = []
    for team in results.teams:
        own = [o for o in results.objectives if o.team == team.code]
        for before, some in split_evenly(own, ROWS):
            offices = tuple(objective_slice(replace(results, recently_closed=()), o) for o in some)
            part = (before + 1, before + len(some), len(own))
            pages.append(_team_page(localizer, offices, part, moment, urls))
    return pages


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def _team_page(
    localizer: Localizer,
    results: tuple[Office, ...],
    part: tuple[int, int, int],
    moment: datetime,
    urls: PublicUrls,
) -> WallPage:
    offices = [with_breakable_words(office) for office in results]
    team = offices[0].team(offices[0].objectives[0].team)
    cycle = results[0].cycles[0]
    rows = tuple(_row(localizer, office, office.objectives[0], moment) for office in offices)
    view = TeamGradesPage(
        team=team.name,
        color=team.color or "neutral",
        pattern=team.pattern,
        cycle=cycle.name,
        rows=rows,
        part=_part(localizer, *part),
        link=urls.qr_link(cycle_path(cycle.id)),
    )
    return wall_page(
        localizer,
        f"summary-{cycle.id}-{team.slug}-{part[0] - 1}",
        "grades",
        view,
        team.slug,
        [f"{row.head.title} {row.learned}" for row in rows],
    )


def _row(localizer: Localizer, office: Office, objective: Objective, moment: datetime) -> GradedRow:
    grade = grade_view(localizer, objective)
    short = grade.learned if grade and len(grade.learned) <= LEARNED_LENGTH else ""
    return GradedRow(objective_row(localizer, office, moment), grade, breakable(short))


def _part(localizer: Localizer, first: int, last: int, count: int) -> str:
    if count <= ROWS:
        return ""
    return localizer.gettext("objectives %(first)s–%(last)s of %(count)s") % {
        "first": localizer.number(first),
        "last": localizer.number(last),
        "count": localizer.number(count),
    }

"""What came of a cycle, on the wall: from the moment its grades are revealed until some days after
it was closed. In the order of the wall, never of the grades."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from kiosk.okr.model import CycleState, Objective, Office
from kiosk.views.addresses import Link, Places, cycle_path
from kiosk.views.admin_cycles import holds_text
from kiosk.views.grades import GradeView, grade_view, has_grades, reading
from kiosk.views.hyphens import breakable
from kiosk.views.objective import ObjectiveView
from kiosk.views.wall_pages import FEW_KEPT, WallPage, shared_out, wall_page
from kiosk.views.wall_parts import about, parted, row
from kiosk.views.words import Words

ROWS = 3
# A sentence that can be read while the page stands; a longer one is read on the phone.
LEARNED_LENGTH = 110


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """The cycle as such: how much was aimed at, and how a grade is read."""

    company: str
    color: str
    title: str
    cycle: str
    holds: str
    reading: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class GradedRow:
    """An objective with its grade and what was learned."""

    head: ObjectiveView
    grade: GradeView | None
    learned: str


@dataclass(frozen=True, slots=True)
class GradesPage:
    """A team's objectives, some of them on this page. `part` says which."""

    team: str
    color: str
    cycle: str
    rows: tuple[GradedRow, ...]
    part: str
    link: Link | None


def summary_wall_pages(
    words: Words, office: Office, day: datetime, places: Places
) -> list[WallPage]:
    """The pages of every cycle that is graded, or was closed lately."""
    pages: list[WallPage] = []
    for told in (*_revealed(office), *office.ended):
        if any(grade_view(words, o) for o in told.objectives):
            moment = told.cycles[0].closed_at or day
            pages.append(_summary_page(words, _alone(told), places))
            pages += _team_pages(words, told, moment, places)
    return pages


def _revealed(office: Office) -> list[Office]:
    graded = (c for c in office.cycles if c.state is CycleState.GRADING and c.revealed_at)
    return [
        replace(
            office,
            cycles=(cycle, *(c for c in office.cycles if c is not cycle)),
            objectives=tuple(o for o in office.objectives if o.cycle == cycle.id),
            ended=(),
        )
        for cycle in graded
    ]


def _alone(told: Office) -> Office:
    """Only what the first page shows, so that a check-in makes no other."""
    bare = tuple(
        replace(
            o,
            serves=(),
            key_results=tuple(replace(k, latest=None, week_ago=None) for k in o.key_results),
        )
        for o in told.objectives
    )
    return replace(told, revision=0, changes=(), objectives=bare, elsewhere=(), ended=())


@lru_cache(maxsize=FEW_KEPT)
def _summary_page(words: Words, told: Office, places: Places) -> WallPage:
    cycle = told.cycles[0]
    company = told.company
    view = SummaryPage(
        company=breakable(company.name if company else told.name),
        color=company.color if company else "neutral",
        title=breakable(cycle.theme or cycle.name),
        cycle=cycle.name,
        holds=holds_text(words, told),
        reading=reading(words) if has_grades(told.objectives) else "",
        link=places.link(cycle_path(cycle.id)),
    )
    return wall_page(words, f"summary-{cycle.id}", "summary", view)


def _team_pages(words: Words, told: Office, moment: datetime, places: Places) -> list[WallPage]:
    pages = []
    for team in told.teams:
        own = [o for o in told.objectives if o.team == team.code]
        for before, some in shared_out(own, ROWS):
            offices = tuple(about(replace(told, ended=()), o) for o in some)
            part = (before + 1, before + len(some), len(own))
            pages.append(_team_page(words, offices, part, moment, places))
    return pages


@lru_cache(maxsize=FEW_KEPT)
def _team_page(
    words: Words,
    told: tuple[Office, ...],
    part: tuple[int, int, int],
    moment: datetime,
    places: Places,
) -> WallPage:
    offices = [parted(office) for office in told]
    team = offices[0].team(offices[0].objectives[0].team)
    cycle = told[0].cycles[0]
    rows = tuple(_row(words, office, office.objectives[0], moment) for office in offices)
    view = GradesPage(
        team=team.name,
        color=team.color or "neutral",
        cycle=cycle.name,
        rows=rows,
        part=_part(words, *part),
        link=places.link(cycle_path(cycle.id)),
    )
    return wall_page(
        words,
        f"summary-{cycle.id}-{team.slug}-{part[0] - 1}",
        "grades",
        view,
        team.slug,
        [f"{row.head.title} {row.learned}" for row in rows],
    )


def _row(words: Words, office: Office, objective: Objective, moment: datetime) -> GradedRow:
    grade = grade_view(words, objective)
    short = grade.learned if grade and len(grade.learned) <= LEARNED_LENGTH else ""
    return GradedRow(row(words, office, moment), grade, breakable(short))


def _part(words: Words, first: int, last: int, count: int) -> str:
    if count <= ROWS:
        return ""
    return words.gettext("objectives %(first)s–%(last)s of %(count)s") % {
        "first": words.number(first),
        "last": words.number(last),
        "count": words.number(count),
    }

"""A team on one page: its objectives as lines."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from kiosk.okr.model import Office, Team
from kiosk.views.addresses import Link, Places, team_path
from kiosk.views.cycle_names import cycle_names
from kiosk.views.hyphens import breakable
from kiosk.views.objective import ObjectiveView, cycle_text
from kiosk.views.wall_pages import KEPT, WallPage, wall_page
from kiosk.views.wall_parts import about, parted, row
from kiosk.views.words import Words

LONGEST_SLUG = 12


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A team's objectives as rows; `theme` is the cycle's, "" where it has none: then it
    is `this_cycle`."""

    slug: str
    name: str
    color: str
    theme: str
    this_cycle: str
    cycle: str
    rows: tuple[ObjectiveView, ...]
    link: Link | None


def teams_with_a_page(office: Office) -> list[Team]:
    """The teams with an objective; the company's are on the overview."""
    having = {objective.team for objective in office.objectives}
    return [team for team in office.teams if team.code in having and not team.is_company]


def team_wall_pages(words: Words, office: Office, day: datetime, places: Places) -> list[WallPage]:
    """A page for each team that has one, in the order of the teams."""
    return [
        _team_page(
            words,
            team,
            tuple(about(office, o) for o in office.objectives if o.team == team.code),
            day,
            places,
        )
        for team in teams_with_a_page(office)
    ]


def _short(team: Team) -> str:
    """What an address calls a team: its slug, or where that makes a long line, its code."""
    return team.slug if len(team.slug) <= LONGEST_SLUG else team.code


@lru_cache(maxsize=KEPT)
def _team_page(
    words: Words, team: Team, told: tuple[Office, ...], day: datetime, places: Places
) -> WallPage:
    first = parted(told[0])
    view = TeamPage(
        slug=team.slug,
        name=breakable(team.name),
        color=team.color,
        theme=first.cycles[0].theme,
        this_cycle=cycle_names(words, first.cycles[0]).this,
        cycle=cycle_text(words, told[0], told[0].objectives[0], day),
        rows=tuple(row(words, parted(one), day) for one in told),
        link=places.link(team_path(_short(team))),
    )
    return wall_page(
        words, f"team-{team.slug}", "team", view, team.slug, [row.title for row in view.rows]
    )

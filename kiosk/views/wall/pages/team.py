"""A team's page on the wall: its objectives as rows."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from kiosk.okr.model import Office, Team
from kiosk.okr.progress import contributing_key_results
from kiosk.views.common.objective import ObjectiveView
from kiosk.views.i18n.cycle_phrases import cycle_names
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import PublicUrls, QrLink, team_path
from kiosk.views.wall.pages.base import CACHE_SIZE, WallPage, wall_page
from kiosk.views.wall.pages.foot import CycleFoot, cycle_foot, newest_numbers
from kiosk.views.wall.pages.office_slices import (
    objective_row,
    objective_slice,
    with_breakable_words,
)

LONGEST_SLUG = 12


@dataclass(frozen=True, slots=True)
class WallTeamPage:
    """A team's objectives as rows. `theme` is the cycle's theme; where it is "", `this_cycle`
    replaces it."""

    slug: str
    name: str
    color: str
    pattern: int
    theme: str
    this_cycle: str
    cycle: CycleFoot
    rows: tuple[ObjectiveView, ...]
    link: QrLink | None


def teams_with_a_page(office: Office) -> list[Team]:
    """The teams with an objective; the company's objectives are on the overview."""
    having = {objective.team for objective in office.objectives}
    return [team for team in office.teams if team.code in having and not team.is_company]


def team_wall_pages(
    localizer: Localizer, office: Office, day: datetime, urls: PublicUrls
) -> list[WallPage]:
    """A page for each team that has one, in the order of the teams."""
    return [
        _team_page(
            localizer,
            team,
            tuple(objective_slice(office, o) for o in office.objectives if o.team == team.code),
            day,
            urls,
        )
        for team in teams_with_a_page(office)
    ]


def _short(team: Team) -> str:
    """The team's slug for the address, or its code where the slug is long."""
    return team.slug if len(team.slug) <= LONGEST_SLUG else team.code


@lru_cache(maxsize=CACHE_SIZE)
def _team_page(
    localizer: Localizer, team: Team, parts: tuple[Office, ...], day: datetime, urls: PublicUrls
) -> WallPage:
    first = with_breakable_words(parts[0])
    counted = (k for one in parts for k in contributing_key_results(one, one.objectives[0]))
    view = WallTeamPage(
        slug=team.slug,
        name=breakable(team.name),
        color=team.color,
        pattern=team.pattern,
        theme=first.cycles[0].theme,
        this_cycle=cycle_names(localizer, first.cycles[0]).this,
        cycle=cycle_foot(localizer, parts[0].cycles[0], day, newest_numbers(counted)),
        rows=tuple(objective_row(localizer, with_breakable_words(one), day) for one in parts),
        link=urls.qr_link(team_path(_short(team))),
    )
    return wall_page(
        localizer, f"team-{team.slug}", "team", view, team.slug, [row.title for row in view.rows]
    )

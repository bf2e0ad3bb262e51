"""The company's overview on the wall."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from kiosk.okr.model import Cycle, Office
from kiosk.okr.progress import contributing_key_results, objectives_below
from kiosk.views.common.objective import ObjectiveView
from kiosk.views.i18n.cycle_phrases import cycle_names
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import ALL_PATH, PublicUrls, QrLink
from kiosk.views.wall.pages.base import SMALL_CACHE_SIZE, WallPage, wall_page
from kiosk.views.wall.pages.days_to_go import DaysToGo, days_to_go
from kiosk.views.wall.pages.foot import CycleFoot, cycle_foot, newest_numbers
from kiosk.views.wall.pages.office_slices import (
    objective_row,
    objective_slice,
    office_slice,
    with_breakable_words,
)
from kiosk.views.wall.pages.progress_chart import ProgressChart, progress_chart


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """A cycle's company objectives as rows, under its theme; each with its chart, if it has one.
    `band` has the colours of the teams."""

    company: str
    purpose: str
    color: str
    title: str
    left: DaysToGo
    band: tuple[str, ...]
    cycle: CycleFoot
    rows: tuple[ObjectiveView, ...]
    charts: tuple[ProgressChart | None, ...]
    link: QrLink | None


def overview_office(office: Office, cycle: Cycle) -> Office:
    """The slice for a cycle's overview: the company's objectives and those that their percent
    depends on; all objectives while the company has none."""
    running = tuple(o for o in office.objectives if o.cycle == cycle.id)
    company = {t.code for t in office.teams if t.is_company}
    own = tuple(o for o in running if o.team in company) or running
    # From other cycles, too: a yearly objective may be the mean of quarterly ones.
    below = {o.code for bare in own if not bare.key_results for o in objectives_below(office, bare)}
    others = tuple(o for o in office.objectives if o.code in below and o not in own)
    return office_slice(office, own + others, cycle.id)


def team_colors(office: Office) -> tuple[str, ...]:
    """The colours of the teams in the company, in their order."""
    return tuple(team.color for team in office.teams if not team.is_company)


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def overview_wall_page(
    localizer: Localizer, shown: Office, cycle: Cycle, day: datetime, urls: PublicUrls
) -> WallPage:
    """A cycle's overview.

    :param shown: the result of overview_office() for this cycle.
    :param day: the last minute of the day: pages do not change hourly.
    """
    view = _overview(localizer, with_breakable_words(shown), cycle, day, urls)
    return wall_page(
        localizer, f"cycle-{cycle.id}", "overview", view, titles=[row.title for row in view.rows]
    )


def _overview(
    localizer: Localizer, office: Office, cycle: Cycle, now: datetime, urls: PublicUrls
) -> OverviewPage:
    company = office.company
    own = [o for o in office.objectives if company and o.team == company.code]
    shown = own or office.objectives
    rows = tuple(objective_row(localizer, objective_slice(office, o), now) for o in shown)
    counted = newest_numbers(k for o in shown for k in contributing_key_results(office, o))
    return OverviewPage(
        company=company.name if company else office.name,
        purpose=cycle_names(localizer, cycle).this,
        color=company.color if company else "neutral",
        title=office.cycle(cycle.id).theme or cycle.name,
        left=days_to_go(localizer, cycle, localizer.today(now)),
        band=team_colors(office),
        # The days are counted in large print above.
        cycle=replace(cycle_foot(localizer, office.cycle(cycle.id), now, counted), left=""),
        rows=rows,
        charts=tuple(
            progress_chart(localizer, office, objective, row, now)
            for objective, row in zip(shown, rows, strict=True)
        ),
        link=urls.qr_link(ALL_PATH),
    )

"""An objective's page on the wall."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from kiosk.okr.model import Cycle, Objective, Office
from kiosk.okr.progress import contributing_key_results
from kiosk.views.common.key_result import KeyResultView, key_result_view
from kiosk.views.common.objective import ObjectiveView, objective_view
from kiosk.views.i18n.hyphenation import SOFT_HYPHEN, breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import PublicUrls, QrLink, objective_path
from kiosk.views.wall.pages.base import CACHE_SIZE, WallPage, wall_page
from kiosk.views.wall.pages.foot import CycleFoot, cycle_foot, newest_numbers
from kiosk.views.wall.pages.office_slices import (
    objective_row,
    objective_slice,
    with_breakable_words,
)
from kiosk.views.wall.pages.progress_chart import ProgressChart, progress_chart

# Each has its own page, so a company objective's page lists only the first.
SERVING_SHOWN = 8


@dataclass(frozen=True, slots=True)
class WallObjectivePage:
    """One objective. `purpose` is what it serves. It shows its key results or, without any, the
    first objectives that serve it."""

    objective: ObjectiveView
    purpose: str
    key_results: tuple[KeyResultView, ...]
    serving: tuple[ObjectiveView, ...]
    serving_count: int
    foot: CycleFoot
    chart: ProgressChart | None
    link: QrLink | None


@lru_cache(maxsize=CACHE_SIZE)
def objective_wall_page(
    localizer: Localizer, part: Office, day: datetime, urls: PublicUrls
) -> WallPage:
    """An objective's page.

    :param part: the result of objective_slice() for the objective.
    :param day: the last minute of the day: pages do not change hourly.
    """
    office = with_breakable_words(part)
    objective = office.objectives[0]
    view = objective_page_view(localizer, office, objective, day, urls)
    titles = [row.title for row in view.key_results or view.serving]
    # The company's are everybody's.
    team = "" if view.objective.team.is_company else view.objective.team.slug
    return wall_page(localizer, f"objective-{objective.code}", "objective", view, team, titles)


def objective_page_view(
    localizer: Localizer, office: Office, objective: Objective, now: datetime, urls: PublicUrls
) -> WallObjectivePage:
    """The view of an objective with its key results, or else with the objectives that serve it."""
    cycle = office.cycle(objective.cycle)
    view = objective_view(localizer, office, objective, now)
    serving = () if objective.key_results else office.supporting_objectives(objective.code)
    rows = tuple(
        objective_row(localizer, objective_slice(office, o), now) for o in serving[:SERVING_SHOWN]
    )
    return WallObjectivePage(
        objective=view,
        purpose=_purpose(localizer, view, cycle),
        key_results=tuple(
            drop_repeated_unit(
                key_result_view(localizer, k, cycle, now, for_wall=True, settings=office.settings)
            )
            for k in objective.key_results
        ),
        serving=rows,
        serving_count=len(serving),
        foot=cycle_foot(
            localizer, cycle, now, newest_numbers(contributing_key_results(office, objective))
        ),
        chart=progress_chart(localizer, office, objective, view, now),
        link=urls.qr_link(objective_path(objective.code)),
    )


def drop_repeated_unit(view: KeyResultView) -> KeyResultView:
    """Drop a unit that the title contains: “Regions with failover: 3”, not “3 regions”. Of another
    one, long words may break."""
    if view.figure is None:
        return view
    title_words = view.title.replace(SOFT_HYPHEN, "").casefold().split()
    is_repeated = view.figure.after.casefold() in title_words
    unit = "" if is_repeated else breakable(view.figure.after)
    return replace(view, figure=replace(view.figure, after=unit))


def _purpose(localizer: Localizer, view: ObjectiveView, cycle: Cycle) -> str:
    """The served company objective or, for a company objective, the theme."""
    if view.team.is_company:
        return localizer.gettext("for “%(title)s”") % {"title": cycle.theme} if cycle.theme else ""
    if not view.serves:
        return ""
    first = localizer.gettext("for “%(title)s”") % {"title": view.serves[0].title}
    others = len(view.serves) - 1
    if not others:
        return first
    more = localizer.ngettext("and %(num)s more", "and %(num)s more", others) % {
        "num": localizer.number(others)
    }
    return f"{first} {more}"

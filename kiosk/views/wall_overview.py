"""The company's overview on the wall."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from kiosk.okr.model import Cycle, Office
from kiosk.views.addresses import ALL_PATH, Link, Places
from kiosk.views.cycle_names import cycle_names
from kiosk.views.objective import ObjectiveView, cycle_text
from kiosk.views.wall_pages import FEW_KEPT, WallPage, wall_page
from kiosk.views.wall_parts import about, part, parted, row
from kiosk.views.words import Words


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """A cycle's company objectives as rows, under its theme."""

    company: str
    purpose: str
    color: str
    title: str
    cycle: str
    rows: tuple[ObjectiveView, ...]
    link: Link | None


def overview_office(office: Office, cycle: Cycle) -> Office:
    """As much of the office as a cycle's overview tells: the company's objectives with those
    that make their percent; where the company has none yet, every team's."""
    running = tuple(o for o in office.objectives if o.cycle == cycle.id)
    company = {t.code for t in office.teams if t.is_company}
    own = tuple(o for o in running if o.team in company) or running
    bare = [o.code for o in own if not o.key_results]
    # From other cycles too: a year's objective may be the mean of a quarter's.
    aside = (o for o in office.objectives if o not in own)
    serving = tuple(o for o in aside if any(s.code in bare for s in o.serves))
    return part(office, own + serving, cycle.id)


@lru_cache(maxsize=FEW_KEPT)
def overview_wall_page(
    words: Words, shown: Office, cycle: Cycle, day: datetime, places: Places
) -> WallPage:
    """A cycle's overview.

    :param shown: what overview_office() tells of the cycle.
    :param day: the last minute of the day: nothing is told by the hour.
    """
    view = _overview(words, parted(shown), cycle, day, places)
    return wall_page(
        words, f"cycle-{cycle.id}", "overview", view, titles=[row.title for row in view.rows]
    )


def _overview(
    words: Words, office: Office, cycle: Cycle, now: datetime, places: Places
) -> OverviewPage:
    company = office.company
    own = [o for o in office.objectives if company and o.team == company.code]
    shown = own or office.objectives
    return OverviewPage(
        company=company.name if company else office.name,
        purpose=cycle_names(words, cycle).this,
        color=company.color if company else "neutral",
        title=office.cycle(cycle.id).theme or cycle.name,
        cycle=cycle_text(words, office, shown[0], now),
        rows=tuple(row(words, about(office, o), now) for o in shown),
        link=places.link(ALL_PATH),
    )

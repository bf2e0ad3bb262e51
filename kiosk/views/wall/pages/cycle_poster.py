"""The poster of a cycle: its theme as large as it fits, and how to take a target."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from kiosk.okr.model import Cycle, Office
from kiosk.views.i18n.cycle_phrases import cycle_names
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.wall.pages.base import SMALL_CACHE_SIZE, WallPage, wall_page
from kiosk.views.wall.pages.foot import CycleFoot, cycle_foot
from kiosk.views.wall.pages.overview import team_colors


@dataclass(frozen=True, slots=True)
class CyclePoster:
    """A cycle's theme, or its name, in the colours of all teams. It has no code."""

    company: str
    purpose: str
    color: str
    band: tuple[str, ...]
    theme: str
    cycle: CycleFoot


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def cycle_poster_page(localizer: Localizer, shown: Office, cycle: Cycle, day: datetime) -> WallPage:
    """A cycle's poster.

    :param shown: the result of overview_office() for this cycle.
    :param day: the last minute of the day: pages do not change hourly.
    """
    company = shown.company
    view = CyclePoster(
        company=breakable(company.name if company else shown.name),
        purpose=cycle_names(localizer, cycle).purpose,
        color=company.color if company else "neutral",
        band=team_colors(shown),
        theme=breakable(cycle.theme or cycle.name),
        cycle=cycle_foot(localizer, cycle, day),
    )
    # Its id is from when the page was a calendar: a screen may be set to show it.
    return wall_page(localizer, f"calendar-{cycle.id}", "cycle", view, is_rare=True)

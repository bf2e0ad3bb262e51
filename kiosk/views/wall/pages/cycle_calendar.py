"""The calendar page of a cycle: its theme, its weeks and the time that is left."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from kiosk.okr.model import Cycle, Office
from kiosk.okr.pace import current_week, days_until_start, elapsed_fraction, week_count
from kiosk.views.common.key_result import Bar
from kiosk.views.common.values import thousandths
from kiosk.views.i18n.cycle_phrases import cycle_names
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import ALL_PATH, PublicUrls, QrLink
from kiosk.views.wall.pages.base import SMALL_CACHE_SIZE, WallPage, wall_page
from kiosk.views.wall.pages.foot import CycleFoot, cycle_foot


@dataclass(frozen=True, slots=True)
class WallCyclePage:
    """A cycle: its days, `week` of `weeks`, the time `left`, and the elapsed time as a bar."""

    company: str
    purpose: str
    color: str
    title: str
    days: str
    week: str
    weeks: str
    left: str
    bar: Bar
    cycle: CycleFoot
    link: QrLink | None


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def cycle_wall_page(
    localizer: Localizer, shown: Office, cycle: Cycle, day: datetime, urls: PublicUrls
) -> WallPage:
    """A cycle's page.

    :param shown: the result of overview_office() for this cycle.
    :param day: the last minute of the day: pages do not change hourly.
    """
    company = shown.company
    today, whole = localizer.today(day), week_count(cycle)
    view = WallCyclePage(
        company=company.name if company else shown.name,
        purpose=cycle_names(localizer, cycle).purpose,
        color=company.color if company else "neutral",
        title=breakable(cycle.theme or cycle.name),
        days=f"{localizer.day(cycle.starts_on)} – {localizer.day(cycle.ends_on)}",
        week=localizer.number(0 if days_until_start(cycle, today) else current_week(cycle, today)),
        weeks=localizer.ngettext("of %(num)s week", "of %(num)s weeks", whole)
        % {"num": localizer.number(whole)},
        left=_left(localizer, cycle, today),
        bar=Bar(thousandths(elapsed_fraction(cycle, today)), None),
        cycle=cycle_foot(localizer, cycle, day),
        link=urls.qr_link(ALL_PATH),
    )
    return wall_page(localizer, f"calendar-{cycle.id}", "cycle", view)


def _left(localizer: Localizer, cycle: Cycle, today: date) -> str:
    if until := days_until_start(cycle, today):
        return localizer.ngettext("begins in %(num)s day", "begins in %(num)s days", until) % {
            "num": localizer.number(until)
        }
    days = (cycle.ends_on - today).days
    if days < 0:
        return localizer.gettext("all days gone")
    if days == 0:
        return localizer.gettext("the last day")
    return localizer.ngettext("%(num)s day to go", "%(num)s days to go", days) % {
        "num": localizer.number(days)
    }

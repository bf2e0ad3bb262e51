"""The cycle on a page: what it is for, how far the calendar is, and what nobody need fear."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from kiosk.okr.model import Cycle, Office
from kiosk.okr.pace import calendar, days_until, week, weeks
from kiosk.views.addresses import ALL_PATH, Link, Places
from kiosk.views.cycle_names import cycle_names
from kiosk.views.figures import thousandths
from kiosk.views.hyphens import breakable
from kiosk.views.key_result import Bar
from kiosk.views.objective import cycle_text
from kiosk.views.wall_pages import FEW_KEPT, WallPage, wall_page
from kiosk.views.words import Words


@dataclass(frozen=True, slots=True)
class CyclePage:
    """A cycle: its days, `week` of `weeks`, what is `left` of it, and the calendar as a bar."""

    company: str
    purpose: str
    color: str
    title: str
    days: str
    week: str
    weeks: str
    left: str
    bar: Bar
    cycle: str
    link: Link | None


@lru_cache(maxsize=FEW_KEPT)
def cycle_wall_page(
    words: Words, shown: Office, cycle: Cycle, day: datetime, places: Places
) -> WallPage:
    """A cycle's page.

    :param shown: what overview_office() tells of the cycle.
    :param day: the last minute of the day: nothing is told by the hour.
    """
    company = shown.company
    today, whole = words.today(day), weeks(cycle)
    view = CyclePage(
        company=company.name if company else shown.name,
        purpose=cycle_names(words, cycle).purpose,
        color=company.color if company else "neutral",
        title=breakable(cycle.theme or cycle.name),
        days=f"{words.day(cycle.starts_on)} – {words.day(cycle.ends_on)}",
        week=words.number(0 if days_until(cycle, today) else week(cycle, today)),
        weeks=words.ngettext("of %(num)s week", "of %(num)s weeks", whole)
        % {"num": words.number(whole)},
        left=_left(words, cycle, today),
        bar=Bar(thousandths(calendar(cycle, today)), None),
        cycle=cycle_text(words, shown, shown.objectives[0], day),
        link=places.link(ALL_PATH),
    )
    return wall_page(words, f"calendar-{cycle.id}", "cycle", view)


def _left(words: Words, cycle: Cycle, today: date) -> str:
    if until := days_until(cycle, today):
        return words.ngettext("begins in %(num)s day", "begins in %(num)s days", until) % {
            "num": words.number(until)
        }
    days = (cycle.ends_on - today).days
    if days < 0:
        return words.gettext("all days gone")
    if days == 0:
        return words.gettext("the last day")
    return words.ngettext("%(num)s day to go", "%(num)s days to go", days) % {
        "num": words.number(days)
    }

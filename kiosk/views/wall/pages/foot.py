"""The last line of a wall page: the weeks of its cycle, today's place in it, and how old the page's
numbers are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from kiosk.okr.freshness import age_days
from kiosk.okr.model import CheckIn, Cycle, KeyResult, Office
from kiosk.okr.pace import (
    current_week,
    days_until_start,
    elapsed_fraction,
    week_count,
    week_groups,
)
from kiosk.views.common.values import thousandths
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.wall.pages.base import SMALL_CACHE_SIZE

# Between two segments, in thousandths of the line: their round ends take half of it.
_SPACE = 14


@dataclass(frozen=True, slots=True)
class NumbersAge:
    """When a page's numbers were last reported: "updated 2 days ago", shorter "data 2 days old"."""

    long: str
    short: str


@dataclass(frozen=True, slots=True)
class CycleFoot:
    """A cycle as a line of segments, as wide as the page's bars.

    :ivar name: the cycle's name.
    :ivar week: "week 8 of 13", or in how many days it begins.
    :ivar left: "39 days to go", if there are any and the page does not count them in its head.
    :ivar today: today's place in thousandths; None before the first day.
    :ivar past: the weeks before today, as an SVG path from 0 to 1000.
    :ivar ahead: the weeks from today on, likewise.
    :ivar age: the age of the page's newest number; None on a page without numbers of its own.
    """

    name: str
    week: str
    left: str
    today: int | None
    past: str
    ahead: str
    age: NumbersAge | None = None


def office_foot(
    localizer: Localizer, office: Office, now: datetime, numbers: Iterable[CheckIn | None] = ()
) -> CycleFoot | None:
    """The foot of a page about no single cycle: the first cycle's; None between cycles."""
    if not office.objectives:
        return None
    return cycle_foot(localizer, office.cycle(office.objectives[0].cycle), now, numbers)


def cycle_foot(
    localizer: Localizer, cycle: Cycle, now: datetime, numbers: Iterable[CheckIn | None] = ()
) -> CycleFoot:
    """The foot of a page about a cycle, at a moment (aware); its `numbers` say how old it is."""
    foot = _foot(localizer, cycle, localizer.today(now))
    age = numbers_age(localizer, numbers, now)
    return replace(foot, age=age) if age else foot


def newest_numbers(key_results: Iterable[KeyResult]) -> Iterator[CheckIn | None]:
    """The numbers of a page's key results, as its foot takes them."""
    return (key_result.latest_check_in for key_result in key_results)


def numbers_age(
    localizer: Localizer, numbers: Iterable[CheckIn | None], now: datetime
) -> NumbersAge | None:
    """The age of the newest of some numbers at a moment (aware); None without any."""
    reported = [check_in.measured_at for check_in in numbers if check_in]
    if not reported:
        return None
    days = age_days(max(reported), localizer.office_today(now), localizer.office_zone)
    if not days:
        return NumbersAge(localizer.gettext("updated today"), localizer.gettext("data of today"))
    return NumbersAge(
        localizer.gettext("updated %(ago)s") % {"ago": localizer.days_ago(days)},
        localizer.gettext("data %(age)s old") % {"age": localizer.days(days)},
    )


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def _foot(localizer: Localizer, cycle: Cycle, today: date) -> CycleFoot:
    place = thousandths(elapsed_fraction(cycle, today))
    segments = list(_segments(cycle))
    return CycleFoot(
        name=cycle.name,
        week=_week_text(localizer, cycle, today),
        left=_left_text(localizer, cycle, today),
        today=None if today < cycle.starts_on else place,
        past=_path((first, min(end, place)) for first, end in segments),
        ahead=_path((max(first, place), end) for first, end in segments),
    )


def _week_text(localizer: Localizer, cycle: Cycle, today: date) -> str:
    if days := days_until_start(cycle, today):
        return localizer.ngettext("begins in %(num)s day", "begins in %(num)s days", days) % {
            "num": localizer.number(days)
        }
    return localizer.gettext("week %(week)s of %(weeks)s") % {
        "week": localizer.number(current_week(cycle, today)),
        "weeks": localizer.number(week_count(cycle)),
    }


def _left_text(localizer: Localizer, cycle: Cycle, today: date) -> str:
    if today < cycle.starts_on or today > cycle.ends_on:
        return ""
    days = (cycle.ends_on - today).days
    if not days:
        return localizer.gettext("the last day")
    return localizer.ngettext("%(num)s day to go", "%(num)s days to go", days) % {
        "num": localizer.number(days)
    }


def _segments(cycle: Cycle) -> Iterator[tuple[int, int]]:
    """Each week in thousandths, with half of the space to its neighbours left out."""
    for group in week_groups(cycle):
        begins, ends = (thousandths(elapsed_fraction(cycle, day)) for day in group)
        yield begins + (_SPACE // 2 if begins else 0), ends - (_SPACE // 2 if ends < 1000 else 0)


def _path(segments: Iterator[tuple[int, int]]) -> str:
    return "".join(f"M{first} 0H{end}" for first, end in segments if end > first)

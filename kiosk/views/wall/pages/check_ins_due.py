"""The check-ins due on the wall: a dot for each key result, by team, and never which people.

On the day on which the last of them comes in, the page says so until midnight.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from babel.lists import format_list

from kiosk.okr.cadence import TeamCheckIns, next_due_date
from kiosk.okr.model import Office
from kiosk.okr.office_settings import Cadence
from kiosk.views.common.freshness import current_check_ins, was_any_due_this_morning
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import IN_PATH, WEEK_PATH, PublicUrls, QrLink
from kiosk.views.wall.pages.base import SMALL_CACHE_SIZE, WallPage, split_evenly, wall_page
from kiosk.views.wall.pages.dot_field import DotField, dot_field
from kiosk.views.wall.pages.foot import CycleFoot, office_foot
from kiosk.views.wall.pages.overview import team_colors

ROWS = 4
# About as many letters as fit into a line, and into one with "and 2 more".
LINE, LINE_WITH_MORE = 46, 36
_WORD_JOINER = "\u2060"


@dataclass(frozen=True, slots=True)
class CheckInsDueRow:
    """A team: whether each of its key results is in, the titles of those that are due, and the dots
    as a sentence."""

    slug: str
    name: str
    color: str
    dots: tuple[bool, ...]
    due: str
    label: str


@dataclass(frozen=True, slots=True)
class CheckInsDuePage:
    """Some of `count` teams with check-ins due; `first` of them are on earlier pages. `number` key
    results are in, and `label` says of how many."""

    company: str
    title: str
    number: str
    label: str
    rows: tuple[CheckInsDueRow, ...]
    first: int
    count: int
    cycle: CycleFoot | None
    link: QrLink | None
    is_complete: bool = False


@dataclass(frozen=True, slots=True)
class AllCheckInsPage:
    """All check-ins are in: a dot for each in its team's colour, and when the next are due."""

    company: str
    title: str
    band: tuple[str, ...]
    dots: DotField
    next_due: str
    cycle: CycleFoot | None
    link: QrLink | None
    is_complete: bool = True


def check_ins_due_pages(
    localizer: Localizer, office: Office, day: datetime, urls: PublicUrls
) -> list[WallPage]:
    """Pages of the teams with check-ins due, from the check-in day until they have checked in; then
    one that says so, for the rest of the day."""
    teams = current_check_ins(localizer, office, day)
    due = [team for team in teams if team.due]
    company = breakable(office.company.name if office.company else office.name)
    cycle = office_foot(localizer, office, day)
    if due:
        title = _title(localizer, office)
        counted = _counted(localizer, teams)
        rows = tuple(_row(localizer, team) for team in due)
        return [
            _due_page(localizer, company, title, counted, some, (first, len(rows)), cycle, urls)
            for first, some in split_evenly(rows, ROWS)
        ]
    if not was_any_due_this_morning(localizer, office, day):
        return []
    colors = tuple(t.team.color for t in teams for _ in t.key_results)
    band, next_due = team_colors(office), _next_due(localizer, office, day)
    return [_complete_page(localizer, company, colors, band, next_due, cycle, urls)]


def _title(localizer: Localizer, office: Office) -> str:
    if office.settings.rhythm is Cadence.WEEKLY:
        return localizer.gettext("Check-ins due this week")
    return localizer.gettext("Check-ins due")


def _counted(localizer: Localizer, teams: tuple[TeamCheckIns, ...]) -> tuple[str, str]:
    """How many key results are in, and of how many."""
    total = sum(len(team.key_results) for team in teams)
    due = sum(len(team.due) for team in teams)
    label = localizer.ngettext("of %(num)s check-in is in", "of %(num)s check-ins are in", total)
    return localizer.number(total - due), _unparted(label % {"num": localizer.number(total)})


def _unparted(sentence: str) -> str:
    """A sentence in which “check-ins” stays in one line."""
    return sentence.replace("-", f"-{_WORD_JOINER}")


@lru_cache(maxsize=2 * SMALL_CACHE_SIZE)
def _row(localizer: Localizer, check_ins: TeamCheckIns) -> CheckInsDueRow:
    team, total = check_ins.team, len(check_ins.key_results)
    reported = total - len(check_ins.due)
    return CheckInsDueRow(
        slug=team.slug,
        name=breakable(team.name),
        color=team.color or "neutral",
        dots=(True,) * reported + (False,) * len(check_ins.due),
        due=_titles(localizer, [breakable(k.title) for k in check_ins.due]),
        label=localizer.gettext("%(reported)s of %(counted)s checked in")
        % {"reported": localizer.number(reported), "counted": localizer.number(total)},
    )


def _titles(localizer: Localizer, titles: list[str]) -> str:
    """As many titles as fit into a line, at least one, and how many more there are."""
    whole = ", ".join(titles)
    if len(whole) <= LINE:
        return whole
    # Short ones come first where the first is too long for a line.
    order = titles if len(titles[0]) <= LINE_WITH_MORE else sorted(titles, key=len)
    shown = 1
    while len(", ".join(order[: shown + 1])) <= LINE_WITH_MORE and shown + 1 < len(titles):
        shown += 1
    left = len(titles) - shown
    if not left:
        return order[0]
    more = localizer.ngettext("%(num)s more", "%(num)s more", left) % {
        "num": localizer.number(left)
    }
    return format_list([*order[:shown], more], locale=localizer.locale)


def _next_due(localizer: Localizer, office: Office, day: datetime) -> str:
    """When the next check-ins are due; "" if none are before the cycles end."""
    today, settings = localizer.office_today(day), office.settings
    dates = [next_due_date(today, settings, localizer.closed, c) for c in office.cycles]
    coming = [date for date in dates if date is not None]
    if not coming:
        return ""
    sentence = localizer.gettext("The next check-ins are due from %(day)s.") % {
        "day": localizer.weekday_and_day(min(coming), today)
    }
    return _unparted(sentence)


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def _due_page(
    localizer: Localizer,
    company: str,
    title: str,
    counted: tuple[str, str],
    rows: tuple[CheckInsDueRow, ...],
    part: tuple[int, int],
    cycle: CycleFoot | None,
    urls: PublicUrls,
) -> WallPage:
    link = urls.qr_link(IN_PATH)
    view = CheckInsDuePage(company, title, *counted, rows, *part, cycle, link)
    page = f"waiting-{part[0]}" if part[0] else "waiting"
    return wall_page(localizer, page, "waiting", view, titles=[row.name for row in rows])


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def _complete_page(
    localizer: Localizer,
    company: str,
    colors: tuple[str, ...],
    band: tuple[str, ...],
    next_due: str,
    cycle: CycleFoot | None,
    urls: PublicUrls,
) -> WallPage:
    count = len(colors)
    title = localizer.ngettext("%(num)s number is in", "All %(num)s numbers are in", count)
    view = AllCheckInsPage(
        company=company,
        title=title % {"num": localizer.number(count)},
        band=band,
        dots=dot_field(colors),
        next_due=next_due,
        cycle=cycle,
        link=urls.qr_link(WEEK_PATH),
    )
    return wall_page(localizer, "waiting", "waiting", view)

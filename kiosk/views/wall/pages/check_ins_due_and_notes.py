"""Two weekly pages of the wall: the teams with check-ins due, and the week's notes. Neither names
a person."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from kiosk.okr.model import Office, Team
from kiosk.views.common.freshness import key_results_due_by_team
from kiosk.views.common.week import WeekNoteLine, note_line, week_notes
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import ALL_PATH, WEEK_PATH, PublicUrls, QrLink
from kiosk.views.wall.pages.base import SMALL_CACHE_SIZE, WallPage, split_evenly, wall_page
from kiosk.views.wall.pages.foot import CycleFoot, office_foot
from kiosk.views.wall.pages.week_changes import NOTE_LENGTH

ROWS = 4
# The page of the week's changes already shows the newest note.
LEARNED_FROM = 2


@dataclass(frozen=True, slots=True)
class CheckInsDueRow:
    """A team and its number of check-ins due; `label` is the unit."""

    team: Team
    number: str
    label: str


@dataclass(frozen=True, slots=True)
class CheckInsDuePage:
    """Some of `count` teams with check-ins due; `first` of them are on earlier pages."""

    company: str
    rows: tuple[CheckInsDueRow, ...]
    first: int
    count: int
    cycle: CycleFoot | None
    link: QrLink | None


@dataclass(frozen=True, slots=True)
class WeekNotesRow:
    """A short note of the week and its team."""

    team: Team
    line: WeekNoteLine


@dataclass(frozen=True, slots=True)
class WeekNotesPage:
    """The short notes of the week, the newest first."""

    company: str
    rows: tuple[WeekNotesRow, ...]
    cycle: CycleFoot | None
    link: QrLink | None


def check_ins_due_pages(
    localizer: Localizer, office: Office, day: datetime, urls: PublicUrls
) -> list[WallPage]:
    """Pages of the teams with check-ins due, from the check-in day until they have checked in."""
    found = key_results_due_by_team(localizer, office, day)
    counts = tuple((team, len(key_results)) for team, key_results in found)
    cycle = office_foot(localizer, office, day)
    return [
        _due_page(localizer, _company(office), tuple(some), (first, len(counts)), cycle, urls)
        for first, some in split_evenly(counts, ROWS)
    ]


def week_notes_pages(
    localizer: Localizer, office: Office, day: datetime, urls: PublicUrls
) -> list[WallPage]:
    """The page of the week's short notes, if there are several."""
    short = [(k, c) for k, c in week_notes(office) if len(c.note) <= NOTE_LENGTH]
    if len(short) < LEARNED_FROM:
        return []
    rows = tuple(
        WeekNotesRow(office.team(office.objective(k.objective).team), note_line(office, k, c))
        for k, c in short
    )
    return [
        _notes_page(localizer, _company(office), rows, office_foot(localizer, office, day), urls)
    ]


def _company(office: Office) -> str:
    company = office.company
    return breakable(company.name if company else office.name)


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def _due_page(
    localizer: Localizer,
    company: str,
    counts: tuple[tuple[Team, int], ...],
    part: tuple[int, int],
    cycle: CycleFoot | None,
    urls: PublicUrls,
) -> WallPage:
    rows = tuple(
        CheckInsDueRow(
            replace(team, name=breakable(team.name)),
            localizer.number(count),
            localizer.ngettext("key result", "key results", count),
        )
        for team, count in counts
    )
    first, all_of_them = part
    view = CheckInsDuePage(company, rows, first, all_of_them, cycle, urls.qr_link(ALL_PATH))
    page = f"waiting-{first}" if first else "waiting"
    return wall_page(localizer, page, "waiting", view, titles=[row.team.name for row in rows])


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def _notes_page(
    localizer: Localizer,
    company: str,
    rows: tuple[WeekNotesRow, ...],
    cycle: CycleFoot | None,
    urls: PublicUrls,
) -> WallPage:
    view = WeekNotesPage(company, rows, cycle, urls.qr_link(WEEK_PATH))
    titles = [f"{row.line.note} {row.line.title}" for row in rows]
    return wall_page(localizer, "learned", "learned", view, titles=titles)

"""What the week asks and brings on the wall: which teams have check-ins due, and what was
learned. Neither names a person, and who has told is not waited for."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from kiosk.okr.model import Office, Team
from kiosk.views.addresses import ALL_PATH, WEEK_PATH, Link, Places
from kiosk.views.freshness import due
from kiosk.views.hyphens import breakable
from kiosk.views.objective import foot_text
from kiosk.views.wall_moved import NOTE_LENGTH
from kiosk.views.wall_pages import FEW_KEPT, WallPage, shared_out, wall_page
from kiosk.views.week import NoteLine, note_line, notes
from kiosk.views.words import Words

ROWS = 4
# The newest note stands on the page of what moved already.
LEARNED_FROM = 2


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A team and how many numbers it has to tell, in a sentence."""

    team: Team
    number: str
    said: str


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """Some of `count` teams that have something to tell, `first` of them on pages before."""

    company: str
    rows: tuple[WaitingRow, ...]
    first: int
    count: int
    cycle: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class LearnedRow:
    """A short note of the week and its team."""

    team: Team
    line: NoteLine


@dataclass(frozen=True, slots=True)
class LearnedPage:
    """The short notes of the week, the newest first."""

    company: str
    rows: tuple[LearnedRow, ...]
    cycle: str
    link: Link | None


def waiting_wall_pages(
    words: Words, office: Office, day: datetime, places: Places
) -> list[WallPage]:
    """A page for every few teams, from the rhythm's day on until they have told their numbers."""
    found = due(words, office, day)
    counts = tuple((team, len(key_results)) for team, key_results in found)
    cycle = foot_text(words, office, day)
    return [
        _waiting_page(words, _company(office), tuple(some), (first, len(counts)), cycle, places)
        for first, some in shared_out(counts, ROWS)
    ]


def learned_wall_pages(
    words: Words, office: Office, day: datetime, places: Places
) -> list[WallPage]:
    """The page, where several short notes were written within the week."""
    short = [(k, c) for k, c in notes(office) if len(c.note) <= NOTE_LENGTH]
    if len(short) < LEARNED_FROM:
        return []
    rows = tuple(
        LearnedRow(office.team(office.objective(k.objective).team), note_line(office, k, c))
        for k, c in short
    )
    return [_learned_page(words, _company(office), rows, foot_text(words, office, day), places)]


def _company(office: Office) -> str:
    company = office.company
    return breakable(company.name if company else office.name)


@lru_cache(maxsize=FEW_KEPT)
def _waiting_page(
    words: Words,
    company: str,
    counts: tuple[tuple[Team, int], ...],
    part: tuple[int, int],
    cycle: str,
    places: Places,
) -> WallPage:
    rows = tuple(
        WaitingRow(
            replace(team, name=breakable(team.name)),
            words.number(count),
            words.ngettext("key result", "key results", count),
        )
        for team, count in counts
    )
    first, all_of_them = part
    view = WaitingPage(company, rows, first, all_of_them, cycle, places.link(ALL_PATH))
    page = f"waiting-{first}" if first else "waiting"
    return wall_page(words, page, "waiting", view, titles=[row.team.name for row in rows])


@lru_cache(maxsize=FEW_KEPT)
def _learned_page(
    words: Words, company: str, rows: tuple[LearnedRow, ...], cycle: str, places: Places
) -> WallPage:
    view = LearnedPage(company, rows, cycle, places.link(WEEK_PATH))
    titles = [f"{row.line.note} {row.line.title}" for row in rows]
    return wall_page(words, "learned", "learned", view, titles=titles)

"""The short notes of the week on the wall. No person is named who did not choose to sign."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from kiosk.okr.model import CheckIn, KeyResult, Office, Team
from kiosk.views.common.week import WeekNoteLine, note_line, week_notes
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import WEEK_PATH, PublicUrls, QrLink
from kiosk.views.wall.pages.base import SMALL_CACHE_SIZE, WallPage, wall_page
from kiosk.views.wall.pages.foot import CycleFoot, office_foot
from kiosk.views.wall.pages.week_changes import NOTE_LENGTH

# The page of the week's changes already shows the newest note.
LEARNED_FROM = 2


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


def week_notes_pages(
    localizer: Localizer, office: Office, day: datetime, urls: PublicUrls
) -> list[WallPage]:
    """The page of the week's short notes, if there are several."""
    short = [(k, c) for k, c in week_notes(office) if len(c.note) <= NOTE_LENGTH]
    if len(short) < LEARNED_FROM:
        return []
    rows = tuple(_row(localizer, office, k, check_in) for k, check_in in short)
    foot = office_foot(localizer, office, day, [check_in for _, check_in in short])
    return [_notes_page(localizer, _company(office), rows, foot, urls)]


def _row(
    localizer: Localizer, office: Office, key_result: KeyResult, check_in: CheckIn
) -> WeekNotesRow:
    line = note_line(localizer, office, key_result, check_in)
    texts = {name: breakable(getattr(line, name)) for name in ("title", "note", "signed")}
    return WeekNotesRow(
        office.team(office.objective(key_result.objective).team), replace(line, **texts)
    )


def _company(office: Office) -> str:
    company = office.company
    return breakable(company.name if company else office.name)


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

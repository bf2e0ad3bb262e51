"""The changes of the week on the wall: previous and current values, newest first, and a note."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from kiosk.okr.model import CheckIn, Cycle, KeyResult, KeyResultKind, Office, Team
from kiosk.okr.office_settings import OfficeSettings
from kiosk.okr.progress import ProgressState, check_in_value, key_result_progress
from kiosk.views.common.key_result import KeyResultView, key_result_view
from kiosk.views.common.values import goal_text, short_value_text
from kiosk.views.i18n.hyphenation import LONG_IN_A_COLUMN, breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.render import render
from kiosk.views.urls import ALL_PATH, PublicUrls, QrLink
from kiosk.views.wall.pages.base import (
    CACHE_SIZE,
    SMALL_CACHE_SIZE,
    WallPage,
    split_evenly,
    wall_page,
)
from kiosk.views.wall.pages.foot import CycleFoot, office_foot
from kiosk.views.wall.pages.objective import drop_repeated_unit

# A note that can be read while the page is shown.
NOTE_LENGTH = 90
# What an <article> has at most: four or five pages.
MOST_ROWS = 15


@dataclass(frozen=True, slots=True)
class WeekChangeRow:
    """A changed key result. `previous` is "" for its first value; `target` is where the two are
    heading, "" where its title says it; `note`, in one row of a page, is the newest short one,
    `signed` by its team or by a person who chose to sign."""

    current: KeyResultView
    team: Team
    previous: str
    target: str
    note: str
    signed: str


@dataclass(frozen=True, slots=True)
class WeekChangesPage:
    """Some of `count` changed key results, each as the HTML of its row; `first` of them are on
    earlier pages."""

    company: str
    color: str
    rows: tuple[str, ...]
    first: int
    count: int
    cycle: CycleFoot | None
    link: QrLink | None


@dataclass(frozen=True, slots=True)
class _Move:
    key_result: KeyResult
    team: Team
    cycle: Cycle
    latest: CheckIn


def week_change_pages(
    localizer: Localizer, office: Office, day: datetime, urls: PublicUrls
) -> list[WallPage]:
    """The pages of changed key results: a rotation shows few of many rows, so few are sent."""
    moves = [
        _Move(k, office.team(o.team), office.cycle(o.cycle), k.latest_check_in)
        for o in office.objectives
        for k in o.key_results
        if k.latest_check_in is not None
        and check_in_value(k.value_a_week_ago) != k.latest_check_in.value
        and _has_figure(k, k.latest_check_in)
    ]
    if not moves:
        return []
    moves.sort(key=lambda move: (move.latest.measured_at, move.latest.id), reverse=True)
    noted = next((m for m in moves if 0 < len(m.latest.note) <= NOTE_LENGTH), None)
    company = office.company
    company_name = breakable(company.name if company else office.name)
    cycle = office_foot(localizer, office, day, [move.latest for move in moves])
    return [
        _changes_page(
            localizer,
            company_name,
            tuple(some),
            (first, len(moves)),
            noted if any(move is noted for move in some) else None,
            cycle,
            day,
            urls,
            office.settings,
        )
        for first, some in split_evenly(moves, MOST_ROWS)
    ]


def _has_figure(key_result: KeyResult, latest: CheckIn) -> bool:
    """Whether there is a figure to show; a redacted key result has only its percent."""
    progress = key_result_progress(key_result, latest.value)
    return not key_result.is_redacted or progress.state is ProgressState.MEASURED


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def _changes_page(
    localizer: Localizer,
    company: str,
    moves: tuple[_Move, ...],
    part: tuple[int, int],
    noted: _Move | None,
    cycle: CycleFoot | None,
    day: datetime,
    urls: PublicUrls,
    settings: OfficeSettings,
) -> WallPage:
    view = WeekChangesPage(
        company=company,
        color="neutral",
        rows=tuple(
            _row_html(localizer, move, day, settings, has_note=move is noted) for move in moves
        ),
        first=part[0],
        count=part[1],
        cycle=cycle,
        link=urls.qr_link(ALL_PATH),
    )
    page = f"moved-from-{part[0]}" if part[0] else "moved"
    return wall_page(localizer, page, "moved", view, titles=[m.key_result.title for m in moves])


@lru_cache(maxsize=2 * CACHE_SIZE)
def _row_html(
    localizer: Localizer, move: _Move, day: datetime, settings: OfficeSettings, *, has_note: bool
) -> str:
    """The HTML of a row, cached because a check-in changes only one."""
    row = _row(localizer, move, day, settings, has_note=has_note)
    return render("wall/partials/_week_change_row.html", localizer, row=row)


def _row(
    localizer: Localizer, move: _Move, day: datetime, settings: OfficeSettings, *, has_note: bool
) -> WeekChangeRow:
    key_result, before = move.key_result, check_in_value(move.key_result.value_a_week_ago)
    titled = replace(key_result, title=breakable(key_result.title))
    current = drop_repeated_unit(
        key_result_view(localizer, titled, move.cycle, day, for_wall=True, settings=settings)
    )
    has_target = current.goal and key_result.kind is not KeyResultKind.YES_NO
    return WeekChangeRow(
        current=current,
        team=replace(move.team, name=breakable(move.team.name, LONG_IN_A_COLUMN)),
        previous="" if before is None else short_value_text(localizer, key_result, before),
        target=goal_text(localizer, key_result, for_wall=True, is_pair=True) if has_target else "",
        note=breakable(move.latest.note) if has_note else "",
        signed=move.latest.signature or move.team.name,
    )

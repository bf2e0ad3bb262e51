"""What moved this week: each value as it was and as it is, the newest first, and a note."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from kiosk.okr.customs import Customs
from kiosk.okr.model import CheckIn, Cycle, KeyResult, Office, Team
from kiosk.okr.progress import Standing, key_result_progress, value_of
from kiosk.views.addresses import ALL_PATH, Link, Places
from kiosk.views.figures import thousandths
from kiosk.views.hyphens import breakable
from kiosk.views.key_result import KeyResultView, key_result_view
from kiosk.views.objective import foot_text
from kiosk.views.render import render
from kiosk.views.wall_changes import short_value
from kiosk.views.wall_objective import without_echo
from kiosk.views.wall_pages import FEW_KEPT, KEPT, WallPage, wall_page
from kiosk.views.words import Words

# A note that can be read while the page stands.
NOTE_LENGTH = 90


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A key result that moved: `was` is "" where this is its first value; `before` is the bar as
    it was, in thousandths."""

    now: KeyResultView
    team: Team
    was: str
    before: int


@dataclass(frozen=True, slots=True)
class MovedPage:
    """The key results that moved, each as the HTML of its row. `note` is the newest short
    one, on the key result `noted`, `signed` by its team, or by a person who chose to."""

    company: str
    color: str
    rows: tuple[str, ...]
    note: str
    noted: str
    signed: str
    cycle: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class _Move:
    key_result: KeyResult
    team: Team
    cycle: Cycle
    latest: CheckIn


def moved_wall_pages(words: Words, office: Office, day: datetime, places: Places) -> list[WallPage]:
    """The page, where anything has moved within a week."""
    moves = [
        _Move(k, office.team(o.team), office.cycle(o.cycle), k.latest)
        for o in office.objectives
        for k in o.key_results
        if k.latest is not None
        and value_of(k.week_ago) != k.latest.value
        and _has_figure(k, k.latest)
    ]
    if not moves:
        return []
    moves.sort(key=lambda move: (move.latest.measured_at, move.latest.id), reverse=True)
    noted = next((m for m in moves if 0 < len(m.latest.note) <= NOTE_LENGTH), None)
    company = office.company
    said = company.name if company else office.name
    cycle = foot_text(words, office, day)
    return [_moved_page(words, said, tuple(moves), noted, cycle, day, places, office.customs)]


def _has_figure(key_result: KeyResult, latest: CheckIn) -> bool:
    """A sealed one has none but its percent."""
    progress = key_result_progress(key_result, latest.value)
    return not key_result.sealed or progress.standing is Standing.ON_THE_ROAD


@lru_cache(maxsize=FEW_KEPT)
def _moved_page(
    words: Words,
    company: str,
    moves: tuple[_Move, ...],
    noted: _Move | None,
    cycle: str,
    day: datetime,
    places: Places,
    customs: Customs,
) -> WallPage:
    view = MovedPage(
        company=company,
        color="neutral",
        rows=tuple(_row_html(words, move, day, customs) for move in moves),
        note=noted.latest.note if noted else "",
        noted=breakable(noted.key_result.title) if noted else "",
        signed=(noted.latest.signed or noted.team.name) if noted else "",
        cycle=cycle,
        link=places.link(ALL_PATH),
    )
    return wall_page(words, "moved", "moved", view, titles=[m.key_result.title for m in moves])


@lru_cache(maxsize=2 * KEPT)
def _row_html(words: Words, move: _Move, day: datetime, customs: Customs) -> str:
    """A check-in changes one row of many."""
    return render("wall/_moved_row.html", words, row=_row(words, move, day, customs))


def _row(words: Words, move: _Move, day: datetime, customs: Customs) -> MovedRow:
    key_result, before = move.key_result, value_of(move.key_result.week_ago)
    titled = replace(key_result, title=breakable(key_result.title))
    return MovedRow(
        now=without_echo(
            key_result_view(words, titled, move.cycle, day, far=True, customs=customs)
        ),
        team=move.team,
        was="" if before is None else short_value(words, key_result, before),
        # A first value has come no way: nothing is marked on its bar.
        before=thousandths(
            key_result_progress(key_result, move.latest.value if before is None else before).drawn
        ),
    )

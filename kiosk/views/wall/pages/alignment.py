"""The alignment on the wall: a company objective, what serves it, and why."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from kiosk.okr.alignment import CompanyObjective, alignment
from kiosk.okr.alignment_reason import joined_because
from kiosk.okr.model import Objective, Office
from kiosk.views.common.objective import ObjectiveView
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import ALIGNMENT_PATH, PublicUrls, QrLink
from kiosk.views.wall.pages.base import (
    CACHE_SIZE,
    ROWS_ON_A_PAGE,
    SMALL_CACHE_SIZE,
    WallPage,
    estimated_rows,
    wall_page,
)
from kiosk.views.wall.pages.foot import CycleFoot, cycle_foot
from kiosk.views.wall.pages.office_slices import objective_row, with_breakable_words
from kiosk.views.wall.pages.office_slices import office_slice as part_of

# What usually fits on two pages; further rows get their own page and turn.
LINES = 2 * ROWS_ON_A_PAGE
ROWS = 3


@dataclass(frozen=True, slots=True)
class WallServingRow:
    """A team objective, and why it serves the page's objective."""

    head: ObjectiveView
    because: str


@dataclass(frozen=True, slots=True)
class WallAlignmentPage:
    """Some of `count` objectives that serve a company objective; `first` of them are on earlier
    pages. With `is_open` the rows are company objectives that nothing serves yet."""

    company: str
    code: str
    title: str
    is_open: bool
    rows: tuple[WallServingRow, ...]
    first: int
    count: int
    cycle: CycleFoot
    link: QrLink | None


def alignment_wall_pages(
    localizer: Localizer, office: Office, day: datetime, urls: PublicUrls
) -> list[WallPage]:
    """Pages for each served company objective, and for those that nothing serves yet."""
    found = alignment(office)
    served = [one for one in found.company if one.supporting]
    if not served:
        return []
    link = urls.qr_link(ALIGNMENT_PATH)
    slices = [_alignment_slices(office, one) for one in served]
    pages = [page for one in slices for page in _served_pages(localizer, one, day, link)]
    bare = tuple(_bare(office, one.objective) for one in found.company if not one.supporting)
    return [*pages, *_open_pages(localizer, bare, day, link)]


def _row_ranges(titles: list[str]) -> list[tuple[int, int]]:
    """The range of rows of each page, as (first, end)."""
    parts, first, lines = [], 0, 0
    for at, title in enumerate(titles):
        if at > first and (at - first == ROWS or lines + estimated_rows(title) > LINES):
            parts.append((first, at))
            first, lines = at, 0
        lines += estimated_rows(title)
    return [*parts, (first, len(titles))] if titles else []


def _alignment_slices(office: Office, served: CompanyObjective) -> tuple[tuple[Office, str], ...]:
    """The slices for a page, each with its reason. They hold no numbers, so a check-in does not
    change the page."""
    serving = ((_bare(office, one.objective), one.reason) for one in served.supporting)
    return ((_bare(office, served.objective), ""), *serving)


def _bare(office: Office, objective: Objective) -> Office:
    return part_of(
        office, (replace(objective, key_results=(), serves=(), past=None),), objective.cycle
    )


@lru_cache(maxsize=CACHE_SIZE)
def _served_pages(
    localizer: Localizer,
    parts: tuple[tuple[Office, str], ...],
    day: datetime,
    link: QrLink | None,
) -> tuple[WallPage, ...]:
    """The pages of a served objective. They are cached together: comparing `parts` with those of
    the last save takes as long as drawing a page, and there may be fifteen pages."""
    return tuple(
        _served_page(localizer, parts, rows_shown, day, link)
        for rows_shown in _row_ranges([serving.objectives[0].title for serving, _ in parts[1:]])
    )


def _served_page(
    localizer: Localizer,
    parts: tuple[tuple[Office, str], ...],
    rows_shown: tuple[int, int],
    day: datetime,
    link: QrLink | None,
) -> WallPage:
    (office, _), *serving = parts
    rows = tuple(
        WallServingRow(
            objective_row(localizer, with_breakable_words(one), day),
            breakable(joined_because(because)),
        )
        for one, because in serving[slice(*rows_shown)]
    )
    code = office.objectives[0].code
    return _page(localizer, office, rows, (rows_shown[0], len(serving)), day, link, code)


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def _open_pages(
    localizer: Localizer, parts: tuple[Office, ...], day: datetime, link: QrLink | None
) -> tuple[WallPage, ...]:
    """The pages of the objectives that nothing serves yet."""
    return tuple(
        _open_page(localizer, parts, rows_shown, day, link)
        for rows_shown in _row_ranges([one.objectives[0].title for one in parts])
    )


def _open_page(
    localizer: Localizer,
    parts: tuple[Office, ...],
    rows_shown: tuple[int, int],
    day: datetime,
    link: QrLink | None,
) -> WallPage:
    rows = tuple(
        WallServingRow(objective_row(localizer, with_breakable_words(one), day), "")
        for one in parts[slice(*rows_shown)]
    )
    return _page(localizer, parts[0], rows, (rows_shown[0], len(parts)), day, link)


def _page(
    localizer: Localizer,
    office: Office,
    rows: tuple[WallServingRow, ...],
    place: tuple[int, int],
    day: datetime,
    link: QrLink | None,
    code: str = "",
) -> WallPage:
    company = next((t for t in office.teams if t.is_company), None)
    first, count = place
    view = WallAlignmentPage(
        company=breakable(company.name if company else office.name),
        code=code,
        title=breakable(office.objectives[0].title),
        is_open=not code,
        rows=rows,
        first=first,
        count=count,
        cycle=cycle_foot(localizer, office.cycle(office.objectives[0].cycle), day),
        link=link,
    )
    page = f"alignment-{code or 'open'}" + (f"-{first}" if first else "")
    return wall_page(localizer, page, "alignment", view, titles=[row.head.title for row in rows])

"""The alignment on the wall: a company objective on a page, under it what serves it and why."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from kiosk.okr.alignment import Served, alignment
from kiosk.okr.model import Objective, Office
from kiosk.views.addresses import ALIGNMENT_PATH, Link, Places
from kiosk.views.hyphens import breakable
from kiosk.views.objective import ObjectiveView, cycle_text, plain_because
from kiosk.views.wall_pages import KEPT, WallPage, wall_page
from kiosk.views.wall_parts import part, parted, row
from kiosk.views.words import Words

# As many as are turned through; the code leads to all of them.
PAGES = 2
ROWS = 4


@dataclass(frozen=True, slots=True)
class ServingRow:
    """A team's objective, and why it serves the page's."""

    head: ObjectiveView
    because: str


@dataclass(frozen=True, slots=True)
class AlignmentPage:
    """The first of `count` objectives that serve a company objective. With `is_open` the rows
    are company objectives that nobody serves yet."""

    company: str
    code: str
    title: str
    is_open: bool
    rows: tuple[ServingRow, ...]
    count: int
    most: int
    cycle: str
    link: Link | None


def alignment_wall_pages(
    words: Words, office: Office, day: datetime, places: Places
) -> list[WallPage]:
    """A page for each company objective that is served, and one for those that are not yet."""
    found = alignment(office)
    served = [one for one in found.company if one.serving]
    if not served:
        return []
    link = places.link(ALIGNMENT_PATH)
    pages = [_served_page(words, _told(office, one), day, link) for one in served]
    bare = tuple(_bare(office, one.objective) for one in found.company if not one.serving)
    return [*pages, _open_page(words, bare, day, link)] if bare else pages


def _told(office: Office, served: Served) -> tuple[tuple[Office, str], ...]:
    """As much of the office as the page tells, each with its because: no number is in it, so
    that a check-in leaves the page as it is."""
    serving = ((_bare(office, one.objective), one.because) for one in served.serving)
    return ((_bare(office, served.objective), ""), *serving)


def _bare(office: Office, objective: Objective) -> Office:
    return part(office, (replace(objective, key_results=(), serves=()),), objective.cycle)


@lru_cache(maxsize=KEPT)
def _served_page(
    words: Words, told: tuple[tuple[Office, str], ...], day: datetime, link: Link | None
) -> WallPage:
    (office, _), *serving = told
    rows = tuple(
        ServingRow(row(words, parted(one), day), breakable(plain_because(because)))
        for one, because in serving
    )
    code = office.objectives[0].code
    view = _page(words, office, rows, day, link, code=code)
    return wall_page(words, f"alignment-{code}", "alignment", view, titles=_titles(view))


@lru_cache(maxsize=KEPT)
def _open_page(
    words: Words, told: tuple[Office, ...], day: datetime, link: Link | None
) -> WallPage:
    rows = tuple(ServingRow(row(words, parted(one), day), "") for one in told)
    view = _page(words, told[0], rows, day, link)
    return wall_page(words, "alignment-open", "alignment", view, titles=_titles(view))


def _page(
    words: Words,
    office: Office,
    rows: tuple[ServingRow, ...],
    day: datetime,
    link: Link | None,
    code: str = "",
) -> AlignmentPage:
    company = office.company
    return AlignmentPage(
        company=breakable(company.name if company else office.name),
        code=code,
        title=breakable(office.objectives[0].title),
        is_open=not code,
        rows=rows[: PAGES * ROWS],
        count=len(rows),
        most=PAGES,
        cycle=cycle_text(words, office, office.objectives[0], day),
        link=link,
    )


def _titles(view: AlignmentPage) -> list[str]:
    # A row and its because take the room of two rows; no more pages than are turned through.
    return [f"{row.head.title} {row.because}" for row in view.rows][: PAGES * 3]

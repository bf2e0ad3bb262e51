"""A wall page's HTML.

A check-in changes one page of forty; the others are found as they were.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import TypeVar
from unicodedata import east_asian_width

from kiosk.views.i18n.localizer import Localizer
from kiosk.views.render import render

Thing = TypeVar("Thing")

# What there is of each objective: forty as they are and as they were, for a few kinds of screens.
CACHE_SIZE = 256
# What there is a few of in an office; each is made anew by nearly every save.
SMALL_CACHE_SIZE = 32
# Rows that fit on a page as a rule, and how long a title a row has room for; only the browser
# knows.
ROWS_ON_A_PAGE = 3
TITLE_IN_A_ROW = 50


@dataclass(frozen=True, slots=True)
class WallPage:
    """A page before it is measured.

    :ivar id: its key in the page.
    :ivar fragment: its HTML.
    :ivar version: of exactly this HTML.
    :ivar kind: steps, overview, moved, cycle, team, objective, …
    :ivar team: the slug of the team whose page it is; "" for everybody's.
    :ivar slots: how many pages its rows will take, by rule of thumb.
    """

    id: str
    fragment: str
    version: str
    kind: str
    team: str = ""
    slots: int = 1


# Kinds of pages are stored with each screen's settings, so they keep the names of before.
TEMPLATES = {
    "cycle": "cycle_calendar",
    "learned": "week_notes",
    "lessons": "survey_lessons",
    "moved": "week_changes",
    "presentation": "presentation_step",
    "steps": "first_steps",
    "summary": "cycle_results",
    "waiting": "check_ins_due",
}


def wall_page(
    localizer: Localizer,
    page_id: str,
    kind: str,
    page: object,
    team: str = "",
    titles: Iterable[str] = (),
) -> WallPage:
    """The page as an <article>, with a version of exactly this content for morph.js.

    :param kind: what screens are set to show: overview, moved, cycle, team, objective, …
    :param page: the frozen view it shows.
    :param titles: of its rows.
    """
    inner = render(f"wall/pages/_{TEMPLATES.get(kind, kind)}.html", localizer, page=page)
    version = blake2b(inner.encode(), digest_size=6).hexdigest()
    html = render("wall/_page.html", localizer, id=page_id, version=version, inner=inner)
    rows = sum(map(estimated_rows, titles))
    return WallPage(page_id, html, version, kind, team, max(1, -(-rows // ROWS_ON_A_PAGE)))


def split_evenly(things: Sequence[Thing], most: int) -> list[tuple[int, Sequence[Thing]]]:
    """Things on as few pages as hold them with at most so many each, as even as can be: how many
    stand on pages before, and those on the page."""
    pages = -(-len(things) // most)
    ends = [len(things) * page // pages for page in range(pages, -1, -1)] if pages else []
    # The fuller ones come first.
    bounds = [len(things) - end for end in ends]
    return [(first, things[first:end]) for first, end in pairwise(bounds)]


def estimated_rows(title: str) -> int:
    """How many rows' height a title takes: letters as wide as they are high count for two."""
    wide = sum(east_asian_width(letter) in "WF" for letter in title)
    return 1 + (len(title) + wide) // TITLE_IN_A_ROW

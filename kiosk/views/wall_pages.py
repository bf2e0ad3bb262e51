"""A wall page's HTML.

A check-in changes one page of forty; the others are found as they were.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import TypeVar
from unicodedata import east_asian_width

from kiosk.views.render import render
from kiosk.views.words import Words

Thing = TypeVar("Thing")

# What there is of each objective: forty as they are and as they were, for a few kinds of screens.
KEPT = 256
# What there is a few of in an office; each is made anew by nearly every save.
FEW_KEPT = 32
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
    :ivar kind: its template: steps, overview, moved, cycle, team or objective.
    :ivar team: the slug of the team whose page it is; "" for everybody's.
    :ivar slots: how many pages its rows will take, by rule of thumb.
    """

    id: str
    fragment: str
    version: str
    kind: str
    team: str = ""
    slots: int = 1


def wall_page(
    words: Words,
    page_id: str,
    template: str,
    page: object,
    team: str = "",
    titles: Iterable[str] = (),
) -> WallPage:
    """The page as an <article>, with a version of exactly this content for morph.js.

    :param template: overview, moved, cycle, team, objective or steps.
    :param page: the frozen view it shows.
    :param titles: of its rows.
    """
    inner = render(f"wall/_{template}.html", words, page=page)
    version = blake2b(inner.encode(), digest_size=6).hexdigest()
    html = render("wall/_page.html", words, id=page_id, version=version, inner=inner)
    rows = sum(map(rows_of, titles))
    return WallPage(page_id, html, version, template, team, max(1, -(-rows // ROWS_ON_A_PAGE)))


def shared_out(things: Sequence[Thing], most: int) -> list[tuple[int, Sequence[Thing]]]:
    """Things on as few pages as hold them with at most so many each, as even as can be: how many
    stand on pages before, and those on the page."""
    pages = -(-len(things) // most)
    ends = [len(things) * page // pages for page in range(pages, -1, -1)] if pages else []
    # The fuller ones come first.
    bounds = [len(things) - end for end in ends]
    return [(first, things[first:end]) for first, end in pairwise(bounds)]


def rows_of(title: str) -> int:
    """How many rows' height a title takes: letters as wide as they are high count for two."""
    wide = sum(east_asian_width(letter) in "WF" for letter in title)
    return 1 + (len(title) + wide) // TITLE_IN_A_ROW

"""A wall page: its HTML, version and estimated size.

A check-in changes one page of forty; the others come from a cache.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import TypeVar

from kiosk.okr.text import full_width_letters
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.render import render

Thing = TypeVar("Thing")

# For pages of an objective: forty of them before and after a save, for a few kinds of screens.
CACHE_SIZE = 256
# For pages that an office has few of; nearly every save renders each again.
SMALL_CACHE_SIZE = 32
# Of a page's version. A frame names the versions of all pages, and hashes do not deflate; that a
# changed page keeps its version by chance happens once in four thousand million changes.
VERSION_BYTES = 4
# Estimates of the rows that fit on a page and of the length of a one-line title; only the browser
# knows.
ROWS_ON_A_PAGE = 3
TITLE_IN_A_ROW = 50


@dataclass(frozen=True, slots=True)
class WallPage:
    """A page before the browser measures it.

    :ivar id: its id in the wall's HTML.
    :ivar fragment: its HTML.
    :ivar version: a hash of the HTML.
    :ivar kind: steps, overview, moved, cycle, team, objective, …
    :ivar team: the slug of its team; "" for a page of the company.
    :ivar slots: how many pages its rows will take, estimated.
    :ivar is_rare: whether it is shown only every quarter of an hour or so.
    """

    id: str
    fragment: str
    version: str
    kind: str
    team: str = ""
    slots: int = 1
    is_rare: bool = False


# Page kinds are stored in the screens' settings, so they keep their old names.
TEMPLATES = {
    "cycle": "cycle_poster",
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
    *,
    is_rare: bool = False,
) -> WallPage:
    """The page as an <article>, with a version of its content for morph.js.

    :param kind: a page kind: overview, moved, cycle, team, objective, …
    :param page: the frozen view to render.
    :param titles: the titles of its rows, to estimate their height.
    :param is_rare: whether it is shown only every quarter of an hour or so.
    """
    inner = render(f"wall/pages/_{TEMPLATES.get(kind, kind)}.html", localizer, page=page)
    version = blake2b(inner.encode(), digest_size=VERSION_BYTES).hexdigest()
    html = render("wall/_page.html", localizer, id=page_id, version=version, inner=inner)
    rows = sum(map(estimated_rows, titles))
    slots = max(1, -(-rows // ROWS_ON_A_PAGE))
    return WallPage(page_id, html, version, kind, team, slots, is_rare)


def split_evenly(things: Sequence[Thing], most: int) -> list[tuple[int, Sequence[Thing]]]:
    """Split a sequence evenly over as few pages as hold it with `most` each. Each result is the
    index of its first element and the elements."""
    pages = -(-len(things) // most)
    ends = [len(things) * page // pages for page in range(pages, -1, -1)] if pages else []
    # The fuller ones come first.
    bounds = [len(things) - end for end in ends]
    return [(first, things[first:end]) for first, end in pairwise(bounds)]


@lru_cache(maxsize=1024)
def estimated_rows(title: str) -> int:
    """The estimated rows of a title; full-width letters count twice."""
    return 1 + (len(title) + full_width_letters(title)) // TITLE_IN_A_ROW

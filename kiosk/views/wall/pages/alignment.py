"""The alignment on the wall: an objective as a small tree, with the objectives that serve it. Those
that are served themselves have a page of their own, right after it. Each page gives the reason of
one row, another one every day. A page stands for ten seconds, so it has at most forty words where
that is possible."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from kiosk.okr.alignment import ServedObjective, alignment, served_objectives
from kiosk.okr.alignment_reason import joined_because
from kiosk.okr.model import CheckIn, Objective, Office, Team
from kiosk.okr.progress import contributing_key_results
from kiosk.okr.text import full_width_letters
from kiosk.views.common.objective import ObjectiveView
from kiosk.views.i18n.hyphenation import SOFT_HYPHEN, breakable
from kiosk.views.i18n.localizer import FormattedNumber, Localizer
from kiosk.views.urls import ALIGNMENT_PATH, PublicUrls, QrLink
from kiosk.views.wall.pages.base import (
    CACHE_SIZE,
    SMALL_CACHE_SIZE,
    WallPage,
    estimated_rows,
    wall_page,
)
from kiosk.views.wall.pages.foot import CycleFoot, cycle_foot, newest_numbers
from kiosk.views.wall.pages.office_slices import (
    objective_row,
    objective_slice,
    with_breakable_words,
)
from kiosk.views.wall.pages.office_slices import office_slice as part_of

# What can be read while a page stands.
MOST_WORDS = 40
LINES = 4
ROWS = 2
# Letters of scripts without spaces that take as long to read as a word.
WIDE_LETTERS_IN_A_WORD = 3
# A title of more letters stands on the pages after the first one of its tree only where the words
# below it leave time to read it; full-width letters count twice.
LONG_TITLE = 80


@dataclass(frozen=True, slots=True)
class WallServingRow:
    """A serving objective; `because` is why it serves the page's, in one row of a page."""

    head: ObjectiveView
    because: str


@dataclass(frozen=True, slots=True)
class WallAlignmentPage:
    """Some of `count` objectives that serve one of `team`; `first` of them are on earlier pages.
    Without a `title`, that of the served objective is on an earlier page. With `is_open` the rows
    are company objectives that nothing serves yet. `percent` and `purpose` are those of the served
    objective."""

    team: Team
    purpose: str
    code: str
    title: str
    percent: FormattedNumber | None
    is_open: bool
    rows: tuple[WallServingRow, ...]
    first: int
    count: int
    cycle: CycleFoot
    link: QrLink | None


def alignment_wall_pages(
    localizer: Localizer, office: Office, day: datetime, urls: PublicUrls
) -> list[WallPage]:
    """Pages for each served objective, and for the company's that nothing serves yet."""
    found = alignment(office)
    served = served_objectives(found)
    if not served:
        return []
    link = urls.qr_link(ALIGNMENT_PATH)
    slices = [_alignment_slices(office, one) for one in served]
    pages = [page for one in slices for page in _served_pages(localizer, one, day, link)]
    bare = tuple(_bare(office, one) for one in found.unserved)
    return [*pages, *_open_pages(localizer, bare, day, link)]


def _row_ranges(rows: list[tuple[str, str]], head: str = "") -> list[tuple[int, int]]:
    """The range of rows, each a title and a reason, of each page below a title, as (first, end): as
    many as can be read, one at least."""
    parts, first, lines, words = [], 0, 0, word_count(head)
    for at, (title, _) in enumerate(rows):
        too_many = lines + estimated_rows(title) > LINES or words + word_count(title) > MOST_WORDS
        if at > first and (at - first == ROWS or too_many):
            parts.append((first, at))
            first, lines, words = at, 0, word_count(_title_on_page(head, at, rows[at]))
        lines += estimated_rows(title)
        words += word_count(title)
    return [*parts, (first, len(rows))] if rows else []


def _title_on_page(title: str, first: int, row: tuple[str, str]) -> str:
    """The title of the page whose rows begin with the one of index `first`: never cut, but "" where
    it is too long to be read again beside that row and its reason."""
    words = sum(map(word_count, (title, *row)))
    return "" if first and _width(title) > LONG_TITLE and words > MOST_WORDS else title


def _width(text: str) -> int:
    return len(text) + full_width_letters(text)


def word_count(text: str) -> int:
    """The words of a text, estimated where its script has no spaces."""
    wide = full_width_letters(text)
    return len(text.split()) + wide // WIDE_LETTERS_IN_A_WORD


def _alignment_slices(office: Office, served: ServedObjective) -> tuple[tuple[Office, str], ...]:
    """The slices for a page, each with its reason."""
    serving = ((objective_slice(office, one.objective), one.reason) for one in served.supporting)
    return ((objective_slice(office, served.objective), ""), *serving)


def _bare(office: Office, objective: Objective) -> Office:
    """The slice of an objective without its numbers."""
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
    head = parts[0][0].objectives[0].title
    ranges = _row_ranges(_texts(parts[1:]), head)
    return tuple(_served_page(localizer, parts, shown, day, link) for shown in ranges)


def _served_page(
    localizer: Localizer,
    parts: tuple[tuple[Office, str], ...],
    rows_shown: tuple[int, int],
    day: datetime,
    link: QrLink | None,
) -> WallPage:
    (office, _), *serving = parts
    shown = serving[slice(*rows_shown)]
    texts = _texts(shown)
    title = _title_on_page(office.objectives[0].title, rows_shown[0], texts[0])
    chosen = _reason_of_today(texts, title, localizer.today(day))
    rows = tuple(
        WallServingRow(
            objective_row(localizer, with_breakable_words(one), day),
            breakable(joined_because(because)) if at == chosen else "",
        )
        for at, (one, because) in enumerate(shown)
    )
    page = _page(localizer, office, rows, (rows_shown[0], len(serving)), day, link)
    numbers = _numbers([office, *(one for one, _ in shown)])
    cycle = cycle_foot(localizer, office.cycles[0], day, numbers)
    purpose = _purpose(localizer, office, title, rows)
    return _drawn(localizer, replace(page, title=breakable(title), purpose=purpose, cycle=cycle))


def _texts(parts: Sequence[tuple[Office, str]]) -> list[tuple[str, str]]:
    """The title and the reason of each slice."""
    return [(one.objectives[0].title, because) for one, because in parts]


def _numbers(slices: list[Office]) -> Iterator[CheckIn | None]:
    """The numbers that the percents of a page depend on."""
    return newest_numbers(
        k for one in slices for k in contributing_key_results(one, one.objectives[0])
    )


def _purpose(
    localizer: Localizer, office: Office, title: str, rows: tuple[WallServingRow, ...]
) -> str:
    """What the served objective of a team serves itself, if the page with this `title` can be read
    in its time."""
    objective = office.objectives[0]
    titles = {o.code: o.title for o in office.objectives}
    served = next((titles[s.code] for s in objective.serves if s.code in titles), "")
    if not served or office.team(objective.team).is_company:
        return ""
    purpose = localizer.gettext("for “%(title)s”") % {"title": served}
    texts = (title, purpose, *(f"{row.head.title} {row.because}" for row in rows))
    fits = sum(word_count(text.replace(SOFT_HYPHEN, "")) for text in texts) <= MOST_WORDS
    return breakable(purpose) if fits else ""


def _reason_of_today(rows: list[tuple[str, str]], head: str, today: date) -> int | None:
    """The row whose reason is given today, of those whose page can be read in its time."""
    words = word_count(head) + sum(word_count(title) for title, _ in rows)
    short = [
        at
        for at, (_, because) in enumerate(rows)
        if because and words + word_count(because) <= MOST_WORDS
    ]
    return short[today.toordinal() % len(short)] if short else None


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def _open_pages(
    localizer: Localizer, parts: tuple[Office, ...], day: datetime, link: QrLink | None
) -> tuple[WallPage, ...]:
    """The pages of the objectives that nothing serves yet."""
    return tuple(
        _open_page(localizer, parts, rows_shown, day, link)
        for rows_shown in _row_ranges([(one.objectives[0].title, "") for one in parts])
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
    page = _page(localizer, parts[0], rows, (rows_shown[0], len(parts)), day, link)
    return _drawn(localizer, replace(page, is_open=True, code="", percent=None))


def _page(
    localizer: Localizer,
    office: Office,
    rows: tuple[WallServingRow, ...],
    place: tuple[int, int],
    day: datetime,
    link: QrLink | None,
) -> WallAlignmentPage:
    objective = office.objectives[0]
    team = office.team(objective.team)
    first, count = place
    return WallAlignmentPage(
        team=replace(team, name=breakable(team.name)),
        purpose="",
        code=objective.code,
        title=breakable(objective.title),
        percent=objective_row(localizer, office, day).percent,
        is_open=False,
        rows=rows,
        first=first,
        count=count,
        cycle=cycle_foot(localizer, office.cycle(objective.cycle), day),
        link=link,
    )


def _drawn(localizer: Localizer, page: WallAlignmentPage) -> WallPage:
    name = f"alignment-{page.code or 'open'}" + (f"-{page.first}" if page.first else "")
    titles = [row.head.title for row in page.rows]
    return wall_page(localizer, name, "alignment", page, titles=titles)

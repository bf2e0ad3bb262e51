"""The wall: one objective a page in large print, the company's overview before them.

What stands here is measured and spread over pages by the browser (static/js/fit.js), for only
it knows how wide a line runs; the order and every word come from here.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.okr.model import Office
from kiosk.views.addresses import Link, Places
from kiosk.views.meetings import meetings_page_changes_at
from kiosk.views.render import render
from kiosk.views.wall_alignment import alignment_wall_pages
from kiosk.views.wall_changes import ChangeView, change_views
from kiosk.views.wall_cycle import cycle_wall_page
from kiosk.views.wall_loop import Asked, Lately, Loop, loop_at
from kiosk.views.wall_meetings import meetings_wall_pages
from kiosk.views.wall_moved import moved_wall_pages
from kiosk.views.wall_objective import objective_wall_page
from kiosk.views.wall_overview import overview_office, overview_wall_page
from kiosk.views.wall_pages import WallPage, wall_page
from kiosk.views.wall_parts import about
from kiosk.views.wall_steps import first_steps, set_up_steps
from kiosk.views.wall_summary import summary_wall_pages
from kiosk.views.wall_survey import survey_wall_pages
from kiosk.views.wall_team import team_wall_pages
from kiosk.views.wall_week import learned_wall_pages, waiting_wall_pages
from kiosk.views.words import Words

SUMMED_FROM = 3
EVERYTHING = Asked(every=True)


@dataclass(frozen=True, slots=True)
class WallView:
    """A whole wall. `changes` are the last hour's, oldest first; `changes_at` is when it looks
    different though nobody saves: at midnight, or when it is another loop's turn."""

    loop: Loop
    changes: tuple[ChangeView, ...]
    changes_at: datetime
    whole: bool

    @property
    def pages(self) -> tuple[WallPage, ...]:
        """Every page that is sent."""
        return self.loop.pages + self.loop.beside


def wall_view(
    words: Words,
    office: Office,
    now: datetime,
    places: Places,
    setup: Link | None = None,
    asked: Asked = EVERYTHING,
    lately: Lately | None = None,
) -> WallView:
    """The wall at a moment (aware).

    :param setup: leads to the first admin's set-up.
    :param asked: what the screen asks of its loop.
    :param lately: remembers what stood on the pages before.
    """
    pages = _pages(words, office, now, places, setup)
    changed = _changed(office) | (lately.changed(pages, now) if lately else {})
    loop = loop_at(pages, asked, changed, now)
    midnight = words.midnight_after(now)
    # A change is told on the screens it concerns.
    concerned = {page.id for page in (*loop.pages, *loop.beside, *loop.others)}
    changes = change_views(words, office)
    return WallView(
        loop=loop,
        changes=tuple(c for c in changes if f"objective-{c.objective}" in concerned),
        changes_at=min(meetings_page_changes_at(words, office, now), loop.until or midnight),
        whole=asked.every,
    )


def wall_html(words: Words, view: WallView) -> str:
    """The whole state of a wall: its pages, which of them it turns through, and the changes for
    the page to announce."""
    # Put together here: the pages have been through the renderer, and are most of the bytes.
    loop = render("wall/_loop.html", words, loop=view.loop, whole=view.whole)
    changes = render("wall/_changes.html", words, changes=view.changes)
    return "\n".join((*(page.fragment for page in view.pages), loop, changes))


def _changed(office: Office) -> dict[str, datetime]:
    """When what an objective's or team's page shows was changed last, by the page's id."""
    slugs = {team.code: team.slug for team in office.teams}
    of = {k.code: (o.code, slugs[o.team]) for o in office.objectives for k in o.key_results}
    told = [(change, of.get(change.check_in.key_result)) for change in office.changes]
    pages: dict[str, datetime] = {}
    changes = Counter(places[1] for _, places in told if places)
    for change, places in told:
        if places is None:
            continue
        pages[f"objective-{places[0]}"] = change.check_in.recorded_at
        # Several of a team may be told as one, on its page.
        if changes[places[1]] >= SUMMED_FROM:
            pages[f"team-{places[1]}"] = change.check_in.recorded_at
    return pages


def _pages(
    words: Words, office: Office, now: datetime, places: Places, setup: Link | None
) -> list[WallPage]:
    # Nothing on a wall is told by the hour: pages are kept for the day.
    day = words.midnight_after(now) - timedelta(minutes=1)
    pages = []
    if setup is not None:
        steps = set_up_steps(words, office, day, setup)
        pages.append(wall_page(words, "set-up", "steps", steps))
    elif not office.objectives and not office.ended:
        pages.append(wall_page(words, "empty", "steps", first_steps(words, office, places)))
    cycles = [(cycle, overview_office(office, cycle)) for cycle in office.cycles]
    running = [(cycle, shown) for cycle, shown in cycles if shown.objectives]
    pages += (overview_wall_page(words, shown, cycle, day, places) for cycle, shown in running)
    pages += summary_wall_pages(words, office, day, places)
    pages += moved_wall_pages(words, office, day, places)
    pages += (cycle_wall_page(words, shown, cycle, day, places) for cycle, shown in running)
    pages += meetings_wall_pages(words, office, now, places)
    pages += survey_wall_pages(words, office, day, places)
    pages += waiting_wall_pages(words, office, day, places)
    pages += learned_wall_pages(words, office, day, places)
    pages += alignment_wall_pages(words, office, day, places)
    pages += team_wall_pages(words, office, day, places)
    pages += (objective_wall_page(words, about(office, o), day, places) for o in office.objectives)
    return pages

"""The wall: the company's overview, then one objective a page in large print.

The browser measures the rows and spreads them over pages (static/js/wall/layout/fit.js), because
only it knows the width of a line. The order and all text come from here.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.okr.model import Office
from kiosk.okr.short_titles import with_short_titles
from kiosk.views.common.meetings import meetings_page_changes_at
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.render import render
from kiosk.views.urls import PublicUrls, QrLink
from kiosk.views.wall.announcements import ChangeView, change_views
from kiosk.views.wall.pages.alignment import alignment_wall_pages
from kiosk.views.wall.pages.base import WallPage, wall_page
from kiosk.views.wall.pages.check_ins_due import check_ins_due_pages
from kiosk.views.wall.pages.cycle_poster import cycle_poster_page
from kiosk.views.wall.pages.cycle_results import cycle_results_wall_pages
from kiosk.views.wall.pages.first_steps import first_steps, set_up_steps
from kiosk.views.wall.pages.meetings import meetings_wall_pages
from kiosk.views.wall.pages.objective import objective_wall_page
from kiosk.views.wall.pages.office_slices import objective_slice
from kiosk.views.wall.pages.overview import overview_office, overview_wall_page
from kiosk.views.wall.pages.picture import picture_wall_pages, pictures_change_at
from kiosk.views.wall.pages.survey import survey_wall_pages
from kiosk.views.wall.pages.team import team_wall_pages
from kiosk.views.wall.pages.week_changes import week_change_pages
from kiosk.views.wall.pages.week_notes import week_notes_pages
from kiosk.views.wall.rotation import RecentlyChanged, Rotation, RotationRequest, rotation_at

SUMMED_FROM = 3
EVERYTHING = RotationRequest(every=True)


@dataclass(frozen=True, slots=True)
class WallView:
    """A whole wall. `changes` are those of the last hour, oldest first; `changes_at` is when the
    wall next changes without a save: at midnight, or when the next rotation begins."""

    rotation: Rotation
    changes: tuple[ChangeView, ...]
    changes_at: datetime
    whole: bool

    @property
    def pages(self) -> tuple[WallPage, ...]:
        """Every page that is sent."""
        return self.rotation.pages + self.rotation.off_rotation


def wall_view(
    localizer: Localizer,
    office: Office,
    now: datetime,
    urls: PublicUrls,
    setup: QrLink | None = None,
    request: RotationRequest = EVERYTHING,
    recently_changed: RecentlyChanged | None = None,
) -> WallView:
    """The wall at a moment (aware).

    :param setup: a link to the set-up of the first admin.
    :param request: the screen's settings for its rotation.
    :param recently_changed: remembers the pages' earlier content.
    """
    office = with_short_titles(office)
    pages = _pages(localizer, office, now, urls, setup)
    changed = _changed(office) | (recently_changed.changed(pages, now) if recently_changed else {})
    loop = rotation_at(pages, request, changed, now)
    midnight = localizer.midnight_after(now)
    # A change is announced only on the screens it concerns.
    concerned = {page.id for page in (*loop.pages, *loop.off_rotation, *loop.skipped)}
    changes = change_views(localizer, office)
    return WallView(
        rotation=loop,
        changes=tuple(c for c in changes if f"objective-{c.objective}" in concerned),
        changes_at=min(
            meetings_page_changes_at(localizer, office, now),
            pictures_change_at(localizer, office, now) or midnight,
            loop.until or midnight,
        ),
        whole=request.every,
    )


def wall_html(localizer: Localizer, view: WallView) -> str:
    """The whole state of a wall: its pages, their rotation, and the changes to announce."""
    # Joined here because the pages, most of the bytes, are rendered already.
    loop = render("wall/_rotation.html", localizer, loop=view.rotation, whole=view.whole)
    changes = render("wall/_announcements.html", localizer, changes=view.changes)
    return "\n".join((*(page.fragment for page in view.pages), loop, changes))


def _changed(office: Office) -> dict[str, datetime]:
    """When the content of an objective's or team's page last changed, by page id."""
    slugs = {team.code: team.slug for team in office.teams}
    of = {k.code: (o.code, slugs[o.team]) for o in office.objectives for k in o.key_results}
    changes_with_codes = [(change, of.get(change.check_in.key_result)) for change in office.changes]
    pages: dict[str, datetime] = {}
    changes = Counter(codes[1] for _, codes in changes_with_codes if codes)
    for change, codes in changes_with_codes:
        if codes is None:
            continue
        pages[f"objective-{codes[0]}"] = change.check_in.recorded_at
        # Several changes of a team may be announced as one, on the team's page.
        if changes[codes[1]] >= SUMMED_FROM:
            pages[f"team-{codes[1]}"] = change.check_in.recorded_at
    return pages


def _pages(
    localizer: Localizer, office: Office, now: datetime, urls: PublicUrls, setup: QrLink | None
) -> list[WallPage]:
    # Nothing on a wall changes hourly, so pages are cached for the day.
    day = localizer.midnight_after(now) - timedelta(minutes=1)
    pages = []
    if setup is not None:
        steps = set_up_steps(localizer, office, day, setup)
        pages.append(wall_page(localizer, "set-up", "steps", steps))
    elif not office.objectives and not office.recently_closed:
        pages.append(wall_page(localizer, "empty", "steps", first_steps(localizer, office, urls)))
    cycles = [(cycle, overview_office(office, cycle)) for cycle in office.cycles]
    running = [(cycle, shown) for cycle, shown in cycles if shown.objectives]
    pages += (overview_wall_page(localizer, shown, cycle, day, urls) for cycle, shown in running)
    pages += picture_wall_pages(localizer, office, now, day)
    pages += cycle_results_wall_pages(localizer, office, day, urls)
    pages += week_change_pages(localizer, office, day, urls)
    pages += (cycle_poster_page(localizer, shown, cycle, day) for cycle, shown in running)
    pages += meetings_wall_pages(localizer, office, now, urls)
    pages += survey_wall_pages(localizer, office, day, urls)
    pages += check_ins_due_pages(localizer, office, day, urls)
    pages += week_notes_pages(localizer, office, day, urls)
    pages += alignment_wall_pages(localizer, office, day, urls)
    pages += team_wall_pages(localizer, office, day, urls)
    pages += (
        objective_wall_page(localizer, objective_slice(office, o), day, urls)
        for o in office.objectives
    )
    return pages

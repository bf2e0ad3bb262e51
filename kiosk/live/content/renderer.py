"""Each topic's present state, as the HTML that stands in the page.

The page of a first visit embeds what this returns, and the socket sends it: one renderer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from kiosk.live.content.archive_pages import ArchivePages
from kiosk.live.content.office_pages import WHOLE_PAGES, page_content, whole_page
from kiosk.live.content.presentation import (
    awaited_content,
    current_presentation,
    office_presented,
    presentation_content,
)
from kiosk.live.content.snapshot import Drawing, Sight
from kiosk.live.topics import EVERY, HERE, Content
from kiosk.okr.clock_check import earliest_now, is_plausible
from kiosk.okr.model import Office
from kiosk.okr.presentation import PROJECTOR
from kiosk.okr.redaction import redacted_office
from kiosk.okr.screens import Screen, theme_at
from kiosk.store import Store
from kiosk.store.queries.audit_log import AuditEntry, CurrentNames
from kiosk.store.queries.office import local_midnight
from kiosk.views.admin.presentation_remote import remote, remote_changes_at
from kiosk.views.common.meetings import meeting_page
from kiosk.views.history.entries import SaveEntry, objective_history
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.i18n.localizers import Localizers
from kiosk.views.phone.pages import objective_page, team_page
from kiosk.views.urls import PublicUrls, QrLink
from kiosk.views.wall.pages.meetings import reminded
from kiosk.views.wall.rotation import RecentlyChanged, RotationRequest
from kiosk.views.wall.screen_state import screen_changes_at, screen_html
from kiosk.views.wall.wall import wall_html, wall_view

# Screens that ask for other teams, another page or another language show other walls.
LAST_WALLS = 32
# Somebody may be made an admin by another program, which raises no revision.
SET_UP_LOOKED_AT_EVERY = timedelta(seconds=20)

# For the wall to say so (static/js/wall/screen/clock.js), and how soon it is looked whether it has
# been set.
CLOCK_NOT_SET = '<div id="clock-not-set" hidden></div>\n'
CLOCK_LOOKED_AT_EVERY = timedelta(seconds=10)


class SetUp(Protocol):
    """What tells whether the machine's own screen shows the way to the first admin."""

    def link_for_wall(self, places: PublicUrls) -> QrLink | None:
        """The way there, or None once there is an admin."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """All that a wall's pages are made of."""

    office: Office
    places: PublicUrls
    link: QrLink | None
    localizer: Localizer
    asked: RotationRequest


@dataclass(frozen=True, slots=True)
class _LastWall:
    """The pages made last: most screens of an office show the same, each with its own part."""

    seen: _Seen
    content: Content

    def shows(self, seen: _Seen, now: datetime) -> bool:
        # The very office: to compare two would take longer than making a wall.
        same = seen.office is self.seen.office and seen.places == self.seen.places
        same = same and seen.localizer is self.seen.localizer and seen.asked == self.seen.asked
        due = self.content.changes_at
        return same and seen.link == self.seen.link and (due is None or now < due)


class TopicRenderer:
    """Topic in, content out; None where nothing has that name."""

    def __init__(
        self,
        store: Store,
        speakers: Localizers,
        clock: Callable[[], datetime],
        places: Callable[[], PublicUrls],
        set_up: SetUp,
        *,
        low_power: bool = False,
        replay_at: Callable[[], str] = str,
        trusts_clock: Callable[[], bool] = bool,
    ) -> None:
        self._store = store
        self._localizers = speakers
        self.past = ArchivePages(store)
        self._clock = clock
        self._places = places
        self._set_up = set_up
        self._low_power = low_power
        self._replay_at = replay_at
        self._trusts_clock = trusts_clock
        self._last_walls: dict[tuple[RotationRequest, Localizer, bool], _LastWall] = {}
        self._lately: dict[Localizer, RecentlyChanged] = {}
        self._sealed: tuple[Office, Office] | None = None

    def __call__(self, topic: str) -> Content | None:
        """The present state of `wall`, `wall/<screen>`, `objective/<code>`, `team/<slug>` or
        `all`."""
        drawing = self._store.snapshot(lambda: self.read(self.sight(), topic))
        return drawing() if drawing else None

    def sight(self) -> Sight:
        """What everything is made of now; for whoever reads more, inside the same snapshot."""
        return self._store.snapshot(self._sight)

    def read(self, sight: Sight, topic: str) -> Drawing | None:
        """Read what a topic shows, in the snapshot that the sight is of; None where nothing has
        that name."""
        drawing = self._of(sight, topic)
        if drawing is None or sight.guests_until is None:
            return drawing
        # What is sealed must not stay so a moment after their end.
        read, until = drawing, sight.guests_until

        def sealed() -> Content:
            content = read()
            return replace(content, changes_at=min(content.changes_at or until, until))

        return sealed

    def _of(self, sight: Sight, topic: str) -> Drawing | None:
        kind, _, name = topic.partition("/")
        office = sight.office
        match kind:
            case "wall":
                return self._wall(sight, name)
            case "objective" if any(o.code == name for o in office.objectives):
                return self._objective(sight, name)
            case "team" if any(t.slug == name for t in office.teams):
                return partial(_team, sight, name)
            case _ if topic in WHOLE_PAGES:
                return partial(whole_page, sight, topic)
            case "presentation" if not name:
                return self._remote(sight)
            case "meeting" if any(m.code == name for m in office.meetings):
                return partial(_meeting, sight, name)
        return self.past.read(sight, topic)

    def office(self) -> Office:
        """The office as everybody may see it: while guests are here, without what is
        confidential."""
        return self.sight().office

    def guests_until(self) -> datetime | None:
        """Until when guests are in the house; None where they are not."""
        return self.sight().guests_until

    def _sight(self) -> Sight:
        now = clock = self._clock()
        whole = self._store.office(clock)
        if not is_plausible(clock, whole, trusted=self._trusts_clock()):
            now = earliest_now(whole)
            whole = self._store.office(now)
        screens = self._store.screens(whole.revision)
        until = screens.guests_until
        until = until if until and clock < until else None
        office = self._sealed_office(whole) if until else whole
        localizer = self._localizers.office(whole)
        return Sight(now, now is clock, whole, office, screens, until, localizer, self._places())

    def _sealed_office(self, office: Office) -> Office:
        # The very office again, for whoever keeps what was made of it.
        kept = self._sealed
        if kept is None or kept[0] is not office:
            kept = self._sealed = office, redacted_office(office)
        return kept[1]

    def screen_theme_and_locale(self, sight: Sight, name: str) -> tuple[str, Localizer]:
        """A screen's theme at present, and the language and zone it speaks in."""
        screen = sight.screens.of(name)
        localizer = self._localizers.screen(sight.whole, screen)
        return theme_at(screen, self._clock(), localizer.zone).value, localizer

    def _wall(self, sight: Sight, name: str) -> Drawing:
        every, name = name.endswith(EVERY), name.removesuffix(EVERY)
        screen = sight.screens.of(name.removesuffix(HERE))
        screen = replace(screen, low_power=screen.low_power or self._low_power)
        localizer = self._localizers.screen(sight.office, screen)
        # A set-up code is for the machine's own screen; nobody else may ask for this topic.
        link = self._set_up.link_for_wall(sight.places) if name.endswith(HERE) else None
        asked = _asked(screen, every, sight.office.settings.objective_minutes)
        seen = _Seen(sight.office, sight.places, link, localizer, asked)
        step, replay_at = self._presented(sight, seen, screen), self._replay_at()
        return lambda: self._drawn_wall(sight, seen, screen, step, replay_at)

    def _drawn_wall(
        self, sight: Sight, seen: _Seen, screen: Screen, step: Drawing | None, replay_at: str
    ) -> Content:
        now, localizer, everyone = sight.now, seen.localizer, sight.screens.everyone
        pages = step() if step else self._pages(seen, now)
        if step is None:
            screen = reminded(localizer, seen.office, screen, now)
        own = screen_html(localizer, screen, everyone, now, replay_at)
        due = [pages.changes_at, screen_changes_at(localizer, screen, everyone, now)]
        if not sight.is_clock_right:
            own += CLOCK_NOT_SET
            due.append(self._clock() + CLOCK_LOOKED_AT_EVERY)
        return replace(pages, own=own, changes_at=min((at for at in due if at), default=None))

    def _presented(self, sight: Sight, seen: _Seen, screen: Screen) -> Drawing | None:
        """What a screen shows while somebody presents to it, or is going to."""
        now, told = sight.now, current_presentation(seen.office, sight.now)
        if told is None and screen.name == PROJECTOR:
            return lambda: awaited_content(seen.localizer, seen.office, now, seen.places)
        if told is None or not told.is_on(screen.name):
            return None
        office = office_presented(self._store, seen.office, told.cycle, now, sight.open)
        if office is None:
            return None
        return partial(presentation_content, seen.localizer, office, told, now, seen.places)

    def _pages(self, seen: _Seen, now: datetime) -> Content:
        kind = (seen.asked, seen.localizer, seen.link is None)
        last = self._last_walls.get(kind)
        if last is None or not last.shows(seen, now):
            if len(self._last_walls) > LAST_WALLS:
                self._last_walls.clear()
            last = self._last_walls[kind] = _LastWall(seen, self._new_wall(seen, now))
        return last.content

    def _new_wall(self, seen: _Seen, now: datetime) -> Content:
        localizer, lately = (
            seen.localizer,
            self._lately.setdefault(seen.localizer, RecentlyChanged()),
        )
        view = wall_view(localizer, seen.office, now, seen.places, seen.link, seen.asked, lately)
        changes_at = view.changes_at
        if seen.link is not None:
            changes_at = min(changes_at, now + SET_UP_LOOKED_AT_EVERY)
        return Content(wall_html(localizer, view), seen.office.revision, changes_at)

    def _objective(self, sight: Sight, code: str) -> Drawing:
        office, now = sight.office, sight.now
        codes = [k.code for k in office.objective(code).key_results if not k.is_redacted]
        histories = self._store.histories(codes, now)
        entries, called = self._store.changes_of(code)
        moves = self._store.objective_moves(code)

        def draw() -> Content:
            localizer, changed = sight.localizer, _changed(sight, code, called, entries)
            page = objective_page(
                localizer, office, code, histories, now, sight.places, changed, moves
            )
            return page_content(
                localizer, "phone/objective/_objective.html", office, page.changes_at, page=page
            )

        return draw

    def _remote(self, sight: Sight) -> Drawing:
        """What a presentation has come to, for whoever steps through it."""
        office, now, localizer = sight.office, sight.now, sight.localizer
        told = current_presentation(office, now)
        shown = told and office_presented(self._store, office, told.cycle, now, sight.open)

        def draw() -> Content:
            page, ends = None, told.until if told else localizer.midnight_after(now)
            if shown and told:
                page = remote(localizer, shown, told, now)
                ends = remote_changes_at(shown, told, now)
            return page_content(
                localizer, "admin/presentation/_remote.html", office, ends, page=page
            )

        return draw


def _team(sight: Sight, slug: str) -> Content:
    page = team_page(sight.localizer, sight.office, slug, sight.now, sight.places)
    return page_content(
        sight.localizer, "phone/_team.html", sight.office, page.changes_at, page=page
    )


def _meeting(sight: Sight, code: str) -> Content:
    localizer, office = sight.localizer, sight.office
    meeting = next(m for m in office.meetings if m.code == code)
    page = meeting_page(localizer, office, meeting, sight.now, sight.places)
    return page_content(localizer, "phone/_meeting.html", office, page.changes_at, page=page)


def _changed(
    sight: Sight, code: str, called: CurrentNames, entries: Sequence[AuditEntry]
) -> tuple[SaveEntry, ...]:
    objective = sight.office.objective(code)
    starts_on = sight.office.cycle(objective.cycle).starts_on
    return objective_history(
        sight.localizer,
        called,
        entries,
        since=local_midnight(starts_on, sight.localizer.zone),
        team=sight.office.team(objective.team).name,
        guests=sight.has_guests,
    )


def _asked(screen: Screen, every: bool, minutes: int) -> RotationRequest:
    """What a screen asks of its loop."""
    return RotationRequest(
        screen.teams, screen.dwell, screen.commands.show, every, screen.pages, minutes
    )

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
    presentation_content,
    presented_office,
)
from kiosk.live.content.snapshot import DeferredContent, Snapshot
from kiosk.live.topics import ALL_PAGES, LOCAL_SCREEN, Content
from kiosk.okr.clock_check import earliest_now, is_clock_plausible
from kiosk.okr.model import Office
from kiosk.okr.presentation import PROJECTOR
from kiosk.okr.redaction import redacted_office
from kiosk.okr.screens import Screen, theme_at
from kiosk.store import Store
from kiosk.store.queries.audit_log import AuditEntry, CurrentNames
from kiosk.store.queries.office import local_midnight
from kiosk.views.admin.presentation_remote import (
    presentation_remote,
    presentation_remote_changes_at,
)
from kiosk.views.common.meetings import meeting_page
from kiosk.views.history.entries import SaveEntry, objective_history
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.i18n.localizers import Localizers
from kiosk.views.phone.pages import phone_objective_page, phone_team_page
from kiosk.views.urls import PublicUrls, QrLink
from kiosk.views.wall.pages.meetings import with_meeting_reminder
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
class _WallInputs:
    """All that a wall's pages are made of."""

    office: Office
    urls: PublicUrls
    link: QrLink | None
    localizer: Localizer
    request: RotationRequest


@dataclass(frozen=True, slots=True)
class _CachedWall:
    """The pages made last: most screens of an office show the same, each with its own part."""

    inputs: _WallInputs
    content: Content

    def shows(self, seen: _WallInputs, now: datetime) -> bool:
        # The very office: to compare two would take longer than making a wall.
        same = seen.office is self.inputs.office and seen.urls == self.inputs.urls
        same = (
            same and seen.localizer is self.inputs.localizer and seen.request == self.inputs.request
        )
        due = self.content.changes_at
        return same and seen.link == self.inputs.link and (due is None or now < due)


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
        self.archive_pages = ArchivePages(store)
        self._clock = clock
        self._places = places
        self._set_up = set_up
        self._low_power = low_power
        self._replay_at = replay_at
        self._trusts_clock = trusts_clock
        self._last_walls: dict[tuple[RotationRequest, Localizer, bool], _CachedWall] = {}
        self._recently_changed: dict[Localizer, RecentlyChanged] = {}
        self._redacted: tuple[Office, Office] | None = None

    def __call__(self, topic: str) -> Content | None:
        """The present state of `wall`, `wall/<screen>`, `objective/<code>`, `team/<slug>` or
        `all`."""
        drawing = self._store.snapshot(lambda: self.read(self.snapshot(), topic))
        return drawing() if drawing else None

    def snapshot(self) -> Snapshot:
        """What everything is made of now; for whoever reads more, inside the same snapshot."""
        return self._store.snapshot(self._read_snapshot)

    def read(self, sight: Snapshot, topic: str) -> DeferredContent | None:
        """Read what a topic shows, in the snapshot that the sight is of; None where nothing has
        that name."""
        drawing = self._read_topic(sight, topic)
        if drawing is None or sight.guests_until is None:
            return drawing
        # What is sealed must not stay so a moment after their end.
        read, until = drawing, sight.guests_until

        def sealed() -> Content:
            content = read()
            return replace(content, changes_at=min(content.changes_at or until, until))

        return sealed

    def _read_topic(self, sight: Snapshot, topic: str) -> DeferredContent | None:
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
        return self.archive_pages.read(sight, topic)

    def public_office(self) -> Office:
        """The office as everybody may see it: while guests are here, without what is
        confidential."""
        return self.snapshot().office

    def guests_until(self) -> datetime | None:
        """Until when guests are in the house; None where they are not."""
        return self.snapshot().guests_until

    def _read_snapshot(self) -> Snapshot:
        now = clock = self._clock()
        whole = self._store.office(clock)
        if not is_clock_plausible(clock, whole, trusted=self._trusts_clock()):
            now = earliest_now(whole)
            whole = self._store.office(now)
        screens = self._store.screens.all(whole.revision)
        until = screens.guests_until
        until = until if until and clock < until else None
        office = self._redacted_office(whole) if until else whole
        localizer = self._localizers.office(whole)
        return Snapshot(now, now is clock, whole, office, screens, until, localizer, self._places())

    def _redacted_office(self, office: Office) -> Office:
        # The very office again, for whoever keeps what was made of it.
        kept = self._redacted
        if kept is None or kept[0] is not office:
            kept = self._redacted = office, redacted_office(office)
        return kept[1]

    def screen_theme_and_locale(self, sight: Snapshot, name: str) -> tuple[str, Localizer]:
        """A screen's theme at present, and the language and zone it speaks in."""
        screen = sight.screens.of(name)
        localizer = self._localizers.screen(sight.whole, screen)
        return theme_at(screen, self._clock(), localizer.zone).value, localizer

    def _wall(self, sight: Snapshot, name: str) -> DeferredContent:
        every, name = name.endswith(ALL_PAGES), name.removesuffix(ALL_PAGES)
        screen = sight.screens.of(name.removesuffix(LOCAL_SCREEN))
        screen = replace(screen, low_power=screen.low_power or self._low_power)
        localizer = self._localizers.screen(sight.office, screen)
        # A set-up code is for the machine's own screen; nobody else may ask for this topic.
        link = self._set_up.link_for_wall(sight.urls) if name.endswith(LOCAL_SCREEN) else None
        asked = _rotation_request(screen, every, sight.office.settings.objective_minutes)
        seen = _WallInputs(sight.office, sight.urls, link, localizer, asked)
        step, replay_at = self._presentation(sight, seen, screen), self._replay_at()
        return lambda: self._render_wall(sight, seen, screen, step, replay_at)

    def _render_wall(
        self,
        sight: Snapshot,
        seen: _WallInputs,
        screen: Screen,
        step: DeferredContent | None,
        replay_at: str,
    ) -> Content:
        now, localizer, everyone = sight.now, seen.localizer, sight.screens.everyone
        pages = step() if step else self._pages(seen, now)
        if step is None:
            screen = with_meeting_reminder(localizer, seen.office, screen, now)
        own = screen_html(localizer, screen, everyone, now, replay_at)
        due = [pages.changes_at, screen_changes_at(localizer, screen, everyone, now)]
        if not sight.is_clock_right:
            own += CLOCK_NOT_SET
            due.append(self._clock() + CLOCK_LOOKED_AT_EVERY)
        return replace(
            pages, screen_html=own, changes_at=min((at for at in due if at), default=None)
        )

    def _presentation(
        self, sight: Snapshot, seen: _WallInputs, screen: Screen
    ) -> DeferredContent | None:
        """What a screen shows while somebody presents to it, or is going to."""
        now, told = sight.now, current_presentation(seen.office, sight.now)
        if told is None and screen.name == PROJECTOR:
            return lambda: awaited_content(seen.localizer, seen.office, now, seen.urls)
        if told is None or not told.is_on(screen.name):
            return None
        office = presented_office(self._store, seen.office, told.cycle, now, sight.for_everybody)
        if office is None:
            return None
        return partial(presentation_content, seen.localizer, office, told, now, seen.urls)

    def _pages(self, seen: _WallInputs, now: datetime) -> Content:
        kind = (seen.request, seen.localizer, seen.link is None)
        last = self._last_walls.get(kind)
        if last is None or not last.shows(seen, now):
            if len(self._last_walls) > LAST_WALLS:
                self._last_walls.clear()
            last = self._last_walls[kind] = _CachedWall(seen, self._new_wall(seen, now))
        return last.content

    def _new_wall(self, seen: _WallInputs, now: datetime) -> Content:
        localizer, lately = (
            seen.localizer,
            self._recently_changed.setdefault(seen.localizer, RecentlyChanged()),
        )
        view = wall_view(localizer, seen.office, now, seen.urls, seen.link, seen.request, lately)
        changes_at = view.changes_at
        if seen.link is not None:
            changes_at = min(changes_at, now + SET_UP_LOOKED_AT_EVERY)
        return Content(wall_html(localizer, view), seen.office.revision, changes_at)

    def _objective(self, sight: Snapshot, code: str) -> DeferredContent:
        office, now = sight.office, sight.now
        codes = [k.code for k in office.objective(code).key_results if not k.is_redacted]
        histories = self._store.key_results.histories(codes, now)
        entries, called = self._store.audit_log.of_objective(code)
        moves = self._store.moves.of_objective(code)

        def draw() -> Content:
            localizer, changed = sight.localizer, _changed(sight, code, called, entries)
            page = phone_objective_page(
                localizer, office, code, histories, now, sight.urls, changed, moves
            )
            return page_content(
                localizer, "phone/objective/_objective.html", office, page.changes_at, page=page
            )

        return draw

    def _remote(self, sight: Snapshot) -> DeferredContent:
        """What a presentation has come to, for whoever steps through it."""
        office, now, localizer = sight.office, sight.now, sight.localizer
        told = current_presentation(office, now)
        shown = told and presented_office(self._store, office, told.cycle, now, sight.for_everybody)

        def draw() -> Content:
            page, ends = None, told.until if told else localizer.midnight_after(now)
            if shown and told:
                page = presentation_remote(localizer, shown, told, now)
                ends = presentation_remote_changes_at(shown, told, now)
            return page_content(
                localizer, "admin/presentation/_remote.html", office, ends, page=page
            )

        return draw


def _team(sight: Snapshot, slug: str) -> Content:
    page = phone_team_page(sight.localizer, sight.office, slug, sight.now, sight.urls)
    return page_content(
        sight.localizer, "phone/_team.html", sight.office, page.changes_at, page=page
    )


def _meeting(sight: Snapshot, code: str) -> Content:
    localizer, office = sight.localizer, sight.office
    meeting = next(m for m in office.meetings if m.code == code)
    page = meeting_page(localizer, office, meeting, sight.now, sight.urls)
    return page_content(localizer, "phone/_meeting.html", office, page.changes_at, page=page)


def _changed(
    sight: Snapshot, code: str, called: CurrentNames, entries: Sequence[AuditEntry]
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


def _rotation_request(screen: Screen, every: bool, minutes: int) -> RotationRequest:
    """What a screen asks of its loop."""
    return RotationRequest(
        screen.teams, screen.dwell, screen.commands.show, every, screen.pages, minutes
    )

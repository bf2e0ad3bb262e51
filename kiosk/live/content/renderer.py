"""Renders each topic's current state as the HTML of its page.

A first visit embeds this HTML in the page, and the socket sends it: both use this renderer.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol

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
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.i18n.localizer_choice import Localizers
from kiosk.views.urls import PublicUrls, QrLink
from kiosk.views.wall.pages.meetings import with_meeting_reminder
from kiosk.views.wall.pages.picture import PREFIX
from kiosk.views.wall.rotation import RecentlyChanged, RotationRequest
from kiosk.views.wall.screen_state import company_attributes, screen_changes_at, screen_html
from kiosk.views.wall.wall import wall_html, wall_view

if TYPE_CHECKING:
    from kiosk.live.content.closed_cycle_pages import ArchivePages
    from kiosk.live.content.page_topics import PageTopics

# Screens with different teams, settings or languages show different walls.
MAX_CACHED_WALLS = 32
# The command line may add the first admin, which does not raise the revision.
SET_UP_LOOKED_AT_EVERY = timedelta(seconds=20)

# Makes the wall say so (static/js/wall/screen/clock.js), and how often to check the clock again.
CLOCK_NOT_SET = '<div id="clock-not-set" hidden></div>\n'
CLOCK_LOOKED_AT_EVERY = timedelta(seconds=10)


class SetupStatus(Protocol):
    """Knows whether the machine's own screen shows the link to set up the first admin."""

    def link_for_wall(self, urls: PublicUrls) -> QrLink | None:
        """That link, or None once there is an admin."""


@dataclass(frozen=True, slots=True)
class _WallInputs:
    """Everything that a wall's pages are rendered from."""

    office: Office
    urls: PublicUrls
    link: QrLink | None
    localizer: Localizer
    request: RotationRequest


@dataclass(frozen=True, slots=True)
class _CachedWall:
    """The last rendered pages, because most screens of an office show the same ones."""

    inputs: _WallInputs
    content: Content

    def shows(self, inputs: _WallInputs, now: datetime) -> bool:
        # Identity, because comparing two offices would take longer than rendering a wall.
        same = inputs.office is self.inputs.office and inputs.urls == self.inputs.urls
        same = (
            same
            and inputs.localizer is self.inputs.localizer
            and inputs.request == self.inputs.request
        )
        due = self.content.changes_at
        return same and inputs.link == self.inputs.link and (due is None or now < due)


class TopicRenderer:
    """Renders topics by name; None if a topic does not exist."""

    def __init__(
        self,
        store: Store,
        localizers: Localizers,
        clock: Callable[[], datetime],
        urls: Callable[[], PublicUrls],
        setup_status: SetupStatus,
        *,
        low_power: bool = False,
        replay_at: Callable[[], str] = str,
        trusts_clock: Callable[[], bool] = bool,
    ) -> None:
        self._store = store
        self._localizers = localizers
        self._clock = clock
        self._urls = urls
        self._setup_status = setup_status
        self._low_power = low_power
        self._replay_at = replay_at
        self._trusts_clock = trusts_clock
        self._cached_walls: dict[tuple[RotationRequest, Localizer, bool], _CachedWall] = {}
        self._recently_changed: dict[Localizer, RecentlyChanged] = {}
        self._redacted: tuple[Office, Office] | None = None

    def __call__(self, topic: str) -> Content | None:
        """The current state of `wall`, `wall/<screen>`, `objective/<code>`, `team/<slug>` or
        `all`."""
        deferred = self._store.snapshot(lambda: self.read(self.snapshot(), topic))
        return deferred() if deferred else None

    def snapshot(self) -> Snapshot:
        """The current data; callers that read more do so in the same store snapshot."""
        return self._store.snapshot(self._read_snapshot)

    def read(self, snapshot: Snapshot, topic: str) -> DeferredContent | None:
        """Read a topic's data in the same store snapshot; None if the topic does not exist."""
        deferred = self._read_topic(snapshot, topic)
        if deferred is None or snapshot.guest_mode_until is None:
            return deferred
        # Redacted content must be rendered again as soon as guest mode ends.
        read, until = deferred, snapshot.guest_mode_until

        def redacted() -> Content:
            content = read()
            return replace(content, changes_at=min(content.changes_at or until, until))

        return redacted

    def _read_topic(self, snapshot: Snapshot, topic: str) -> DeferredContent | None:
        kind, _, name = topic.partition("/")
        if kind == "wall":
            return self._wall(snapshot, name)
        return self._page_topics.read(snapshot, topic)

    @cached_property
    def _page_topics(self) -> "PageTopics":
        # Imported here because no wall needs it, and most views come with it.
        from kiosk.live.content.page_topics import PageTopics

        return PageTopics(self._store)

    @property
    def archive_pages(self) -> "ArchivePages":
        """Renders what was in closed cycles."""
        return self._page_topics.archive_pages

    def public_office(self) -> Office:
        """The office as everybody may see it: redacted in guest mode."""
        return self.snapshot().office

    def guest_mode_until(self) -> datetime | None:
        """The end of guest mode; None if it is off."""
        return self.snapshot().guest_mode_until

    def _read_snapshot(self) -> Snapshot:
        now = clock = self._clock()
        whole = self._store.office(clock)
        if not is_clock_plausible(clock, whole, trusted=self._trusts_clock()):
            now = earliest_now(whole)
            whole = self._store.office(now)
        screens = self._store.screens.all(whole.revision)
        until = screens.guest_mode_until
        until = until if until and clock < until else None
        office = self._redacted_office(whole) if until else whole
        localizer = self._localizers.office(whole)
        return Snapshot(now, now is clock, whole, office, screens, until, localizer, self._urls())

    def _redacted_office(self, office: Office) -> Office:
        # Always the same object, so that caches of what is rendered from it stay valid.
        cached = self._redacted
        if cached is None or cached[0] is not office:
            cached = self._redacted = office, redacted_office(office)
        return cached[1]

    def screen_theme_and_locale(self, snapshot: Snapshot, name: str) -> tuple[str, Localizer]:
        """A screen's current theme, and the localizer for its language and time zone."""
        screen = snapshot.screens.of(name)
        localizer = self._localizers.screen(snapshot.whole, screen)
        return theme_at(screen, self._clock(), localizer.zone).value, localizer

    def _wall(self, snapshot: Snapshot, name: str) -> DeferredContent:
        shows_all_pages, name = name.endswith(ALL_PAGES), name.removesuffix(ALL_PAGES)
        screen = snapshot.screens.of(name.removesuffix(LOCAL_SCREEN))
        screen = replace(screen, low_power=screen.low_power or self._low_power)
        localizer = self._localizers.screen(snapshot.office, screen)
        # A setup code is shown only on the machine's own screen; only it may open this topic.
        link = (
            self._setup_status.link_for_wall(snapshot.urls) if name.endswith(LOCAL_SCREEN) else None
        )
        request = _rotation_request(screen, shows_all_pages, snapshot.office)
        inputs = _WallInputs(snapshot.office, snapshot.urls, link, localizer, request)
        step, replay_at = self._presentation(snapshot, inputs, screen), self._replay_at()
        return lambda: self._render_wall(snapshot, inputs, screen, step, replay_at)

    def _render_wall(
        self,
        snapshot: Snapshot,
        inputs: _WallInputs,
        screen: Screen,
        step: DeferredContent | None,
        replay_at: str,
    ) -> Content:
        now, localizer, message_to_all = (
            snapshot.now,
            inputs.localizer,
            snapshot.screens.message_to_all,
        )
        pages = step() if step else self._pages(inputs, now)
        if step is None:
            screen = with_meeting_reminder(localizer, inputs.office, screen, now)
        company = company_attributes(inputs.office)
        own = screen_html(localizer, screen, message_to_all, now, replay_at, company)
        due = [pages.changes_at, screen_changes_at(localizer, screen, message_to_all, now)]
        if not snapshot.is_clock_right:
            own += CLOCK_NOT_SET
            due.append(self._clock() + CLOCK_LOOKED_AT_EVERY)
        return replace(
            pages, screen_html=own, changes_at=min((at for at in due if at), default=None)
        )

    def _presentation(
        self, snapshot: Snapshot, inputs: _WallInputs, screen: Screen
    ) -> DeferredContent | None:
        """The presentation on a screen, or the page that announces one on the projector."""
        now, presentation = snapshot.now, current_presentation(inputs.office, snapshot.now)
        if presentation is None and screen.name == PROJECTOR:
            return lambda: awaited_content(inputs.localizer, inputs.office, now, inputs.urls)
        if presentation is None or not presentation.is_on(screen.name):
            return None
        office = presented_office(
            self._store, inputs.office, presentation.cycle, now, snapshot.for_everybody
        )
        if office is None:
            return None
        return partial(
            presentation_content, inputs.localizer, office, presentation, now, inputs.urls
        )

    def _pages(self, inputs: _WallInputs, now: datetime) -> Content:
        kind = (inputs.request, inputs.localizer, inputs.link is None)
        last = self._cached_walls.get(kind)
        if last is None or not last.shows(inputs, now):
            if len(self._cached_walls) > MAX_CACHED_WALLS:
                self._cached_walls.clear()
            last = self._cached_walls[kind] = _CachedWall(inputs, self._render_pages(inputs, now))
        return last.content

    def _render_pages(self, inputs: _WallInputs, now: datetime) -> Content:
        localizer, recently_changed = (
            inputs.localizer,
            self._recently_changed.setdefault(inputs.localizer, RecentlyChanged()),
        )
        view = wall_view(
            localizer,
            inputs.office,
            now,
            inputs.urls,
            inputs.link,
            inputs.request,
            recently_changed,
        )
        changes_at = view.changes_at
        if inputs.link is not None:
            changes_at = min(changes_at, now + SET_UP_LOOKED_AT_EVERY)
        return Content(wall_html(localizer, view), inputs.office.revision, changes_at)


def _rotation_request(screen: Screen, shows_all_pages: bool, office: Office) -> RotationRequest:
    """The rotation that a screen's settings request."""
    return RotationRequest(
        teams=screen.teams,
        dwell=screen.dwell,
        show=screen.commands.show,
        every=shows_all_pages,
        kinds=screen.pages,
        minutes=office.settings.objective_minutes,
        pictures=tuple(f"{PREFIX}{p.code}" for p in office.pictures if p.is_on(screen.name)),
    )

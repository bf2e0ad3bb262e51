"""Each topic's present state, as the HTML that stands in the page.

The page of a first visit embeds what this returns, and the socket sends it: one renderer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from kiosk.live.past import Past
from kiosk.live.presenting import awaited, office_presented, presented, running
from kiosk.live.sight import Drawing, Sight
from kiosk.live.topics import EVERY, HERE, Content
from kiosk.live.whole_pages import WHOLE_PAGES, page_content, whole_page
from kiosk.okr.guests import for_guests
from kiosk.okr.model import Office
from kiosk.okr.plausible import earliest_now, is_plausible
from kiosk.okr.presentation import PROJECTOR
from kiosk.okr.screens import Screen, theme_at
from kiosk.store import Store
from kiosk.store.reads import local_midnight
from kiosk.store.told import Entry, Names
from kiosk.views.addresses import Link, Places
from kiosk.views.admin_presentation import remote, remote_changes_at
from kiosk.views.meetings import meeting_page
from kiosk.views.phone import objective_page, team_page
from kiosk.views.screen import screen_changes_at, screen_html
from kiosk.views.speakers import Speakers
from kiosk.views.told import Save, objective_changes
from kiosk.views.wall import wall_html, wall_view
from kiosk.views.wall_loop import Asked, Lately
from kiosk.views.wall_meetings import reminded
from kiosk.views.words import Words

# Screens that ask for other teams, another page or another language show other walls.
LAST_WALLS = 32
# Somebody may be made an admin by another program, which raises no revision.
SET_UP_LOOKED_AT_EVERY = timedelta(seconds=20)

# For the wall to say so (static/js/clock.js), and how soon it is looked whether it has been set.
CLOCK_NOT_SET = '<div id="clock-not-set" hidden></div>\n'
CLOCK_LOOKED_AT_EVERY = timedelta(seconds=10)


class SetUp(Protocol):
    """What tells whether the machine's own screen shows the way to the first admin."""

    def link_for_wall(self, places: Places) -> Link | None:
        """The way there, or None once there is an admin."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """All that a wall's pages are made of."""

    office: Office
    places: Places
    link: Link | None
    words: Words
    asked: Asked


@dataclass(frozen=True, slots=True)
class _LastWall:
    """The pages made last: most screens of an office show the same, each with its own part."""

    seen: _Seen
    content: Content

    def shows(self, seen: _Seen, now: datetime) -> bool:
        # The very office: to compare two would take longer than making a wall.
        same = seen.office is self.seen.office and seen.places == self.seen.places
        same = same and seen.words is self.seen.words and seen.asked == self.seen.asked
        due = self.content.changes_at
        return same and seen.link == self.seen.link and (due is None or now < due)


class Contents:
    """Topic in, content out; None where nothing has that name."""

    def __init__(
        self,
        store: Store,
        speakers: Speakers,
        clock: Callable[[], datetime],
        places: Callable[[], Places],
        set_up: SetUp,
        *,
        low_power: bool = False,
        replay_at: Callable[[], str] = str,
        trusts_clock: Callable[[], bool] = bool,
    ) -> None:
        self._store = store
        self._speakers = speakers
        self.past = Past(store)
        self._clock = clock
        self._places = places
        self._set_up = set_up
        self._low_power = low_power
        self._replay_at = replay_at
        self._trusts_clock = trusts_clock
        self._last_walls: dict[tuple[Asked, Words, bool], _LastWall] = {}
        self._lately: dict[Words, Lately] = {}
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
        words = self._speakers.office(whole)
        return Sight(now, now is clock, whole, office, screens, until, words, self._places())

    def _sealed_office(self, office: Office) -> Office:
        # The very office again, for whoever keeps what was made of it.
        kept = self._sealed
        if kept is None or kept[0] is not office:
            kept = self._sealed = office, for_guests(office)
        return kept[1]

    def dress(self, sight: Sight, name: str) -> tuple[str, Words]:
        """A screen's theme at present, and the language and zone it speaks in."""
        screen = sight.screens.of(name)
        words = self._speakers.screen(sight.whole, screen)
        return theme_at(screen, self._clock(), words.zone).value, words

    def _wall(self, sight: Sight, name: str) -> Drawing:
        every, name = name.endswith(EVERY), name.removesuffix(EVERY)
        screen = sight.screens.of(name.removesuffix(HERE))
        screen = replace(screen, low_power=screen.low_power or self._low_power)
        words = self._speakers.screen(sight.office, screen)
        # A set-up code is for the machine's own screen; nobody else may ask for this topic.
        link = self._set_up.link_for_wall(sight.places) if name.endswith(HERE) else None
        asked = _asked(screen, every, sight.office.customs.objective_minutes)
        seen = _Seen(sight.office, sight.places, link, words, asked)
        step, replay_at = self._presented(sight, seen, screen), self._replay_at()
        return lambda: self._drawn_wall(sight, seen, screen, step, replay_at)

    def _drawn_wall(
        self, sight: Sight, seen: _Seen, screen: Screen, step: Drawing | None, replay_at: str
    ) -> Content:
        now, words, everyone = sight.now, seen.words, sight.screens.everyone
        pages = step() if step else self._pages(seen, now)
        if step is None:
            screen = reminded(words, seen.office, screen, now)
        own = screen_html(words, screen, everyone, now, replay_at)
        due = [pages.changes_at, screen_changes_at(words, screen, everyone, now)]
        if not sight.is_clock_right:
            own += CLOCK_NOT_SET
            due.append(self._clock() + CLOCK_LOOKED_AT_EVERY)
        return replace(pages, own=own, changes_at=min((at for at in due if at), default=None))

    def _presented(self, sight: Sight, seen: _Seen, screen: Screen) -> Drawing | None:
        """What a screen shows while somebody presents to it, or is going to."""
        now, told = sight.now, running(seen.office, sight.now)
        if told is None and screen.name == PROJECTOR:
            return lambda: awaited(seen.words, seen.office, now, seen.places)
        if told is None or not told.is_on(screen.name):
            return None
        office = office_presented(self._store, seen.office, told.cycle, now, sight.open)
        if office is None:
            return None
        return partial(presented, seen.words, office, told, now, seen.places)

    def _pages(self, seen: _Seen, now: datetime) -> Content:
        kind = (seen.asked, seen.words, seen.link is None)
        last = self._last_walls.get(kind)
        if last is None or not last.shows(seen, now):
            if len(self._last_walls) > LAST_WALLS:
                self._last_walls.clear()
            last = self._last_walls[kind] = _LastWall(seen, self._new_wall(seen, now))
        return last.content

    def _new_wall(self, seen: _Seen, now: datetime) -> Content:
        words, lately = seen.words, self._lately.setdefault(seen.words, Lately())
        view = wall_view(words, seen.office, now, seen.places, seen.link, seen.asked, lately)
        changes_at = view.changes_at
        if seen.link is not None:
            changes_at = min(changes_at, now + SET_UP_LOOKED_AT_EVERY)
        return Content(wall_html(words, view), seen.office.revision, changes_at)

    def _objective(self, sight: Sight, code: str) -> Drawing:
        office, now = sight.office, sight.now
        codes = [k.code for k in office.objective(code).key_results if not k.sealed]
        histories = self._store.histories(codes, now)
        entries, called = self._store.changes_of(code)
        moves = self._store.objective_moves(code)

        def draw() -> Content:
            words, changed = sight.words, _changed(sight, code, called, entries)
            page = objective_page(words, office, code, histories, now, sight.places, changed, moves)
            return page_content(words, "phone/_objective.html", office, page.changes_at, page=page)

        return draw

    def _remote(self, sight: Sight) -> Drawing:
        """What a presentation has come to, for whoever steps through it."""
        office, now, words = sight.office, sight.now, sight.words
        told = running(office, now)
        shown = told and office_presented(self._store, office, told.cycle, now, sight.open)

        def draw() -> Content:
            page, ends = None, told.until if told else words.midnight_after(now)
            if shown and told:
                page = remote(words, shown, told, now)
                ends = remote_changes_at(shown, told, now)
            return page_content(words, "admin/_present.html", office, ends, page=page)

        return draw


def _team(sight: Sight, slug: str) -> Content:
    page = team_page(sight.words, sight.office, slug, sight.now, sight.places)
    return page_content(sight.words, "phone/_team.html", sight.office, page.changes_at, page=page)


def _meeting(sight: Sight, code: str) -> Content:
    words, office = sight.words, sight.office
    meeting = next(m for m in office.meetings if m.code == code)
    page = meeting_page(words, office, meeting, sight.now, sight.places)
    return page_content(words, "phone/_meeting.html", office, page.changes_at, page=page)


def _changed(sight: Sight, code: str, called: Names, entries: Sequence[Entry]) -> tuple[Save, ...]:
    objective = sight.office.objective(code)
    starts_on = sight.office.cycle(objective.cycle).starts_on
    return objective_changes(
        sight.words,
        called,
        entries,
        since=local_midnight(starts_on, sight.words.zone),
        team=sight.office.team(objective.team).name,
        guests=sight.has_guests,
    )


def _asked(screen: Screen, every: bool, minutes: int) -> Asked:
    """What a screen asks of its loop."""
    return Asked(screen.teams, screen.dwell, screen.told.show, every, screen.pages, minutes)

"""Each topic's present state, as the HTML that stands in the page.

The page of a first visit embeds what this returns, and the socket sends it: one renderer.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from kiosk.live.past import Past
from kiosk.live.presenting import awaited, office_presented, presented, running
from kiosk.live.topics import EVERY, HERE, Content
from kiosk.live.whole_pages import WHOLE_PAGES, page_content
from kiosk.okr.guests import for_guests
from kiosk.okr.model import Office
from kiosk.okr.plausible import earliest_now, is_plausible
from kiosk.okr.presentation import PROJECTOR
from kiosk.okr.screens import Screen, theme_at
from kiosk.store import Store
from kiosk.store.reads import local_midnight
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
        # Asked first: what is made a moment after their end must not stay sealed.
        guests_until = self.guests_until()
        content = self._of(topic)
        if content is None or guests_until is None:
            return content
        return replace(content, changes_at=min(content.changes_at or guests_until, guests_until))

    def _of(self, topic: str) -> Content | None:
        kind, _, name = topic.partition("/")
        now, office = self._present()
        words = self._speakers.office(office)
        match kind:
            case "wall":
                return self._wall(office, now, name)
            case "objective" if any(o.code == name for o in office.objectives):
                return self._objective(words, office, now, name)
            case "team" if any(t.slug == name for t in office.teams):
                page = team_page(words, office, name, now, self._places())
                return page_content(words, "phone/_team.html", office, page.changes_at, page=page)
            case _ if topic in WHOLE_PAGES:
                template, view = WHOLE_PAGES[topic]
                whole = view(words, office, now, self._places())
                return page_content(words, template, office, whole.changes_at, page=whole)
            case "presentation" if not name:
                return self._remote(words, office, now)
            case "meeting" if any(m.code == name for m in office.meetings):
                return self._meeting(words, office, now, name)
        return self.past.content(words, topic, office, now, self._places(), guests=self._guests())

    def office(self) -> Office:
        """The office as everybody may see it: while guests are here, without what is
        confidential."""
        return self._present()[1]

    def archive(self, cycle: int) -> Office | None:
        """A cycle that is not a draft, alone, as everybody may see it; None if there is none."""
        return self.past.archive(cycle, self._clock(), guests=self._guests())

    def _guests(self) -> bool:
        return self.guests_until() is not None

    def guests_until(self) -> datetime | None:
        """Until when guests are in the house; None where they are not."""
        now = self._clock()
        until = self._store.screens(self._store.office(now).revision).guests_until
        return until if until and now < until else None

    def _present(self) -> tuple[datetime, Office]:
        """Now and the office; by a clock that cannot be right, as of when it was last known."""
        now = self._clock()
        office = self._store.office(now)
        if not self._can_be_right(now, office):
            now = earliest_now(office)
            office = self._store.office(now)
        return now, self._open_to_all(office)

    def _can_be_right(self, now: datetime, office: Office) -> bool:
        return is_plausible(now, office, trusted=self._trusts_clock())

    def _open_to_all(self, office: Office) -> Office:
        if self.guests_until() is None:
            return office
        # The very office again, for whoever keeps what was made of it.
        kept = self._sealed
        if kept is None or kept[0] is not office:
            kept = self._sealed = office, for_guests(office)
        return kept[1]

    def _for_guests(self, office: Office) -> Office:
        return office if self.guests_until() is None else for_guests(office)

    def dress(self, name: str) -> tuple[str, Words]:
        """A screen's theme at present, and the language and zone it speaks in."""
        now = self._clock()
        office = self._store.office(now)
        screen = self._store.screens(office.revision).of(name)
        words = self._speakers.screen(office, screen)
        return theme_at(screen, now, words.zone).value, words

    def _wall(self, office: Office, now: datetime, name: str) -> Content:
        screens = self._store.screens(office.revision)
        every, name = name.endswith(EVERY), name.removesuffix(EVERY)
        screen = screens.of(name.removesuffix(HERE))
        screen = replace(screen, low_power=screen.low_power or self._low_power)
        words = self._speakers.screen(office, screen)
        places = self._places()
        # A set-up code is for the machine's own screen; nobody else may ask for this topic.
        link = self._set_up.link_for_wall(places) if name.endswith(HERE) else None
        asked = _asked(screen, every, office.customs.objective_minutes)
        seen = _Seen(office, places, link, words, asked)
        step = self._presented(seen, screen, now)
        pages = step or self._pages(seen, now)
        if step is None:
            screen = reminded(words, office, screen, now)
        own = screen_html(words, screen, screens.everyone, now, self._replay_at())
        due = [pages.changes_at, screen_changes_at(words, screen, screens.everyone, now)]
        clock = self._clock()
        if not self._can_be_right(clock, office):
            own += CLOCK_NOT_SET
            due.append(clock + CLOCK_LOOKED_AT_EVERY)
        return replace(pages, own=own, changes_at=min((at for at in due if at), default=None))

    def _presented(self, seen: _Seen, screen: Screen, now: datetime) -> Content | None:
        """What a screen shows while somebody presents to it, or is going to."""
        told = running(seen.office, now)
        if told is None and screen.name == PROJECTOR:
            return awaited(seen.words, seen.office, now, seen.places)
        if told is None or not told.is_on(screen.name):
            return None
        office = office_presented(self._store, seen.office, told.cycle, now, self._for_guests)
        return presented(seen.words, office, told, now, seen.places) if office else None

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

    def _objective(self, words: Words, office: Office, now: datetime, code: str) -> Content:
        codes = [k.code for k in office.objective(code).key_results if not k.sealed]
        histories = self._store.histories(codes, now)
        changed = self._changed(words, office, code)
        places = self._places()
        moves = self._store.objective_moves(code)
        page = objective_page(words, office, code, histories, now, places, changed, moves)
        return page_content(words, "phone/_objective.html", office, page.changes_at, page=page)

    def _remote(self, words: Words, office: Office, now: datetime) -> Content:
        """What a presentation has come to, for whoever steps through it."""
        told = running(office, now)
        shown = told and office_presented(self._store, office, told.cycle, now, self._for_guests)
        page, ends = None, told.until if told else words.midnight_after(now)
        if shown and told:
            page = remote(words, shown, told, now)
            ends = remote_changes_at(shown, told, now)
        return page_content(words, "admin/_present.html", office, ends, page=page)

    def _changed(self, words: Words, office: Office, code: str) -> tuple[Save, ...]:
        objective = office.objective(code)
        entries, called = self._store.changes_of(code)
        return objective_changes(
            words,
            called,
            entries,
            since=local_midnight(office.cycle(objective.cycle).starts_on, words.zone),
            team=office.team(objective.team).name,
            guests=self.guests_until() is not None,
        )

    def _meeting(self, words: Words, office: Office, now: datetime, code: str) -> Content:
        meeting = next(m for m in office.meetings if m.code == code)
        page = meeting_page(words, office, meeting, now, self._places())
        return page_content(words, "phone/_meeting.html", office, page.changes_at, page=page)


def _asked(screen: Screen, every: bool, minutes: int) -> Asked:
    """What a screen asks of its loop."""
    return Asked(screen.teams, screen.dwell, screen.told.show, every, screen.pages, minutes)

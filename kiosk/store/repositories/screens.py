"""The repository of screens. Settings and commands change a wall; a recorded visit does not."""

import contextlib
from collections.abc import Callable, Iterable
from datetime import datetime
from sqlite3 import Connection

from kiosk.errors import Busy
from kiosk.okr.screen_groups import ScreenGroup
from kiosk.okr.screens import VISIT_INTERVAL, Message, Screen
from kiosk.store.queries import screen_groups, screens
from kiosk.store.queries.screens import Screens, ScreenVisit
from kiosk.store.repositories.base import Repository
from kiosk.store.repositories.database import Database
from kiosk.store.repositories.edit_guard import refuse_stale_edit, version_reader


class ScreenRepository(Repository):
    """The wall's screens: their settings, the commands sent to them, their visits."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.clear_cache()
        database.register_cache(self.clear_cache)

    def clear_cache(self) -> None:
        """Read the screens from the database next time."""
        self._cached: Screens | None = None

    def all(self, revision: int | None = None) -> Screens:
        """Every screen with settings or commands.

        :param revision: the current one, if known; the screens of this revision are cached.
        """
        cached = self._cached
        if cached is None or cached.revision != revision:
            cached = self._cached = self._database.read(screens.screens)
        return cached

    def save(self, screen: Screen, *, if_unchanged_since: str = "") -> None:
        """Save a screen's settings; its commands stay. In a group with others it takes theirs.

        :raises EditConflict: what is changed was changed since `if_unchanged_since`.
        """
        self._write(
            "screens",
            screen.name,
            if_unchanged_since,
            lambda db: screen_groups.save_screen(db, screen),
        )

    def group_of(self, name: str) -> ScreenGroup:
        """The group that a screen is in; without a name if it is in none."""
        return self._database.read(lambda db: screen_groups.group_of(db, name))

    def save_group(self, name: str, group: ScreenGroup, *, if_unchanged_since: str = "") -> None:
        """Save the group of the screen `name` in one step: its name, its screens, their settings.

        :raises ValidationError: the name cannot be used, or no screen is left.
        :raises EditConflict: what is changed was changed since `if_unchanged_since`.
        """
        self._write(
            "screen_groups",
            name,
            if_unchanged_since,
            lambda db: screen_groups.save_group(db, name, group),
        )

    def dissolve_group(self, name: str) -> None:
        """End the group of the screen `name`; its screens keep their settings. NotFound if it is in
        none."""
        self._database.write(lambda db: screen_groups.dissolve_group(db, name))

    def _write(
        self, table: str, name: str, if_unchanged_since: str, work: Callable[[Connection], None]
    ) -> None:
        read = version_reader(self._database.zone, table, name)
        self._database.write(refuse_stale_edit(read, if_unchanged_since, work))

    def may_delete(self, name: str) -> bool:
        """Whether a screen is known, and showed the wall on one day at most."""
        return self._database.read(lambda db: screens.is_deletable(db, name))

    def delete(self, name: str) -> None:
        """Delete a screen's settings and visits; raises NotFound and ValidationError."""
        self._database.write(lambda db: screens.delete_screen(db, name))

    # Visits

    def visits(self) -> tuple[ScreenVisit, ...]:
        """Every screen that has shown the wall, by name."""
        return self._database.read(screens.visits)

    def record_visits(self, names: Iterable[str], now: datetime) -> None:
        """Record that screens have opened the wall, to the day. No wall depends on it."""
        known = {visit.name: visit.seen_at for visit in self.visits()}
        new = [n for n in names if n not in known or now - known[n] >= VISIT_INTERVAL]
        if new:
            with contextlib.suppress(Busy):
                self._database.write(lambda db: screens.record_visits(db, new, now))

    # Commands

    def identify(self, name: str, until: datetime) -> None:
        """Have a screen show its name full-size until then (aware)."""
        self._database.write(lambda db: screens.identify(db, name, until))

    def reload(self, name: str) -> None:
        """Have a screen reload its page, once."""
        self._database.write(lambda db: screens.reload(db, name))

    def replay(self, name: str) -> None:
        """Have a screen play the cycle's replay."""
        self._database.write(lambda db: screens.play_replay(db, name))

    def show_page(self, name: str, page: str, *, hold: bool | None = None) -> None:
        """Have a screen show the page with this id, "" for none; unless `hold` is None, also
        start or end holding that page."""
        self._database.write(lambda db: screens.show_page(db, name, page, hold=hold))

    def show_margin_marks(self, name: str, until: datetime) -> None:
        """Have a screen mark the corners of its visible area until then (aware)."""
        self._database.write(lambda db: screens.show_margin_marks(db, name, until))

    def set_guest_mode(self, until: datetime | None) -> None:
        """Redact confidential key results on every page until then (aware); None ends it."""
        self._database.write(lambda db: screens.start_guest_mode(db, until))

    def show_message(self, name: str, message: Message | None) -> None:
        """Show a message on a screen, or on all (`*`); None removes it."""
        self.show_message_on_each((name,), message)

    def show_message_on_each(self, names: Iterable[str], message: Message | None) -> None:
        """Show a message on some screens; None removes it."""

        def write(db: Connection) -> None:
            for name in names:
                screens.show_message(db, name, message)

        self._database.write(write)

"""The store's methods about screens. Settings and what a screen is told move its wall; that a
screen was seen does not."""

import contextlib
from collections.abc import Iterable
from datetime import datetime

from kiosk.errors import Busy
from kiosk.okr.screens import Message, Screen
from kiosk.store.queries import screens
from kiosk.store.queries.screens import Screens, ScreenVisit
from kiosk.store.repositories.base import Repository


class ScreenRepository(Repository):
    """The walls' screens."""

    _kept_screens: Screens | None = None

    def screens(self, revision: int | None = None) -> Screens:
        """Every screen that was set to anything.

        :param revision: one known to be the present; nothing is read if it was read before.
        """
        kept = self._kept_screens
        if kept is None or kept.revision != revision:
            kept = self._kept_screens = self._read(screens.screens)
        return kept

    def seen_screens(self) -> tuple[ScreenVisit, ...]:
        """Every screen that showed the wall, by name."""
        return self._read(screens.visits)

    def see_screens(self, names: Iterable[str], now: datetime) -> None:
        """Screens have opened the wall; kept to the day. No wall waits for this."""
        known = {seen.name: seen.seen_at for seen in self.seen_screens()}
        news = [n for n in names if n not in known or now - known[n] >= screens.SEEN_EVERY]
        if news:
            with contextlib.suppress(Busy):
                self._write(lambda db: screens.record_visits(db, news, now))

    def set_screen(self, screen: Screen) -> None:
        """Write a screen's settings; what it was told stays."""
        self._write(lambda db: screens.set_screen(db, screen))

    def identify_screen(self, name: str, until: datetime) -> None:
        """Have a screen fill itself with its name until then (aware)."""
        self._write(lambda db: screens.identify(db, name, until))

    def reload_screen(self, name: str) -> None:
        """Have a screen's pages load themselves anew, once."""
        self._write(lambda db: screens.reload(db, name))

    def replay_on_screen(self, name: str) -> None:
        """Have a screen play the cycle's replay."""
        self._write(lambda db: screens.replay(db, name))

    def show_on_screen(self, name: str, page: str, *, hold: bool | None = None) -> None:
        """Have a screen bring the page with this id forward, "" for none; and, unless None,
        stay there or go on."""
        self._write(lambda db: screens.show_page(db, name, page, hold=hold))

    def mark_screen(self, name: str, until: datetime) -> None:
        """Have a screen mark the corners of what it shows until then (aware)."""
        self._write(lambda db: screens.show_margin_marks(db, name, until))

    def expect_guests(self, until: datetime | None) -> None:
        """Guests are in the house until then (aware), or no more: what is confidential is
        sealed wherever it is shown."""
        self._write(lambda db: screens.start_guest_mode(db, until))

    def tell_screen(self, name: str, message: Message | None) -> None:
        """Show a line to a screen's room, or none; `*` is every screen."""
        self._write(lambda db: screens.show_message(db, name, message))

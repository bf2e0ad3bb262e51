"""Each topic's present state, as the HTML that stands in the page.

The page of a first visit embeds what this returns, and the socket sends it: one renderer.
"""

from collections.abc import Callable
from datetime import datetime

from kiosk.live.topics import Content
from kiosk.okr.codes import is_code
from kiosk.store import Store
from kiosk.views.addresses import Places
from kiosk.views.words import Words


class Contents:
    """Topic in, content out; None where nothing has that name."""

    def __init__(
        self,
        store: Store,
        words: Words,
        clock: Callable[[], datetime],
        places: Callable[[], Places],
    ) -> None:
        self._store = store
        self._words = words
        self._clock = clock
        self._places = places

    def __call__(self, topic: str) -> Content | None:
        """The present state of `wall`, `wall/<screen>`, `objective/<code>`, `team/<slug>` or
        `all`."""
        kind, _, name = topic.partition("/")
        office = self._store.office(self._clock())
        match kind:
            case "wall":
                return self._wall(office, name)
            case "objective" if is_code(name):
                return self._objective(office, name)
            case "team":
                return self._team(office, name)
            case "all" if not name:
                return self._all(office)
        return None

"""The store's methods that tell what was changed."""

from itertools import islice
from sqlite3 import Connection

from kiosk.store import told
from kiosk.store.planned_store import PlannedStore
from kiosk.store.told import NOTHING, Entry, Names, Search

MOST_ON_PHONE = 20


class ToldStore(PlannedStore):
    """The history of an office."""

    def told(self, search: Search, *, skip: int, most: int) -> tuple[tuple[Entry, ...], Names]:
        """What was changed, newest first, and what everything is called."""

        def read(db: Connection) -> tuple[tuple[Entry, ...], Names]:
            called = told.names(db)
            return told.told(db, called, search, skip, most), called

        return self._read(read)

    def changes_of(self, objective: str) -> tuple[tuple[Entry, ...], Names]:
        """The newest changes of an objective and its key results, without its check-ins."""

        def read(db: Connection) -> tuple[tuple[Entry, ...], Names]:
            entries = tuple(
                islice(told.changes(db, NOTHING, Search(objective=objective)), MOST_ON_PHONE)
            )
            # Most objectives have none, and their pages are made anew with every check-in.
            return entries, told.names(db) if entries else NOTHING

        return self._read(read)

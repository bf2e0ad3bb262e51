"""The office as it is now, cached until it changes."""

from dataclasses import replace
from datetime import date, datetime
from sqlite3 import Connection

from kiosk.okr.model import Office
from kiosk.store.queries.latest_check_ins import LatestCheckIns
from kiosk.store.queries.office import revision
from kiosk.store.queries.past_progress import PastWeeks
from kiosk.store.queries.recent_changes import drop_expired_changes
from kiosk.store.queries.related_cycles import (
    archived_office,
    office_with_related_objectives,
    recently_closed_cycles,
)
from kiosk.store.repositories.base import Repository
from kiosk.store.repositories.database import Database


class OfficeRepository(Repository):
    """Reads the whole office."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.clear_cache()
        database.register_cache(self.clear_cache)

    def clear_cache(self) -> None:
        """Read everything from the database next time."""
        self._cached: tuple[int, date, Office] | None = None
        self._cached_closed: tuple[object, tuple[Office, ...]] = (None, ())
        self._latest_check_ins = LatestCheckIns()
        self._past_weeks = PastWeeks()

    def get(self, now: datetime) -> Office:
        """The running cycles; cached until the revision or the local date changes."""

        def read() -> Office:
            # Concurrent callers wait here for one read and share its result.
            with self._database.read_lock, self._database.transaction() as db:
                return self._read(db, now)

        return self._database.run(read)

    def _read(self, db: Connection, now: datetime) -> Office:
        cached, current = self._cached, revision(db)
        if cached is None or cached[0] != current:
            self._database.load_settings(db)
        today = now.astimezone(self._database.zone).date()
        office = cached[2] if cached and cached[:2] == (current, today) else None
        if office is None:
            office = office_with_related_objectives(
                db, now, self._database.zone, self._latest_check_ins
            )
            office = self._past_weeks.added_to(db, office, now, self._database.zone)
            office = self._with_recently_closed(db, office, now)
        # Keep the identity of the object while nothing in it has changed.
        office = drop_expired_changes(office, now)
        self._cached = (current, today, office)
        self._database.newest_revision = current
        return office

    def _with_recently_closed(self, db: Connection, office: Office, now: datetime) -> Office:
        """Add the recently closed cycles. They no longer change, but teams may be added."""
        zone = self._database.zone
        closed = recently_closed_cycles(db, now, zone)
        if not closed:
            return office
        if self._cached_closed[0] != (closed, office.teams, zone):
            archives = tuple(archived_office(db, cycle, now, zone) for cycle in closed)
            self._cached_closed = (closed, office.teams, zone), archives
        return replace(office, recently_closed=self._cached_closed[1])

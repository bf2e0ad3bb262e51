"""The store's methods that tell what was changed."""

from itertools import islice
from sqlite3 import Connection

from kiosk.store.queries import audit_log
from kiosk.store.queries.audit_log import NO_SEARCH, AuditEntry, CurrentNames, Search
from kiosk.store.repositories.bulk_import import ImportRepository

MAX_ON_PHONE = 20


class AuditLogRepository(ImportRepository):
    """The history of an office."""

    def told(
        self, search: Search, *, skip: int, most: int
    ) -> tuple[tuple[AuditEntry, ...], CurrentNames]:
        """What was changed, newest first, and what everything is called."""

        def read(db: Connection) -> tuple[tuple[AuditEntry, ...], CurrentNames]:
            called = audit_log.current_names(db)
            return audit_log.search_audit_log(db, called, search, skip, most), called

        return self._read(read)

    def changes_of(self, objective: str) -> tuple[tuple[AuditEntry, ...], CurrentNames]:
        """The newest changes of an objective and its key results, without its check-ins."""

        def read(db: Connection) -> tuple[tuple[AuditEntry, ...], CurrentNames]:
            entries = tuple(
                islice(audit_log.changes(db, NO_SEARCH, Search(objective=objective)), MAX_ON_PHONE)
            )
            # Most objectives have none, and their pages are made anew with every check-in.
            return entries, audit_log.current_names(db) if entries else NO_SEARCH

        return self._read(read)

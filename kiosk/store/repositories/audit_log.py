"""The repository of the audit log, which the database's triggers write."""

from collections.abc import Iterable, Sequence
from itertools import islice
from sqlite3 import Connection

from kiosk.store.queries import audit_log, audit_undo
from kiosk.store.queries.audit_log import (
    NO_SEARCH,
    AuditEntry,
    CurrentNames,
    LastChange,
    Search,
)
from kiosk.store.repositories.base import Repository

MAX_ON_PHONE = 20


class AuditLogRepository(Repository):
    """Every recorded change."""

    def search(
        self, search: Search, *, skip: int, most: int
    ) -> tuple[tuple[AuditEntry, ...], CurrentNames]:
        """The entries found, newest first, and the current name of everything."""

        def read(db: Connection) -> tuple[tuple[AuditEntry, ...], CurrentNames]:
            names = audit_log.current_names(db)
            return audit_log.search_audit_log(db, names, search, skip, most), names

        return self._database.read(read)

    def last_change(self, things: Sequence[str], code: str) -> LastChange | None:
        """The newest change of a row in any of these tables; None if none is known."""
        return self._database.read(lambda db: audit_log.last_change(db, things, code))

    def undoable(self, batches: Iterable[int]) -> frozenset[int]:
        """Those of the saves, by their numbers, that can be undone."""
        return self._database.read(lambda db: audit_undo.undoable(db, batches))

    def undo(self, batch: int) -> None:
        """Undo a save of screens' settings.

        :raises NotFound: there is no such save.
        :raises ValidationError: something in it has changed since.
        """
        self._database.write(lambda db: audit_undo.undo_save(db, batch))

    def of_objective(self, objective: str) -> tuple[tuple[AuditEntry, ...], CurrentNames]:
        """The newest changes of an objective and its key results, without check-ins."""

        def read(db: Connection) -> tuple[tuple[AuditEntry, ...], CurrentNames]:
            entries = tuple(
                islice(audit_log.changes(db, NO_SEARCH, Search(objective=objective)), MAX_ON_PHONE)
            )
            # Most objectives have none, and their pages are rendered again after each check-in.
            return entries, audit_log.current_names(db) if entries else NO_SEARCH

        return self._database.read(read)

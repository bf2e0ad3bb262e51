"""The repository of table imports."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from kiosk.okr.import_check_ins import CountedValue
from kiosk.okr.import_plan import ImportPlan
from kiosk.okr.import_progress import (
    ImportStage,
    ProgressCounter,
    ReportProgress,
    report_nothing,
)
from kiosk.store.queries import (
    bulk_import,
    import_check_ins,
    import_columns,
    import_record,
    import_removal,
    import_scope,
    import_undo,
)
from kiosk.store.queries.bulk_import import ImportResult
from kiosk.store.queries.import_check_ins import ImportedValue
from kiosk.store.queries.import_record import ImportCounts
from kiosk.store.queries.import_removal import KeptCycle
from kiosk.store.repositories.base import Repository


class ImportRepository(Repository):
    """Many objectives and key results at once."""

    def add(
        self,
        plan: ImportPlan,
        *,
        now: datetime,
        author: str = "",
        report: ReportProgress = report_nothing,
    ) -> ImportResult:
        """Save the whole plan or nothing.

        :param report: called with how many check-ins are written.
        :raises ChangedSincePreview: the office is no longer the one that it was planned for.
        :raises ValidationError: a row is invalid.
        :raises NotFound: a team or an objective is missing.
        """
        prepared = import_check_ins.prepared_check_ins(plan.check_ins, now, self._database.zone)
        counter = ProgressCounter(ImportStage.WRITING, len(prepared), report)
        return self._database.write(
            lambda db: bulk_import.import_objectives(
                db, plan, prepared, counter, now=now, by=author
            )
        )

    def undo(self, batch: int, *, reason: str, now: datetime, author: str = "") -> tuple[str, ...]:
        """Undo an import, except what has changed or was used since.

        :param reason: for key results that get their former definition.
        :returns: the titles of what stays.
        :raises NotFound: there is no such import, or it is undone already.
        :raises ValidationError: its cycle is closed, or all of it has changed since.
        """
        return self._database.write(
            lambda db: import_undo.undo_import(db, batch, reason=reason, now=now, by=author)
        )

    def redo(self, batch: int, *, reason: str, now: datetime, author: str = "") -> None:
        """Bring back what an undo took away, except what is there again.

        :raises NotFound: there is no such import, or it is not undone.
        :raises ValidationError: its cycle is closed, all of it is there again, or something it
            needs is gone.
        """
        self._database.write(
            lambda db: import_undo.redo_import(db, batch, reason=reason, now=now, by=author)
        )

    def states(self, batches: Iterable[int]) -> dict[int, bool]:
        """Those of the saves, by their numbers, that are imports, and whether each is undone."""
        return self._database.read(lambda db: import_record.import_batches(db, batches))

    def kept(self, batch: int) -> tuple[str, ...]:
        """The titles of what an undo has left, as it had changed; raises NotFound."""
        return self._database.read(
            lambda db: import_scope.undo_scope(db, import_record.import_record(db, batch)).kept
        )

    def kept_cycles(self, batch: int) -> tuple[KeptCycle, ...]:
        """The cycles that an import made and that its undo has left; raises NotFound."""
        return self._database.read(
            lambda db: import_removal.kept_cycles(db, import_record.import_record(db, batch))
        )

    def left(self, batch: int) -> tuple[str, ...]:
        """The titles of what a redo has left alone, as it was there again; raises NotFound."""
        return self._database.read(lambda db: import_record.left_titles(db, batch))

    def counts(self, batch: int) -> ImportCounts | None:
        """How much an import wrote; None if there is no such import, or it is undone."""
        return self._database.read(lambda db: import_record.import_counts(db, batch))

    def values(self, batch: int, most: int) -> tuple[ImportedValue, ...]:
        """The newest values that an import brought, of at most so many key results."""
        return self._database.read(lambda db: import_check_ins.imported_values(db, batch, most))

    def newest(self) -> int:
        """The newest import's batch; 0 if there is none."""
        return self._database.read(import_record.newest_import)

    def counted_values(self, codes: Iterable[str]) -> dict[str, list[CountedValue]]:
        """The values of key results that count, by code, oldest first."""
        return self._database.read(lambda db: import_check_ins.counted_values(db, codes))

    def columns(self, shapes: Iterable[str]) -> dict[str, str]:
        """What columns hold in tables with these headings, as somebody has said."""
        return self._database.read(lambda db: import_columns.remembered_columns(db, shapes))

    def remember_columns(self, shapes: Iterable[str], columns: Mapping[str, str]) -> None:
        """Remember what columns hold in tables with these headings; empty ones are forgotten."""
        self._database.write(lambda db: import_columns.remember_columns(db, shapes, columns))

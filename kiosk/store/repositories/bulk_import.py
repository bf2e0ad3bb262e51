"""The store's method that writes a pasted table."""

from datetime import datetime

from kiosk.okr.import_plan import ImportPlan
from kiosk.store.queries import bulk_import as plans
from kiosk.store.repositories.base import Repository


class ImportRepository(Repository):
    """Many objectives at once."""

    def add_planned(self, planned: ImportPlan, *, now: datetime, author: str = "") -> int:
        """Write all of it or nothing; the id of its cycle; raises ValidationError and NotFound."""
        return self._write(lambda db: plans.import_objectives(db, planned, now=now, by=author))

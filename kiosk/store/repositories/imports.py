"""The repository of table imports."""

from datetime import datetime

from kiosk.okr.import_plan import ImportPlan
from kiosk.store.queries import bulk_import
from kiosk.store.repositories.base import Repository


class ImportRepository(Repository):
    """Many objectives and key results at once."""

    def add(self, plan: ImportPlan, *, now: datetime, author: str = "") -> int:
        """Save the whole plan or nothing.

        :returns: the id of its cycle.
        :raises ValidationError: a row is invalid.
        :raises NotFound: a team or an objective is missing.
        """
        return self._database.write(
            lambda db: bulk_import.import_objectives(db, plan, now=now, by=author)
        )

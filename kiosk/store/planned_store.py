"""The store's method that writes a pasted table."""

from datetime import datetime

from kiosk.okr.planned import Planned
from kiosk.store import planned as plans
from kiosk.store.base import Base


class PlannedStore(Base):
    """Many objectives at once."""

    def add_planned(self, planned: Planned, *, now: datetime, author: str = "") -> int:
        """Write all of it or nothing; the id of its cycle; raises Refused and NotFound."""
        return self._write(lambda db: plans.add_planned(db, planned, now=now, by=author))

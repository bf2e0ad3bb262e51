"""Check-ins in the store: what was saved, and taking back, bringing back, correcting."""

from datetime import datetime

from kiosk.okr.model import CheckIn
from kiosk.store import corrections
from kiosk.store.base import Base
from kiosk.store.corrections import Recorded


class CheckInsStore(Base):
    """The part of the store about check-ins that were saved before."""

    def recorded(self, number: int) -> Recorded | None:
        """A check-in by its number, whether it still counts or not."""
        return self._read(lambda db: corrections.recorded(db, number))

    def undo(
        self, check_in_id: int, *, now: datetime, author: str = "", source: str = "page"
    ) -> CheckIn | None:
        """Take a check-in back by a row that names it; what counts now."""
        return self._write(
            lambda db: corrections.undo(db, check_in_id, now=now, author=author, source=source)
        )

    def redo(
        self, check_in_id: int, *, now: datetime, author: str = "", source: str = "page"
    ) -> CheckIn:
        """Bring back a check-in that was taken back, by a row like it."""
        return self._write(
            lambda db: corrections.redo(db, check_in_id, now=now, author=author, source=source)
        )

    def correct(
        self,
        check_in_id: int,
        *,
        now: datetime,
        measured_at: datetime,
        note: str,
        author: str = "",
        source: str = "page",
    ) -> CheckIn:
        """Put a check-in with another date or note in the place of one that counts."""
        return self._write(
            lambda db: corrections.correct(
                db,
                check_in_id,
                now=now,
                measured_at=measured_at,
                note=note,
                author=author,
                source=source,
            )
        )

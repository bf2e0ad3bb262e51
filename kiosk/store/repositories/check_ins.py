"""Check-ins in the store: what was saved, and taking back, bringing back, correcting."""

from collections.abc import Iterable
from datetime import datetime
from sqlite3 import Connection

from kiosk.okr.model import CheckIn
from kiosk.store.queries import check_in_corrections
from kiosk.store.queries.check_in_corrections import Recorded
from kiosk.store.queries.future_check_ins import correct_ahead
from kiosk.store.repositories.base import Repository


class CheckInRepository(Repository):
    """The part of the store about check-ins that were saved before."""

    def recorded(self, number: int) -> Recorded | None:
        """A check-in by its number, whether it still counts or not."""
        return self._read(lambda db: check_in_corrections.recorded(db, number))

    def correct_ahead(
        self, codes: Iterable[str], *, now: datetime, author: str = "", source: str = "page"
    ) -> int:
        """Give the check-ins of these key results that lie in the future the present moment, each
        by a correction; how many they were."""

        def correct(db: Connection) -> int:
            return sum(
                correct_ahead(db, code, now=now, author=author, source=source) for code in codes
            )

        return self._write(correct)

    def _correct_ahead(
        self, db: Connection, code: str, now: datetime, author: str, source: str
    ) -> None:
        """What comes now would else be dragged into the future, or stand behind what lies there."""
        if self._trusts_clock():
            correct_ahead(db, code, now=now, author=author, source=source)

    def undo(
        self, check_in_id: int, *, now: datetime, author: str = "", source: str = "page"
    ) -> CheckIn | None:
        """Take a check-in back by a row that names it; what counts now."""
        return self._write(
            lambda db: check_in_corrections.undo(
                db, check_in_id, now=now, author=author, source=source
            )
        )

    def redo(
        self, check_in_id: int, *, now: datetime, author: str = "", source: str = "page"
    ) -> CheckIn:
        """Bring back a check-in that was taken back, by a row like it."""
        return self._write(
            lambda db: check_in_corrections.redo(
                db, check_in_id, now=now, author=author, source=source
            )
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
            lambda db: check_in_corrections.correct(
                db,
                check_in_id,
                now=now,
                measured_at=measured_at,
                note=note,
                author=author,
                source=source,
            )
        )

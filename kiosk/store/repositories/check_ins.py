"""The repository of check-ins: append, undo, redo, correct."""

from collections.abc import Iterable
from datetime import datetime
from sqlite3 import Connection

from kiosk.okr.model import CheckIn, KeyResultKind, Value
from kiosk.store.queries import check_in_corrections, check_ins
from kiosk.store.queries.check_in_corrections import Recorded
from kiosk.store.queries.future_check_ins import correct_ahead
from kiosk.store.queries.values_at import ValueAt, values_at
from kiosk.store.repositories.base import Repository


class CheckInRepository(Repository):
    """Check-ins of every key result. A row, once saved, is never changed."""

    def add(
        self,
        code: str,
        value: Value,
        *,
        now: datetime,
        measured_at: datetime | None = None,
        confidence: int | None = None,
        note: str = "",
        author: str = "",
        signed: str = "",
        source: str = "page",
    ) -> CheckIn:
        """Append a check-in. Without `measured_at` it is the newest, even if the clock was set
        back since the last one. Where the clock is trusted, check-ins in the future are corrected
        first."""

        def add(db: Connection) -> CheckIn:
            self._correct_future_of(db, code, now, author, source)
            return check_ins.check_in(
                db,
                code,
                value,
                now=now,
                measured_at=measured_at,
                confidence=confidence,
                note=note,
                author=author,
                signed=signed,
                source=source,
            )

        return self._database.write(add)

    def at(
        self, key_results: Iterable[tuple[str, KeyResultKind]], moment: datetime
    ) -> dict[str, ValueAt]:
        """What counted of key results at a moment, by code."""
        return self._database.read(lambda db: values_at(db, key_results, moment))

    def repeat_latest(
        self, code: str, *, now: datetime, author: str = "", source: str = "page"
    ) -> CheckIn:
        """Append the latest value once more: its age is renewed, nothing is announced."""

        def repeat(db: Connection) -> CheckIn:
            self._correct_future_of(db, code, now, author, source)
            return check_ins.nothing_changed(db, code, now=now, author=author, source=source)

        return self._database.write(repeat)

    def get(self, number: int) -> Recorded | None:
        """A check-in by its id, whether it still counts or not."""
        return self._database.read(lambda db: check_in_corrections.recorded(db, number))

    def latest(self, code: str) -> CheckIn | None:
        """The check-in that counts now, which undo would take back."""
        return self._database.read(lambda db: check_ins.latest_check_in(db, code))

    def key_result_of(self, number: int) -> str | None:
        """The code of the key result that a check-in belongs to; None if there is no such
        check-in."""
        return self._database.read(lambda db: check_ins.key_result_of_check_in(db, number))

    def undo(
        self, number: int, *, now: datetime, author: str = "", source: str = "page"
    ) -> CheckIn | None:
        """Take a check-in back by a row that refers to it.

        :returns: the check-in that counts now.
        """
        return self._database.write(
            lambda db: check_in_corrections.undo(db, number, now=now, author=author, source=source)
        )

    def redo(
        self, number: int, *, now: datetime, author: str = "", source: str = "page"
    ) -> CheckIn:
        """Bring back a check-in that was undone, by a copy of its row."""
        return self._database.write(
            lambda db: check_in_corrections.redo(db, number, now=now, author=author, source=source)
        )

    def correct(
        self,
        number: int,
        *,
        now: datetime,
        measured_at: datetime,
        note: str,
        author: str = "",
        source: str = "page",
    ) -> CheckIn:
        """Replace a check-in that counts by one with a different date or note."""
        return self._database.write(
            lambda db: check_in_corrections.correct(
                db,
                number,
                now=now,
                measured_at=measured_at,
                note=note,
                author=author,
                source=source,
            )
        )

    def correct_future(
        self, codes: Iterable[str], *, now: datetime, author: str = "", source: str = "page"
    ) -> int:
        """Correct the check-ins of these key results that lie in the future to the current time.

        :returns: how many there were.
        """

        def correct(db: Connection) -> int:
            return sum(
                correct_ahead(db, code, now=now, author=author, source=source) for code in codes
            )

        return self._database.write(correct)

    def _correct_future_of(
        self, db: Connection, code: str, now: datetime, author: str, source: str
    ) -> None:
        """Otherwise a new check-in would be dated after them, or would not count."""
        if self._database.trusts_clock():
            correct_ahead(db, code, now=now, author=author, source=source)

"""The repository of key results."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from sqlite3 import Connection

from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import CheckIn, Cycle, KeyResult, Office
from kiosk.okr.unit_conversion import Conversion
from kiosk.store.queries import key_result_history as histories
from kiosk.store.queries import key_results, moves, objectives
from kiosk.store.queries.key_result_history import History
from kiosk.store.queries.office import read_key_result
from kiosk.store.queries.weekly_standings import WeeklyStandings, weekly_standings
from kiosk.store.repositories.base import Repository
from kiosk.store.repositories.edit_guard import refuse_stale_edit, version_reader


class KeyResultRepository(Repository):
    """Key results and the course they have taken."""

    def add(
        self,
        objective: str,
        draft: KeyResultDraft,
        *,
        now: datetime | None = None,
        author: str = "",
    ) -> KeyResult:
        """Add a key result after the objective's others."""
        since = now or datetime.now(UTC)

        def add(db: Connection) -> KeyResult:
            code = key_results.add_key_result(db, objective, draft, now=since, by=author)
            return read_key_result(db, code, since, self._database.zone)

        return self._database.write(add)

    def edit(
        self,
        code: str,
        draft: KeyResultDraft,
        reason: str = "",
        *,
        now: datetime | None = None,
        author: str = "",
        if_unchanged_since: str = "",
        conversion: Conversion | None = None,
    ) -> KeyResult:
        """Change a key result. Once the cycle is open, a change of what it measures needs a
        reason; once it has check-ins, a change of its unit needs a conversion.

        :raises EditConflict: what is changed was changed since `if_unchanged_since`.
        """
        since, zone = now or datetime.now(UTC), self._database.zone

        def edit(db: Connection) -> KeyResult:
            stored = key_results.edit_key_result(
                db, code, draft, reason=reason, now=since, by=author, conversion=conversion
            )
            return read_key_result(db, stored, since, zone)

        read = version_reader(zone, "key_results", code)
        return self._database.write(refuse_stale_edit(read, if_unchanged_since, edit))

    def archive(self, code: str, *, now: datetime | None = None) -> None:
        """Take a key result out of its objective; nothing is deleted."""
        moment = now or datetime.now(UTC)
        self._database.write(lambda db: key_results.archive_key_result(db, code, moment))

    def reorder(self, objective: str, codes: Sequence[str]) -> None:
        """Put an objective's key results in this order; those not named follow."""
        self._database.write(lambda db: objectives.order_key_results(db, objective, codes))

    def move(
        self, code: str, objective: str, reason: str = "", *, now: datetime, author: str = ""
    ) -> int:
        """Move a key result to a different objective of its cycle. Once the cycle is open, it
        needs a reason.

        :returns: the move's id.
        :raises NotFound: there is no such key result or objective.
        :raises ValidationError: it cannot be moved there.
        """
        return self._database.write(
            lambda db: moves.move_key_result(db, code, objective, reason, now=now, by=author)
        )

    def history(self, code: str, now: datetime, notes: int = 5) -> History:
        """A key result's course through its cycle, with its `notes` newest check-ins."""
        return self.histories((code,), now, notes)[code]

    def histories(self, codes: Iterable[str], now: datetime, notes: int = 5) -> dict[str, History]:
        """The histories of several key results at one revision, by code."""
        wanted, zone = tuple(codes), self._database.zone
        return self._database.read(
            lambda db: {code: histories.history(db, code, now, zone, notes) for code in wanted}
        )

    def check_ins(self, codes: Iterable[str]) -> dict[str, tuple[CheckIn, ...]]:
        """Every check-in that counts of several key results at one revision, oldest first, by
        code."""
        wanted = tuple(codes)
        return self._database.read(
            lambda db: {code: histories.whole_history(db, code) for code in wanted}
        )

    def weekly_standings(
        self, office: Office, cycle: Cycle, now: datetime
    ) -> tuple[WeeklyStandings, ...]:
        """The office's key results when a cycle began and at the end of each of its past weeks.
        The office itself holds the current values."""
        # Those of other cycles too: an objective may be the mean of objectives that serve it.
        wanted = [(k, o.team) for o in office.objectives for k in o.key_results]
        zone = self._database.zone
        return self._database.read(lambda db: weekly_standings(db, wanted, cycle, now, zone))

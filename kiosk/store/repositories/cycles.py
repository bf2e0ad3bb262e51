"""The repository of cycles."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from sqlite3 import Connection

from kiosk.okr.carry_over import CarryOverChoice
from kiosk.okr.codes import normal_code
from kiosk.okr.cycle_rules import refuse_blocked_closing
from kiosk.okr.model import Cycle, CycleState, NewCycle, Office
from kiosk.store.queries import carry_over as queries_carry_over
from kiosk.store.queries import cycles, deletion
from kiosk.store.queries.office import revision
from kiosk.store.queries.related_cycles import archived_office, blocking_cycle
from kiosk.store.repositories.base import Repository
from kiosk.store.repositories.database import Database
from kiosk.store.repositories.edit_guard import refuse_stale_edit, version_reader


class CycleRepository(Repository):
    """Cycles in any state."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.clear_cache()
        database.register_cache(self.clear_cache)

    def clear_cache(self) -> None:
        """Read everything from the database next time."""
        self._cached: tuple[int, dict[tuple[int, date], Office]] = (-1, {})

    def all(self) -> tuple[Cycle, ...]:
        """Every cycle in any state, in the order of their first days."""
        return self._database.read(cycles.cycles)

    def office(self, cycle: int, now: datetime) -> Office:
        """An office with this cycle only, in any state; a closed one as of its closing. Cached
        until the revision or the local date changes.

        :raises NotFound: there is no such cycle.
        """
        return self._database.read(lambda db: self._office(db, cycle, now))

    def _office(self, db: Connection, number: int, now: datetime) -> Office:
        cycle, zone, current = cycles.cycle_by_id(db, number), self._database.zone, revision(db)
        key = (number, (cycle.closed_at or now).astimezone(zone).date())
        if self._cached[0] != current:
            self._cached = (current, {})
        cached = self._cached[1]
        if key not in cached:
            cached[key] = archived_office(db, cycle, now, zone)
        return cached[key]

    def id_of(self, code: str) -> int | None:
        """The id of the cycle that an objective or key result is in, in any state; None
        if nothing has this code, or it is archived."""
        return self._database.read(lambda db: cycles.cycle_of(db, normal_code(code)))

    def add(
        self,
        name: str,
        starts_on: date,
        ends_on: date,
        *,
        theme: str = "",
        state: CycleState = CycleState.OPEN,
    ) -> Cycle:
        """Add a cycle."""
        return self._database.write(
            lambda db: cycles.add_cycle(db, name, theme, starts_on, ends_on, state)
        )

    def edit(
        self,
        cycle: int,
        *,
        name: str,
        theme: str,
        starts_on: date,
        ends_on: date,
        if_unchanged_since: str = "",
    ) -> Cycle:
        """Change a cycle that is not closed."""

        def edit(db: Connection) -> Cycle:
            return cycles.edit_cycle(db, cycle, name, theme, starts_on, ends_on)

        read = version_reader(self._database.zone, "cycles", cycle)
        return self._database.write(refuse_stale_edit(read, if_unchanged_since, edit))

    def set_state(self, cycle: int, state: CycleState, *, now: datetime | None = None) -> Cycle:
        """Move a cycle on: draft, open, grading, closed. Closing reveals its grades."""
        moment = now or datetime.now(UTC)

        def step(db: Connection) -> Cycle:
            if state is CycleState.CLOSED:
                refuse_blocked_closing(blocking_cycle(db, cycle))
            return cycles.set_cycle_state(db, cycle, state, moment)

        return self._database.write(step)

    def close(self, cycle: int, *, now: datetime | None = None) -> Cycle:
        """Close a cycle for good and reveal its grades; raises ValidationError if it cannot be
        closed yet."""
        return self.set_state(cycle, CycleState.CLOSED, now=now)

    def may_delete(self, cycle: int) -> bool:
        """Whether a cycle is an empty draft; raises NotFound."""
        return self._database.read(lambda db: deletion.may_delete_cycle(db, cycle))

    def delete(self, cycle: int) -> None:
        """Delete an empty draft; raises NotFound and ValidationError."""
        self._database.write(lambda db: deletion.delete_cycle(db, cycle))

    def carry_over(
        self,
        source: int,
        codes: Iterable[str],
        into: int | NewCycle,
        *,
        key_results: Iterable[str] | None = None,
        homes: Mapping[str, str] | None = None,
        now: datetime,
        author: str = "",
    ) -> Cycle:
        """Copy objectives of a cycle into a draft, starting from their current values.

        :param key_results: those to copy; None: those not yet reached.
        :param homes: for an objective's code, that of an objective in the draft to which its key
            results are added instead of to a copy.
        :returns: the draft.
        """
        choice = CarryOverChoice(
            _codes(codes),
            None if key_results is None else _codes(key_results),
            {normal_code(code): target for code, target in (homes or {}).items()},
        )
        return self._database.write(
            lambda db: queries_carry_over.carry_over(
                db, source, choice, into, now=now, zone=self._database.zone, by=author
            )
        )

    def copies(self, cycle: int) -> dict[str, str]:
        """The codes of a cycle's copies, by the codes of their originals."""
        return self._database.read(lambda db: queries_carry_over.copies(db, cycle))


def _codes(given: Iterable[str]) -> frozenset[str]:
    return frozenset(map(normal_code, given))

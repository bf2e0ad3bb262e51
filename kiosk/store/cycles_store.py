"""The store's methods about cycles: their states, their grades, and what they once were."""

from dataclasses import replace
from datetime import UTC, date, datetime
from sqlite3 import Connection

from kiosk.okr.model import Cycle, CycleState, Grade, Office
from kiosk.store import cycles, grades
from kiosk.store.base import Base
from kiosk.store.counting import Counting
from kiosk.store.reads import read_office, revision


class CyclesStore(Base):
    """Cycles in whatever state."""

    _kept_archives: tuple[int, dict[tuple[int, date], Office]] = (-1, {})

    def cycles(self) -> tuple[Cycle, ...]:
        """Every cycle in whatever state, in the order of their first days."""
        return self._read(cycles.cycles)

    def archive(self, cycle: int, now: datetime) -> Office:
        """An office that holds one cycle only, in whatever state; a closed one as of its closing.
        Kept until the revision or the local day changes.

        :raises NotFound: there is no such cycle.
        """
        return self._read(lambda db: self._archive(db, cycle, now))

    def _archive(self, db: Connection, number: int, now: datetime) -> Office:
        cycle = cycles.cycle_by_id(db, number)
        moment = cycle.closed_at or now
        key = (number, moment.astimezone(self.zone).date())
        present, kept = self._kept_archives
        if present != revision(db):
            kept = {}
            self._kept_archives = (revision(db), kept)
        if key not in kept:
            office = read_office(db, moment, self.zone, Counting(), only=cycle)
            kept[key] = replace(office, changes=())  # nothing to announce of what is over
        return kept[key]

    def add_cycle(
        self,
        name: str,
        starts_on: date,
        ends_on: date,
        *,
        theme: str = "",
        state: CycleState = CycleState.OPEN,
    ) -> Cycle:
        """Add a cycle."""
        return self._write(
            lambda db: cycles.add_cycle(db, name, theme, starts_on, ends_on, state)
        )

    def edit_cycle(
        self, cycle: int, *, name: str, theme: str, starts_on: date, ends_on: date
    ) -> Cycle:
        """Change a cycle that is not closed."""
        return self._write(
            lambda db: cycles.edit_cycle(db, cycle, name, theme, starts_on, ends_on)
        )

    def set_cycle_state(
        self, cycle: int, state: CycleState, *, now: datetime | None = None
    ) -> Cycle:
        """Move a cycle on: draft, open, grading, closed. Closing reveals its grades."""
        moment = now or datetime.now(UTC)
        return self._write(lambda db: cycles.set_cycle_state(db, cycle, state, moment))

    def reveal_grades(self, cycle: int, now: datetime) -> Cycle:
        """Show a cycle's grades to everybody, all together."""
        return self._write(lambda db: cycles.reveal_grades(db, cycle, now))

    def grades(self, cycle: int) -> dict[str, Grade]:
        """A cycle's grades by objective, revealed or not: only for those who give them."""
        return self._read(lambda db: grades.grades_of(db, cycle))

"""The store's methods about cycles: their states, their grades, and what they once were."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from sqlite3 import Connection

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.carry_over import CarryOverChoice
from kiosk.okr.codes import normal_code
from kiosk.okr.grading import GradeDraft, refuse_ungraded, suggested_grade, validated_grade
from kiosk.okr.model import Cycle, CycleState, Grade, NewCycle, Office
from kiosk.store.queries import carry_over as queries_carry_over
from kiosk.store.queries import cycles, grades
from kiosk.store.queries.cross_cycle import (
    archived_office,
    blocking_cycle,
    office_with_related_objectives,
    recently_closed_cycles,
)
from kiosk.store.queries.latest_check_ins import LatestCheckIns
from kiosk.store.queries.office import revision
from kiosk.store.repositories.base import Repository
from kiosk.store.repositories.edit_guard import refuse_stale_edit, version_reader


class CycleRepository(Repository):
    """Cycles in whatever state."""

    _kept_ended: tuple[object, tuple[Office, ...]] = (None, ())
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
            kept[key] = archived_office(db, cycle, now, self.zone)
        return kept[key]

    def cycle_of(self, code: str) -> int | None:
        """The id of the cycle that an objective or key result is in, whatever its state; None
        where nothing has this code, or it is archived."""
        return self._read(lambda db: cycles.cycle_of(db, normal_code(code)))

    def _with_ended(self, db: Connection, office: Office, now: datetime) -> Office:
        """The office with the cycles that were closed lately: they do not change any more, but
        a team may have been added."""
        closed = recently_closed_cycles(db, now, self.zone)
        if not closed:
            return office
        if self._kept_ended[0] != (closed, office.teams, self.zone):
            archives = tuple(archived_office(db, cycle, now, self.zone) for cycle in closed)
            self._kept_ended = (closed, office.teams, self.zone), archives
        return replace(office, recently_closed=self._kept_ended[1])

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
        return self._write(lambda db: cycles.add_cycle(db, name, theme, starts_on, ends_on, state))

    def edit_cycle(
        self,
        cycle: int,
        *,
        name: str,
        theme: str,
        starts_on: date,
        ends_on: date,
        carried: str = "",
    ) -> Cycle:
        """Change a cycle that is not closed."""

        def edit(db: Connection) -> Cycle:
            return cycles.edit_cycle(db, cycle, name, theme, starts_on, ends_on)

        return self._write(
            refuse_stale_edit(version_reader(self.zone, "cycles", cycle), carried, edit)
        )

    def set_cycle_state(
        self, cycle: int, state: CycleState, *, now: datetime | None = None
    ) -> Cycle:
        """Move a cycle on: draft, open, grading, closed. Closing reveals its grades."""
        moment = now or datetime.now(UTC)

        def step(db: Connection) -> Cycle:
            other = blocking_cycle(db, cycle) if state is CycleState.CLOSED else None
            if other is not None:
                raise ValidationError(
                    "state",
                    "Objectives of “%(name)s” count towards this cycle. Close that one first",
                    name=other,
                )
            return cycles.set_cycle_state(db, cycle, state, moment)

        return self._write(step)

    def reveal_grades(self, cycle: int, now: datetime) -> Cycle:
        """Show a cycle's grades to everybody, all together."""
        return self._write(lambda db: cycles.reveal_grades(db, cycle, now))

    def hide_grades(self, cycle: int, now: datetime) -> Cycle:
        """Cover a cycle's grades again, within ten minutes; raises ValidationError after them."""
        return self._write(lambda db: cycles.hide_grades(db, cycle, now))

    def grades(self, cycle: int) -> dict[str, Grade]:
        """A cycle's grades by objective, revealed or not: only for those who give them."""
        return self._read(lambda db: grades.grades_of(db, cycle))

    def grade(self, code: str, draft: GradeDraft, *, now: datetime, author: str = "") -> None:
        """Write what a team says of its objective, while its cycle is being graded.

        :raises NotFound: there is no such objective, or it is archived.
        :raises ValidationError: naming the field and what to write instead.
        """
        objective = normal_code(code)

        def write(db: Connection) -> None:
            number = cycles.cycle_of(db, objective)
            if number is None:
                raise NotFound("There is no objective %(code)s", code=code)
            cycle = cycles.cycle_by_id(db, number)
            refuse_ungraded(cycle)
            office = office_with_related_objectives(
                db, now, self.zone, LatestCheckIns(), only=cycle
            )
            suggestion = suggested_grade(office, office.objective(objective))
            grades.write_grade(db, objective, validated_grade(draft, suggestion), author, now)

        self._write(write)

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
        """Copy objectives of a cycle into a draft, from today's values; the draft.

        :param key_results: those that come along; None: whichever is not reached.
        :param homes: by the code of an objective, that of one in the draft that takes its key
            results in, in place of a copy.
        """
        choice = CarryOverChoice(
            _codes(codes),
            None if key_results is None else _codes(key_results),
            {normal_code(code): home for code, home in (homes or {}).items()},
        )
        return self._write(
            lambda db: queries_carry_over.carry_over(
                db, source, choice, into, now=now, zone=self.zone, by=author
            )
        )

    def copies(self, cycle: int) -> dict[str, str]:
        """What stands in a cycle as a copy: its code by that of what it was copied from."""
        return self._read(lambda db: queries_carry_over.copies(db, cycle))


def _codes(given: Iterable[str]) -> frozenset[str]:
    return frozenset(map(normal_code, given))

"""The one way in and out of the database: frozen nouns out, checked writes in.

Only this package knows SQL. Every method is one transaction and may be called from any thread.
Whoever saves never talks to the hub: the watcher sees the commit.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from sqlite3 import Connection

from kiosk.okr.conversion import Conversion
from kiosk.okr.drafts import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import (
    CheckIn,
    Cycle,
    KeyResult,
    Objective,
    Office,
    Serves,
    Team,
    Value,
)
from kiosk.okr.stood import stood
from kiosk.store import check_ins, key_results, objectives, plans, reads
from kiosk.store import history as histories
from kiosk.store.base import Call, direct, nothing
from kiosk.store.changes import with_changes_until
from kiosk.store.check_ins_store import CheckInsStore
from kiosk.store.customs import CustomsStore
from kiosk.store.cycles_store import CyclesStore
from kiosk.store.elsewhere import whole_office
from kiosk.store.history import Definition, History, Point
from kiosk.store.meetings_store import MeetingsStore
from kiosk.store.people import Token, User
from kiosk.store.people_store import PeopleStore
from kiosk.store.plans import OfficePlan
from kiosk.store.plans_around import PlannedCheckIn, PlannedKeyResult, PlannedObjective
from kiosk.store.probe import write_and_read_back
from kiosk.store.replay import Standings, weeks_past
from kiosk.store.screens_store import ScreensStore
from kiosk.store.standing import guarded, look_at
from kiosk.store.structure_store import StructureStore
from kiosk.store.survey_store import SurveyStore
from kiosk.store.unreadable import Unreadable, unreadable

__all__ = [
    "Call",
    "Definition",
    "History",
    "KeyResultDraft",
    "MilestoneDraft",
    "OfficePlan",
    "PlannedCheckIn",
    "PlannedKeyResult",
    "PlannedObjective",
    "Point",
    "Standings",
    "Store",
    "Token",
    "User",
    "direct",
    "nothing",
]


class Store(
    SurveyStore,
    MeetingsStore,
    CustomsStore,
    CyclesStore,
    ScreensStore,
    PeopleStore,
    CheckInsStore,
    StructureStore,
):
    """The office in its database.

    Writes raise Refused (bad input, naming the field), NotFound (no such code), Busy (another
    program holds the lock) and KioskError (the disk is full, say); reads the last two.
    """

    _kept: tuple[int, date, Office] | None = None

    def _newest_revision(self) -> int:
        return self._kept[0] if self._kept else 0

    def _forget(self) -> None:
        self._kept = self._kept_screens = None
        self._kept_ended, self._kept_archives = (None, ()), (-1, {})

    # Reads

    def office(self, now: datetime) -> Office:
        """Everything that runs now; kept until the revision or the local day changes."""

        def read() -> Office:
            # Whoever asks while it is being read gets what is read, instead of reading it as well.
            with self._reading, self._transaction() as db:
                kept, revision = self._kept, reads.revision(db)
                if kept is None or kept[0] != revision:
                    self._settle(db)
                today = now.astimezone(self.zone).date()
                office = kept[2] if kept and kept[:2] == (revision, today) else None
                if office is None:
                    office = whole_office(db, now, self.zone, self._counting)
                    office = self._with_ended(db, office, now)
                # The same office for whoever asks, until something in it is another.
                office = with_changes_until(office, now)
                self._kept = (revision, today, office)
            return office

        return self._call(read)

    def probe(self, now: datetime) -> int:
        """Write a row and read it back. It moves no wall.

        :returns: the revision.
        :raises Busy: another program holds the lock.
        :raises StorageUnavailable: nothing can be saved, and why.
        """

        return self._call(lambda: write_and_read_back(self._connections, self.path, now))

    def revision(self) -> int:
        """The revision of the present state."""
        return self._read(reads.revision)

    def unreadable(self) -> tuple[Unreadable, ...]:
        """Every text with a byte that is no UTF-8; it reads the whole database."""
        return self._read(lambda db: tuple(unreadable(db)))

    def is_empty(self) -> bool:
        """Whether nobody has written anything about an office."""
        return self._read(plans.is_empty)

    def was_written(self) -> bool:
        """Whether there is an office, or was one until its sample was cleared."""
        return self._read(plans.was_written)

    def history(self, code: str, now: datetime, notes: int = 5) -> History:
        """A key result's way through its cycle, with its `notes` newest check-ins."""
        return self.histories((code,), now, notes)[code]

    def histories(self, codes: Iterable[str], now: datetime, notes: int = 5) -> dict[str, History]:
        """The histories of several key results at one revision, by code."""
        wanted = tuple(codes)
        return self._read(
            lambda db: {code: histories.history(db, code, now, self.zone, notes) for code in wanted}
        )

    def weeks_past(self, office: Office, cycle: Cycle, now: datetime) -> tuple[Standings, ...]:
        """What the office's key results stood at when a cycle began and when each of its past
        weeks ended; what they stand at now the office says itself."""
        # Those of other cycles too: an objective may be the mean of what serves it from there.
        wanted = [(k, o.team) for o in office.objectives for k in o.key_results]
        return self._read(lambda db: weeks_past(db, wanted, cycle, now, self.zone))

    def last_check_in(self, code: str) -> CheckIn | None:
        """The check-in that stands on the wall: what undo would take back."""
        return self._read(lambda db: check_ins.last_check_in(db, code))

    # Check-ins

    def check_in(
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
        back since the last one; where the clock is trusted, what lies in the future is corrected
        and does not hold it."""

        def save(db: Connection) -> CheckIn:
            self._correct_ahead(db, code, now, author, source)
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

        return self._write(save)

    def nothing_changed(
        self, code: str, *, now: datetime, author: str = "", source: str = "page"
    ) -> CheckIn:
        """Append the latest value once more: its age is renewed, nothing is announced."""

        def save(db: Connection) -> CheckIn:
            self._correct_ahead(db, code, now, author, source)
            return check_ins.nothing_changed(db, code, now=now, author=author, source=source)

        return self._write(save)

    # Teams and objectives

    def name_office(self, name: str) -> None:
        """Set the office's name."""
        self._write(lambda db: objectives.name_office(db, name))

    def add_team(
        self, name: str, *, slug: str = "", color: str = "", is_company: bool = False
    ) -> Team:
        """Add the company or a team; without a slug, one is made from the name."""
        return self._write(
            lambda db: objectives.add_team(db, name, slug, color, is_company=is_company)
        )

    def edit_team(
        self, code: str, *, name: str, color: str | None = None, carried: str = ""
    ) -> Team:
        """Change a team's name and, unless None, its colour; its address stays."""
        look = look_at(self.zone, "teams", code)
        return self._write(
            guarded(look, carried, lambda db: objectives.edit_team(db, code, name, color))
        )

    def add_objective(
        self, cycle: int, team: str, title: str, serves: Sequence[Serves] = ()
    ) -> Objective:
        """Add an objective after the team's others."""

        def add(db: Connection) -> Objective:
            code = objectives.add_objective(db, cycle, team, title, serves)
            return reads.read_objective(db, code, datetime.now(UTC), self.zone)

        return self._write(add)

    def edit_objective(
        self,
        code: str,
        *,
        title: str,
        serves: Sequence[Serves] | None = None,
        reason: str = "",
        now: datetime | None = None,
        carried: str = "",
    ) -> Objective:
        """Change an objective's title, once the cycle is open only with a reason unless it is
        a correction, and, unless None, whom it serves."""
        moment = now or datetime.now(UTC)

        def edit(db: Connection) -> Objective:
            stored = objectives.edit_objective(db, code, title, serves, reason, now=moment)
            return reads.read_objective(db, stored, moment, self.zone)

        return self._write(guarded(look_at(self.zone, "objectives", code), carried, edit))

    def archive_objective(self, code: str, *, now: datetime | None = None) -> None:
        """Take an objective off the wall; nothing is deleted."""
        self._write(lambda db: objectives.archive_objective(db, code, now or datetime.now(UTC)))

    def order_objectives(self, team: str, codes: Sequence[str]) -> None:
        """Put a team's objectives in this order; those not named follow."""
        self._write(lambda db: objectives.order_objectives(db, team, codes))

    # Key results

    def add_key_result(
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
            return reads.read_key_result(db, code, since, self.zone)

        return self._write(add)

    def edit_key_result(
        self,
        code: str,
        draft: KeyResultDraft,
        reason: str = "",
        *,
        now: datetime | None = None,
        author: str = "",
        carried: str = "",
        conversion: Conversion | None = None,
    ) -> KeyResult:
        """Change a key result. What it measures, once the cycle is open, only with a reason; its
        unit, once it was measured, only with what becomes of its check-ins."""
        since = now or datetime.now(UTC)

        def edit(db: Connection) -> KeyResult:
            stored = key_results.edit_key_result(
                db, code, draft, reason=reason, now=since, by=author, conversion=conversion
            )
            return reads.read_key_result(db, stored, since, self.zone)

        return self._write(guarded(look_at(self.zone, "key_results", code), carried, edit))

    def archive_key_result(self, code: str, *, now: datetime | None = None) -> None:
        """Take a key result out of its objective; nothing is deleted."""
        self._write(lambda db: key_results.archive_key_result(db, code, now or datetime.now(UTC)))

    def order_key_results(self, objective: str, codes: Sequence[str]) -> None:
        """Put an objective's key results in this order; those not named follow."""
        self._write(lambda db: objectives.order_key_results(db, objective, codes))

    # A whole office

    def stood(self, table: str, key: int | str, code: str = "") -> str:
        """What a form carries of a thing, to be `carried` back: read before what it is filled
        from, so that it is never the younger."""
        return self._read(lambda db: stood(look_at(self.zone, table, key, code)(db)))

    def fill(self, plan: OfficePlan, now: datetime) -> None:
        """Write a whole office into an empty database, in one transaction."""
        self._write(lambda db: plans.fill(db, plan, now, self.zone))

    def clear_sample(self) -> None:
        """Take the sample out; people and tokens stay. Refused when this is no sample."""
        self._write(plans.clear_sample)

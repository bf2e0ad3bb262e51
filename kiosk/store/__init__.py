"""The one way in and out of the database: frozen nouns out, checked writes in.

Only this package knows SQL. Every method is one transaction and may be called from any thread.
Whoever saves never talks to the hub: the watcher sees the commit.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from sqlite3 import Connection

from kiosk.errors import EditConflict
from kiosk.okr.edit_conflict import Editable, fingerprint, stale_fields
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import (
    AlignmentLink,
    CheckIn,
    Cycle,
    KeyResult,
    Objective,
    Office,
    Team,
    Value,
)
from kiosk.okr.unit_conversion import Conversion
from kiosk.store.db.unreadable_text import Unreadable, unreadable
from kiosk.store.db.write_probe import write_and_read_back
from kiosk.store.queries import check_ins, key_results, objectives, seed
from kiosk.store.queries import key_result_history as histories
from kiosk.store.queries import office as reads
from kiosk.store.queries.cross_cycle import office_with_related_objectives
from kiosk.store.queries.key_result_history import Definition, History, WeeklyPoint
from kiosk.store.queries.recent_changes import drop_expired_changes
from kiosk.store.queries.seed import OfficeSeed
from kiosk.store.queries.seed_plan import SeedCheckIn, SeedKeyResult, SeedObjective
from kiosk.store.queries.users import Token, User
from kiosk.store.queries.weekly_standings import WeeklyStandings, weekly_standings
from kiosk.store.repositories.base import Executor, no_op, run_inline
from kiosk.store.repositories.check_ins import CheckInRepository
from kiosk.store.repositories.cycles import CycleRepository
from kiosk.store.repositories.edit_guard import edit_conflict, refuse_stale_edit, version_reader
from kiosk.store.repositories.meetings import MeetingRepository
from kiosk.store.repositories.office_settings import OfficeSettingsRepository
from kiosk.store.repositories.screens import ScreenRepository
from kiosk.store.repositories.structure import StructureRepository
from kiosk.store.repositories.surveys import SurveyRepository
from kiosk.store.repositories.users import UserRepository

__all__ = [
    "Definition",
    "Executor",
    "History",
    "KeyResultDraft",
    "MilestoneDraft",
    "OfficeSeed",
    "SeedCheckIn",
    "SeedKeyResult",
    "SeedObjective",
    "Store",
    "Token",
    "User",
    "WeeklyPoint",
    "WeeklyStandings",
    "no_op",
    "run_inline",
]


class Store(
    SurveyRepository,
    MeetingRepository,
    OfficeSettingsRepository,
    CycleRepository,
    ScreenRepository,
    UserRepository,
    CheckInRepository,
    StructureRepository,
):
    """The office in its database.

    Writes raise ValidationError (bad input, naming the field), NotFound (no such code), Busy
    (another program holds the lock) and KioskError (the disk is full, say); reads the last two.
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
                    office = office_with_related_objectives(db, now, self.zone, self._counting)
                    office = self._with_ended(db, office, now)
                # The same office for whoever asks, until something in it is another.
                office = drop_expired_changes(office, now)
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
        return self._read(seed.is_empty)

    def was_written(self) -> bool:
        """Whether there is an office, or was one until its sample was cleared."""
        return self._read(seed.has_ever_had_office)

    def history(self, code: str, now: datetime, notes: int = 5) -> History:
        """A key result's way through its cycle, with its `notes` newest check-ins."""
        return self.histories((code,), now, notes)[code]

    def histories(self, codes: Iterable[str], now: datetime, notes: int = 5) -> dict[str, History]:
        """The histories of several key results at one revision, by code."""
        wanted = tuple(codes)
        return self._read(
            lambda db: {code: histories.history(db, code, now, self.zone, notes) for code in wanted}
        )

    def weeks_past(
        self, office: Office, cycle: Cycle, now: datetime
    ) -> tuple[WeeklyStandings, ...]:
        """What the office's key results stood at when a cycle began and when each of its past
        weeks ended; what they stand at now the office says itself."""
        # Those of other cycles too: an objective may be the mean of what serves it from there.
        wanted = [(k, o.team) for o in office.objectives for k in o.key_results]
        return self._read(lambda db: weekly_standings(db, wanted, cycle, now, self.zone))

    def last_check_in(self, code: str) -> CheckIn | None:
        """The check-in that stands on the wall: what undo would take back."""
        return self._read(lambda db: check_ins.latest_check_in(db, code))

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
        look = version_reader(self.zone, "teams", code)
        return self._write(
            refuse_stale_edit(look, carried, lambda db: objectives.edit_team(db, code, name, color))
        )

    def add_objective(
        self, cycle: int, team: str, title: str, serves: Sequence[AlignmentLink] = ()
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
        serves: Sequence[AlignmentLink] | None = None,
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

        return self._write(
            refuse_stale_edit(version_reader(self.zone, "objectives", code), carried, edit)
        )

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

        return self._write(
            refuse_stale_edit(version_reader(self.zone, "key_results", code), carried, edit)
        )

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
        return self._read(lambda db: fingerprint(version_reader(self.zone, table, key, code)(db)))

    def edit_conflict(
        self, carried: str, table: str, key: int | str, code: str = ""
    ) -> EditConflict[Editable] | None:
        """What somebody else has changed since a form was made; None where nothing was.

        :param carried: the fingerprint in the form.
        """
        now = self._read(lambda db: version_reader(self.zone, table, key, code)(db))
        fields = stale_fields(carried, now)
        return edit_conflict(now, fields) if fields else None

    def fill(self, plan: OfficeSeed, now: datetime) -> None:
        """Write a whole office into an empty database, in one transaction."""
        self._write(lambda db: seed.seed_office(db, plan, now, self.zone))

    def clear_sample(self) -> None:
        """Take the sample out; people and tokens stay. ValidationError when this is no sample."""
        self._write(seed.clear_sample)

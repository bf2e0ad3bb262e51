"""The only access to the database: a Store with one repository for each noun.

Only this package knows SQL. Each method is one transaction and may be called from any thread.
Whoever writes need not notify the hub: the watcher sees the commit.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from kiosk.errors import EditConflict
from kiosk.okr.edit_conflict import Editable, fingerprint, stale_fields
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import Office
from kiosk.store.db.unreadable_text import Unreadable, unreadable
from kiosk.store.queries import seed, teams
from kiosk.store.queries.key_result_history import Definition, History, WeeklyPoint
from kiosk.store.queries.office import revision
from kiosk.store.queries.seed import OfficeSeed
from kiosk.store.queries.seed_plan import SeedCheckIn, SeedKeyResult, SeedObjective
from kiosk.store.queries.users import Token, User
from kiosk.store.queries.weekly_standings import WeeklyStandings
from kiosk.store.queries.write_probe import write_and_read_back
from kiosk.store.repositories.api_tokens import ApiTokenRepository
from kiosk.store.repositories.archive import ArchiveRepository
from kiosk.store.repositories.audit_log import AuditLogRepository
from kiosk.store.repositories.check_ins import CheckInRepository
from kiosk.store.repositories.cycles import CycleRepository
from kiosk.store.repositories.database import Database, Executor, never, no_op, run_inline
from kiosk.store.repositories.edit_guard import edit_conflict, version_reader
from kiosk.store.repositories.grades import GradeRepository
from kiosk.store.repositories.imports import ImportRepository
from kiosk.store.repositories.invitations import InvitationRepository
from kiosk.store.repositories.key_results import KeyResultRepository
from kiosk.store.repositories.logo import LogoRepository
from kiosk.store.repositories.meetings import MeetingRepository
from kiosk.store.repositories.moves import MoveRepository
from kiosk.store.repositories.objectives import ObjectiveRepository
from kiosk.store.repositories.office import OfficeRepository
from kiosk.store.repositories.office_settings import OfficeSettingsRepository
from kiosk.store.repositories.password_links import PasswordLinkRepository
from kiosk.store.repositories.pictures import PictureRepository
from kiosk.store.repositories.presentation import PresentationRepository
from kiosk.store.repositories.screens import ScreenRepository
from kiosk.store.repositories.sessions import SessionRepository
from kiosk.store.repositories.surveys import SurveyRepository
from kiosk.store.repositories.teams import TeamRepository
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

T = TypeVar("T")


class Store:
    """The office in its database: `store.check_ins.add(…)`, `store.cycles.close(…)`.

    Writes raise ValidationError (invalid input, naming the field), NotFound (no such code), Busy
    (another program holds the lock) and KioskError (for instance, the disk is full); reads raise
    the last two.

    :param path: the database file; `migrate` creates it.
    :param zone: the time zone in which days begin, unless the office has set its own.
    :param call: runs every piece of work; see Database.
    :param on_commit: called after each commit made here; see Database.
    :param trusts_clock: whether the network has set the machine's clock; see Database.
    """

    def __init__(
        self,
        path: Path,
        *,
        zone: ZoneInfo,
        call: Executor = run_inline,
        on_commit: Callable[[], None] = no_op,
        trusts_clock: Callable[[], bool] = never,
    ) -> None:
        database = Database(
            path, zone=zone, run=call, on_commit=on_commit, trusts_clock=trusts_clock
        )
        self._database = database
        self._office = OfficeRepository(database)
        self.teams = TeamRepository(database)
        self.cycles = CycleRepository(database)
        self.objectives = ObjectiveRepository(database)
        self.key_results = KeyResultRepository(database)
        self.check_ins = CheckInRepository(database)
        self.grades = GradeRepository(database)
        self.moves = MoveRepository(database)
        self.archive = ArchiveRepository(database)
        self.imports = ImportRepository(database)
        self.audit_log = AuditLogRepository(database)
        self.logo = LogoRepository(database)
        self.meetings = MeetingRepository(database)
        self.pictures = PictureRepository(database)
        self.presentation = PresentationRepository(database)
        self.surveys = SurveyRepository(database)
        self.settings = OfficeSettingsRepository(database)
        self.screens = ScreenRepository(database)
        self.users = UserRepository(database)
        self.sessions = SessionRepository(database)
        self.invitations = InvitationRepository(database)
        self.password_links = PasswordLinkRepository(database)
        self.api_tokens = ApiTokenRepository(database)

    @property
    def path(self) -> Path:
        """The database file."""
        return self._database.path

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone, as last read."""
        return self._database.zone

    # The file

    def migrate(self, first_settings: Mapping[str, str] | None = None) -> None:
        """Create what is missing and apply pending migrations.

        :param first_settings: the office settings of a new database, as texts by name.
        :raises Busy: another program holds the lock.
        """
        self._database.migrate(first_settings or {})

    def settle(self) -> None:
        """Load the office settings, and with them its time zone, before anything else is read."""
        self._database.read(self._database.load_settings)

    def distrust(self) -> None:
        """Have the file checked before its next use: it was refused, and may have been restored
        since."""
        self._database.connections.distrust()

    def probe(self, now: datetime) -> int:
        """Write a row and read it back. It changes no wall.

        :returns: the revision.
        :raises Busy: another program holds the lock.
        :raises StorageUnavailable: nothing can be saved, and why.
        """
        database = self._database
        return database.run(lambda: write_and_read_back(database.connections, database.path, now))

    def unreadable(self) -> tuple[Unreadable, ...]:
        """Every text with a byte that is not valid UTF-8; it reads the whole database."""
        return self._database.read(lambda db: tuple(unreadable(db)))

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._database.connections.close()

    # The office

    def office(self, now: datetime) -> Office:
        """The running cycles; cached until the revision or the local date changes."""
        return self._office.get(now)

    def revision(self) -> int:
        """The current revision."""
        return self._database.read(revision)

    def snapshot(self, work: Callable[[], T]) -> T:
        """Run work in which the reads of every repository see the same state, in one transaction.
        The work may only read, and should be short: no writer can commit before it ends.

        :returns: the work's result.
        """
        return self._database.snapshot(work)

    def fingerprint(self, table: str, key: int | str, code: str = "") -> str:
        """The fingerprint of a record's fields, for `if_unchanged_since`. Read it before the
        values of the form, so that it is never newer than they are."""
        read = version_reader(self._database.zone, table, key, code)
        return self._database.read(lambda db: fingerprint(read(db)))

    def edit_conflict(
        self, if_unchanged_since: str, table: str, key: int | str, code: str = ""
    ) -> EditConflict[Editable] | None:
        """The fields that somebody else has changed since the fingerprint; None if there are
        none."""
        read = version_reader(self._database.zone, table, key, code)
        now = self._database.read(read)
        fields = stale_fields(if_unchanged_since, now)
        return edit_conflict(now, fields) if fields else None

    def name_office(self, name: str) -> None:
        """Set the office's name."""
        self._database.write(lambda db: teams.name_office(db, name))

    def is_empty(self) -> bool:
        """Whether nothing about an office has been entered."""
        return self._database.read(seed.is_empty)

    def has_ever_had_office(self) -> bool:
        """Whether there is an office, or was one before its sample was cleared."""
        return self._database.read(seed.has_ever_had_office)

    def seed(self, plan: OfficeSeed, now: datetime) -> None:
        """Write a whole office into an empty database, in one transaction."""
        self._database.write(lambda db: seed.seed_office(db, plan, now, self._database.zone))

    def clear_sample(self) -> None:
        """Remove the sample; users and tokens stay. ValidationError if this is not a sample."""
        self._database.write(seed.clear_sample)

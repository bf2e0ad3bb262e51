"""What an import would create and change, before anything is written."""

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.okr.grading import GradeDraft
from kiosk.okr.import_findings import FoundValue
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import NewCycle


@dataclass(frozen=True, slots=True)
class NewTeam:
    """A team to create. Until then, objectives refer to it by its `temporary_code`."""

    temporary_code: str
    name: str
    color: str
    is_company: bool = False


@dataclass(frozen=True, slots=True)
class NewObjective:
    """An objective with its key results. `team` is a code, or the temporary code of a new team,
    `cycle` the place of its cycle in the plan; `code` is that of an objective that is there already
    and keeps its texts."""

    team: str
    title: str
    key_results: tuple[KeyResultDraft, ...]
    description: str = ""
    short_title: str = ""
    cycle: int = 0
    code: str = ""


@dataclass(frozen=True, slots=True)
class ImportedLink:
    """That an objective of the plan, by its place from 0, serves another from now on: one of the
    plan by its place, or one that exists by its code."""

    objective: int
    serves: int | str
    because: str


@dataclass(frozen=True, slots=True)
class KeyResultChange:
    """A key result that exists, as it will be."""

    code: str
    draft: KeyResultDraft


@dataclass(frozen=True, slots=True)
class KeyResultPlace:
    """A new key result by its place in the plan: which of the plan's objectives, and which of that
    objective's key results, both from 0."""

    objective: int
    key_result: int


@dataclass(frozen=True, slots=True)
class ImportedCheckIn:
    """A check-in to write. `key_result` is the code of one that exists, or the place of a new one;
    `measured_on` None is the day of the import, `measured_at` None the end of its day."""

    key_result: str | KeyResultPlace
    value: FoundValue | None
    measured_on: date | None = None
    confidence: int | None = None
    note: str = ""
    measured_at: datetime | None = None
    signature: str = ""
    is_confirmation: bool = False


@dataclass(frozen=True, slots=True)
class ImportedGrade:
    """The grade of an objective that exists and has none yet."""

    objective: str
    grade: GradeDraft


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The whole import. `cycles` are ids of existing cycles, or cycles to create; `reason` is why
    key results of an open cycle change; `sources` are the names of its files.

    :ivar revision: of the office that it was made for; None: whatever it is now.
    """

    cycles: tuple[int | NewCycle, ...]
    teams: tuple[NewTeam, ...]
    objectives: tuple[NewObjective, ...]
    changes: tuple[KeyResultChange, ...] = ()
    reason: str = ""
    check_ins: tuple[ImportedCheckIn, ...] = ()
    sources: tuple[str, ...] = ()
    links: tuple[ImportedLink, ...] = ()
    grades: tuple[ImportedGrade, ...] = ()
    revision: int | None = None

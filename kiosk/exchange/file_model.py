"""What an office file says, once it is read: frozen, and checked by whoever made it."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from kiosk.okr.meetings import MeetingKind
from kiosk.okr.model import Kind, Value

COLORS = ("neutral", "sky", "orange", "green", "yellow", "blue", "purple")
"""The palette's names for teams; the company's is neutral."""

LAST_WEEK = 13


@dataclass(frozen=True, slots=True)
class FileCheckIn:
    """What somebody measured. `week` 0 is the one before the cycle opens, 1 the first in it;
    `day` is the day of the week, 1 a Monday, that lies in that week; `time` is local."""

    week: int
    day: int
    time: time
    value: Value
    confidence: int | None
    note: str
    signed: str
    nothing_changed: bool


@dataclass(frozen=True, slots=True)
class FileMilestone:
    """One step of a milestones key result."""

    code: str
    title: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class FileKeyResult:
    """What moves, with its whole story in the order of time."""

    code: str
    title: str
    kind: Kind
    unit: str
    start: Decimal | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    weight: Decimal
    owner: str
    freshness_days: int | None
    confidential: bool
    milestones: tuple[FileMilestone, ...]
    check_ins: tuple[FileCheckIn, ...]


@dataclass(frozen=True, slots=True)
class FileServes:
    """The code of the company objective served, and why."""

    objective: str
    because: str


@dataclass(frozen=True, slots=True)
class FileObjective:
    """An objective of the team with the slug `team`."""

    code: str
    team: str
    title: str
    serves: tuple[FileServes, ...]
    key_results: tuple[FileKeyResult, ...]


@dataclass(frozen=True, slots=True)
class FileTeam:
    """The company itself, or a team inside it."""

    code: str
    slug: str
    name: str
    is_company: bool
    color: str


@dataclass(frozen=True, slots=True)
class FileMeeting:
    """A meeting; its moment is told like a check-in's. `team` is a slug, "" for everybody's."""

    code: str
    week: int
    day: int
    time: time
    kind: MeetingKind
    title: str
    team: str
    minutes: int
    place: str
    anyone: bool


@dataclass(frozen=True, slots=True)
class FileGrade:
    """What a team said of the objective with the code `objective` in the end."""

    objective: str
    grade: Decimal | None
    reason: str
    learned: str


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """A question of a survey that is over: how many chose each number of the scale, or what
    was written."""

    code: str
    text: str
    counts: tuple[int, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileLesson:
    """What people said in that survey, and what was changed because of it."""

    said: str
    changed: str


@dataclass(frozen=True, slots=True)
class FilePrevious:
    """The cycle before, closed on its last day, and the survey at its end."""

    theme: str
    grades: tuple[FileGrade, ...]
    questions: tuple[FileQuestion, ...]
    lessons: tuple[FileLesson, ...]
    objectives: tuple[FileObjective, ...]


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """All that such a file says, checked."""

    name: str
    theme: str
    wifi: str
    teams: tuple[FileTeam, ...]
    objectives: tuple[FileObjective, ...]
    meetings: tuple[FileMeeting, ...] = ()
    previous: FilePrevious | None = None

"""The data classes of an office file. The types of their fields say what is valid, and cattrs reads
them (table_reader.py). What concerns several fields together is checked after that.
"""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Annotated

from kiosk.exchange.office_file.fields import (
    AnyValue,
    CodeText,
    Counts,
    Flag,
    GradeNumber,
    Line,
    Number,
    OneOf,
    Paragraphs,
    Sentences,
    Slug,
    TimeOfDay,
    Weight,
    Whole,
)
from kiosk.okr.check_in_input import NOTE_LENGTH
from kiosk.okr.meeting_draft import MINUTES, PLACE_LENGTH
from kiosk.okr.meetings import MeetingKind
from kiosk.okr.model import TEAM_COLORS, KeyResultKind, Value
from kiosk.okr.survey import LESSON_LENGTH, QUESTION_LENGTH
from kiosk.okr.text import (
    DESCRIPTION_LENGTH,
    FULL_TITLE_LENGTH,
    NAME_LENGTH,
    REASON_LENGTH,
    TITLE_LENGTH,
    UNIT_LENGTH,
)

LAST_WEEK = 13
USUAL_MINUTES = 60

_Code = Annotated[str, CodeText()]
_Name = Annotated[str, Line(NAME_LENGTH)]
_AnyName = Annotated[str, Line(NAME_LENGTH, may_be_empty=True)]
_Title = Annotated[str, Line(TITLE_LENGTH)]
_FullTitle = Annotated[str, Line(FULL_TITLE_LENGTH)]
_ShortTitle = Annotated[str, Line(TITLE_LENGTH, may_be_empty=True)]
_Description = Annotated[str, Paragraphs(DESCRIPTION_LENGTH)]
_Note = Annotated[str, Line(NOTE_LENGTH, may_be_empty=True)]
_Because = Annotated[str, Line(REASON_LENGTH)]
_Lesson = Annotated[str, Line(LESSON_LENGTH)]
_Week = Annotated[int, Whole(0, LAST_WEEK)]
_Day = Annotated[int, Whole(1, 7)]
_Time = Annotated[time, TimeOfDay()]
_Number = Annotated[Decimal | None, Number()]
_Flag = Annotated[bool, Flag()]


@dataclass(frozen=True, slots=True)
class FileCheckIn:
    """A check-in. `week` 0 is the one before the cycle begins, 1 its first week; `day` is the
    weekday, 1 for Monday; `time` is local. `value` is None only until it is parsed by kind."""

    week: _Week
    day: _Day
    time: _Time
    value: Annotated[Value, AnyValue()] = None  # type: ignore[assignment]
    confidence: Annotated[int | None, Whole(0, 10)] = None
    note: _Note = ""
    signed: _AnyName = ""
    nothing_changed: _Flag = False


@dataclass(frozen=True, slots=True)
class FileMilestone:
    """One step of a milestones key result."""

    code: _Code
    title: _Title
    weight: Annotated[Decimal, Weight()] = Decimal(1)


@dataclass(frozen=True, slots=True)
class FileKeyResult:
    """A key result with its check-ins in order. `weight` None is the default of its kind; it is due
    on the Friday of its `due_week`."""

    code: _Code
    title: _FullTitle
    kind: Annotated[KeyResultKind, OneOf(KeyResultKind, KeyResultKind)]
    unit: Annotated[str, Line(2 * UNIT_LENGTH + 1, may_be_empty=True)] = ""
    start: _Number = None
    target: _Number = None
    low: _Number = None
    high: _Number = None
    weight: Annotated[Decimal | None, Weight()] = None
    owner: _AnyName = ""
    freshness_days: Annotated[int | None, Whole(1, 366)] = None
    confidential: _Flag = False
    due_week: Annotated[int | None, Whole(1, LAST_WEEK)] = None
    short_title: _ShortTitle = ""
    description: _Description = ""
    milestones: tuple[FileMilestone, ...] = ()
    check_ins: tuple[FileCheckIn, ...] = ()


@dataclass(frozen=True, slots=True)
class FileServes:
    """The code of the objective that an objective is aligned to, and the reason."""

    objective: _Code
    because: _Because


@dataclass(frozen=True, slots=True)
class FileObjective:
    """An objective of the team with the slug `team`."""

    code: _Code
    team: _Name
    title: _FullTitle
    short_title: _ShortTitle = ""
    description: _Description = ""
    serves: tuple[FileServes, ...] = ()
    key_results: tuple[FileKeyResult, ...] = ()


@dataclass(frozen=True, slots=True)
class FileTeam:
    """The company itself, or a team inside it."""

    code: _Code
    slug: Annotated[str, Slug(NAME_LENGTH)]
    name: _Name
    color: Annotated[str, OneOf(TEAM_COLORS)]
    is_company: _Flag = False


@dataclass(frozen=True, slots=True)
class FileMeeting:
    """A meeting; its time is given like a check-in's. `team` is a slug, "" for everybody's."""

    code: _Code
    week: _Week
    day: _Day
    time: _Time
    kind: Annotated[MeetingKind, OneOf(MeetingKind, MeetingKind)]
    title: _Title
    team: _AnyName = ""
    minutes: Annotated[int, Whole(*MINUTES)] = USUAL_MINUTES
    place: Annotated[str, Line(PLACE_LENGTH, may_be_empty=True)] = ""
    anyone: _Flag = True


@dataclass(frozen=True, slots=True)
class FileGrade:
    """A team's grade for the objective with the code `objective`."""

    objective: Annotated[str, Line(40)]
    grade: Annotated[Decimal | None, GradeNumber()] = None
    reason: Annotated[str, Line(REASON_LENGTH, may_be_empty=True)] = ""
    learned: _Note = ""


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """A question of a closed survey: how many chose each number of the scale, or the texts."""

    code: _Code
    text: Annotated[str, Line(QUESTION_LENGTH)]
    counts: Annotated[tuple[int, ...], Counts()] = ()
    sentences: Annotated[tuple[str, ...], Sentences()] = ()


@dataclass(frozen=True, slots=True)
class FileLesson:
    """What people said in the survey, and what was changed because of it."""

    said: _Lesson
    changed: _Lesson


@dataclass(frozen=True, slots=True)
class FilePrevious:
    """The previous cycle, closed on its last day, with its survey."""

    theme: _Title
    grades: tuple[FileGrade, ...] = ()
    questions: tuple[FileQuestion, ...] = ()
    lessons: tuple[FileLesson, ...] = ()
    objectives: tuple[FileObjective, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """The whole file, checked."""

    name: _Name
    theme: _Title
    wifi: _AnyName = ""
    teams: tuple[FileTeam, ...] = ()
    objectives: tuple[FileObjective, ...] = ()
    meetings: tuple[FileMeeting, ...] = ()
    previous: FilePrevious | None = None

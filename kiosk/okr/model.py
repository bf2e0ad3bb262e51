"""The nouns: an office, its cycles and teams, objectives, key results and check-ins."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from kiosk.okr.meetings import Meeting
from kiosk.okr.office_settings import DEFAULTS, OfficeSettings
from kiosk.okr.presentation import Presentation
from kiosk.okr.survey import Survey

TEAM_COLORS = ("sky", "orange", "green", "purple", "blue", "yellow", "neutral")
"""The palette's names for teams, in the order in which new teams get them; neutral is the
company's."""

Value = Decimal | bool | frozenset[str]
"""A check-in's value: a decimal, yes or no, or the codes of the milestones that are done."""


class KeyResultKind(StrEnum):
    """The kinds of key result, by their names in the API and in files."""

    NUMBER = "number"
    PERCENT = "percent"
    CURRENCY = "currency"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    BETWEEN = "between"
    MILESTONES = "milestones"
    YES_NO = "yes_no"

    @property
    def is_start_to_target(self) -> bool:
        """Whether progress is a way from a start to a target."""
        return self in (KeyResultKind.NUMBER, KeyResultKind.PERCENT, KeyResultKind.CURRENCY)

    @property
    def is_limit(self) -> bool:
        """Whether progress is a state, inside or outside a limit."""
        return self in (KeyResultKind.AT_MOST, KeyResultKind.AT_LEAST, KeyResultKind.BETWEEN)

    @property
    def has_expected_progress(self) -> bool:
        """Whether the calendar says anything about where it should be."""
        return self.is_start_to_target or self is KeyResultKind.MILESTONES

    @property
    def is_decimal(self) -> bool:
        """Whether its value is a decimal."""
        return self.is_start_to_target or self.is_limit


class CycleState(StrEnum):
    """Where a cycle stands; figures of a closed one never change again."""

    DRAFT = "draft"
    OPEN = "open"
    GRADING = "grading"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One named step of a milestones key result."""

    code: str
    title: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Measure:
    """What a key result was measured in at a time: kind, unit, and what was aimed at."""

    kind: KeyResultKind
    unit: str
    start: Decimal | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One appended row: what somebody measured and when. Times are aware and in UTC. Where the
    unit was changed since and nothing said how to convert, `measured` is what it was then;
    `corrects` is the number of the check-in that this one takes the place of."""

    id: int
    key_result: str
    measured_at: datetime
    recorded_at: datetime
    value: Value
    confidence: int | None
    note: str
    team: str
    author: str
    signature: str
    source: str
    is_confirmation: bool
    measured: Measure | None = None
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A check-in of the last hour with the value it replaced (None: it was the first)."""

    check_in: CheckIn
    before: Value | None


@dataclass(frozen=True, slots=True)
class KeyResult:
    """What moves. `latest` is its newest check-in that counts, `week_ago` the one that
    counted at the start of the day seven days back. `ambition` is "", stretch or committed;
    `carried_from` the code it had in an earlier cycle. Where nobody has set a start, `start` is the
    first value that counts, and `start_is_derived`. A `sealed` one has nothing but its
    percent (okr/guests.py)."""

    code: str
    objective: str
    title: str
    kind: KeyResultKind
    unit: str
    start: Decimal | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    weight: Decimal
    owner: str
    freshness_days: int | None
    confidential: bool
    milestones: tuple[Milestone, ...]
    latest_check_in: CheckIn | None
    value_a_week_ago: CheckIn | None
    ambition: str = ""
    carried_from: str | None = None
    is_redacted: bool = False
    start_is_derived: bool = False


@dataclass(frozen=True, slots=True)
class AlignmentLink:
    """Which company objective is served, and the sentence that says why."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Grade:
    """What a team says of an objective at the end: 0.0 to 1.0 (None: none yet), why another
    than its progress suggests, and what was learned."""

    grade: Decimal | None
    reason: str
    learned: str
    graded_by: str
    graded_at: datetime


@dataclass(frozen=True, slots=True)
class Objective:
    """A sentence worth reading on a wall, and the key results that say how far it is. Its
    `grade` is None until the cycle's are revealed together."""

    code: str
    cycle: int
    team: str
    title: str
    serves: tuple[AlignmentLink, ...]
    key_results: tuple[KeyResult, ...]
    grade: Grade | None = None
    carried_from: str | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """The company itself, or a team inside it. `color` is a name of the palette."""

    code: str
    slug: str
    name: str
    is_company: bool
    color: str


@dataclass(frozen=True, slots=True)
class Cycle:
    """A period with a first and a last day and a theme."""

    id: int
    name: str
    theme: str
    starts_on: date
    ends_on: date
    state: CycleState
    revealed_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewCycle:
    """A cycle that will be created as a draft: by carrying over, or by importing a table."""

    name: str
    starts_on: date
    ends_on: date
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """The whole present state at one revision: what runs now, nothing archived.

    Objectives stand in the order of the wall: the company's first, then team by team.
    `changes` are the last hour's, oldest first; `notes` are those check-ins of the last seven days
    that say something beside their number, newest first. `elsewhere` are objectives of other
    cycles: those that make the percent of one here, and those that one here serves. `ended` are
    the cycles that were closed lately, each alone and as it stood.
    """

    revision: int
    name: str
    is_sample: bool
    cycles: tuple[Cycle, ...]
    teams: tuple[Team, ...]
    objectives: tuple[Objective, ...]
    changes: tuple[Change, ...]
    settings: OfficeSettings = DEFAULTS
    notes: tuple[CheckIn, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    presentation: Presentation | None = None
    surveys: tuple[Survey, ...] = ()
    other_cycle_objectives: tuple[Objective, ...] = ()
    recently_closed: tuple["Office", ...] = ()

    @property
    def company(self) -> Team | None:
        """The team that is the company itself; None while there is none."""
        return next((team for team in self.teams if team.is_company), None)

    def team(self, code: str) -> Team:
        """The team with this code; raises KeyError if there is none."""
        return _one(self.teams, code)

    def objective(self, code: str) -> Objective:
        """The objective with this code; raises KeyError if there is none."""
        return _one(self.objectives, code)

    def key_results(self) -> Iterator[KeyResult]:
        """Every key result, in the order of the wall."""
        for objective in self.objectives:
            yield from objective.key_results

    def key_result(self, code: str) -> KeyResult:
        """The key result with this code; raises KeyError if there is none."""
        return _one(tuple(self.key_results()), code)

    def cycle(self, number: int) -> Cycle:
        """The cycle with this id; raises KeyError if it is not running."""
        for cycle in self.cycles:
            if cycle.id == number:
                return cycle
        raise KeyError(number)

    def supporting_objectives(self, code: str) -> tuple[Objective, ...]:
        """The objectives that serve the one with this code."""
        return tuple(o for o in self.objectives if any(s.code == code for s in o.serves))

    def contributing_objectives(self, code: str) -> tuple[Objective, ...]:
        """The objectives that make the percent of one without key results: those that serve it,
        in cycles that are over as well."""
        gone = (o for o in self.other_cycle_objectives if any(s.code == code for s in o.serves))
        return (*self.supporting_objectives(code), *gone)


_Coded = TypeVar("_Coded", Team, Objective, KeyResult)


def _one(things: tuple[_Coded, ...], code: str) -> _Coded:
    for thing in things:
        if thing.code == code:
            return thing
    raise KeyError(code)

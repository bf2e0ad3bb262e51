"""The data model: an office, its cycles, teams, objectives, key results and check-ins."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from kiosk.okr.logo import Logo
from kiosk.okr.meetings import Meeting
from kiosk.okr.office_settings import DEFAULTS, OfficeSettings
from kiosk.okr.pictures import Picture
from kiosk.okr.presentation import Presentation
from kiosk.okr.survey import Survey

TEAM_COLORS = (
    "sky", "orange", "green", "purple", "blue", "yellow", "brown", "violet", "neutral",
)  # fmt: skip
"""The palette's names for teams, in the order in which new teams get them; neutral is the
company's."""

Value = Decimal | bool | frozenset[str]
"""A check-in's value: a decimal, yes or no, or the codes of the milestones that are done."""


class KeyResultKind(StrEnum):
    """The kinds of key result, with their names in the API and in files."""

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
        """Whether progress is measured from a start to a target."""
        return self in (KeyResultKind.NUMBER, KeyResultKind.PERCENT, KeyResultKind.CURRENCY)

    @property
    def is_limit(self) -> bool:
        """Whether progress is a state: within or outside a limit."""
        return self in (KeyResultKind.AT_MOST, KeyResultKind.AT_LEAST, KeyResultKind.BETWEEN)

    @property
    def has_expected_progress(self) -> bool:
        """Whether its progress can be compared with the calendar."""
        return self.is_start_to_target or self is KeyResultKind.MILESTONES

    @property
    def is_decimal(self) -> bool:
        """Whether its value is a decimal."""
        return self.is_start_to_target or self.is_limit


class CycleState(StrEnum):
    """The states of a cycle. The figures of a closed one never change."""

    DRAFT = "draft"
    OPEN = "open"
    GRADING = "grading"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One milestone of a milestones key result."""

    code: str
    title: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Measure:
    """How a key result was measured at a time: kind, unit, start and target or limits."""

    kind: KeyResultKind
    unit: str
    start: Decimal | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What somebody measured and when. Check-ins are only ever appended. Times are aware and in
    UTC. If the unit has changed since without a factor to convert by, `measured` is the measure of
    that time. `corrects` is the id of the check-in that this one replaces."""

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

    # Pages are cached by what they show. Here and below a hash takes what usually differs: one of
    # everything would take as long as drawing the page.
    def __hash__(self) -> int:
        return hash((self.id, self.value))


@dataclass(frozen=True, slots=True)
class Change:
    """A check-in of the last hour, with the value before it (None: it is the first)."""

    check_in: CheckIn
    before: Value | None


@dataclass(frozen=True, slots=True)
class KeyResult:
    """A key result. `latest_check_in` is the newest one that counts, `value_a_week_ago` the one
    that counted at the start of the day seven days ago, `value_before_today` the one that counted
    when today began. `ambition` is "", stretch or committed;
    `carried_from` is its code in an earlier cycle. If nobody has set a start, `start` is the first
    value that counts, and `start_is_derived` is true. `due` is the day by which it is due
    (due_day in pace.py says which one counts). A wall shows the `short_title`, if there is one, and
    never the `description`. An `is_redacted` one shows only its title and
    percent (okr/redaction.py)."""

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
    value_before_today: CheckIn | None = None
    due: date | None = None
    short_title: str = ""
    description: str = ""

    def __hash__(self) -> int:
        return hash((self.code, self.title, self.target, self.latest_check_in))

    @property
    def has_open_target(self) -> bool:
        """Whether its target, or one of its limits, is still to be set."""
        if self.kind.is_start_to_target:
            return self.target is None
        has_low = self.kind in (KeyResultKind.AT_LEAST, KeyResultKind.BETWEEN)
        has_high = self.kind in (KeyResultKind.AT_MOST, KeyResultKind.BETWEEN)
        return (has_low and self.low is None) or (has_high and self.high is None)

    @property
    def is_decreasing(self) -> bool:
        """Whether its target is below its start."""
        return self.start is not None and self.target is not None and self.target < self.start


@dataclass(frozen=True, slots=True)
class AlignmentLink:
    """The code of the objective that an objective is aligned to, and the reason."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A team's grade for an objective: 0.0 to 1.0 (None: none yet), the reason if it differs from
    what progress suggests, and what the team learned."""

    grade: Decimal | None
    reason: str
    learned: str
    graded_by: str
    graded_at: datetime


@dataclass(frozen=True, slots=True)
class PastProgress:
    """An objective's progress when its cycle began and when each past week of it ended, oldest
    first (kiosk.okr.pace.week_groups). Integers, as pages are cached by what they show.

    :ivar per_mille: the progress of then in thousandths; None before the first check-in.
    :ivar reported_on: the day of the newest check-in of then, as an ordinal; 0 before the first.
    """

    per_mille: tuple[int | None, ...]
    reported_on: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective with its key results. Its `grade` is None until all grades of the cycle are
    revealed together. `serves` are its alignment links. `past` is only read for running cycles.
    A wall shows the `short_title`, if there is one, and never the `description`."""

    code: str
    cycle: int
    team: str
    title: str
    serves: tuple[AlignmentLink, ...]
    key_results: tuple[KeyResult, ...]
    grade: Grade | None = None
    carried_from: str | None = None
    past: PastProgress | None = None
    short_title: str = ""
    description: str = ""

    def __hash__(self) -> int:
        return hash((self.code, self.title, self.key_results))


@dataclass(frozen=True, slots=True)
class Team:
    """The company itself, or a team in it. `color` is one of TEAM_COLORS; `pattern` tells teams
    that share one apart, see team_patterns.py."""

    code: str
    slug: str
    name: str
    is_company: bool
    color: str
    pattern: int = 0


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
    """The whole current state at one revision, without anything archived.

    Objectives are in the order of the wall: the company's first, then team by team. `changes` are
    those of the last hour, oldest first; `notes` are the check-ins of the last seven days with a
    note, newest first. `other_cycle_objectives` are objectives of other cycles that are aligned to
    one of these, or that one of these is aligned to. `recently_closed` are the recently closed
    cycles, each as an office of its own at the time it was closed.
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
    pictures: tuple[Picture, ...] = ()
    presentation: Presentation | None = None
    surveys: tuple[Survey, ...] = ()
    other_cycle_objectives: tuple[Objective, ...] = ()
    recently_closed: tuple["Office", ...] = ()
    logo: Logo | None = None

    def __hash__(self) -> int:
        return hash((self.revision, self.name, self.objectives))

    @property
    def company(self) -> Team | None:
        """The team that is the company itself; None if there is none yet."""
        return next((team for team in self.teams if team.is_company), None)

    def team(self, code: str) -> Team:
        """The team with this code; raises KeyError if there is none."""
        return _find(self.teams, code)

    def objective(self, code: str) -> Objective:
        """The objective with this code; raises KeyError if there is none."""
        return _find(self.objectives, code)

    def key_results(self) -> Iterator[KeyResult]:
        """Every key result, in the order of the wall."""
        for objective in self.objectives:
            yield from objective.key_results

    def key_result(self, code: str) -> KeyResult:
        """The key result with this code; raises KeyError if there is none."""
        return _find(tuple(self.key_results()), code)

    def cycle(self, number: int) -> Cycle:
        """The cycle with this id; raises KeyError if it is not in this office."""
        for cycle in self.cycles:
            if cycle.id == number:
                return cycle
        raise KeyError(number)

    def supporting_objectives(self, code: str) -> tuple[Objective, ...]:
        """The objectives aligned to the one with this code."""
        return tuple(o for o in self.objectives if any(s.code == code for s in o.serves))

    def contributing_objectives(self, code: str) -> tuple[Objective, ...]:
        """The objectives whose progress makes up that of one without key results: those aligned to
        it, in earlier cycles as well."""
        earlier = (o for o in self.other_cycle_objectives if any(s.code == code for s in o.serves))
        return (*self.supporting_objectives(code), *earlier)


_WithCode = TypeVar("_WithCode", Team, Objective, KeyResult)


def _find(items: tuple[_WithCode, ...], code: str) -> _WithCode:
    for item in items:
        if item.code == code:
            return item
    raise KeyError(code)

"""What the API says and takes, as types: bodies are made of them, and its description is made from
them (kiosk/web/api/openapi.py), so that neither can say what the other does not.

A field that is UNSET is left out. What the API takes is read by hand (kiosk/web/api/__init__.py):
msgspec ends at the first mistake, and in English, where we tell every field's in the office's
language.
"""

from decimal import Decimal
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from kiosk.okr.model import KeyResultKind
from kiosk.web.core.problem_details import Problem

Code = Annotated[str, Meta(pattern="^[0-9A-HJKMNP-TV-Z]{4,5}$")]
Moment = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
Day = Annotated[str, Meta(extra_json_schema={"format": "date"})]
Ambition = Literal["stretch", "committed"]
Value = Decimal | bool | list[Code] | None
"""A number, true or false, or the codes of the milestones done."""

_TYPED_VALUE = Meta(
    description="a number, or a string with one; true or false for yes_no; the codes of the"
    " milestones done for milestones. A string that is a decimal as JSON writes it, like 42.5 or"
    " 1.085, is that number in every language. Any other string is read as the office writes"
    " numbers, as on its pages: with groups, the key result's own unit, k, M, Mio or bn, like"
    " € 340.000 or 1,085 in a German office",
    extra_json_schema={
        "oneOf": [
            {"type": ["number", "string", "boolean", "null"]},
            {"type": "array", "items": {"type": "string"}},
        ]
    },
)


_ShortTitle = Annotated[
    str | None, Meta(description="what walls show instead of the title, where there is one")
]
_Description = Annotated[str | None, Meta(description="paragraphs separated by empty lines")]


class Serves(Struct, frozen=True, kw_only=True):
    """What an objective serves, and why."""

    code: Code
    because: str


class Milestone(Struct, frozen=True, kw_only=True):
    """One step of a milestones key result."""

    code: Code
    title: str
    weight: Decimal
    done: bool


class KeyResult(Struct, frozen=True, kw_only=True):
    """A key result with its current value; unknown values are null."""

    code: Code | None
    title: str
    short_title: _ShortTitle
    description: _Description
    kind: KeyResultKind | None
    unit: str | None
    start: Decimal | None
    target: Decimal | None
    low: Decimal | UnsetType | None = UNSET
    high: Decimal | UnsetType | None = UNSET
    due: Annotated[Day | None, Meta(description="the day by which it is due, where it has one")]
    value: Value
    progress: Decimal | None
    raw_progress: Decimal | None
    weight: Decimal | None
    ambition: Ambition | None
    confidence: int | None
    checked_in_at: Annotated[str | None, Meta(extra_json_schema={"format": "date-time"})]
    old: Annotated[
        bool, Meta(description="true once the value is older than its limit, as on the wall")
    ]
    milestones: list[Milestone] | UnsetType = UNSET
    sealed: Annotated[
        bool | UnsetType,
        Meta(
            description="true while guests are here and no token was sent: then a confidential"
            " key result has only its title and progress, and the rest is null"
        ),
    ] = UNSET


class Objective(Struct, frozen=True, kw_only=True):
    """An objective; its grade once all grades of its cycle are revealed."""

    code: Code
    title: str
    short_title: _ShortTitle
    description: _Description
    serves: list[Serves]
    progress: Decimal | None
    grade: Decimal | UnsetType | None = UNSET
    reason: str | UnsetType = UNSET
    learned: str | UnsetType = UNSET
    key_results: list[KeyResult]


class Team(Struct, frozen=True, kw_only=True):
    """A team with its objectives in one cycle."""

    slug: str
    name: str
    is_company: bool
    objectives: list[Objective]


class Cycle(Struct, frozen=True, kw_only=True):
    """A cycle with the teams that have objectives in it."""

    name: str
    theme: str
    starts_on: Day
    ends_on: Day
    state: Literal["draft", "open", "grading", "closed"]
    teams: list[Team]


class Okrs(Struct, frozen=True, kw_only=True):
    """Everyone's OKRs at a revision."""

    revision: int
    cycles: list[Cycle]


class NewCheckIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A check-in to add."""

    value: Annotated[Any, _TYPED_VALUE]
    confidence: Annotated[int, Meta(ge=0, le=10)] | None = None
    note: Annotated[str, Meta(max_length=500)] | None = None
    measured_at: Annotated[str | None, Meta(extra_json_schema={"format": "date-time"})] = None


class CheckInWarning(Struct, frozen=True, kw_only=True):
    """A warning about an unusual value, which was saved."""

    field: str
    message: Annotated[str, Meta(description="in the office's language")]
    did_you_mean: Annotated[
        str | UnsetType,
        Meta(description="the value that was likely meant, as a plain decimal"),
    ] = UNSET


class CheckIn(Struct, frozen=True, kw_only=True):
    """A check-in, and the key result's value and progress with it."""

    id: int
    key_result: Code
    value: Value
    confidence: int | None
    note: str
    measured_at: Moment
    recorded_at: Moment
    source: str
    revision: int
    progress: Decimal | None
    raw_progress: Decimal | None
    warnings: Annotated[
        list[CheckInWarning],
        Meta(
            description="warnings about a value that was saved; empty if there are none. A"
            " warning is given when its size lies outside a twentieth of the smallest"
            " to twenty times the largest of the start, target, limits and past values, when a"
            " thousandth or a thousand times it fits better, when it is below zero and no other"
            " is, and when a percent goes above a target of 100; a string that may mean two"
            " numbers says which was read"
        ),
    ]


TYPES = (Okrs, KeyResult, NewCheckIn, CheckIn, Problem)
"""What is sent and taken as a whole; the others are parts of these."""

"""The rules for cycles: their transitions, their days and their names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.errors import Collector, ValidationError
from kiosk.okr.dates import MOST_DAYS, validated_date
from kiosk.okr.grading import may_hide
from kiosk.okr.model import Cycle, CycleState
from kiosk.okr.text import NAME_LENGTH, TITLE_LENGTH, validated_line

NEXT_STATES = {
    CycleState.DRAFT: {CycleState.OPEN},
    CycleState.OPEN: {CycleState.DRAFT, CycleState.GRADING, CycleState.CLOSED},
    CycleState.GRADING: {CycleState.OPEN, CycleState.CLOSED},
    CycleState.CLOSED: set[CycleState](),
}
"""Which states may follow a state. Two transitions lead back, while nothing depends on the step."""


@dataclass(frozen=True, slots=True)
class CycleDraft:
    """A cycle as typed."""

    name: str
    theme: str
    starts_on: date
    ends_on: date


def validated_cycle(draft: CycleDraft, others: Sequence[CycleDraft]) -> CycleDraft:
    """The cycle as it will be written: name and theme in one line each.

    :param others: all other cycles.
    :raises ValidationError: naming each invalid field and what to write instead.
    """
    collect = Collector()
    validated = CycleDraft(
        collect.read(lambda: _name(draft.name, others), ""),
        collect.read(lambda: validated_line("theme", draft.theme, TITLE_LENGTH, needed=False), ""),
        collect.read(lambda: _starts_on(draft, others), draft.starts_on),
        collect.read(lambda: _ends_on(draft), draft.ends_on),
    )
    collect.finish()
    return validated


def _name(text: str, others: Sequence[CycleDraft]) -> str:
    name = validated_line("name", text, NAME_LENGTH)
    if any(other.name.casefold() == name.casefold() for other in others):
        raise ValidationError(
            "name", "There is already a cycle “%(name)s”. Enter a different name", name=name
        )
    return name


def _starts_on(draft: CycleDraft, others: Sequence[CycleDraft]) -> date:
    for other in others:
        if (other.starts_on, other.ends_on) == (draft.starts_on, draft.ends_on):
            raise ValidationError(
                "starts_on",
                "The cycle “%(name)s” already has exactly these days. Enter different ones, or "
                "edit that cycle",
                name=other.name,
            )
    return validated_date("starts_on", draft.starts_on)


def _ends_on(draft: CycleDraft) -> date:
    if validated_date("ends_on", draft.ends_on) - draft.starts_on >= timedelta(MOST_DAYS):
        raise ValidationError("ends_on", "A cycle lasts at most ten years. Enter an earlier day")
    if draft.ends_on < draft.starts_on:
        raise ValidationError("ends_on", "The last day is before the first. Enter a later day")
    return draft.ends_on


def refuse_closed(state: CycleState) -> None:
    """Raise ValidationError if a cycle is closed."""
    if state is CycleState.CLOSED:
        raise ValidationError("cycle", "The cycle is closed: everything in it stays as it is")


def is_accepting(state: CycleState) -> bool:
    """Whether objectives may be moved or imported into a cycle."""
    return state in (CycleState.DRAFT, CycleState.OPEN)


def refuse_unless_accepting(state: CycleState) -> None:
    """Raise ValidationError unless objectives may be moved or imported into a cycle."""
    if not is_accepting(state):
        raise ValidationError(
            "cycle", "Nothing more can be added to this cycle. Choose a different one"
        )


def refuse_transition(
    cycle: Cycle,
    state: CycleState,
    *,
    without_target: Callable[[], Sequence[str]],
    has_check_ins: Callable[[], bool],
) -> None:
    """Raise ValidationError unless a cycle may change to a state.

    :param without_target: gives the titles of its key results without a target.
    :param has_check_ins: whether it has check-ins.
    """
    if cycle.state is CycleState.CLOSED:
        raise ValidationError("state", "This cycle is closed and stays as it is")
    if state not in NEXT_STATES[cycle.state]:
        raise ValidationError(
            "state", "A cycle is opened, then graded, then closed. Choose the next step"
        )
    if state is CycleState.OPEN and (titles := without_target()):
        raise ValidationError(
            "state",
            "These key results have no target yet: %(titles)s. Set their targets, then open it",
            titles=", ".join(f"“{title}”" for title in titles),
        )
    if state is CycleState.DRAFT and has_check_ins():
        raise ValidationError(
            "state", "There are already check-ins, so this cycle cannot be a draft again"
        )
    if state is CycleState.OPEN and cycle.revealed_at is not None:
        raise ValidationError("state", "The grades are revealed: this cycle can only be closed")


def refuse_blocked_closing(other: str | None) -> None:
    """Raise ValidationError if a cycle's progress still depends on another open cycle.

    :param other: the name of that cycle; None: there is none.
    """
    if other is not None:
        raise ValidationError(
            "state",
            "Objectives of “%(name)s” count towards this cycle. Close that one first",
            name=other,
        )


def refuse_reveal(cycle: Cycle) -> None:
    """Raise ValidationError unless a cycle has grades to reveal."""
    if cycle.state not in (CycleState.GRADING, CycleState.CLOSED):
        raise ValidationError("state", "This cycle is not being graded yet. Begin grading first")


def refuse_hide(cycle: Cycle, now: datetime) -> None:
    """Raise ValidationError unless a cycle's grades are still hidden, or may be hidden again at a
    time (aware)."""
    if cycle.state is CycleState.CLOSED:
        raise ValidationError("state", "This cycle is closed and stays as it is")
    if cycle.revealed_at is not None and not may_hide(cycle, now):
        raise ValidationError(
            "state", "The grades were revealed more than ten minutes ago and stay shown"
        )

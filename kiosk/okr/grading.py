"""How teams grade their objectives at the end of a cycle: 0.0 to 1.0, suggested from progress."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from kiosk.errors import Collector, EditConflict, ValidationError
from kiosk.okr.check_in_input import NOTE_LENGTH
from kiosk.okr.model import Cycle, CycleState, Grade, Objective, Office, Team
from kiosk.okr.progress import objective_progress, round_half_up
from kiosk.okr.text import REASON_LENGTH, validated_line

GRADES = tuple(Decimal(tenths).scaleb(-1) for tenths in range(11))
"""Every possible grade."""


HIDE_WITHIN = timedelta(minutes=10)
"""How long after they are revealed grades can be hidden again."""


@dataclass(frozen=True, slots=True)
class TeamGrading:
    """Which of its objectives in a cycle a team has graded, and which not yet."""

    team: Team
    graded: tuple[Objective, ...]
    missing: tuple[Objective, ...]


def grading_progress(
    office: Office, cycle: int, graded_codes: Collection[str]
) -> tuple[TeamGrading, ...]:
    """Every team with objectives in a cycle, in the office's order.

    :param graded_codes: the codes of the objectives whose grades were saved.
    """
    found = []
    for team in office.teams:
        own = [o for o in office.objectives if o.cycle == cycle and o.team == team.code]
        graded = tuple(o for o in own if o.code in graded_codes)
        missing = tuple(o for o in own if o.code not in graded_codes)
        found += [TeamGrading(team, graded, missing)] if own else []
    return tuple(found)


def hide_until(cycle: Cycle) -> datetime | None:
    """Until when (aware) a cycle's grades can be hidden again; None if they cannot."""
    if cycle.state is not CycleState.GRADING or cycle.revealed_at is None:
        return None
    return cycle.revealed_at + HIDE_WITHIN


def may_hide(cycle: Cycle, now: datetime) -> bool:
    """Whether a cycle's grades can be hidden again at a time (aware)."""
    until = hide_until(cycle)
    return until is not None and now < until


@dataclass(frozen=True, slots=True)
class GradeDraft:
    """A grade as a team submits it; `grade` None: not graded yet."""

    grade: Decimal | None
    reason: str = ""
    learned: str = ""


def grade_version(grade: Grade | None) -> str:
    """What a form carries, to say which grade it was filled with."""
    return "" if grade is None else grade.graded_at.isoformat()


def refuse_unread_grade(now: Grade | None, draft: GradeDraft, version: str | None) -> None:
    """Refuse to replace a grade that the form did not show.

    :param version: see `grade_version`; None for a script's form.
    :raises EditConflict: it would replace one.
    """
    if now is None or version is None or version == grade_version(now):
        return
    if (now.grade, now.reason, now.learned) != (draft.grade, draft.reason, draft.learned):
        raise EditConflict(
            "grade",
            "Someone else has saved a grade in the meantime. Check it, then save again",
            now,
            (),
        )


def suggested_grade(office: Office, objective: Objective) -> Decimal | None:
    """The grade that an objective's progress suggests, rounded half up to one decimal; None if its
    progress has no percent."""
    clamped = objective_progress(office, objective).clamped
    return None if clamped is None else round_half_up(clamped, 1)


def validated_grade(draft: GradeDraft, suggestion: Decimal | None) -> GradeDraft:
    """The draft as it will be written.

    :raises ValidationError: naming each invalid field: the grade is not on the scale, or differs
        from the suggestion without a reason.
    """
    collect = Collector()
    grade = collect.read(lambda: _grade(draft.grade), None)
    differs = grade is not None and suggestion is not None and grade != suggestion
    reason = collect.read(
        lambda: validated_line("reason", draft.reason, REASON_LENGTH, needed=False), ""
    )
    if differs and not reason:
        collect.refuse(
            ValidationError(
                "reason",
                "The suggestion is %(suggestion)s. Say in a sentence why your grade differs",
                suggestion=suggestion,
            )
        )
    learned = collect.read(
        lambda: validated_line("learned", draft.learned, NOTE_LENGTH, needed=False), ""
    )
    collect.finish()
    return GradeDraft(grade, reason if differs else "", learned)


def _grade(graded_codes: Decimal | None) -> Decimal | None:
    if graded_codes is None:
        return None
    if not graded_codes.is_finite() or graded_codes not in GRADES:
        raise ValidationError("grade", "A grade is from 0.0 to 1.0, with one decimal. Choose one")
    return GRADES[int(graded_codes * 10)]


def refuse_ungraded(cycle: Cycle) -> None:
    """Raise ValidationError unless a cycle is being graded."""
    if cycle.state is CycleState.CLOSED:
        raise ValidationError("grade", "The cycle is closed: its grades stay as they are")
    if cycle.state is not CycleState.GRADING:
        raise ValidationError(
            "grade", "This cycle is not being graded yet. An admin has to start that"
        )


def refuse_second_grade(objective: str, *, is_graded: bool) -> None:
    """Raise ValidationError if an objective has a grade already, which an import leaves alone."""
    if is_graded:
        raise ValidationError(
            "grade", "%(code)s has a grade by now. Look at the preview again", code=objective
        )

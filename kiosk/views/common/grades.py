"""Revealed grades as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_decimal

from kiosk.okr.model import Objective
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class GradeView:
    """A revealed grade. `grade` is "" where none was given; `asks` is the question that a 1.0
    raises."""

    grade: str
    asks: str
    reason: str
    learned: str


def grade_text(localizer: Localizer, grade: Decimal) -> str:
    """A grade with its one decimal, as this locale writes it: 0.7."""
    return str(format_decimal(grade, format="0.0", locale=localizer.locale))


def grade_view(localizer: Localizer, objective: Objective) -> GradeView | None:
    """An objective's grade; None before the reveal, or without a grade and a lesson."""
    given = objective.grade
    if given is None or (given.grade is None and not given.learned):
        return None
    return GradeView(
        grade="" if given.grade is None else grade_text(localizer, given.grade),
        asks=localizer.gettext("was it too safe?") if given.grade == 1 else "",
        reason=given.reason,
        learned=given.learned,
    )


def has_grades(objectives: Iterable[Objective]) -> bool:
    """Whether any objective has a grade, not only lessons learned."""
    return any(o.grade is not None and o.grade.grade is not None for o in objectives)


def grading_scale_text(localizer: Localizer) -> str:
    """How to read a grade."""
    return localizer.gettext(
        "An ambitious objective should reach around %(usual)s; %(most)s raises the question "
        "whether it was too safe."
    ) % {"usual": grade_text(localizer, Decimal("0.7")), "most": grade_text(localizer, Decimal(1))}

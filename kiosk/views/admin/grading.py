"""The page on which teams grade themselves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kiosk.okr.grading import (
    GRADES,
    TeamGrading,
    grade_version,
    grading_progress,
    suggested_grade,
)
from kiosk.okr.model import Cycle, Grade, Objective, Office, Team
from kiosk.okr.progress import ZERO, objective_progress
from kiosk.views.common.forms import Choice
from kiosk.views.common.grades import grade_text, grading_scale_text
from kiosk.views.common.objective import summary_text
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class GradeInput:
    """The submitted fields of one objective that has errors, to render them again."""

    code: str
    grade: str
    reason: str
    learned: str
    version: str
    errors: Mapping[str, str]
    is_conflict: bool = False


@dataclass(frozen=True, slots=True)
class GradeForm:
    """One objective's form. `is_given`: a grade is already saved. `version` says which one it was
    filled with; `is_conflict`: another one was saved since. `is_unsaved`: it has errors."""

    code: str
    title: str
    team: Team
    progress: str
    suggestion: str
    choices: tuple[Choice, ...]
    reason: str
    learned: str
    is_given: bool
    version: str
    is_conflict: bool
    is_unsaved: bool
    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TeamLine:
    """How many grades a team has saved: "1 of 2 graded"."""

    name: str
    graded: str


@dataclass(frozen=True, slots=True)
class GradingCycle:
    """A cycle that is being graded. `given` is the number of saved grades; `teams` say who has
    graded, not how."""

    id: int
    name: str
    is_revealed: bool
    given: str
    forms: tuple[GradeForm, ...]
    teams: tuple[TeamLine, ...]


@dataclass(frozen=True, slots=True)
class GradingPage:
    """Every cycle that is being graded, with the objectives that the user may grade."""

    grading_scale: str
    cycles: tuple[GradingCycle, ...]


def grading_page(
    localizer: Localizer,
    office: Office,
    cycles: tuple[tuple[Cycle, Mapping[str, Grade]], ...],
    may: Callable[[Objective], bool],
    typed: GradeInput | None = None,
) -> GradingPage:
    """The page.

    :param office: the office with the running cycles.
    :param cycles: the cycles that are being graded, each with its grades so far.
    :param may: whether the user may grade an objective; other teams' grades are hidden until the
        reveal.
    """
    return GradingPage(
        grading_scale_text(localizer),
        tuple(_cycle(localizer, office, cycle, given, may, typed) for cycle, given in cycles),
    )


def _cycle(
    localizer: Localizer,
    office: Office,
    cycle: Cycle,
    given: Mapping[str, Grade],
    may: Callable[[Objective], bool],
    typed: GradeInput | None,
) -> GradingCycle:
    own = [o for o in office.objectives if o.cycle == cycle.id and may(o)]
    done = [o for o in own if o.code in given]
    saved_count = localizer.gettext("%(done)s of %(all)s saved") % {
        "done": localizer.number(len(done)),
        "all": localizer.number(len(own)),
    }
    forms = tuple(_form(localizer, office, o, given.get(o.code), typed) for o in own)
    teams = tuple(_team_line(localizer, team) for team in grading_progress(office, cycle.id, given))
    return GradingCycle(
        cycle.id, cycle.name, cycle.revealed_at is not None, saved_count, forms, teams
    )


def _team_line(localizer: Localizer, team: TeamGrading) -> TeamLine:
    counts = {"done": len(team.graded), "all": len(team.graded) + len(team.missing)}
    numbers = {name: localizer.number(count) for name, count in counts.items()}
    return TeamLine(team.team.name, localizer.gettext("%(done)s of %(all)s graded") % numbers)


def _form(
    localizer: Localizer,
    office: Office,
    objective: Objective,
    given: Grade | None,
    typed: GradeInput | None,
) -> GradeForm:
    again = typed if typed and typed.code == objective.code else None
    suggestion = suggested_grade(office, objective)
    shown_grade = suggestion if given is None else given.grade
    chosen = again.grade if again else "" if shown_grade is None else str(shown_grade)
    progress = objective_progress(office, objective)
    return GradeForm(
        code=objective.code,
        title=objective.title,
        team=office.team(objective.team),
        progress=summary_text(localizer, progress) or localizer.percent(progress.clamped or ZERO),
        suggestion=_suggestion(localizer, suggestion),
        choices=tuple(_choice(localizer, grade, chosen) for grade in GRADES),
        reason=again.reason if again else given.reason if given else "",
        learned=again.learned if again else given.learned if given else "",
        is_given=given is not None,
        version=again.version if again else grade_version(given),
        is_conflict=again is not None and again.is_conflict,
        is_unsaved=again is not None,
        errors=again.errors if again else {},
    )


def grade_conflict_text(
    localizer: Localizer, now: Grade, name: str, moment: datetime, *, is_own: bool
) -> str:
    """The grade that was saved while the page was open, and what to do.

    :param name: who saved it, "" where that is not shown.
    """
    if is_own:
        sentence = localizer.gettext("While this page was open, you saved this elsewhere, %(ago)s:")
    elif name:
        sentence = localizer.gettext("While this page was open, %(name)s saved this, %(ago)s:")
    else:
        sentence = localizer.gettext("While this page was open, someone saved this, %(ago)s:")
    ago = localizer.ago(now.graded_at, moment)
    saved = (
        localizer.gettext("No grade") if now.grade is None else grade_text(localizer, now.grade),
        *(localizer.gettext("“%(title)s”") % {"title": t} for t in (now.reason, now.learned) if t),
    )
    again = localizer.gettext("Save again: that replaces it with what is here.")
    return f"{sentence % {'name': name, 'ago': ago}} {', '.join(saved)}. {again}"


def _suggestion(localizer: Localizer, suggestion: Decimal | None) -> str:
    if suggestion is None:
        return localizer.gettext("Its progress is not a percentage, so no grade is suggested.")
    return localizer.gettext("Suggested by its progress: %(grade)s.") % {
        "grade": grade_text(localizer, suggestion)
    }


def _choice(localizer: Localizer, grade: Decimal, chosen: str) -> Choice:
    label = grade_text(localizer, grade)
    if grade == 1:
        label = localizer.gettext("%(grade)s – was it too safe?") % {"grade": label}
    return Choice(str(grade), label, str(grade) == chosen)

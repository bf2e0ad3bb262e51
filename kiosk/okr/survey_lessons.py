"""You said, we changed: which lessons of a survey walls and phones show on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.okr.model import Cycle, Office
from kiosk.okr.survey import Lesson, Survey, SurveyState

NEXT_CYCLE_FOR = timedelta(weeks=3)
# If no cycle follows.
LONGEST = timedelta(days=100)


@dataclass(frozen=True, slots=True)
class SurveyLessons:
    """The lessons of a survey, with the name of its cycle."""

    cycle: int
    name: str
    lines: tuple[Lesson, ...]


def visible_lessons(office: Office, today: date) -> tuple[SurveyLessons, ...]:
    """The lessons shown on a day: from the closing of their survey to the end of the third week of
    the next cycle."""
    return tuple(
        SurveyLessons(survey.cycle, survey.name, survey.lessons)
        for survey in office.surveys
        if survey.state is SurveyState.CLOSED and survey.lessons
        if today < _first_day_without(survey, office.cycles)
    )


def cycle_lessons(office: Office, cycle: Cycle) -> tuple[SurveyLessons, ...]:
    """The lessons on a cycle's own page: those of the previous cycle's survey, then its own."""
    with_lessons = [s for s in office.surveys if s.state is SurveyState.CLOSED and s.lessons]
    before = [s for s in with_lessons if s.starts_on < cycle.starts_on < s.ends_on + LONGEST]
    last = max(before, key=lambda s: (s.starts_on, s.cycle), default=None)
    own = [s for s in with_lessons if s.cycle == cycle.id]
    return tuple(SurveyLessons(s.cycle, s.name, s.lessons) for s in ([last] if last else []) + own)


def open_surveys(office: Office) -> tuple[Survey, ...]:
    """The open surveys."""
    return tuple(survey for survey in office.surveys if survey.state is SurveyState.OPEN)


def _first_day_without(survey: Survey, cycles: Iterable[Cycle]) -> date:
    """The first day on which a survey's lessons are no longer shown."""
    closed_on = survey.closed_on or survey.ends_on
    later = [cycle.starts_on for cycle in cycles if cycle.starts_on > survey.starts_on]
    follows = min(later, default=None)
    if follows is None:
        return closed_on + LONGEST
    return max(follows, closed_on) + NEXT_CYCLE_FOR

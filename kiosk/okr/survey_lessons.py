"""You said, we changed: which lessons stand on the walls and phones of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.okr.model import Cycle, Office
from kiosk.okr.survey import Lesson, Survey, SurveyState

NEXT_CYCLE_FOR = timedelta(weeks=3)
# Where no other cycle follows.
LONGEST = timedelta(days=100)


@dataclass(frozen=True, slots=True)
class SurveyLessons:
    """What came of a survey: the lines, and the name of the cycle it was about."""

    cycle: int
    name: str
    lines: tuple[Lesson, ...]


def visible_lessons(office: Office, today: date) -> tuple[SurveyLessons, ...]:
    """The lessons to be seen on a day: from a survey's closing to the end of the third week of
    the cycle that follows its own."""
    return tuple(
        SurveyLessons(survey.cycle, survey.name, survey.lessons)
        for survey in office.surveys
        if survey.state is SurveyState.CLOSED and survey.lessons
        if today < _end(survey, office.cycles)
    )


def cycle_lessons(office: Office, cycle: Cycle) -> tuple[SurveyLessons, ...]:
    """The lessons that belong to a cycle's own page, for ever: those it begins with, which the
    survey before it left, and then its own."""
    told = [s for s in office.surveys if s.state is SurveyState.CLOSED and s.lessons]
    before = [s for s in told if s.starts_on < cycle.starts_on < s.ends_on + LONGEST]
    last = max(before, key=lambda s: (s.starts_on, s.cycle), default=None)
    own = [s for s in told if s.cycle == cycle.id]
    return tuple(SurveyLessons(s.cycle, s.name, s.lessons) for s in ([last] if last else []) + own)


def open_surveys(office: Office) -> tuple[Survey, ...]:
    """The surveys that can be answered now."""
    return tuple(survey for survey in office.surveys if survey.state is SurveyState.OPEN)


def _end(survey: Survey, cycles: Iterable[Cycle]) -> date:
    """The first day without them."""
    closed_on = survey.closed_on or survey.ends_on
    later = [cycle.starts_on for cycle in cycles if cycle.starts_on > survey.starts_on]
    follows = min(later, default=None)
    if follows is None:
        return closed_on + LONGEST
    return max(follows, closed_on) + NEXT_CYCLE_FOR

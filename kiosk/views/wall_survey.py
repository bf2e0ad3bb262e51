"""The survey on the wall: that it is open, and afterwards what was said and what was changed."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from kiosk.okr.lessons import Lessons, lessons_at, open_surveys
from kiosk.okr.model import Office
from kiosk.okr.survey import Lesson, Survey
from kiosk.views.addresses import Link, Places
from kiosk.views.hyphens import breakable
from kiosk.views.objective import foot_text
from kiosk.views.survey import SURVEY_PATH
from kiosk.views.wall_pages import FEW_KEPT, WallPage, wall_page
from kiosk.views.wall_steps import StepsPage
from kiosk.views.words import Words

PAGES = 2
"""How many pages the lessons of a survey have at most; the code leads to all of them."""


@dataclass(frozen=True, slots=True)
class LessonsPage:
    """What came of a survey, and the cycle it was about."""

    company: str
    name: str
    rows: tuple[Lesson, ...]
    most: int
    cycle: str
    link: Link | None


def survey_wall_pages(
    words: Words, office: Office, day: datetime, places: Places
) -> list[WallPage]:
    """The pages, where a survey is open or something came of one."""
    company = office.company.name if office.company else office.name
    cycle = foot_text(words, office, day)
    pages = [_open_page(words, company, survey, cycle) for survey in open_surveys(office)]
    told = lessons_at(office, words.today(day))
    return pages + [_lessons_page(words, company, lessons, cycle, places) for lessons in told]


@lru_cache(maxsize=FEW_KEPT)
def _open_page(words: Words, company: str, survey: Survey, cycle: str) -> WallPage:
    # No code: what answers is on the slips alone, or whoever stands here is seen to answer.
    view = StepsPage(
        kind="survey",
        name=company,
        title=words.gettext("The survey is open"),
        steps=(
            words.gettext("Take a slip from the bowl, any one"),
            words.gettext("Scan its code where nobody is watching, and answer what you like"),
            words.gettext("Nobody knows whose slip is whose, nor what was answered with it"),
        ),
        link=None,
        cycle=cycle,
    )
    return wall_page(words, f"survey-{survey.cycle}", "survey", view)


@lru_cache(maxsize=FEW_KEPT)
def _lessons_page(
    words: Words, company: str, lessons: Lessons, cycle: str, places: Places
) -> WallPage:
    view = LessonsPage(
        company=breakable(company),
        name=breakable(lessons.name),
        rows=tuple(Lesson(x.code, breakable(x.said), breakable(x.changed)) for x in lessons.lines),
        most=PAGES,
        cycle=cycle,
        link=places.link(SURVEY_PATH),
    )
    titles = [text for line in lessons.lines for text in (line.said, line.changed)]
    return wall_page(words, f"lessons-{lessons.cycle}", "lessons", view, titles=titles)

"""The survey on the wall: a notice while it is open, and its lessons afterwards."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from kiosk.okr.model import Office
from kiosk.okr.survey import Lesson, Survey
from kiosk.okr.survey_lessons import SurveyLessons, open_surveys, visible_lessons
from kiosk.views.common.survey import SURVEY_PATH
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import PublicUrls, QrLink
from kiosk.views.wall.pages.base import SMALL_CACHE_SIZE, WallPage, wall_page
from kiosk.views.wall.pages.first_steps import InstructionsPage
from kiosk.views.wall.pages.foot import CycleFoot, office_foot

PAGES = 2
"""The most pages of a survey's lessons; the QR code leads to all of them."""


@dataclass(frozen=True, slots=True)
class SurveyLessonsPage:
    """The lessons of a survey and its cycle."""

    company: str
    name: str
    rows: tuple[Lesson, ...]
    most: int
    cycle: CycleFoot | None
    link: QrLink | None


def survey_wall_pages(
    localizer: Localizer, office: Office, day: datetime, urls: PublicUrls
) -> list[WallPage]:
    """The pages of open surveys and of recent lessons."""
    company = office.company.name if office.company else office.name
    cycle = office_foot(localizer, office, day)
    pages = [_open_page(localizer, company, survey, cycle) for survey in open_surveys(office)]
    lessons_shown = visible_lessons(office, localizer.today(day))
    return pages + [
        _lessons_page(localizer, company, lessons, cycle, urls) for lessons in lessons_shown
    ]


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def _open_page(
    localizer: Localizer, company: str, survey: Survey, cycle: CycleFoot | None
) -> WallPage:
    # No QR code: codes are only on the slips, so nobody is seen answering at the wall.
    view = InstructionsPage(
        kind="survey",
        name=company,
        title=localizer.gettext("The survey is open"),
        steps=(
            localizer.gettext("Take a slip from the bowl, any one"),
            localizer.gettext("Scan its code where nobody is watching, and answer what you like"),
            localizer.gettext("Nobody knows whose slip is whose, nor what was answered with it"),
        ),
        link=None,
        cycle=cycle,
    )
    return wall_page(localizer, f"survey-{survey.cycle}", "survey", view)


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def _lessons_page(
    localizer: Localizer,
    company: str,
    lessons: SurveyLessons,
    cycle: CycleFoot | None,
    urls: PublicUrls,
) -> WallPage:
    view = SurveyLessonsPage(
        company=breakable(company),
        name=breakable(lessons.name),
        rows=tuple(Lesson(x.code, breakable(x.said), breakable(x.changed)) for x in lessons.lines),
        most=PAGES,
        cycle=cycle,
        link=urls.qr_link(SURVEY_PATH),
    )
    titles = [text for line in lessons.lines for text in (line.said, line.changed)]
    return wall_page(localizer, f"lessons-{lessons.cycle}", "lessons", view, titles=titles)

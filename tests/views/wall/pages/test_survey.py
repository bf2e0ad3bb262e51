"""The survey on the wall: an invitation while it is open, lessons when it is closed."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kiosk.okr.model import Office
from kiosk.okr.survey import Lesson, Survey, SurveyState
from kiosk.views.urls import PublicUrls
from kiosk.views.wall.page_kinds import page_kind_names
from kiosk.views.wall.wall import wall_view
from kiosk.web.core.services import Services

PLACES = PublicUrls("http://192.168.1.20:8000", "Office")
DECEMBER = datetime(2026, 12, 20, 9, tzinfo=UTC)
LESSONS = (
    Lesson("AAAA", "Too many <goals>", "Three for each team"),
    Lesson("BBBB", "Long meetings", "Half an hour"),
)


def with_survey(services: Services, state: SurveyState, lessons: tuple[Lesson, ...] = ()) -> Office:
    cycle = services.office().cycles[0]
    closed_on = date(2026, 12, 18) if state is SurveyState.CLOSED else None
    survey = Survey(
        cycle=cycle.id,
        name=cycle.name,
        starts_on=cycle.starts_on,
        ends_on=cycle.ends_on,
        state=state,
        closed_on=closed_on,
        lessons=lessons,
    )
    return replace(services.office(), surveys=(survey,))


def pages(services: Services, office: Office, now: datetime = DECEMBER) -> dict[str, str]:
    view = wall_view(services.localizer, office, now, PLACES)
    return {page.kind: page.fragment for page in view.pages}


def test_while_a_survey_is_open_the_wall_says_so_without_a_code_that_answers(services: Services):
    page = pages(services, with_survey(services, SurveyState.OPEN))["survey"]
    assert "The survey is open" in page
    assert "Take a slip from the bowl" in page
    assert "data-qr" not in page


def test_what_was_said_and_changed_stands_on_the_wall_with_a_code_to_all_of_it(services: Services):
    page = pages(services, with_survey(services, SurveyState.CLOSED, LESSONS))["lessons"]
    assert "“Too many &lt;goals&gt;”" in page
    assert re.findall(r'class="changed"[^>]*>([^<]+)<', page) == [
        "Three for each team",
        "Half an hour",
    ]
    assert 'data-qr="http://192.168.1.20:8000/SURVEY"' in page


def test_every_page_says_in_its_foot_where_the_cycle_is(services: Services):
    office = with_survey(services, SurveyState.OPEN)
    setup = PLACES.qr_link("/admin/setup")
    foot = re.compile(r"<bdi>Q4 2026</bdi></span> <span class=.week.>week \d+ of 13<")
    for page in wall_view(services.localizer, office, DECEMBER, PLACES, setup).pages:
        assert foot.search(page.fragment), page.id


@pytest.mark.parametrize("lessons", [(), LESSONS])
def test_there_is_no_page_without_a_reason(services: Services, lessons: tuple[Lesson, ...]):
    office = with_survey(services, SurveyState.CLOSED, lessons)
    later = datetime(2027, 6, 1, 9, tzinfo=UTC)
    found = pages(services, office, later)
    assert "survey" not in found
    assert "lessons" not in found


def test_a_screen_may_leave_either_page_out(services: Services):
    assert {"survey", "lessons"} <= set(page_kind_names(services.localizer))

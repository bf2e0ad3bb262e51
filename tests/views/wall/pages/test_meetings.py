"""The wall's page of meetings: the day as large as the time, and who may come where it is said."""

import re
from dataclasses import replace
from datetime import timedelta

from kiosk.okr.meetings import Meeting, MeetingKind
from kiosk.views.urls import PublicUrls
from kiosk.views.wall.pages.meetings import meetings_wall_pages
from tests.server import MOMENT

PLACES = PublicUrls("http://192.168.1.20:8000", "Office")
ROW = re.compile(r'<li class="row.*?</li>', re.DOTALL)


def rows(services, *meetings: Meeting) -> list[str]:
    office = replace(services.office(), meetings=meetings)
    [page] = meetings_wall_pages(services.localizer, office, MOMENT, PLACES)
    return ROW.findall(page.fragment)


def meeting(code: str, days: int, *, anyone: bool = True) -> Meeting:
    at = MOMENT + timedelta(days=days, hours=1)
    return Meeting(code, code, 1, MeetingKind.TEAM, "9ENG", "Retro", at, 60, anyone=anyone)


def test_the_day_stands_beside_the_time_where_it_is_not_today(services):
    today, tomorrow, later = rows(services, meeting("A", 0), meeting("B", 1), meeting("C", 2))
    assert '<span class="goal">today</span>' in today
    assert 'class="day"' not in today
    assert '<span class="day">tomorrow</span><span class="number">19:21</span>' in tomorrow
    assert '<span class="day">Tue 24 Nov</span><span class="number">19:21</span>' in later


def test_only_a_meeting_that_is_not_for_everybody_says_who_may_come(services):
    open_one, own = rows(services, meeting("A", 1), meeting("B", 2, anyone=False))
    assert "welcome" not in open_one
    assert ">Engineering</span>" in open_one
    assert "For Engineering" in own

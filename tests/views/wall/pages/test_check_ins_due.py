"""The wall's page of the check-ins due, and of the day on which the last one comes in."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.okr.cadence import check_ins_by_team
from kiosk.okr.office_settings import settings_from_texts
from kiosk.okr.redaction import redacted_office
from kiosk.views.urls import PublicUrls
from kiosk.views.wall.pages.check_ins_due import check_ins_due_pages
from kiosk.views.wall.pages.dot_field import dot_field
from kiosk.views.wall.wall import wall_view
from tests.server import MOMENT

WEEK = timedelta(days=7)
PLACES = PublicUrls("http://192.168.1.20:8000", "Office")
ROW = re.compile(r'<li class="row.*?</li>', re.DOTALL)
IN, DUE = '<i class="in"></i>', "<i></i>"


def pages(services, at=MOMENT, office=None, **settings):
    office = office or services.store.office(at)
    if settings:
        office = replace(office, settings=settings_from_texts(settings))
    return {page.id: page for page in wall_view(services.localizer, office, at, PLACES).pages}


def shown(services, at=MOMENT, office=None):
    return pages(services, at, office)["waiting"].fragment


def report_all(services, at=MOMENT):
    for key_result in services.office().key_results():
        services.store.check_ins.repeat_latest(key_result.code, now=at)


def test_a_team_has_a_dot_for_each_key_result_filled_once_it_is_in(services):
    office, localizer = services.office(), services.localizer
    found = check_ins_by_team(
        office, localizer.office_today(MOMENT), localizer.office_zone, localizer.closed
    )
    due = [one for one in found if one.due]
    rows = ROW.findall(shown(services))
    assert len(rows) == len(due) > 2
    for one, row in zip(due, rows, strict=True):
        assert f">{one.team.name}</h2>" in row
        assert row.count(DUE) == len(one.due)
        assert row.count(IN) == len(one.key_results) - len(one.due)
        assert any(key_result.title in row for key_result in one.due)


def test_the_page_counts_what_is_in_and_leads_to_where_one_checks_in(services):
    text = shown(services)
    words = "of 33 check-\u2060ins are in"
    assert f'<span class="number">23</span> <span class="unit">{words}</span>' in text
    assert 'data-qr="http://192.168.1.20:8000/IN"' in text
    assert "Check in here" in text


def test_the_title_names_the_week_where_the_rhythm_is_weekly(services):
    assert ">Check-ins due this week</h1>" in shown(services)
    assert ">Check-ins due</h1>" in pages(services, rhythm="fortnightly")["waiting"].fragment
    assert "waiting" not in pages(services, rhythm="none")


def test_no_person_is_named_and_nobody_is_late(services):
    waits = next(
        k for k in services.office().key_results() if k.latest_check_in.measured_at < MOMENT - WEEK
    )
    services.store.check_ins.add(
        waits.code,
        waits.latest_check_in.value,
        now=MOMENT,
        measured_at=MOMENT - WEEK,
        signed="Grace",
    )
    fragment = shown(services)

    assert "Grace" not in fragment
    assert not re.search(r"\b(late|overdue|missing)\b", fragment, re.IGNORECASE)


def test_guests_see_the_titles_alone(services):
    office = services.office()
    hidden = replace(
        office,
        objectives=tuple(
            replace(o, key_results=tuple(replace(k, confidential=True) for k in o.key_results))
            for o in office.objectives
        ),
    )
    assert shown(services, office=redacted_office(hidden)) == shown(services)


def test_when_all_are_in_the_page_says_so_for_the_rest_of_the_day(services):
    report_all(services)
    text = shown(services)
    assert ">All 33 numbers are in</h1>" in text
    assert sum(len(re.findall("M", path)) for path in re.findall(r'd="(M[^"]+h0)"', text)) == 33
    assert "The next check-\u2060ins are due from Friday 27 November." in text
    assert 'data-qr="http://192.168.1.20:8000/WEEK"' in text
    assert "waiting" not in pages(services, MOMENT + timedelta(days=1))
    assert "Check-ins due" in shown(services, MOMENT + timedelta(days=5))


def test_a_number_on_a_day_on_which_none_was_due_is_no_celebration(services):
    report_all(services)
    tuesday = MOMENT + timedelta(days=2)
    services.store.check_ins.repeat_latest("M3XD", now=tuesday)
    assert "waiting" not in pages(services, tuesday)


def test_an_undone_check_in_is_due_again(services):
    office, localizer = services.office(), services.localizer
    today, zone = localizer.office_today(MOMENT), localizer.office_zone
    due = check_ins_by_team(office, today, zone, localizer.closed)[1].due[0]
    report_all(services)
    last = services.office().key_result(due.code)
    assert last.value_before_today == due.latest_check_in != last.latest_check_in
    services.store.check_ins.undo(last.latest_check_in.id, now=MOMENT, author="", source="page")
    assert "Check-ins due" in shown(services)


def test_many_teams_are_spread_over_pages_of_four_at_most(services):
    office = services.office()
    teams = tuple(
        replace(office.teams[1], code=f"T{n}", slug=f"t{n}", name=f"Team {n}") for n in range(20)
    )
    one = next(
        o
        for o in office.objectives
        if any(k.title == "Regions with failover" for k in o.key_results)
    )
    objectives = tuple(replace(one, code=f"O{n}", team=f"T{n}") for n in range(20))
    many = replace(office, teams=(office.teams[0], *teams), objectives=objectives)
    found = check_ins_due_pages(services.localizer, many, MOMENT, PLACES)
    assert [len(ROW.findall(page.fragment)) for page in found] == [4] * 5
    assert [page.id for page in found] == ["waiting", *(f"waiting-{n}" for n in (4, 8, 12, 16))]


@pytest.mark.parametrize("count", [1, 2, 7, 33, 100, 161])
def test_every_dot_has_a_place_of_its_own(count):
    field = dot_field(["sky"] * (count // 2) + ["green"] * (count - count // 2))
    places = [place for _color, places in field.groups for place in places]
    assert len(places) == len(set(places)) == count
    assert all(0 <= x < field.columns and 0 <= y < field.rows for x, y in places)

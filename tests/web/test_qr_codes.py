"""Every code of every kind of page, read as a strict phone reads it, opens what it should."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar

from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.meetings import MeetingKind
from kiosk.web.commands.banner import banner
from tests.qr_codes import OPENED, codes_of, printed
from tests.server import MOMENT
from tests.services import make_client, make_services
from tests.web.admin.users import PASSWORD

BASE = "http://192.168.1.20:8000/"
DRAFT = MeetingDraft(
    MeetingKind.ALL_HANDS, "", "All-Hands", datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
)


def opened(client, html: str) -> list[str]:
    """The paths behind a page's codes, once each was read and has opened."""
    codes = codes_of(html)
    assert codes
    assert list(codes) == list(codes.values()), "data-qr is the URL exactly as encoded"
    for text in codes:
        assert OPENED.fullmatch(text), text
        assert text.startswith(BASE)
        answer = client.get(urlsplit(text).path, follow_redirects=True)
        assert answer.status_code == 200, text
    return [urlsplit(text).path for text in codes]


@pytest.fixture
def meeting(services):
    return services.store.meetings.add(services.office().cycles[0].id, [DRAFT], now=MOMENT)[0]


@pytest.fixture
def survey(admin, services):
    place = f"/admin/survey/{services.office().cycles[0].id}"
    admin.post(f"{place}/begin")
    admin.post(f"{place}/open", data={"showing": "closed"})
    return place


def test_the_codes_of_every_wall_page_open(services, admin, meeting):
    paths = opened(make_client(services), admin.get("/screens/lobby?pages=all").text)
    objectives = {f"/O/{one.code}" for one in services.public_office().objectives}
    assert objectives < set(paths)
    assert {"/ALL", "/WEEK", "/ALIGNMENT", "/MEETINGS"} < set(paths)
    assert any(path.startswith("/T/") for path in paths)


def test_the_code_of_a_presentation_opens(services, admin):
    cycle = services.office().cycles[0].id
    admin.post("/admin/present/start", data={"cycle": cycle, "screen": "*"})
    assert opened(make_client(services), admin.get("/screens/lobby").text)


def test_the_code_of_a_set_up_opens_on_a_wall_of_its_own(tmp_path):
    services = make_services(tmp_path, empty=True)
    client = make_client(services)
    client.get(f"/?key={services.screen_key}")
    [path] = opened(client, client.get("/").text)
    assert path.startswith("/ADMIN/SETUP/")


def test_the_code_of_an_empty_office_opens_the_admin_page(tmp_path):
    client = make_client(make_services(tmp_path, empty=True))
    assert opened(client, client.get("/").text) == ["/ADMIN/"]


def test_the_code_of_the_phone_test_opens(client, services):
    code = services.setup_codes.code()
    typed = {"code": code, "name": "Ada", "password": PASSWORD, "again": PASSWORD}
    client.post("/admin/setup", data=typed)
    test = client.get("/admin/setup/phone").location
    [path] = opened(make_client(services), client.get(test).text)
    assert path.startswith("/HELLO/")


def test_the_code_of_an_invitation_opens(services, admin):
    [path] = opened(make_client(services), admin.post("/admin/people/invitations", data={}).text)
    assert path.startswith("/JOIN/")


def test_the_codes_of_the_surveys_slips_open(services, admin, survey):
    slips = admin.post(f"{survey}/codes", data={"count": "12", "as": "slips"}).text
    paths = opened(make_client(services), slips)
    assert len(paths) == 12
    assert all(path.startswith("/S/") for path in paths)


def test_links_to_the_survey_begin_with_a_scheme_in_small_letters(admin, survey):
    page = admin.post(f"{survey}/codes", data={"count": "3", "as": "links"}).text
    assert len(re.findall(rf"{BASE}s/[0-9A-Z]{{10}}", page)) == 3


@pytest.mark.parametrize("path", ["/meetings", "/m/{code}"])
def test_the_code_of_a_phones_page_opens_a_calendars_file(services, client, meeting, path):
    [path] = opened(client, client.get(path.format(code=meeting.code)).text)
    assert path.endswith(".ICS")
    answer = client.get(path, follow_redirects=True)
    assert answer.content_type.startswith("text/calendar")
    [event] = Calendar.from_ical(answer.data).walk("VEVENT")
    assert str(event["url"]) == f"{BASE}m/{meeting.code}"


def test_the_code_of_the_console_opens(services, client):
    text = printed(banner(services))
    assert text == f"{BASE}ALL"
    assert client.get(urlsplit(text).path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/o/k7q2", "/O/K7Q2", "/O/k7q2", "/ALL", "/All", "/T/ENGINEERING", "/SURVEY"]
)
def test_a_path_opens_whatever_its_case(client, path):
    assert client.get(path, follow_redirects=True).status_code == 200


def test_a_team_with_a_long_name_is_found_by_its_code(services, client):
    code = next(team.code for team in services.office().teams if team.slug == "developer-relations")
    paths = opened(client, client.get("/screens/lobby?pages=all").text)
    assert f"/T/{code}" in paths
    assert "/T/DEVELOPER-RELATIONS" not in paths

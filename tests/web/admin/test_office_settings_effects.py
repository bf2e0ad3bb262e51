"""What the settings page says of the office itself: it wins over file and variables, at once."""

from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest

from kiosk.config import load_settings
from kiosk.store import Store
from kiosk.web.commands.actions import check_in
from kiosk.web.commands.doctor import examine
from kiosk.web.core.services import Services
from tests.server import MOMENT
from tests.services import LocalClient

pytestmark = pytest.mark.usefixtures("admin")

PAGE = "/admin/settings"
SET = {"wifi": "Guests", "public_url": "http://okr.example.com", "replay_at": "15:00"}


def row(client: LocalClient, name: str) -> str:
    page = unescape(client.get(PAGE).text)
    return page.partition(f'data-field="{name}"')[2].partition("</fieldset>")[0]


def test_wifi_and_address_are_those_of_every_code_at_once(client, services):
    before = client.get("/").text
    assert "Wi-Fi “Office”" in before
    client.post(PAGE, data=SET)

    for text in (client.get("/").text, services.content("wall/lobby").html):
        assert "Wi-Fi “Guests”" in text
        assert "OKR.EXAMPLE.COM" in text.upper()
        assert "192.168.1.20" not in text
    assert services.urls().base == "http://okr.example.com"
    assert 'data-replay-at="15:00"' in services.content("wall/lobby").screen_html


def test_the_address_that_is_set_is_answered_and_the_others_still_are(client, services):
    asked = {"base_url": "http://okr.example.com"}
    assert client.get("/all", **asked).status_code == 400
    client.post(PAGE, data=SET)

    assert client.get("/all", **asked).status_code == 200
    assert client.get("/all", base_url="http://192.168.1.20:8000").status_code == 200
    assert client.get("/all", base_url="http://stranger.example.com").status_code == 400
    client.post(PAGE, data={})
    assert client.get("/all", **asked).status_code == 400


def test_nothing_in_a_field_wins_too(client, services):
    client.post(PAGE, data={"wifi": ""})

    assert services.urls().wifi == ""
    assert "Wi-Fi “" not in client.get("/").text
    assert "replaced by what is set here: Office" in row(client, "wifi")


def test_the_time_zone_says_what_time_and_which_day_it_is_at_once(client, services):
    late = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)
    services.clock = lambda: late
    assert 'data-zone="Europe/Berlin"' in services.content("wall/lobby").screen_html
    client.post(PAGE, data={"timezone": "Asia/Tokyo"})

    assert 'data-zone="Asia/Tokyo"' in services.content("wall/lobby").screen_html
    assert 'data-zone="Asia/Tokyo"' in client.get("/").text
    assert str(services.localizer.today(late)) == "2026-11-23"
    assert str(services.store.zone) == "Asia/Tokyo"
    assert "It is 05:30 in the time zone Asia/Tokyo." in client.get(PAGE).text
    client.post(PAGE, data={})
    assert str(services.localizer.today(late)) == "2026-11-22"
    assert str(services.store.zone) == "Europe/Berlin"


def test_a_different_program_s_store_has_the_office_s_time_zone_from_the_start(client, services):
    client.post(PAGE, data={"timezone": "Asia/Tokyo"})
    other = Store(services.store.path, zone=services.settings.zone)
    other.migrate()

    assert str(other.zone) == "Asia/Tokyo"
    assert "99.5" in check_in(services.settings, "W3GH", "99.5", "", "")


def test_a_name_for_the_office_is_the_company_s_too_and_moves_the_wall(client, services):
    assert services.office().company.name == services.office().name
    client.post(PAGE, data={"office_name": "  Müller &  Söhne  "})

    assert services.office().name == "Müller & Söhne"
    assert services.office().company.name == "Müller & Söhne"
    assert "Müller &amp; Söhne" in services.content("wall/lobby").html
    assert services.office().company.slug == "company", "printed codes still lead there"
    services.store.name_office("The house in the Hafenstraße")
    client.post(PAGE, data={"office_name": "The house"})
    assert services.office().company.name == "Müller & Söhne", "named otherwise, it stays"


def test_a_name_that_is_a_team_s_or_too_long_is_refused_and_nothing_is_saved(client, services):
    for name, says in (
        ("Engineering", "There is already a team “Engineering”"),
        ("x" * 61, "at most 60"),
    ):
        answer = client.post(PAGE, data={"office_name": name, "wifi": "Guests"})
        page = unescape(answer.text)
        assert answer.status_code == 422
        assert says in page.partition('id="office_name-error"')[2].partition("</p>")[0]
        assert f'value="{name}"' in page
        assert 'value="Guests"' in page
        assert services.store.settings.texts() == {}


def test_each_field_says_what_a_variable_or_the_file_set_and_what_applies(
    client, services, tmp_path
):
    assert "From KIOSK_WIFI, in effect: Office" in row(client, "wifi")
    assert 'value="Office"' in row(client, "wifi")
    client.post(PAGE, data={"wifi": "Guests"})
    assert "From KIOSK_WIFI, replaced by what is set here: Office" in row(client, "wifi")

    (tmp_path / "kiosk.toml").write_text('replay_at = "09:30"\nmax_sockets = 500\n')
    services.settings = load_settings(tmp_path, {"KIOSK_PORT": "8100"}, {"host": "127.0.0.1"})
    assert "From kiosk.toml, in effect: 09:30" in row(client, "replay_at")
    server = client.get(PAGE).text.partition("Set on the server")[2]
    for said in ("from kiosk.toml", "from KIOSK_PORT", "from --host", ">500<", ">8100<", "default"):
        assert said in server


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("timezone", "Berlin", "“Berlin” is not a time zone. Enter a name like Europe/Berlin"),
        ("timezone", "Mars", "“Mars” is not a time zone"),
        ("public_url", "okr.example.com", "“okr.example.com” is not an address phones can open"),
        ("public_url", "http://okr.example.com/wall", "without a path"),
        ("public_url", "ftp://okr.example.com", "http://192.168.1.20:8000"),
        ("public_url", "http://okr.example.com:99999", "is not an address"),
        ("public_url", "http://[", "is not an address"),
        ("replay_at", "25:00", "“25:00” is not a time of day. Enter times like 10:00, 15:00"),
        ("replay_at", "10:00, 3 pm", "“3” is not a time of day"),
        ("wifi", "x" * 81, "at most 80"),
        ("public_holidays", "ZZ", "“ZZ”"),
    ],
)
def test_what_is_invalid_is_said_at_its_field_with_what_to_write(
    client, services, name, typed, says
):
    answer = client.post(PAGE, data={name: typed})
    page = unescape(answer.text)

    assert answer.status_code == 422
    assert says in page.partition(f'id="{name}-error"')[2].partition("</p>")[0]
    if name != "public_holidays":
        assert f'value="{typed}"' in page
    assert services.store.settings.texts() == {}


def test_a_time_zone_is_found_in_any_case_and_an_empty_field_is_the_default(client, services):
    client.post(PAGE, data={"timezone": "america/new york"})
    assert str(services.localizer.zone) == "America/New_York"
    client.post(PAGE, data={"timezone": " "})
    assert services.store.settings.texts() == {}


def test_holidays_are_chosen_by_country_and_region_without_a_script(client, services):
    given = {"public_holidays": "DE", "preview": "1"}
    page = unescape(client.post(PAGE, data=given).text)
    assert '<option value="DE-BY">Bayern</option>' in page
    assert "Next public holidays: 25 Dec (Christmas Day), 26 Dec (Second Day of Christmas)" in page
    client.post(PAGE, data={"public_holidays": "DE", "region": "DE-BY"})

    assert services.store.settings.texts() == {"public_holidays": "DE-BY"}
    assert '<option value="DE-BY" selected>Bayern</option>' in client.get(PAGE).text
    assert '<option value="DE" selected>Germany</option>' in client.get(PAGE).text
    assert "Bayern, Germany" in client.get("/admin/history").text
    # A region of the country before is no region of this one.
    client.post(PAGE, data={"public_holidays": "AT", "region": "DE-BY"})
    assert services.store.settings.texts() == {"public_holidays": "AT"}


def test_a_script_is_given_the_regions_and_the_next_holidays_of_what_is_chosen(client):
    part = client.get(f"{PAGE}/effects?public_holidays=AT&language=en_GB").text

    assert '<div id="regions">' in part
    assert "Burgenland" in part
    assert '<p id="next-holidays">Next public holidays: 8 Dec (Immaculate Conception)' in part
    assert '<p id="next-holidays"></p>' in client.get(f"{PAGE}/effects").text


def test_the_preview_shows_codes_and_times_as_they_would_be(client):
    frame = client.get(f"{PAGE}/preview?wifi=Guests&public_url=http://okr.example.com").text

    assert "Wi-Fi “Guests”" in frame
    assert "Wi-Fi “Office”" in client.get("/").text


def findings(services: Services) -> dict[str, str]:
    settings = replace(services.settings, port=0)
    return {finding.name: finding.message for finding in examine(settings, MOMENT)}


def test_the_doctor_knows_what_is_set_and_where(client, services):
    said = findings(services)
    assert said["address"] == "phones open http://192.168.1.20:8000/all (from KIOSK_PUBLIC_URL)"
    assert said["Wi-Fi"] == "Office (from KIOSK_WIFI)"
    assert (said["public holidays"], said["replay"]) == ("none set", "never")
    client.post(PAGE, data={**SET, "timezone": "Asia/Tokyo", "public_holidays": "AT"})

    said = findings(services)
    assert said["address"] == "phones open http://okr.example.com/all (from the settings page)"
    assert said["time zone"] == "Asia/Tokyo (from the settings page)"
    assert said["Wi-Fi"] == "Guests (from the settings page)"
    assert said["replay"] == "15:00 (from the settings page)"
    assert said["public holidays"].startswith("Austria, next: 8 Dec (Immaculate Conception)")


def test_a_place_in_the_file_stops_the_start_where_nobody_knows_it(tmp_path: Path):
    (tmp_path / "kiosk.toml").write_text('public_holidays = "DE-BY"\n')
    assert load_settings(tmp_path, {}).public_holidays == "DE-BY"
    with pytest.raises(Exception, match="Bavaria.*like DE-BY"):
        load_settings(tmp_path, {"KIOSK_PUBLIC_HOLIDAYS": "Bavaria"})

"""What no form sends by itself: whoever sends it reads what to do, and nobody a traceback."""

import pytest
from sqlite_utils import Database

from kiosk.okr.model import CycleState
from kiosk.web.security.api_tokens import new_api_token
from kiosk.web.security.hashing import hash_token

TOO_LONG = "9" * 30
NUMBERS = ("²", "٣", TOO_LONG, "9" * 4400, "-1", "1e9")


@pytest.mark.parametrize("number", NUMBERS)
def test_what_is_no_number_of_a_row_is_refused(admin, services, number):
    before = services.store.revision()
    carried = {"objective": "K7Q2", "into": number}
    assert admin.post("/admin/cycles/1/carry", data=carried).status_code in (404, 422)
    table = "Objective\tTarget\tTeam\nFly\t2\tAcme"
    for asked in ({}, {"make": "1"}):
        pasted = {"table": table, "cycle": number, **asked}
        answer = admin.post("/admin/paste", data=pasted)
        assert answer.status_code in (404, 422)
        assert "Fly" in answer.text
    assert services.store.revision() == before


def test_a_card_that_says_nonsense_of_what_it_showed_is_saved_all_the_same(admin, services):
    for number in NUMBERS:
        sent = {"value": "77", "seen": number}
        assert admin.post("/admin/key-results/M3XD/check-ins", data=sent).status_code == 303


@pytest.mark.parametrize("number", [TOO_LONG, "9" * 4400])
@pytest.mark.parametrize(
    "path", ["people/{}", "survey/{}", "cycles/{}", "cycles/{}/carry", "survey/{}/close"]
)
def test_an_address_with_a_number_of_no_row_is_not_there(admin, path, number):
    assert admin.get(f"/admin/{path.format(number)}").status_code == 404


@pytest.mark.parametrize("number", [TOO_LONG, "9" * 4400])
def test_nothing_is_undone_that_is_not_there(admin, number):
    assert admin.post(f"/admin/check-ins/{number}/undo").status_code == 404


@pytest.mark.parametrize("grade", ["NaN", "sNaN", "-sNaN1", "Infinity", "1e999999", "²", "0.75"])
def test_what_is_no_grade_is_refused(admin, services, grade):
    services.store.cycles.set_state(
        services.office().cycles[0].id, CycleState.GRADING, now=services.now()
    )
    sent = {"grade": grade, "learned": "Zigzag"}
    answer = admin.post("/admin/grading/K7Q2", data=sent)
    assert answer.status_code == 422
    assert "from 0.0 to 1.0" in answer.text
    assert "Zigzag" in answer.text


@pytest.mark.parametrize("weeks", ["000000006999", "0000000069999999999999999", "0", "999999999"])
def test_a_setting_of_many_digits_is_read_to_its_end(admin, services, weeks):
    answer = admin.post("/admin/settings", data={"cycle_length": "weeks", "cycle_weeks": weeks})
    assert answer.status_code == 422
    assert weeks in answer.text


@pytest.mark.parametrize(
    ("field", "starts_on", "ends_on"),
    [
        ("starts_on", "0001-01-01", "2026-12-31"),
        ("starts_on", "0000-00-00", "2026-12-31"),
        ("ends_on", "2026-10-02", "9999-12-31"),
        ("ends_on", "1990-01-01", "2090-12-31"),
        ("ends_on", "2026-10-02", "2026-10-01"),
    ],
)
def test_no_cycle_is_so_long_or_far_away_that_pages_cannot_reckon(admin, field, starts_on, ends_on):
    sent = {"name": "Zigzag", "starts_on": starts_on, "ends_on": ends_on, "state": "open"}
    for path in ("/admin/cycles/new", "/admin/paste"):
        table = {"table": "Objective\tTarget\tTeam\nFly\t2\tSupport", "cycle": "new"}
        answer = admin.post(path, data=sent if path.endswith("new") else table | sent)
        if path.endswith("new") or field == "starts_on":
            assert answer.status_code == 422
            assert f'id="{field}-error"' in answer.text
            assert starts_on in answer.text
            assert ends_on in answer.text


def test_a_cycle_of_the_same_name_in_another_case_is_none(admin, services):
    name = services.office().cycles[0].name
    sent = {"name": name.lower(), "starts_on": "2030-01-01", "ends_on": "2030-03-31"}
    answer = admin.post("/admin/cycles/new", data=sent)
    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text


@pytest.mark.parametrize(
    ("field", "day", "time"),
    [
        ("day", "9999-12-31", "23:59"),
        ("day", "0001-01-01", "00:00"),
        ("time", "2027-03-28", "02:30"),
    ],
)
def test_a_meeting_at_no_time_is_refused_and_nothing_typed_is_lost(
    admin, services, field, day, time
):
    sent = {"kind": "all-hands", "title": "Zigzag", "minutes": "1440", "day": day, "time": time}
    answer = admin.post("/admin/meetings/new", data=sent)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    for text in sent.values():
        assert text in answer.text
    assert admin.get("/meetings").status_code == 200


def test_the_first_hour_there_is_may_be_met_at(admin, services):
    # In UTC it is in the year before.
    sent = {"kind": "final", "title": "Zigzag", "day": "1970-01-01", "time": "00:30"}
    sent |= {"minutes": "60"}
    asked = admin.post("/admin/meetings/new", data=sent).text
    sent["remarks"] = asked.partition('name="remarks" value="')[2].partition('"')[0]
    answer = admin.post("/admin/meetings/new", data=sent)
    assert answer.status_code == 303
    code = answer.headers["Location"].partition("#m-")[2]
    assert services.store.meetings.get(code).starts_at.year == 1969


def test_what_a_stranger_wrote_of_the_calendar_s_ends_stops_no_page(services, client):
    """Whatever stands in a row: an office that cannot be read cannot be mended on its pages."""
    tables = Database(services.store.path)
    cycle = services.office().cycles[0].id
    meeting = {"kind": "final", "cycle": cycle, "title": "x", "minutes": 1440}
    tables["meetings"].insert_all(
        [
            meeting | {"code": "ZZ01", "starts_at": "9999-12-31T23:00:00Z"},
            meeting | {"code": "ZZ02", "starts_at": "0001-01-01T00:00:00+14:00"},
        ]
    )
    tables["cycles"].insert(
        {"name": "x", "starts_on": "0001-01-01", "ends_on": "9999-12-31", "state": "open"}
    )
    for path in ("/all", "/meetings", "/meetings.ics", "/cycles", "/week", "/api/v1/okrs"):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_no_time_zone_leads_out_of_the_calendar(services, client, moment):
    token = new_api_token()
    services.store.api_tokens.add("a program", hash_token(token), "check-in", services.now())
    answer = client.post(
        "/api/v1/key-results/M3XD/check-ins",
        json={"value": 77, "measured_at": moment},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert (answer.status_code, answer.get_json()["field"]) == (422, "measured_at")

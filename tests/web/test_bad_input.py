"""What no form sends by itself: whoever sends it reads what to do, and nobody a traceback."""

import pytest

from kiosk.okr.model import CycleState
from tests.web.admin_people import add_person, log_in

TOO_LONG = "9" * 30
NUMBERS = ("²", "٣", TOO_LONG, "9" * 4400, "-1", "1e9")


@pytest.fixture
def admin(house, client):
    add_person(house)
    log_in(client)
    return client


@pytest.mark.parametrize("number", NUMBERS)
def test_what_is_no_number_of_a_row_is_refused(admin, house, number):
    before = house.store.revision()
    carried = {"objective": "K7Q2", "into": number}
    assert admin.post("/admin/cycles/1/carry", data=carried).status_code in (404, 422)
    table = "Objective\tTarget\tTeam\nFly\t2\tAcme"
    for asked in ({}, {"make": "1"}):
        pasted = {"table": table, "cycle": number, **asked}
        answer = admin.post("/admin/paste", data=pasted)
        assert answer.status_code in (404, 422)
        assert "Fly" in answer.text
    assert house.store.revision() == before


def test_a_card_that_says_nonsense_of_what_it_showed_is_saved_all_the_same(admin, house):
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
def test_what_is_no_grade_is_refused(admin, house, grade):
    house.store.set_cycle_state(house.office().cycles[0].id, CycleState.GRADING, now=house.now())
    sent = {"grade": grade, "learned": "Zigzag"}
    answer = admin.post("/admin/grading/K7Q2", data=sent)
    assert answer.status_code == 422
    assert "from 0.0 to 1.0" in answer.text
    assert "Zigzag" in answer.text


@pytest.mark.parametrize("weeks", ["000000006999", "0000000069999999999999999", "0", "999999999"])
def test_a_setting_of_many_digits_is_read_to_its_end(admin, house, weeks):
    answer = admin.post("/admin/settings", data={"cycle_length": "weeks", "cycle_weeks": weeks})
    assert answer.status_code == 422
    assert weeks in answer.text

"""A due date, from the form to the wall, the phone, the API and History."""

from datetime import date
from html import unescape

import pytest

from kiosk.okr.carry_over import carry_over_draft
from kiosk.okr.redaction import redacted_office

CODE, OBJECTIVE = "M3XD", "K7Q2"
PATH = f"/admin/key-results/{CODE}"
DUE = date(2026, 12, 4)
pytestmark = pytest.mark.usefixtures("admin")


def send(client, due, **more):
    fields = {"objective": OBJECTIVE, "title": "Median delivery time", "kind": "number"}
    fields |= {"unit": "ms", "start": "182", "target": "90", "weight": "", "due": due}
    return client.post(PATH, data={**fields, "reason": "The fair is on the 5th", **more})


def stored(services):
    return services.office().key_result(CODE)


@pytest.fixture
def due(admin, client, services):
    answer = send(client, DUE.isoformat())
    assert answer.status_code == 303, unescape(answer.text)
    assert stored(services).due == DUE


@pytest.mark.usefixtures("due")
def test_it_is_in_the_form_which_opens_for_it(client):
    form = client.get(PATH).text
    assert 'value="2026-12-04"' in form
    assert '<details class="admin-more" open>' in form
    assert '<details class="admin-more">' in client.get("/admin/key-results/R8F5").text


@pytest.mark.usefixtures("due")
def test_the_api_says_it(client):
    assert client.get(f"/api/v1/key-results/{CODE}").json["due"] == "2026-12-04"
    assert client.get("/api/v1/key-results/R8F5").json["due"] is None


@pytest.mark.usefixtures("due")
def test_the_phone_says_it_and_why_it_changed(client):
    page = unescape(client.get(f"/o/{OBJECTIVE}").text)
    assert "due 4 December" in page
    assert "the due date is 4 December, it was not set" in page
    assert "The mark on each bar shows today, with a due date on the way to that day." in page
    assert "of the time is over, counted to the due date" in page


@pytest.mark.usefixtures("due")
def test_the_wall_says_it_in_the_row_and_in_its_bar(client):
    wall = unescape(client.get("/?pages=all").text)
    row = wall.partition(f'id="row-{CODE}"')[2].partition("</li>")[0]
    assert '<bdi class="due">by 4 Dec</bdi>' in row
    assert "Due on 4 December." in row
    # 52 of the 65 days to it are over.
    assert 'class="dated" cx="80.0%"' in row


@pytest.mark.usefixtures("due")
def test_it_can_be_removed_and_history_tells_both(client, services):
    assert send(client, "").status_code == 303
    assert stored(services).due is None
    history = unescape(client.get("/admin/history").text)
    assert history.count("Due date") == 2
    assert "4 December 2026" in history


def test_it_needs_a_reason_once_the_cycle_is_open(client, services):
    answer = send(client, DUE.isoformat(), reason="")
    assert answer.status_code == 422
    assert "give a reason" in answer.text
    assert stored(services).due is None


@pytest.mark.parametrize("day", ["2026-09-30", "2027-01-01", "soon"])
def test_a_day_outside_the_cycle_is_refused_beside_the_field(client, services, day):
    answer = send(client, day)
    assert answer.status_code == 422
    assert '<details class="admin-more" open>' in answer.text
    assert 'id="due-error"' in answer.text
    assert stored(services).due is None


@pytest.mark.usefixtures("due")
def test_a_copy_for_the_next_cycle_has_none(services):
    assert carry_over_draft(stored(services)).due is None


@pytest.mark.usefixtures("due")
def test_guests_do_not_see_that_of_a_confidential_one(client, services):
    assert send(client, DUE.isoformat(), confidential="1").status_code == 303
    guests = redacted_office(services.office()).objective(OBJECTIVE).key_results
    assert all(key_result.due is None for key_result in guests)

"""/in: what is due, open to every reader; who one is is asked only on saving."""

import re
from urllib.parse import parse_qs

from tests.server import MOMENT
from tests.web.admin.users import PASSWORD, add_person, log_in, password_hash

FORM = re.compile(r'action="/admin/key-results/(\w+)/check-ins"')
KEPT = re.compile(r'name="kept" value="([^"]+)"')


def due_codes(client):
    return FORM.findall(client.get("/in").text)


def sent(client, code, value="4"):
    data = {"value": value, "note": "Ohio is on", "back": "due", "seen": "0", "shown": "1"}
    return client.post(f"/admin/key-results/{code}/check-ins", data=data)


def test_everybody_sees_what_is_due_by_team_and_no_person(client, services):
    for path in ("/in", "/IN"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "23 of 33 numbers are in." in answer.text
        assert len(FORM.findall(answer.text)) == 10
    assert ">Engineering</h2>" in answer.text
    authors = {k.latest_check_in.author for k in services.office().key_results()} - {""}
    assert not any(author in answer.text for author in authors)


def test_who_one_is_is_asked_on_saving_and_nothing_is_lost(client, services):
    add_person(services, "Ada", is_admin=True)
    code = due_codes(client)[0]
    asked = sent(client, code)
    assert asked.status_code == 401
    assert "Log in to save. Your entries are kept." in asked.text
    data = {"name": "Ada", "password": PASSWORD, "kept": KEPT.findall(asked.text)[0]}
    assert client.post("/admin/login", data=data).location == "/admin/kept"
    again = client.get("/admin/kept").text
    assert "Your entries are still here" in again
    assert 'value="Ohio is on"' in again
    assert services.office().key_result(code).latest_check_in.note != "Ohio is on"
    saved = sent(client, code)
    assert saved.location.startswith("/in?saved=")
    assert services.office().key_result(code).latest_check_in.note == "Ohio is on"
    assert "Saved. " in client.get(saved.location).text


def test_a_save_can_be_taken_back_and_brought_back_from_there(client, services):
    add_person(services, "Ada", is_admin=True)
    log_in(client)
    saved = sent(client, due_codes(client)[0]).location
    number = parse_qs(saved.partition("?")[2])["saved"][0]
    undone = client.post(f"/admin/check-ins/{number}/undo", data={"back": "due"})
    assert undone.location == f"/in?undone={number}"
    assert ">Redo<" in client.get(undone.location).text
    redone = client.post(f"/admin/check-ins/{number}/redo", data={"back": "due"})
    assert redone.location.startswith("/in?saved=")


def test_what_will_not_do_comes_back_with_its_error_in_its_open_form(client, services):
    add_person(services, "Ada", is_admin=True)
    log_in(client)
    answer = sent(client, due_codes(client)[0], "four")
    assert answer.status_code == 422
    assert '<details name="due" open>' in answer.text
    assert 'value="four"' in answer.text


def test_a_member_has_forms_for_the_own_team_alone(client, services):
    services.store.users.add("Mira", password_hash(), is_admin=False, teams=["9ENG"])
    log_in(client, "Mira")
    office = services.office()
    teams = {office.objective(office.key_result(c).objective).team for c in due_codes(client)}
    assert teams == {"9ENG"}
    assert ">Marketing</h2>" in client.get("/in").text


def test_once_all_are_in_nothing_is_due(client, services):
    for key_result in services.office().key_results():
        services.store.check_ins.repeat_latest(key_result.code, now=MOMENT)
    text = client.get("/in").text
    assert "Nothing is due." in text
    assert not FORM.findall(text)

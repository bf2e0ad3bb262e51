"""One's own account, and a password that was forgotten."""

import re
from datetime import timedelta

import pytest

from kiosk.web.security.sessions import COOKIE
from tests.services import make_client
from tests.web.admin.users import PASSWORD, add_person, log_in

NEW = "four quiet words now"
CHANGE = {"current": PASSWORD, "password": NEW, "again": NEW}


@pytest.fixture
def elsewhere(services, admin):
    """Ada on another device."""
    client = make_client(services)
    log_in(client)
    return client


def is_logged_in(client):
    return client.get("/admin/").status_code == 200


def may_log_in(services, name, password):
    answer = make_client(services).post("/admin/login", data={"name": name, "password": password})
    return answer.status_code == 303


# A new password


def test_every_page_leads_to_one_s_account(admin):
    assert 'href="/admin/account"' in admin.get("/admin/").text
    assert "Change password" in admin.get("/admin/account").text


def test_a_new_password_logs_out_everywhere_else_and_not_here(services, admin, elsewhere):
    changed = admin.post("/admin/account/password", data=CHANGE)
    assert changed.location == "/admin/account?changed=1"
    assert "Your password is changed" in admin.get(changed.location).text
    assert is_logged_in(admin)
    assert not is_logged_in(elsewhere)
    assert may_log_in(services, "Ada", NEW)
    assert not may_log_in(services, "Ada", PASSWORD)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"current": "not this one"}, "current"),
        ({"current": ""}, "current"),
        ({"password": "short", "again": "short"}, "password"),
        ({"again": "another one altogether"}, "again"),
    ],
)
def test_what_is_invalid_is_said_at_its_field_and_changes_nothing(services, admin, wrong, field):
    answer = admin.post("/admin/account/password", data=CHANGE | wrong)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert NEW not in answer.text
    assert PASSWORD not in answer.text
    assert may_log_in(services, "Ada", PASSWORD)


def test_guessing_at_the_current_password_waits_like_the_log_in(admin, monkeypatch):
    waited = []
    guesses = admin.application.extensions["admin_state"].guesses
    monkeypatch.setattr(guesses, "_wait", waited.append)
    for _ in range(5):
        admin.post("/admin/account/password", data=CHANGE | {"current": "a guess"})
    assert waited[0] == 0
    assert waited[-1] > 0
    # It is the same count: the other form is no way around it.
    admin.post("/admin/login", data={"name": "ada", "password": "a guess"})
    assert waited[-1] > waited[-2]


def test_logging_out_everywhere_ends_this_session_too(services, admin, elsewhere):
    add_person(services, "Bo")
    other = make_client(services)
    log_in(other, "Bo")
    kept = admin.get_cookie(COOKIE).value
    assert admin.post("/admin/logout/everywhere").location == "/admin/login"
    admin.set_cookie(COOKIE, kept)
    assert not is_logged_in(admin)
    assert not is_logged_in(elsewhere)
    assert is_logged_in(other)


# A link to set a new one


@pytest.fixture
def bo(services):
    services.store.users.add("Bo", "no password matches this")
    return services.store.users.by_name("Bo")


def link_for(admin, bo):
    page = admin.post(f"/admin/people/{bo.id}/password-link").text
    assert re.search(r'data-qr="[^"]+/PASSWORD/\w{26}"', page, re.IGNORECASE)
    return re.search(r'value="http[^"]+?(/password/[^"]+)"', page)[1]


CHOSEN = {"password": NEW, "again": NEW}


def test_a_link_sets_the_password_logs_in_and_ends_that_person_s_sessions(services, admin, bo):
    path, phone = link_for(admin, bo), make_client(services)
    assert "For Bo." in phone.get(path).text
    assert phone.get(path.upper()).status_code == 200  # as the code has it
    assert phone.post(path, data=CHOSEN).location == "/admin/"
    assert is_logged_in(phone)
    assert is_logged_in(admin)
    assert may_log_in(services, "Bo", NEW)
    # It works once.
    assert phone.get(path).status_code == 404
    again = phone.post(path, data={"password": "yet another one", "again": "yet another one"})
    assert (again.status_code, may_log_in(services, "Bo", NEW)) == (404, True)


def test_using_it_ends_the_sessions_there_were(services, admin, bo):
    # Ada makes a link for herself, and another device uses it.
    ada = services.store.users.by_name("Ada")
    phone = make_client(services)
    assert phone.post(link_for(admin, ada), data=CHOSEN).status_code == 303
    assert not is_logged_in(admin)
    assert is_logged_in(phone)


def test_it_ends_after_a_day_and_can_be_withdrawn_or_replaced(services, admin, bo):
    first, second = link_for(admin, bo), link_for(admin, bo)
    assert make_client(services).get(first).status_code == 404
    assert "There is an unused link" in admin.get(f"/admin/people/{bo.id}").text
    now = services.now()
    services.clock = lambda: now + timedelta(days=1)
    assert make_client(services).get(second).status_code == 404
    services.clock = lambda: now
    assert make_client(services).get(second).status_code == 200
    assert admin.post(f"/admin/people/{bo.id}/password-link/withdraw").status_code == 303
    assert make_client(services).get(second).status_code == 404
    assert "There is an unused link" not in admin.get(f"/admin/people/{bo.id}").text


def test_a_password_that_is_invalid_uses_nothing_up(services, admin, bo):
    path, phone = link_for(admin, bo), make_client(services)
    refused = phone.post(path, data={"password": "short", "again": "short"})
    assert refused.status_code == 422
    assert 'id="password-error"' in refused.text
    assert phone.post(path, data=CHOSEN).status_code == 303


def test_its_token_is_not_in_the_database(services, admin, bo):
    token = link_for(admin, bo).removeprefix("/password/")
    for file in services.settings.data.iterdir():
        content = file.read_bytes()
        assert token.encode() not in content
        assert token.upper().encode() not in content


def test_only_an_admin_makes_one(services, admin, bo):
    add_person(services, "Cy", is_admin=False)
    member = make_client(services)
    log_in(member, "Cy")
    assert member.post(f"/admin/people/{bo.id}/password-link").status_code == 403
    assert admin.post("/admin/people/999/password-link").status_code == 404


def test_guessing_at_links_is_slowed_down(client, monkeypatch):
    waited = []
    monkeypatch.setattr("kiosk.web.admin.password_links.gevent.sleep", waited.append)
    for _ in range(5):
        assert client.get("/password/7K7K7K7K").status_code == 404
    assert waited[0] == 0
    assert waited[-1] > 0

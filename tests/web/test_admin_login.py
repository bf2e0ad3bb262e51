import re
from datetime import timedelta

import pytest

from kiosk.web.sessions import COOKIE
from tests.houses import make_client, make_house
from tests.web.admin_people import PART, PASSWORD, add_person, log_in


@pytest.fixture(autouse=True)
def ada(house):
    add_person(house)


def test_whoever_is_logged_out_is_led_to_the_log_in_and_back(client):
    answer = client.get("/admin/?key-result=W3GH")

    assert answer.status_code == 303
    assert answer.location == "/admin/login?next=%2Fadmin%2F%3Fkey-result%3DW3GH"
    form = client.get(answer.location).text
    assert 'value="/admin/?key-result=W3GH"' in form
    answer = client.post(
        "/admin/login",
        data={"name": "ada", "password": PASSWORD, "next": "/admin/?key-result=W3GH"},
    )
    assert answer.location == "/admin/?key-result=W3GH"
    assert client.get(answer.location).status_code == 200


def test_the_cookie_is_for_this_server_alone_and_its_token_is_not_in_the_database(client, house):
    answer = client.post("/admin/login", data={"name": "Ada", "password": PASSWORD})

    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    token = re.match(f"{COOKIE}=([^;]+)", cookie)[1]
    for file in house.settings.data.iterdir():
        assert token.encode() not in file.read_bytes()


def test_over_https_the_cookie_never_leaves_it(client):
    answer = client.post(
        "/admin/login",
        data={"name": "Ada", "password": PASSWORD},
        base_url="https://localhost:8000",
        headers={"Origin": "https://localhost:8000"},
    )

    assert "; Secure" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("name", ["Ada", "nobody"])
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(client, name):
    answer = client.post("/admin/login", data={"name": name, "password": "wrong password"})

    assert answer.status_code == 422
    assert "Wrong name or password" in answer.text
    assert f'value="{name}"' in answer.text
    assert "wrong password" not in answer.text
    assert 'aria-describedby="password-error"' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_logging_out_ends_the_session_on_the_server(client):
    log_in(client)
    cookie = client.get_cookie(COOKIE).value

    client.post("/admin/logout")
    client.set_cookie(COOKIE, cookie)

    assert client.get("/admin/").status_code == 303


def test_logging_in_again_ends_the_session_before(client):
    log_in(client)
    before = client.get_cookie(COOKIE).value
    log_in(client)
    assert client.get_cookie(COOKIE).value != before

    client.set_cookie(COOKIE, before)
    assert client.get("/admin/").status_code == 303


def test_a_session_ends_after_thirty_idle_days(client, house):
    log_in(client)
    now = house.now()
    house.clock = lambda: now + timedelta(days=29)
    assert client.get("/admin/").status_code == 200
    house.clock = lambda: now + timedelta(days=58)
    assert client.get("/admin/").status_code == 200
    house.clock = lambda: now + timedelta(days=89)
    assert client.get("/admin/").status_code == 303


def test_a_script_of_somebody_logged_out_is_told_so(client):
    answer = client.post("/admin/key-results/W3GH/check-ins", data={"value": "1"}, headers=PART)

    assert answer.status_code == 401


@pytest.mark.parametrize(
    "address",
    ["/admin/objectives", "/admin/clear-sample", "/admin/key-results/W3GH", "/admin/teams/new"],
)
def test_a_member_checks_in_but_does_not_change_what_is_aimed_at(client, house, address):
    add_person(house, "Bo", is_admin=False)
    log_in(client, "Bo")

    page = client.get("/admin/").text
    assert "/admin/objectives" not in page
    assert "/admin/clear-sample" not in page
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/admin/objectives/A4TN",
        "/admin/objectives/A4TN/archive",
        "/admin/key-results/W3GH/archive",
        "/admin/clear-sample",
        "/admin/cycles/new",
    ],
)
def test_a_member_cannot_send_what_only_admins_may(client, house, address):
    add_person(house, "Bo", is_admin=False)
    log_in(client, "Bo")
    before = house.store.revision()

    assert client.post(address, data={"title": "Mine", "name": "Mine"}).status_code == 403
    assert house.store.revision() == before


@pytest.mark.parametrize("origin", ["http://evil.example", "null", ""])
def test_a_form_on_another_site_changes_nothing(client, house, origin):
    log_in(client)
    before = house.store.revision()

    answer = client.post(
        "/admin/key-results/W3GH/check-ins", data={"value": "1"}, headers={"Origin": origin}
    )

    assert answer.status_code == 403
    assert house.store.revision() == before


def test_wrong_guesses_make_the_next_one_wait_by_name_and_by_address(client):
    for _ in range(3):
        client.post("/admin/login", data={"name": "Ada", "password": "wrong password"})

    throttle = client.application.extensions["desk"].throttle
    assert throttle.guess("name:ada") > 0
    assert throttle.guess("address:127.0.0.1") > 0
    assert throttle.guess("name:bo") == 0


def test_a_right_password_is_let_in_after_many_wrong_ones(client):
    for _ in range(4):
        client.post("/admin/login", data={"name": "Ada", "password": "wrong password"})

    log_in(client)
    assert client.application.extensions["desk"].throttle.guess("name:ada") == 0


def test_guesses_at_the_set_up_code_wait_too(tmp_path):
    client = make_client(make_house(tmp_path / "without-an-admin"))
    for _ in range(3):
        client.get("/admin/setup/AAAAAAAA")

    assert client.application.extensions["desk"].throttle.guess("setup:127.0.0.1") > 0

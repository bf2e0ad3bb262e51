import re
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import HashingError, VerificationError
from flask import Request, request

from kiosk.web.security.known_devices import KnownDevices, cookie_name
from kiosk.web.security.sessions import COOKIE
from tests.services import make_client, make_services
from tests.web.admin.users import PART, PASSWORD, add_person, log_in


@pytest.fixture(autouse=True)
def ada(services):
    add_person(services)


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


def test_the_cookie_is_for_this_server_alone_and_its_token_is_not_in_the_database(client, services):
    answer = client.post("/admin/login", data={"name": "Ada", "password": PASSWORD})

    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    token = re.match(f"{COOKIE}=([^;]+)", cookie)[1]
    for file in services.settings.data.iterdir():
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


def test_a_session_ends_after_thirty_idle_days(client, services):
    log_in(client)
    now = services.now()
    services.clock = lambda: now + timedelta(days=29)
    assert client.get("/admin/").status_code == 200
    services.clock = lambda: now + timedelta(days=58)
    assert client.get("/admin/").status_code == 200
    services.clock = lambda: now + timedelta(days=89)
    assert client.get("/admin/").status_code == 303


def test_a_script_of_somebody_logged_out_is_reported(client):
    answer = client.post("/admin/key-results/W3GH/check-ins", data={"value": "1"}, headers=PART)

    assert answer.status_code == 401


@pytest.mark.parametrize(
    "address",
    ["/admin/objectives", "/admin/clear-sample", "/admin/key-results/W3GH", "/admin/teams/new"],
)
def test_a_member_checks_in_but_does_not_change_what_is_aimed_at(client, services, address):
    add_person(services, "Bo", is_admin=False)
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
def test_a_member_cannot_send_what_only_admins_may(client, services, address):
    add_person(services, "Bo", is_admin=False)
    log_in(client, "Bo")
    before = services.store.revision()

    assert client.post(address, data={"title": "Mine", "name": "Mine"}).status_code == 403
    assert services.store.revision() == before


@pytest.mark.parametrize("origin", ["http://evil.example", "null", ""])
def test_a_form_on_another_site_changes_nothing(client, services, origin):
    log_in(client)
    before = services.store.revision()

    answer = client.post(
        "/admin/key-results/W3GH/check-ins", data={"value": "1"}, headers={"Origin": origin}
    )

    assert answer.status_code == 403
    assert services.store.revision() == before


def test_wrong_guesses_make_the_next_one_wait_by_name_and_by_address(client):
    for _ in range(3):
        client.post("/admin/login", data={"name": "Ada", "password": "wrong password"})

    throttle = client.application.extensions["admin_state"].throttle
    assert throttle.delay_for_attempt("name:ada") > 0
    assert throttle.delay_for_attempt("address:127.0.0.1") > 0
    assert throttle.delay_for_attempt("name:bo") == 0


def test_a_right_password_is_let_in_after_many_wrong_ones(client):
    for _ in range(4):
        client.post("/admin/login", data={"name": "Ada", "password": "wrong password"})

    log_in(client)
    assert client.application.extensions["admin_state"].throttle.delay_for_attempt("name:ada") == 0


def test_guesses_at_the_set_up_code_wait_too(tmp_path):
    client = make_client(make_services(tmp_path / "without-an-admin"))
    for _ in range(3):
        client.get("/admin/setup/AAAAAAAA")

    assert (
        client.application.extensions["admin_state"].throttle.delay_for_attempt("setup:127.0.0.1")
        > 0
    )


def known_devices(answer):
    return [c for c in answer.headers.getlist("Set-Cookie") if c.startswith("device_")]


def guess(client, name="Ada", password="wrong password", address="192.0.2.7"):
    return client.post(
        "/admin/login",
        data={"name": name, "password": password},
        environ_overrides={"REMOTE_ADDR": address},
    )


@pytest.fixture
def unhurried(client, monkeypatch):
    """The client of a server that counts guesses, and looks at them without taking its time."""
    client.post("/admin/login", data={"name": "nobody", "password": "x"})
    desk = client.application.extensions["admin_state"]
    monkeypatch.setattr(desk.guesses, "_wait", lambda seconds: None)
    monkeypatch.setattr(desk.passwords, "matches", lambda typed, kept: kept and typed == PASSWORD)
    return client


def test_the_twenty_first_guess_in_five_minutes_is_not_looked_at(unhurried):
    answers = [guess(unhurried).status_code for _ in range(20)]
    late = guess(unhurried, password=PASSWORD)

    assert answers == [422] * 20
    assert late.status_code == 429
    assert int(late.headers["Retry-After"]) > 60
    assert "Too many tries. Try again in a few minutes" in late.text
    assert 'value="Ada"' in late.text
    assert guess(unhurried, password=PASSWORD, address="192.0.2.8").status_code == 303


def test_the_owner_s_browser_is_let_in_at_an_address_that_has_guessed_too_often(unhurried):
    log_in(unhurried)
    unhurried.post("/admin/logout")
    stranger = unhurried.application.test_client()
    stranger.environ_base["HTTP_ORIGIN"] = unhurried.environ_base["HTTP_ORIGIN"]
    for _ in range(21):
        guess(stranger, address="127.0.0.1")
    assert guess(stranger, password=PASSWORD, address="127.0.0.1").status_code == 429

    log_in(unhurried)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_browser_that_has_logged_in_is_known_by_a_cookie_of_its_own(client, scheme):
    answer = client.post(
        "/admin/login",
        data={"name": "Ada", "password": PASSWORD},
        base_url=f"{scheme}://localhost:8000",
        headers={"Origin": f"{scheme}://localhost:8000"},
    )

    (cookie,) = known_devices(answer)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) == (scheme == "https")


def test_the_cookie_of_a_device_logs_nobody_in_and_holds_for_its_name_alone(client, services):
    add_person(services, "Bo")
    answer = client.post("/admin/login", data={"name": "Ada", "password": PASSWORD})
    name, _, value = known_devices(answer)[0].partition(";")[0].partition("=")
    devices = client.application.extensions["admin_state"].devices
    bo = make_client(services).post("/admin/login", data={"name": "Bo", "password": PASSWORD})
    name_of_bo = known_devices(bo)[0].partition("=")[0]

    stranger = make_client(services)
    stranger.set_cookie(name, value)
    stranger.set_cookie(name_of_bo, value)
    assert stranger.get("/admin/").status_code == 303
    with stranger:
        stranger.get("/admin/login")
        assert devices.known(request, " ADA ") == value.partition(".")[0]
        assert devices.known(request, "Bo") == ""
        assert devices.known(request, "nobody") == ""


@pytest.mark.parametrize("value", ["", ".", "x", "x.y", ".a3", "x.ü"])
def test_a_forged_cookie_of_a_device_is_none(client, services, value):
    asked = Request({"HTTP_COOKIE": f"{cookie_name('Ada')}={value}"})

    assert KnownDevices(services.settings.data).known(asked, "Ada") == ""


def test_a_device_is_known_after_the_server_has_been_started_again(client, services):
    answer = client.post("/admin/login", data={"name": "Ada", "password": PASSWORD})
    asked = Request({"HTTP_COOKIE": known_devices(answer)[0].partition(";")[0]})

    assert KnownDevices(services.settings.data).known(asked, "Ada")
    assert (services.settings.data / "devices.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("error", [VerificationError("Memory allocation error"), MemoryError()])
def test_no_memory_is_not_reported_as_a_wrong_password(client, monkeypatch, error):
    def fail(*_args):
        raise error

    monkeypatch.setattr(PasswordHasher, "verify", fail)
    answer = client.post("/admin/login", data={"name": "Ada", "password": PASSWORD})

    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    assert "The server is short of memory" in answer.text
    assert "Wrong name or password" not in answer.text
    assert 'value="Ada"' in answer.text


def test_no_memory_for_a_new_password_is_reported(client, monkeypatch):
    def fail(*_args):
        raise HashingError("Memory allocation error")

    log_in(client)
    monkeypatch.setattr(PasswordHasher, "hash", fail)
    new = "four quiet words now"
    answer = client.post(
        "/admin/account/password", data={"current": PASSWORD, "password": new, "again": new}
    )

    assert answer.status_code == 503
    assert "The server is short of memory" in answer.text

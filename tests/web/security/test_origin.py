import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.web.core.network import NetworkSnapshot
from tests.services import make_client, make_services
from tests.web.admin.users import PASSWORD, add_person, log_in

WRITE = "/admin/login"


def test_own_names_and_addresses_are_answered(client: FlaskClient):
    for host in ("localhost:8000", "127.0.0.1:8000", "[::1]:8000", "192.168.1.20:8000"):
        assert client.get("/all", headers={"Host": host}).status_code == 200, host


def test_the_name_that_avahi_gives_a_second_machine_is_answered_at_its_port(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    reach = NetworkSnapshot("192.168.1.20", frozenset(), "kiosk", frozenset({"fritz.box"}))
    monkeypatch.setattr("kiosk.web.core.network.NetworkAddresses.current", lambda _self: reach)
    hosts = (
        "kiosk-2.local:8000",
        "Kiosk.fritz.box:8000",
        "kiosk.evil.example:8000",
        "kiosk-2.local",
    )
    answers = [client.get("/all", headers={"Host": host}).status_code for host in hosts]

    assert answers == [200, 200, 400, 400]


@pytest.mark.parametrize(
    "host",
    ["evil.example:8000", "localhost:9999", "localhost", "localhost:8000.evil.example", "a:b:c"],
)
def test_any_other_host_gets_400_on_pages_and_api(client: FlaskClient, host: str):
    for path in ("/", "/all", "/api/v1/okrs", "/admin/", "/static/wall.css"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 400, path


def test_a_name_in_allowed_hosts_is_answered(tmp_path: Path):
    services = make_services(tmp_path)
    services.settings = replace(services.settings, allowed_hosts=("okr.example",))
    client = make_client(services)
    assert client.get("/all", headers={"Host": "okr.example:8000"}).status_code == 200
    assert client.get("/all", headers={"Host": "other.example:8000"}).status_code == 400


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "", "https://localhost:8000", "http://localhost:8001"],
)
def test_a_write_from_another_site_is_refused(client: FlaskClient, origin: str):
    answer = client.post(WRITE, data={"name": "x", "password": "y"}, headers={"Origin": origin})
    assert answer.status_code == 403


def test_a_write_without_origin_is_refused_unless_it_brings_a_token(client: FlaskClient):
    client.environ_base.pop("HTTP_ORIGIN")
    assert client.post(WRITE, data={"name": "x"}).status_code == 403
    path = "/api/v1/key-results/M3XD/check-ins"
    assert client.post(path, json={"value": 1}).status_code == 401
    assert client.delete(path).status_code == 405
    foreign = {"Origin": "http://evil.example", "Authorization": "Bearer unknown"}
    assert client.post(path, json={"value": 1}, headers=foreign).status_code == 403
    answer = client.post(path, json={"value": 1}, headers={"Authorization": "Bearer unknown"})
    assert answer.status_code == 401


def test_every_page_forbids_inline_code_and_other_hosts(client: FlaskClient):
    for path in ("/", "/all", "/o/K7Q2", "/t/engineering", "/admin/login", "/o/ZZZZ"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http:" not in policy
        assert "*" not in policy


def test_a_proxy_is_believed_only_if_it_is_trusted(client: FlaskClient):
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    assert client.get("/all", headers=forged).status_code == 200


FOR_MEMBERS = re.compile(
    r"/admin/(key-results/K3JW/check-ins|check-ins/1/(?:undo|redo|correct)|grading/K3JW|account/password)"
)
BEFORE_LOG_IN = ("/admin/login", "/admin/logout", "/admin/setup", "/admin/recovery")


def test_nothing_of_the_admin_page_is_written_by_whoever_may_not(services, client):
    """Every address there is, and so every new one."""
    rules = client.application.url_map.iter_rules()
    paths = sorted(
        re.sub(r"<int:\w+>", "1", re.sub(r"<\w+>", "K3JW", str(rule)))
        for rule in rules
        if "POST" in (rule.methods or ()) and str(rule).startswith("/admin/")
    )
    paths = [path for path in paths if not path.startswith(BEFORE_LOG_IN)]
    assert len(paths) > 40
    add_person(services, "Bo", is_admin=False)
    before = services.store.revision()

    nobody = {path: client.post(path).status_code for path in paths}
    log_in(client, "Bo")
    member = {path: client.post(path).status_code for path in paths}
    elsewhere = {"Origin": "http://evil.example"}
    foreign = {path: client.post(path, headers=elsewhere).status_code for path in paths}

    assert set(nobody.values()) == {401}
    may = {p for p, status in member.items() if status != 403}
    assert {p for p in may if not FOR_MEMBERS.fullmatch(p)} == set()
    assert set(foreign.values()) == {403}
    assert services.store.revision() - before <= 1  # the check-in that a member took back


@pytest.mark.parametrize(
    "path", ["/all", "/admin/login", "/static/wall.css", "/nowhere", "/healthz"]
)
def test_browsers_stay_with_https_where_they_came_by_it(client: FlaskClient, path: str):
    by_https = client.get(path, base_url="https://localhost:8000")
    by_http = client.get(path)

    assert by_https.headers["Strict-Transport-Security"] == "max-age=15552000"
    assert "Strict-Transport-Security" not in by_http.headers


def test_a_proxy_that_is_trusted_says_that_the_request_came_by_https(tmp_path: Path):
    services = make_services(tmp_path)
    services.settings = replace(services.settings, trusted_proxies=("127.0.0.1",))
    said = {"X-Forwarded-Proto": "https"}
    trusted = make_client(services).get("/all", headers=said)
    services.settings = replace(services.settings, trusted_proxies=())
    other = make_client(services).get("/all", headers=said)

    assert "Strict-Transport-Security" in trusted.headers
    assert "Strict-Transport-Security" not in other.headers


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("okr.example", "https://okr.example", 401),
        ("OKR.example", "https://okr.example", 401),
        ("okr.example", "https://evil.example", 403),
        ("localhost:8000", "https://okr.example", 403),
        ("okr.example:8000", "https://okr.example", 400),
    ],
)
def test_a_proxy_that_ends_https_without_a_word_is_no_other_site(
    tmp_path: Path, host: str, origin: str, status: int
):
    services = make_services(tmp_path)
    services.settings = replace(services.settings, public_url="https://okr.example")
    asked = {"headers": {"Host": host, "Origin": origin}}
    answer = make_client(services).post("/admin/key-results/K3JW/check-ins", **asked)
    assert answer.status_code == status


def test_no_cookie_that_was_set_by_https_leaves_it(client: FlaskClient, services):
    add_person(services, "Ada")
    https = {"base_url": "https://localhost:8000", "headers": {"Origin": "https://localhost:8000"}}
    form = {"name": "Ada", "password": PASSWORD}
    cookies = client.post("/admin/login", data=form, **https).headers.getlist("Set-Cookie")
    cookies += client.get(f"/?key={services.screen_key}", **https).headers.getlist("Set-Cookie")

    assert {"session", "own_screen"} <= {cookie.partition("=")[0] for cookie in cookies}
    assert all("; Secure" in cookie and "; HttpOnly" in cookie for cookie in cookies)

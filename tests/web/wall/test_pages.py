import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from kiosk.web.core.services import Services

BEHIND_PROXY = {"X-Forwarded-For": "192.168.1.9"}


def topic(body: str) -> str:
    found = re.search(r'<main id="live" data-topic="([^"]+)"', body)
    assert found
    return found[1]


def test_a_browser_gets_a_name_of_four_characters_and_keeps_it(client: FlaskClient):
    first = client.get("/")
    cookie = first.headers["Set-Cookie"]
    assert re.match(r"screen=[a-z0-9]{4};", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Max-Age=31536000" in cookie
    assert topic(client.get("/").text) == topic(first.text)


def test_another_browser_gets_another_name(client: FlaskClient):
    names = set()
    for _ in range(5):
        client.delete_cookie("screen")
        names.add(topic(client.get("/").text))
    assert len(names) > 1


def test_a_cookie_that_is_no_name_is_replaced(client: FlaskClient):
    client.set_cookie("screen", "<script>")
    assert re.match(r"wall/[a-z0-9]{4}", topic(client.get("/").text))


def test_a_named_screen_has_its_own_topic(client: FlaskClient):
    answer = client.get("/screens/lobby-2", headers=BEHIND_PROXY)
    assert topic(answer.text) == "wall/lobby-2"
    assert "Set-Cookie" not in answer.headers


def test_a_name_in_capitals_leads_to_the_same_screen(client: FlaskClient):
    assert client.get("/screens/Lobby").headers["Location"] == "/screens/lobby"


@pytest.mark.parametrize("name", ["with space", "a" * 33, "ümlaut", "semi;colon"])
def test_what_is_no_name_is_not_found(client: FlaskClient, name: str):
    assert client.get(f"/screens/{name}").status_code == 404


def test_the_page_says_revision_release_language_and_theme(client: FlaskClient, services: Services):
    body = client.get("/").text
    assert f'data-revision="{services.office().revision}"' in body
    assert re.search(r'<html lang="en[^"]*" dir="ltr" data-theme="dark"', body)
    assert 'data-theme="light"' in client.get("/?theme=light").text
    assert 'data-theme="dark"' in client.get("/?theme=%22><script>").text


def test_set_up_is_shown_on_the_machines_own_screen_only(client: FlaskClient, services: Services):
    services.settings = replace(services.settings, public_url="http://192.168.1.20:8000")
    # A loopback address is no proof: a proxy on this machine gives one to everybody.
    far = {"environ_overrides": {"REMOTE_ADDR": "192.168.1.9"}}
    wrong = client.get("/?key=guessed")
    for answer in (client.get("/"), client.get("/", headers=BEHIND_PROXY), wrong):
        assert 'data-steps="set-up"' not in answer.text
        assert not topic(answer.text).endswith("@here")
    assert 'data-steps="set-up"' not in client.get("/", **far).text

    answer = client.get(f"/?theme=light&key={services.screen_key}")
    assert answer.location == "/?theme=light", "the address on show has no key in it"
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    own = client.get("/").text
    assert 'data-steps="set-up"' in own
    assert topic(own).endswith("@here")


def test_the_key_of_the_own_screen_is_for_its_owner_alone(services: Services):
    key = services.screen_key
    path = services.settings.database.with_name("screen.key")
    assert path.read_text().strip() == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(services.screen_key) >= 32


def test_an_unreadable_key_is_never_matched_by_an_empty_one(
    services: Services, client: FlaskClient
):
    client.set_cookie("own_screen", "")
    assert 'data-steps="set-up"' not in client.get("/?key=").text


def test_nothing_on_the_page_needs_an_inline_style_or_handler(client: FlaskClient):
    body = client.get("/").text
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|<script>|<style", body)
    assert "'unsafe-inline'" not in client.get("/").headers["Content-Security-Policy"]

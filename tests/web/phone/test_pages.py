import gzip
import re
from base64 import b64encode
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from flask import Response
from flask.testing import FlaskClient
from sqlite_utils import Database
from werkzeug.test import TestResponse

from kiosk.live.content.renderer import TopicRenderer
from kiosk.okr.model import KeyResultKind
from kiosk.web.core.services import Services
from kiosk.web.security.sessions import open_session
from tests.services import make_client, make_services

FORTY = Path(__file__).parents[2] / "fixtures" / "forty.toml"
MOST_BYTES = 14_000


def in_gzip(client: FlaskClient, path: str) -> TestResponse:
    return client.get(path, headers={"Accept-Encoding": "gzip, deflate"})


def every_page(services: Services) -> list[str]:
    office = services.office()
    objectives = [f"/o/{objective.code}" for objective in office.objectives]
    return ["/all", *(f"/t/{team.slug}" for team in office.teams), *objectives]


@pytest.mark.parametrize("path", ["/o/K7Q2", "/O/K7Q2", "/o/k7q2", "/O/k7-q2", "/o/K7Q2/"])
def test_objective_opens_whatever_the_case_of_its_address(client: FlaskClient, path: str):
    answer = client.get(path)
    assert answer.status_code == 200
    assert 'data-topic="objective/K7Q2"' in answer.text
    assert "Every message arrives before anyone can blink" in answer.text


@pytest.mark.parametrize("path", ["/t/engineering", "/T/ENGINEERING", "/t/9ENG", "/T/9eng"])
def test_team_opens_by_slug_and_by_short_code(client: FlaskClient, path: str):
    assert 'data-topic="team/engineering"' in client.get(path).text


@pytest.mark.parametrize("path", ["/all", "/ALL", "/All", "/all/"])
def test_everyones_page_opens_in_any_case(client: FlaskClient, path: str):
    assert 'data-topic="all"' in client.get(path).text


@pytest.mark.parametrize(
    ("typed", "code"), [("MOFH", "M0FH"), ("mofh", "M0FH"), ("IDQS", "1DQS"), ("ldqs", "1DQS")]
)
def test_code_read_with_look_alikes_opens_the_same_page(tmp_path: Path, typed: str, code: str):
    client = make_client(make_services(tmp_path, FORTY))
    assert f'data-topic="objective/{code}"' in client.get(f"/o/{typed}").text


@pytest.mark.parametrize("path", ["/o/ZZZZ", "/t/nobody", "/o/%3Cb%3E", "/o/" + "A" * 500])
def test_wrong_code_says_what_to_do_and_leads_to_everyones_okrs(client: FlaskClient, path: str):
    answer = client.get(path)
    assert answer.status_code == 404
    assert 'href="/all"' in answer.text
    assert "four or five letters and digits" in answer.text


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/o/M3XD", "/o/K7Q2#kr-M3XD"),
        ("/o/9ENG", "/t/engineering"),
        ("/t/K7Q2", "/o/K7Q2"),
    ],
)
def test_code_of_another_thing_leads_to_that_thing(client: FlaskClient, path: str, place: str):
    assert client.get(path).headers["Location"] == place


def test_page_embeds_what_the_socket_sends(client: FlaskClient, services: Services):
    contents = TopicRenderer(
        services.store, services.localizers, services.now, services.urls, services.setup_codes
    )
    for path, topic in (
        ("/o/K7Q2", "objective/K7Q2"),
        ("/t/9ENG", "team/engineering"),
        ("/all", "all"),
    ):
        content = contents(topic)
        assert content is not None
        page = client.get(path).text
        assert content.html in page
        assert f'data-revision="{content.revision}"' in page


@pytest.mark.parametrize("file", [None, FORTY], ids=["sample", "forty"])
def test_every_page_is_at_most_14_kb_with_all_it_needs(tmp_path: Path, file: Path | None):
    services = make_services(tmp_path, file)
    client = make_client(services)
    for path in every_page(services):
        answer = in_gzip(client, path)
        head = len(str(answer.headers))
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(answer.data) + head <= MOST_BYTES, path


def test_page_asks_for_nothing_else(client: FlaskClient):
    page = client.get("/o/K7Q2").text
    assert not re.search(r'<(link|script|img)[^>]*(src|href)="(?!data:,")', page)
    assert "@import" not in page
    assert "import " not in page
    assert "url(" not in page


def test_inline_styles_and_scripts_are_allowed_by_hash_and_nothing_else_is(client: FlaskClient):
    answer = client.get("/o/K7Q2")
    policy = answer.headers["Content-Security-Policy"]
    inline = r"<(?:style|script)[^>]*>(.*?)</(?:style|script)>"
    for text in re.findall(inline, answer.text, re.DOTALL):
        assert b64encode(sha256(text.encode()).digest()).decode() in policy
    assert "unsafe-inline" not in policy
    assert not re.search(r"<[^>]+\s(style|on\w+)=", answer.text)


def test_gzip_is_only_for_those_who_take_it_and_holds_the_same(client: FlaskClient):
    plain = client.get("/all", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    packed = in_gzip(client, "/all")
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]
    refused = client.get("/all", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_pages_ask_nobody_to_log_in_and_offer_check_in_to_members_only(
    client: FlaskClient, services: Services
):
    assert "Check in" not in client.get("/o/K7Q2").text
    log_in(client, services)
    page = client.get("/o/K7Q2").text
    assert 'href="/o/K7Q2/check-in"' in page
    card = client.get("/admin/?objective=K7Q2").text
    assert 'action="/admin/key-results/M3XD/check-ins"' in card
    # What is pushed is the same for everybody, so the link must stand outside of it.
    assert "Check in" not in page.partition("</main>")[0]


def log_in(client: FlaskClient, services: Services) -> None:
    services.store.users.add("mira", "not a hash", False)
    user = services.store.users.by_name("mira")
    assert user is not None
    with client.application.test_request_context(base_url="http://localhost:8000"):
        response = Response()
        open_session(response, user.id)
    cookie = response.headers["Set-Cookie"].partition(";")[0].partition("=")
    client.set_cookie(cookie[0], cookie[2], domain="localhost")


def test_check_in_stands_on_the_page_at_the_next_look(client: FlaskClient, services: Services):
    services.store.check_ins.add("M3XD", Decimal(101), now=services.now(), note="Faster")
    page = unescape(client.get("/o/K7Q2").text)
    assert "101" in page
    assert "Faster" in page
    assert "just now" in page


def test_undone_check_in_is_neither_in_the_figures_nor_in_the_notes(
    client: FlaskClient, services: Services
):
    made = services.store.check_ins.add("M3XD", Decimal(999), now=services.now(), note="A slip")
    services.store.check_ins.undo(made.id, now=services.now())
    page = client.get("/o/K7Q2").text
    assert "999" not in page
    assert "A slip" not in page


def test_a_teams_steps_say_how_many_there_are(client: FlaskClient, services: Services):
    steps = [
        k
        for k in services.office().key_results()
        if k.kind is KeyResultKind.MILESTONES and k.latest_check_in
    ]
    office = services.office()
    for key_result in steps:
        team = office.team(office.objective(key_result.objective).team)
        line = rf'data-key-result="{key_result.code}"><bdi>\d of {len(key_result.milestones)} steps'
        assert re.search(line, client.get(f"/t/{team.slug}").text)
    assert steps


def test_who_owns_a_key_result_is_on_its_page_and_guests_read_no_name_of_a_encrypted_one(
    client: FlaskClient, services: Services
):
    table = Database(services.store.path)["key_results"]
    table.update("M3XD", {"owner": "Bo Peep"})
    assert "Owner: Bo Peep" in client.get("/o/K7Q2").text
    table.update("M3XD", {"confidential": 1})
    services.store.screens.set_guest_mode(services.now() + timedelta(hours=1))
    assert "Bo Peep" not in client.get("/o/K7Q2").text

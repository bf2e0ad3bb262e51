import json
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from kiosk.web.core.services import Services
from kiosk.web.security.api_tokens import new_api_token
from kiosk.web.security.hashing import hash_token

CHECK_INS = "/api/v1/key-results/M3XD/check-ins"


def bearer(services: Services, can: str = "check-in") -> dict[str, str]:
    token = new_api_token()
    services.store.api_tokens.add(f"a {can} program", hash_token(token), can, services.now())
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def headers(services: Services) -> dict[str, str]:
    return bearer(services)


def test_okrs_have_the_shape_that_scripts_rely_on(client: FlaskClient):
    answer = client.get("/api/v1/okrs")
    assert answer.content_type == "application/json"
    body = json.loads(answer.data, parse_float=Decimal)
    (cycle,) = body["cycles"]
    assert (cycle["name"], cycle["starts_on"], cycle["state"]) == ("Q4 2026", "2026-10-01", "open")
    objectives = {o["code"]: o for team in cycle["teams"] for o in team["objectives"]}
    assert objectives["K7Q2"]["serves"][0]["code"] == "A4TN"
    key_results = {k["code"]: k for k in objectives["K7Q2"]["key_results"]}
    median = key_results["M3XD"]
    assert (median["kind"], median["unit"], median["start"], median["target"]) == (
        "number",
        "ms",
        182,
        90,
    )
    assert (median["value"], median["progress"]) == (118, Decimal("0.6957"))
    assert median["checked_in_at"].endswith("Z")


def test_what_is_not_known_is_null(client: FlaskClient):
    body = client.get("/api/v1/okrs").get_json()
    key_results = [
        k
        for c in body["cycles"]
        for t in c["teams"]
        for o in t["objectives"]
        for k in o["key_results"]
    ]
    for key_result in key_results:
        assert (key_result["value"] is None) == (key_result["checked_in_at"] is None)
    assert any(k["confidence"] is None for k in key_results)


def test_a_cycle_is_chosen_by_name_and_a_wrong_name_says_which_there_are(client: FlaskClient):
    assert len(client.get("/api/v1/okrs?cycle=Q4+2026").get_json()["cycles"]) == 1
    answer = client.get("/api/v1/okrs?cycle=Q9")
    assert answer.status_code == 422
    assert answer.get_json()["field"] == "cycle"
    assert "Q4 2026" in answer.get_json()["detail"]


def test_what_curl_sends_without_a_word_about_its_kind_is_read_as_json(
    client: FlaskClient, headers
):
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post(CHECK_INS, data='{"value": 100}', headers=headers | kind)
    assert answer.status_code == 201
    assert answer.get_json()["value"] == 100


def test_a_check_in_answers_201_with_the_new_progress(client: FlaskClient, headers):
    answer = client.post(CHECK_INS, json={"value": 113.4, "confidence": 8}, headers=headers)
    assert answer.status_code == 201
    body = json.loads(answer.data, parse_float=Decimal)
    assert (body["value"], body["confidence"], body["source"]) == (Decimal("113.4"), 8, "api")
    assert body["progress"] == Decimal("0.7457")
    assert client.get("/api/v1/key-results/m3xd").get_json()["value"] == 113.4


def test_a_value_keeps_every_digit_from_body_to_answer(client: FlaskClient, headers):
    exact = "12345678901234567890.123456789"
    answer = client.post(CHECK_INS, data=f'{{"value": {exact}}}', headers=headers)
    assert f'"value":{exact}' in answer.text


def test_values_come_as_each_kind_has_them(client: FlaskClient, headers, services: Services):
    by_kind = {k.kind.value: k for k in services.office().key_results()}
    milestones = by_kind["milestones"]
    sent = {
        by_kind["yes_no"].code: True,
        milestones.code: [milestones.milestones[0].code],
        by_kind["currency"].code: "1250.50",
    }
    for code, value in sent.items():
        path = f"/api/v1/key-results/{code}/check-ins"
        answer = client.post(path, json={"value": value}, headers=headers)
        assert answer.status_code == 201, answer.text
    latest = services.office().key_result(milestones.code).latest_check_in
    assert latest.value == {milestones.milestones[0].code}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"value": "forty"}, "value"),
        ({"value": True}, "value"),
        ({"value": ["K7Q2"]}, "value"),
        ({}, "value"),
        ({"value": 1, "confidence": 11}, "confidence"),
        ({"value": 1, "confidence": 7.5}, "confidence"),
        ({"value": 1, "confidence": True}, "confidence"),
        ({"value": 1, "note": "x" * 501}, "note"),
        ({"value": 1, "note": 5}, "note"),
        ({"value": 1, "measured_at": "yesterday"}, "measured_at"),
        ({"value": 1, "measured_at": "2026-11-20T09:12:00"}, "measured_at"),
        ({"value": 1, "measured_at": "2031-01-01T00:00:00Z"}, "measured_at"),
        ({"value": 1, "vlaue": 2}, "vlaue"),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_written(
    client: FlaskClient, headers, services: Services, body, field
):
    before = services.store.revision()
    answer = client.post(CHECK_INS, json=body, headers=headers)
    assert answer.status_code == 422, answer.text
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["field"] == field
    assert services.store.revision() == before


@pytest.mark.parametrize(
    "body", ["", "[1]", "{", '{"value": NaN}', '{"value": 1e999999}', "[" * 9999]
)
def test_a_body_that_is_no_object_of_plain_numbers_is_refused(client: FlaskClient, headers, body):
    answer = client.post(CHECK_INS, data=body, headers=headers)
    assert (answer.status_code, answer.get_json()["field"]) == (422, "body")


def test_characters_that_nobody_sees_are_left_out_of_a_note(client: FlaskClient, headers):
    body = '{"value": 1, "note": "a\\u0000b \\u202eevil 👩\u200d👧"}'
    answer = client.post(CHECK_INS, data=body.encode(), headers=headers)
    assert answer.status_code == 201, answer.text
    assert answer.get_json()["note"] == "ab evil 👩\u200d👧"


def test_writing_needs_a_token_that_may(client: FlaskClient, services: Services):
    unknown = {"Authorization": "Bearer kiosk_nobody"}
    for headers in ({}, unknown):
        answer = client.post(CHECK_INS, json={"value": 1}, headers=headers)
        assert answer.status_code == 401
        assert answer.content_type == "application/problem+json"
    answer = client.post(CHECK_INS, json={"value": 1}, headers=bearer(services, "read"))
    assert answer.status_code == 403
    assert "--can check-in" in answer.get_json()["detail"]


def test_a_token_is_kept_only_as_a_hash(services: Services):
    token = bearer(services)["Authorization"].removeprefix("Bearer ")
    assert token.encode() not in (services.settings.data / "kiosk.db").read_bytes()


def test_an_unknown_key_result_is_a_problem_that_names_it(client: FlaskClient, headers):
    answer = client.post("/api/v1/key-results/ZZZZ/check-ins", json={"value": 1}, headers=headers)
    assert answer.status_code == 404
    assert "ZZZZ" in answer.get_json()["detail"]


def test_every_path_and_field_of_the_api_is_in_its_description(client: FlaskClient):
    document = client.get("/api/v1/openapi.json").get_json()
    rules = {
        str(rule).replace("<code>", "{code}")
        for rule in client.application.url_map.iter_rules()
        if str(rule).startswith("/api/v1/") and "openapi" not in str(rule)
    }
    assert set(document["paths"]) == rules
    described = set(document["components"]["schemas"]["KeyResult"]["properties"])
    assert set(client.get("/api/v1/key-results/M3XD").get_json()) <= described


def test_a_stretch_and_what_is_committed_are_distinguishable(
    client: FlaskClient, services: Services
):
    def ambition() -> object:
        return client.get("/api/v1/key-results/M3XD").get_json()["ambition"]

    assert ambition() is None
    Database(services.store.path)["key_results"].update("M3XD", {"ambition": "stretch"})
    assert ambition() == "stretch"


HALF = "\\ud83d"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (f'{{"value": "{HALF}"}}', "value"),
        (f'{{"value": ["A111", "{HALF}"]}}', "value"),
        (f'{{"value": {{"{HALF}": 1}}}}', "value"),
        (f'{{"value": 1, "measured_at": "{HALF}"}}', "measured_at"),
        (f'{{"value": 1, "confidence": "{HALF}"}}', "confidence"),
        (f'{{"value": 1, "note": "so {HALF}"}}', "note"),
        (f'{{"value": 1, "va{HALF}lue": 1}}', "va?lue"),
    ],
)
def test_half_a_character_is_refused_by_the_field_it_is_in(
    client: FlaskClient, services: Services, headers: dict[str, str], body: str, field: str
):
    before = services.store.revision()
    answer = client.post(CHECK_INS, data=body, headers=headers)

    assert answer.status_code == 422
    assert answer.get_json()["field"] == field
    assert "half a character" in answer.get_json()["detail"]
    assert services.store.revision() == before


def test_whole_characters_beyond_the_first_plane_are_taken(
    client: FlaskClient, headers: dict[str, str]
):
    body = f'{{"value": 112, "note": "{HALF}\\ude80"}}'

    answer = client.post(CHECK_INS, data=body, headers=headers)
    assert answer.status_code == 201
    assert answer.get_json()["note"] == "\U0001f680"

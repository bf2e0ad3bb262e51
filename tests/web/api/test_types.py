"""What the API sends is what its types and its description say, no more and no less."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from sqlite_utils import Database

from kiosk.okr.grading import GradeDraft
from kiosk.okr.model import CycleState, KeyResultKind
from kiosk.web.api import types
from kiosk.web.security.hashing import hash_token
from tests.server import MOMENT
from tests.services import make_client

SENT = {"value": 101.5, "confidence": 7, "note": "Small steps", "measured_at": None}
HEADERS = {"Authorization": "Bearer kiosk_robot"}


@pytest.fixture
def robot(services):
    services.store.api_tokens.add("Robot", hash_token("kiosk_robot"), "check-in")
    client = make_client(services)
    client.environ_base.pop("HTTP_ORIGIN")
    return client


def read_as(kind: type, text: str) -> Any:
    """An answer as its type, once nothing in it was lost: it is written again letter by letter."""
    body = msgspec.json.decode(text.encode(), type=kind, strict=True)
    assert msgspec.json.Encoder(decimal_format="number").encode(body).decode() == text
    return body


def test_every_answer_is_of_its_type(services, robot):
    okrs = read_as(types.Okrs, robot.get("/api/v1/okrs").text)
    told = [k for c in okrs.cycles for t in c.teams for o in t.objectives for k in o.key_results]
    assert {k.kind for k in told} == {k.kind for k in services.office().key_results()}
    assert len({k.kind for k in told}) > 3
    for key_result in told:
        answer = robot.get(f"/api/v1/key-results/{key_result.code}")
        assert read_as(types.KeyResult, answer.text) == key_result
    answer = robot.post("/api/v1/key-results/M3XD/check-ins", json=SENT, headers=HEADERS)
    check_in = read_as(types.CheckIn, answer.text)
    assert (answer.status_code, check_in.value) == (201, Decimal("101.5"))
    odd = robot.post("/api/v1/key-results/M3XD/check-ins", json={"value": 1e5}, headers=HEADERS)
    assert read_as(types.CheckIn, odd.text).warnings[0].field == "value"
    wrong = {"value": "x", "confidence": 11}
    answer = robot.post("/api/v1/key-results/M3XD/check-ins", json=wrong, headers=HEADERS)
    problem = read_as(types.Problem, answer.text)
    assert [error.field for error in problem.errors] == ["value", "confidence"]


def test_grades_and_what_guests_are_told_are_of_their_types_too(services, robot):
    cycle = services.office().cycles[0].id
    services.store.cycles.set_state(cycle, CycleState.GRADING, now=MOMENT)
    draft = GradeDraft(Decimal("0.7"), "It went well", "Ask early")
    services.store.grades.save("K7Q2", draft, now=MOMENT, author="Ada")
    services.store.grades.reveal(cycle, MOMENT)
    Database(services.store.path)["key_results"].update("M3XD", {"confidential": 1})
    services.store.screens.set_guest_mode(MOMENT + timedelta(hours=1))

    okrs = read_as(types.Okrs, robot.get("/api/v1/okrs").text)
    objectives = {o.code: o for c in okrs.cycles for t in c.teams for o in t.objectives}
    assert objectives["K7Q2"].grade == Decimal("0.7")
    assert objectives["A4TN"].grade in (None, msgspec.UNSET)
    assert sum(k.sealed is True for k in objectives["K7Q2"].key_results) == 1
    alone = read_as(types.KeyResult, robot.get("/api/v1/key-results/M3XD").text)
    assert (alone.sealed, alone.code, alone.value) == (True, None, None)


def test_the_description_is_made_of_the_types_and_has_decimals_as_numbers(client):
    document = client.get("/api/v1/openapi.json").get_json()
    schemas = document["components"]["schemas"]
    assert {"Okrs", "Cycle", "KeyResult", "NewCheckIn", "CheckIn", "Problem"} <= set(schemas)
    for name, schema in schemas.items():
        kind = getattr(types, name, None)
        if kind is not None and name != "KeyResultKind":
            assert set(schema["properties"]) == set(kind.__struct_fields__), name
    assert set(schemas["KeyResultKind"]["enum"]) == set(KeyResultKind)
    assert "decimal" not in str(document).replace("plain decimal", "").replace("is a decimal", "")
    start = schemas["KeyResult"]["properties"]["start"]
    assert start == {"anyOf": [{"type": "number"}, {"type": "null"}]}
    assert schemas["NewCheckIn"]["required"] == ["value"]
    assert schemas["NewCheckIn"]["additionalProperties"] is False


def test_every_name_in_the_description_is_there(client):
    document = client.get("/api/v1/openapi.json").get_json()
    there = set(document["components"]["schemas"])

    def named(part: Any) -> set[str]:
        if isinstance(part, list):
            return set().union(*map(named, part))
        if not isinstance(part, dict):
            return set()
        own = {part["$ref"].rpartition("/")[2]} if "$ref" in part else set()
        return own.union(*map(named, part.values()))

    assert named(document) <= there
    assert len(named(document)) > 5

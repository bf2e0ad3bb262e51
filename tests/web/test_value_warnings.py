"""What programs and the command line are told of a value that they saved though it is odd."""

from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from kiosk.okr.drafts import KeyResultDraft
from kiosk.okr.model import Kind
from kiosk.web.commands import check_in
from kiosk.web.house import House
from tests.web.test_api import bearer

D = Decimal
DRAFTS = {
    "revenue": KeyResultDraft("Revenue", Kind.CURRENCY, "EUR", D(310000), D(420000)),
    "visits": KeyResultDraft("Visits", Kind.NUMBER, "", D(2000), D(8000)),
    "uptime": KeyResultDraft("Uptime", Kind.PERCENT, "", D(98), D(100)),
    "answer": KeyResultDraft("Answering takes", Kind.NUMBER, "min", D(45), D(20)),
}


@pytest.fixture
def codes(house: House) -> dict[str, str]:
    """The codes of key results like those of the people who were asked."""
    return {
        name: house.store.add_key_result("K7Q2", draft, now=house.now()).code
        for name, draft in DRAFTS.items()
    }


@pytest.mark.parametrize(
    ("name", "sent", "value", "did_you_mean", "says"),
    [
        ("revenue", "340.000", "340.000", "340000", "much smaller"),
        ("revenue", 340, "340", "340000", "Did you mean €340,000"),
        ("visits", "4.900", "4.9", "4900", "Did you mean 4,900?"),
        ("uptime", 99999999999, "99999999999", None, "more than the target, 100%"),
        ("answer", "-5 min", "-5", "5", "below zero"),
    ],
)
def test_a_program_s_odd_value_is_saved_with_a_warning(
    client: FlaskClient, house: House, codes, name, sent, value, did_you_mean, says
):
    path = f"/api/v1/key-results/{codes[name]}/check-ins"
    answer = client.post(path, json={"value": sent}, headers=bearer(house))

    assert answer.status_code == 201
    (warning,) = answer.get_json()["warnings"]
    assert warning["field"] == "value"
    assert warning.get("did_you_mean") == did_you_mean
    assert says in warning["message"]
    assert house.office().key_result(codes[name]).latest.value == D(value)


def test_what_a_person_s_text_was_read_as_is_said(client: FlaskClient, house: House, codes):
    path = f"/api/v1/key-results/{codes['revenue']}/check-ins"
    answer = client.post(path, json={"value": "€ 340.000"}, headers=bearer(house))

    (warning,) = answer.get_json()["warnings"]
    assert warning.keys() == {"field", "message"}
    assert warning["message"].startswith("Read as €340,000")
    assert house.office().key_result(codes["revenue"]).latest.value == 340000


def test_a_usual_value_has_no_warning(client: FlaskClient, house: House, codes):
    path = f"/api/v1/key-results/{codes['revenue']}/check-ins"
    answer = client.post(path, json={"value": "340000"}, headers=bearer(house))
    assert answer.get_json()["warnings"] == []


def test_the_warnings_are_in_the_description(client: FlaskClient):
    document = client.get("/api/v1/openapi.json").get_json()
    warnings = document["components"]["schemas"]["CheckIn"]["properties"]["warnings"]
    assert set(warnings["items"]["properties"]) == {"field", "message", "did_you_mean"}


def test_the_command_line_saves_and_warns_in_the_office_s_language(house: House, codes):
    warned: list[str] = []
    check_in(house.settings, codes["answer"], "-5 min", "", "", warned.append)
    check_in(house.settings, codes["revenue"], "340000", "", "", warned.append)
    assert len(warned) == 1
    assert "below zero" in warned[0]
    assert house.office().key_result(codes["answer"]).latest.value == -5

    house.store.set_customs({"language": "de"})
    check_in(house.settings, codes["visits"], "4,9", "", "", warned.append)
    assert "Meintest du 4.900?" in warned[1]

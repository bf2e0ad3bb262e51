"""What programs and the command line are told of a value that they saved though it is odd."""

from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.web.commands.actions import check_in
from kiosk.web.core.services import Services
from tests.web.api.test_api import bearer

D = Decimal
DRAFTS = {
    "revenue": KeyResultDraft("Revenue", KeyResultKind.CURRENCY, "EUR", D(310000), D(420000)),
    "visits": KeyResultDraft("Visits", KeyResultKind.NUMBER, "", D(2000), D(8000)),
    "uptime": KeyResultDraft("Uptime", KeyResultKind.PERCENT, "", D(98), D(100)),
    "answer": KeyResultDraft("Answering takes", KeyResultKind.NUMBER, "min", D(45), D(20)),
}


@pytest.fixture
def codes(services: Services) -> dict[str, str]:
    """The codes of key results like those of the people who were asked."""
    return {
        name: services.store.key_results.add("K7Q2", draft, now=services.now()).code
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
    client: FlaskClient, services: Services, codes, name, sent, value, did_you_mean, says
):
    path = f"/api/v1/key-results/{codes[name]}/check-ins"
    answer = client.post(path, json={"value": sent}, headers=bearer(services))

    assert answer.status_code == 201
    (warning,) = answer.get_json()["warnings"]
    assert warning["field"] == "value"
    assert warning.get("did_you_mean") == did_you_mean
    assert says in warning["message"]
    assert services.office().key_result(codes[name]).latest_check_in.value == D(value)


def test_what_a_person_s_text_was_read_as_is_reported(
    client: FlaskClient, services: Services, codes
):
    path = f"/api/v1/key-results/{codes['revenue']}/check-ins"
    answer = client.post(path, json={"value": "€ 340.000"}, headers=bearer(services))

    (warning,) = answer.get_json()["warnings"]
    assert warning.keys() == {"field", "message"}
    assert warning["message"].startswith("Read as €340,000")
    assert services.office().key_result(codes["revenue"]).latest_check_in.value == 340000


def test_a_usual_value_has_no_warning(client: FlaskClient, services: Services, codes):
    path = f"/api/v1/key-results/{codes['revenue']}/check-ins"
    answer = client.post(path, json={"value": "340000"}, headers=bearer(services))
    assert answer.get_json()["warnings"] == []


def test_the_warnings_are_in_the_description(client: FlaskClient):
    document = client.get("/api/v1/openapi.json").get_json()
    schemas = document["components"]["schemas"]
    warnings = schemas["CheckIn"]["properties"]["warnings"]
    assert warnings["items"] == {"$ref": "#/components/schemas/CheckInWarning"}
    assert set(schemas["CheckInWarning"]["properties"]) == {"field", "message", "did_you_mean"}


def test_the_command_line_saves_and_warns_in_the_office_s_language(services: Services, codes):
    warned: list[str] = []
    check_in(services.settings, codes["answer"], "-5 min", "", "", warned.append)
    check_in(services.settings, codes["revenue"], "340000", "", "", warned.append)
    assert len(warned) == 1
    assert "below zero" in warned[0]
    assert services.office().key_result(codes["answer"]).latest_check_in.value == -5

    services.store.settings.replace({"language": "de"})
    check_in(services.settings, codes["visits"], "4,9", "", "", warned.append)
    assert "Meintest du 4.900?" in warned[1]

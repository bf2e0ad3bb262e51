"""Pages, the command line and the API read the same text as the same number."""

from decimal import Decimal

import pytest

from kiosk.errors import AmbiguousNumber
from kiosk.web.commands.actions import check_in
from tests.web.api.test_api import bearer

pytestmark = pytest.mark.usefixtures("admin")

# Answering customers, M3XD, goes from 182 ms to 90 and is at 118.
TEXTS = [
    ("de", "1.085 ms", "1085"),
    ("de", "1,5", "1.5"),
    ("de", "1.085 ms", "1085"),
    ("en_GB", "1,085", "1085"),
    ("de", "120,5 ms", "120.5"),
    ("de", "120,5", "120.5"),
    ("de", "(120,5)", "-120.5"),
    ("en_GB", "120,5", "120.5"),
    ("en_GB", "0.1k ms", "100"),
    ("en_GB", "1\u202f085 ms", "1085"),
]


def by_page(client, text: str, value: str) -> None:
    form = {"value": text, "insist": value}
    client.post("/admin/key-results/M3XD/check-ins", data=form)


def by_api(client, text: str, headers: dict[str, str]) -> None:
    assert answer_of_api(client, text, headers).status_code == 201


def answer_of_api(client, text: str, headers: dict[str, str]):
    return client.post("/api/v1/key-results/M3XD/check-ins", json={"value": text}, headers=headers)


@pytest.mark.parametrize(("language", "text", "value"), TEXTS)
def test_a_text_is_the_same_number_wherever_it_comes_from(client, services, language, text, value):
    services.store.settings.replace({"language": language})
    headers = bearer(services)
    ways = {
        "page": lambda: by_page(client, text, value),
        "api": lambda: by_api(client, text, headers),
        "cli": lambda: check_in(services.settings, "M3XD", text, "", ""),
    }
    for source, send in ways.items():
        send()
        latest = services.office().key_result("M3XD").latest_check_in
        assert (latest.value, latest.source) == (Decimal(value), source)


@pytest.mark.parametrize("language", ["de", "en_GB"])
@pytest.mark.parametrize("text", ["42.5", "1.085", "-3", "1085"])
def test_a_decimal_as_programs_write_it_is_the_same_in_every_language(
    client, services, language, text
):
    services.store.settings.replace({"language": language})
    by_api(client, text, bearer(services))
    assert services.office().key_result("M3XD").latest_check_in.value == Decimal(text)


@pytest.mark.parametrize(
    ("language", "text", "usual", "likely"),
    [
        ("en_GB", "31,000 ms", "31000", "31"),
        ("de", "31.000 ms", "31000", "31"),
        ("de", "1,085", "1,0850", "1085"),
    ],
)
def test_what_may_mean_two_numbers_is_saved_by_nobody(
    client, services, language, text, usual, likely
):
    services.store.settings.replace({"language": language})
    before = services.office().key_result("M3XD").latest_check_in

    page = client.post("/admin/key-results/M3XD/check-ins", data={"value": text})
    assert page.status_code == 422
    assert 'name="take"' in page.text
    api = answer_of_api(client, text, bearer(services))
    assert api.status_code == 422
    with pytest.raises(AmbiguousNumber) as refused:
        check_in(services.settings, "M3XD", text, "", "")
    said = services.localizer.error(refused.value)
    assert usual in said
    assert likely in said
    assert said in api.text
    assert services.office().key_result("M3XD").latest_check_in == before

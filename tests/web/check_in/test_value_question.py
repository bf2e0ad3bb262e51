"""A value that looks off by a thousand is asked about before it is saved, with or without a
script, on the admin page and on the phone's."""

from decimal import Decimal
from html import unescape

import pytest
from flask.testing import FlaskClient

from kiosk.web.core.services import Services
from tests.web.api.test_value_warnings import codes as codes

D = Decimal
pytestmark = pytest.mark.usefixtures("admin")


def send(client: FlaskClient, code: str, part: bool = False, **form: str):
    headers = {"X-Part": "1"} if part else {}
    path = f"/admin/key-results/{code}/check-ins"
    return client.post(path, data={"seen": "0", "shown": "", **form}, headers=headers)


def latest(services: Services, code: str) -> Decimal | None:
    found = services.office().key_result(code).latest_check_in
    return found.value if found else None


@pytest.mark.parametrize("part", [False, True])
@pytest.mark.parametrize(
    ("name", "typed", "asks", "take", "insist"),
    [
        ("revenue", "340.00", "Did you mean €340,000", "340000", "340.00"),
        ("visits", "4.9", "Did you mean 4,900?", "4900", "4.9"),
        ("visits", "4.900", "may mean 4.9 or 4,900. Did you mean 4,900?", "4900", "4.900"),
        (
            "answer",
            "31,000",
            "may mean 31,000\u00a0min or 31\u00a0min. Did you mean 31",
            "31",
            "31000",
        ),
        ("uptime", "99,999,999,999 %", "more than the target", "", "99999999999"),
        ("answer", "-5 min", "below zero", "5", "-5"),
    ],
)
def test_an_odd_value_comes_back_with_a_question(
    client, services, codes, name, typed, asks, take, insist, part
):
    code = codes[name]
    answer = send(client, code, part, value=typed, note="A big week")

    assert answer.status_code == 422
    text = unescape(answer.text)
    assert asks in text
    assert f'value="{typed}"' in text
    assert 'value="A big week"' in text
    assert ('name="take"' in text) == bool(take)
    assert not take or f'name="take" value="{take}"' in text
    assert f'name="insist" value="{insist}"' in text
    assert latest(services, code) is None


def test_the_likely_value_is_taken_with_all_that_was_typed(client, services, codes):
    code = codes["revenue"]
    answer = send(client, code, value="340", take="340000", note="A big week", confidence="7")
    assert answer.status_code == 303
    found = services.office().key_result(code).latest_check_in
    assert (found.value, found.note, found.confidence) == (D(340000), "A big week", 7)


def test_what_is_insisted_on_is_saved_as_it_was_typed(client, services, codes):
    assert send(client, codes["answer"], value="-5 min", insist="-5").status_code == 303
    assert latest(services, codes["answer"]) == -5


def test_a_second_save_asks_again_and_another_value_is_asked_about_anew(client, services, codes):
    code = codes["revenue"]
    for form in ({"value": "340"}, {"value": "340"}, {"value": "350", "insist": "340"}):
        assert send(client, code, **form).status_code == 422
    assert latest(services, code) is None


def test_enter_in_a_field_answers_nothing(client, codes):
    # The first button of a form is the one that Enter presses.
    text = send(client, codes["revenue"], value="340", part=True).text
    assert text.index(">Save<") < text.index('name="take"') < text.index('name="insist"')


def test_the_focus_is_on_the_question_which_no_enter_answers(client, codes):
    text = send(client, codes["revenue"], value="340").text
    assert text.count("autofocus") == 1
    assert "autofocus" in text.partition("data-question")[2].partition("<button")[0]


def test_what_may_mean_two_numbers_says_how_it_was_read(client, services, codes):
    code = codes["revenue"]
    answer = send(client, code, value="€ 340.000")
    assert answer.status_code == 303
    assert "Read as €340,000" in client.get(answer.location).text
    again = send(client, codes["answer"], part=True, value="31,5")
    assert "Read as 31.5" in again.text
    assert (latest(services, code), latest(services, codes["answer"])) == (340000, D("31.5"))


def test_one_of_two_readings_is_saved_once_it_is_chosen(client, services, codes):
    code = codes["answer"]
    send(client, code, value="31,000", take="31")
    assert latest(services, code) == 31
    send(client, code, value="31,000", insist="31000")
    assert latest(services, code) == 31000


def test_a_plain_value_is_saved_without_a_word(client, services, codes):
    answer = send(client, codes["visits"], part=True, value="4,900")
    assert answer.status_code == 200
    assert "Read as" not in answer.text


def test_a_phone_s_check_in_asks_too_and_says_what_was_read(client, services, codes):
    asked = send(client, codes["revenue"], value="340", back="objective")
    assert asked.status_code == 422
    assert "Did you mean €340,000" in unescape(asked.text)
    assert asked.text.count("autofocus") == 1
    saved = send(client, codes["answer"], value="31,5", back="objective")
    assert "read_as=yes" in saved.location
    assert "Read as 31.5" in client.get(saved.location).text


def test_all_errors_of_a_check_in_are_shown_at_once(client, services, codes):
    answer = send(client, codes["revenue"], value="much", confidence="11", note="x" * 501)
    text = unescape(answer.text)
    assert answer.status_code == 422
    for said in ("“much” is not a number", "“11” is not a whole number", "501 characters"):
        assert said in text
    assert latest(services, codes["revenue"]) is None


def test_a_german_question_is_answered_with_j_or_n(client, services, codes):
    services.store.settings.replace({"language": "de"})
    text = unescape(send(client, codes["visits"], value="4,9").text)
    assert "Meintest du 4.900?" in text
    assert 'aria-keyshortcuts="J"' in text
    assert 'aria-keyshortcuts="N"' in text

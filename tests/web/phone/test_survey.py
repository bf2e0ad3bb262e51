"""Answering the survey on a phone: once, by a code, and leaving nothing behind but the answers."""

import logging
import re
import sqlite3
from datetime import date

import pytest
from flask.testing import FlaskClient

from kiosk.okr.survey import Question, QuestionKind, ResultsPolicy, Survey
from kiosk.store.queries.survey_answers import CodeState
from kiosk.web.core.services import Services
from tests.web.admin.users import add_person, log_in

TODAY = date(2026, 11, 22)
USUAL = (
    Question(QuestionKind.SCALE, "I had a say."),
    Question(QuestionKind.TEXT, "What helped <most>?"),
)


def opened(services: Services, showing: ResultsPolicy = ResultsPolicy.CLOSED) -> Survey:
    cycle = services.office().cycles[0].id
    services.store.surveys.create(cycle, USUAL)
    return services.store.surveys.open(cycle, showing, TODAY)


@pytest.fixture
def survey(services: Services) -> Survey:
    return opened(services)


@pytest.fixture
def code(services: Services, survey: Survey) -> str:
    return services.store.surveys.add_codes(survey.cycle, 1)[0]


def sheet(survey: Survey, scale: str, text: str) -> dict[str, str]:
    one, two = survey.questions
    return {f"q-{one.code}": scale, f"q-{two.code}": text}


def fill(services: Services, survey: Survey, count: int) -> None:
    for number, code in enumerate(services.store.surveys.add_codes(survey.cycle, count)):
        services.store.surveys.answer(code, sheet(survey, "4", f"Thought {number}"))


def test_a_code_opens_the_questions_in_any_case_and_as_often_as_one_likes(
    client: FlaskClient, code: str
):
    for path in (f"/s/{code}", f"/S/{code}", f"/s/{code.lower()}/", f"/S/{code.lower()}"):
        page = client.get(path)
        assert page.status_code == 200
        assert "I had a say." in page.text
        assert "What helped &lt;most&gt;?" in page.text


def test_a_code_answers_once_and_is_thanked_by_an_address_without_it(
    client: FlaskClient, services: Services, survey: Survey, code: str
):
    sent = client.post(f"/s/{code}", data=sheet(survey, "5", ""))
    assert (sent.status_code, sent.location) == (303, "/survey/thanks")
    assert "Thank you" in client.get(sent.location).text
    again = client.post(f"/s/{code}", data=sheet(survey, "1", "No!"))
    assert again.status_code == 410
    for answer in (again, client.get(f"/s/{code}")):
        assert "This code has been used." in answer.text
        assert "Each code works once" in answer.text
    assert services.store.surveys.get(survey.cycle).answered == 1


def test_an_unknown_code_is_shown_kindly_what_to_do(client: FlaskClient, survey: Survey):
    for code in ("ZZZZZZZZZZ", "short", "%3Cb%3E", "A" * 400):
        for answer in (client.get(f"/s/{code}"), client.post(f"/s/{code}")):
            assert answer.status_code == 404
            assert "ten letters and digits" in answer.text


def test_a_closed_surveys_code_says_so(
    client: FlaskClient, services: Services, survey: Survey, code: str
):
    services.store.surveys.close(survey.cycle, TODAY)
    assert "may already be closed" in client.get(f"/s/{code}").text


def test_an_error_names_its_question_and_nothing_typed_is_lost(
    client: FlaskClient, services: Services, survey: Survey, code: str
):
    one, two = survey.questions
    answer = client.post(f"/s/{code}", data=sheet(survey, "3", "long " * 200))
    assert answer.status_code == 422
    assert f'id="q-{two.code}-error"' in answer.text
    assert "Use at most 600" in answer.text
    assert "long long long" in answer.text
    assert re.search(rf'name="q-{one.code}" value="3" checked', answer.text)
    empty = client.post(f"/s/{code}", data={})
    assert empty.status_code == 422
    assert "your code still works" in empty.text
    assert services.store.surveys.by_code(code)[0] is CodeState.GOOD


def test_the_page_needs_no_script_no_log_in_and_no_cookie(client: FlaskClient, code: str):
    answer = client.get(f"/s/{code}")
    assert "<script" not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert not re.search(r'(src|href)="https?:', answer.text)


def test_the_page_says_what_is_anonymous_and_what_is_not(client: FlaskClient, code: str):
    text = client.get(f"/s/{code}").text
    for said in (
        "apart from your other answers",
        "It keeps only a fingerprint of your code, and that it was used",
        "encrypted with a key that is in no backup",
        "only where at least five people have answered",
        "may recognise how you write",
        "this connection is not encrypted",
        "could change its program, or copy that key",
    ):
        assert said in text
    over_https = client.get(f"/s/{code}", base_url="https://localhost:8000").text
    assert "not encrypted" not in over_https
    assert "though not what it sends" in over_https


def test_nothing_is_logged_whatever_happens(
    client: FlaskClient, services: Services, survey: Survey, code: str, caplog, capfd
):
    caplog.set_level(logging.DEBUG)
    client.get(f"/s/{code}")
    client.post(f"/s/{code}", data=sheet(survey, "9", ""))
    client.post(f"/s/{code}", data=sheet(survey, "2", "quokka"))
    client.get(f"/s/{code}")
    services.store.surveys.answer = lambda *_: 1 / 0  # type: ignore[method-assign,assignment]
    answer = client.post(f"/s/{code}", data={})
    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


def test_an_error_in_another_place_is_logged(client: FlaskClient, services: Services, caplog):
    services.store.office = lambda now: 1 / 0  # type: ignore[method-assign,assignment]
    assert client.get("/o/K7Q2").status_code == 500
    assert len(caplog.records) == 1


def test_another_sites_page_cannot_answer(client: FlaskClient, survey: Survey, code: str):
    elsewhere = {"Origin": "http://evil.example"}
    sent = client.post(f"/s/{code}", data=sheet(survey, "1", ""), headers=elsewhere)
    assert sent.status_code == 403


def test_metrics_and_health_do_not_tell_of_an_answer(
    client: FlaskClient, survey: Survey, code: str
):
    def told() -> tuple[str, str]:
        # Only the age of the last look at the disk goes on by itself.
        health = re.sub(r'"checked_seconds_ago":[0-9.]+', "", client.get("/healthz").text)
        return client.get("/metrics").text, health

    before = told()
    assert client.post(f"/s/{code}", data=sheet(survey, "2", "")).status_code == 303
    assert told() == before


def test_results_are_shown_to_everybody_once_five_stand_together(
    client: FlaskClient, services: Services, survey: Survey
):
    path = "/survey"
    fill(services, survey, 4)
    for spelling in (path, "/SURVEY", "/Survey", "/survey/"):
        assert "Results are shown when it is closed" in client.get(spelling).text
    fill(services, survey, 5)
    assert "Thought" not in client.get(path).text
    services.store.surveys.close(survey.cycle, TODAY)
    page = client.get(path).text
    assert "9 answers" in page
    assert {f"Thought {number}" for number in range(5)} <= set(re.findall(r"Thought \d", page))
    assert re.search(r'result-mean">4\.0</b>', page)


def test_four_answers_are_not_shown_though_the_survey_is_closed(
    client: FlaskClient, services: Services, survey: Survey
):
    fill(services, survey, 4)
    services.store.surveys.close(survey.cycle, TODAY)
    page = client.get("/survey").text
    assert "Fewer than five people answered, so nothing is shown." in page
    assert "result-" not in page.split("</style>")[-1]


def test_shown_early_the_picture_stands_still_from_the_fifth_answer_on(
    client: FlaskClient, services: Services
):
    survey = opened(services, ResultsPolicy.EARLY)
    fill(services, survey, 5)
    first = re.sub(r"(?s)<ul class=\"result-texts\">.*?</ul>", "", client.get("/survey").text)
    assert "this is what the first five answered" in first
    fill(services, survey, 4)
    again = re.sub(r"(?s)<ul class=\"result-texts\">.*?</ul>", "", client.get("/survey").text)
    assert again == first


def test_before_the_first_survey_the_page_says_so(client: FlaskClient):
    assert "There has been no survey yet." in client.get("/survey").text


def test_who_is_logged_in_is_not_asked_and_leaves_nothing(
    client: FlaskClient, services: Services, survey: Survey, code: str
):
    add_person(services, "Ada Lovelace")
    log_in(client, "Ada Lovelace")
    before = services.store.path.read_bytes().count(b"Ada Lovelace"), people_of(services)
    assert client.post(f"/s/{code}", data=sheet(survey, "2", "x")).status_code == 303
    assert (services.store.path.read_bytes().count(b"Ada Lovelace"), people_of(services)) == before


def people_of(services: Services) -> list[tuple[object, ...]]:
    with sqlite3.connect(services.store.path) as db:
        tables = ("users", "sessions", "journal", "acting")
        return [row for name in tables for row in db.execute(f"SELECT * FROM {name}")]

"""The survey on the admin page: from its questions to what came of it, without a script."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from kiosk.okr.survey import SurveyState
from kiosk.store.queries.survey_answers import CodeState
from kiosk.views.qr import qr_code
from kiosk.web.core.services import Services
from tests.services import make_client, make_services
from tests.web.admin.users import add_person, log_in


@pytest.fixture
def place(services: Services) -> str:
    return f"/admin/survey/{services.office().cycles[0].id}"


@pytest.fixture
def opened(admin: FlaskClient, place: str) -> str:
    admin.post(f"{place}/begin")
    assert admin.post(f"{place}/open", data={"showing": "closed"}).status_code == 303
    return place


def survey(services: Services):
    return services.store.surveys.get(services.office().cycles[0].id)


def codes_in(page: str) -> list[str]:
    return re.findall(r"(?i)192\.168\.1\.20:8000/s/([0-9a-z]{10})\b", page)


def fill(services: Services, client: FlaskClient, place: str, count: int) -> None:
    page = client.post(f"{place}/codes", data={"count": str(count), "as": "links"}).text
    rated, text = survey(services).questions[0].code, survey(services).questions[-1].code
    for number, code in enumerate(codes_in(page)):
        typed = {f"q-{rated}": "4", f"q-{text}": f"Thought {number}"}
        assert client.post(f"/s/{code}", data=typed).status_code == 303


def test_the_sidebar_leads_to_the_running_cycles_survey(admin: FlaskClient, services: Services):
    assert 'href="/admin/survey"' in admin.get("/admin/").text
    page = admin.get("/admin/survey").text
    assert services.office().cycles[0].name in page
    assert "Start with the default questions" in page


def test_an_office_without_a_cycle_is_led_to_its_first(tmp_path):
    services = make_services(tmp_path, empty=True)
    add_person(services)
    client = make_client(services)
    log_in(client)
    assert 'href="/admin/cycles/new"' in client.get("/admin/survey").text
    assert client.get("/admin/survey/9").status_code == 404


def test_questions_are_begun_with_added_edited_ordered_and_taken_out(
    admin: FlaskClient, services: Services, place: str
):
    admin.post(f"{place}/begin")
    assert len(survey(services).questions) == 10
    admin.post(f"{place}/questions", data={"text": "And lunch?", "kind": "text"})
    added = survey(services).questions[-1]
    assert added.text == "And lunch?"
    admin.post(f"{place}/questions/{added.code}/move", data={"by": "-1"})
    assert survey(services).questions[-2] == added
    form = admin.get(f"{place}/questions/{added.code}").text
    assert 'value="And lunch?"' in form
    admin.post(f"{place}/questions/{added.code}", data={"text": "Lunch is good.", "kind": "scale"})
    assert survey(services).questions[-2].text == "Lunch is good."
    asked = admin.post(f"{place}/questions/{added.code}/remove")
    assert "“Lunch is good.”" in asked.text
    assert len(survey(services).questions) == 11
    admin.post(f"{place}/questions/{added.code}/remove", data={"sure": "1"})
    assert len(survey(services).questions) == 10


@pytest.mark.parametrize(
    ("typed", "field"), [({"text": "  ", "kind": "text"}, "text"), ({"text": "Why?"}, "kind")]
)
def test_a_question_that_is_none_is_named_and_nothing_typed_is_lost(
    admin: FlaskClient, place: str, typed: dict[str, str], field: str
):
    answer = admin.post(f"{place}/questions", data=typed)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert f'value="{typed["text"]}"' in answer.text


def test_an_open_surveys_questions_are_only_shown(
    admin: FlaskClient, services: Services, opened: str
):
    before = survey(services).questions
    page = admin.get(opened).text
    assert f"{opened}/questions" not in page
    answer = admin.post(f"{opened}/questions", data={"text": "Late?", "kind": "text"})
    assert answer.status_code == 422
    assert "its questions stay as they are" in answer.text
    assert survey(services).questions == before


def test_slips_hold_a_code_each_ten_on_a_sheet_and_are_shown_once(
    admin: FlaskClient, services: Services, opened: str
):
    kept = qr_code.cache_info().currsize
    page = admin.post(f"{opened}/codes", data={"count": "12", "as": "slips"})
    assert page.headers["Cache-Control"] == "no-store"
    links = re.findall(r'data-qr="([^"]+)"', page.text)
    assert len(set(links)) == 12
    assert all(re.fullmatch(r"http://192\.168\.1\.20:8000/S/[0-9A-Z]{10}", x) for x in links)
    assert page.text.count('class="paper"') == 2
    assert qr_code.cache_info().currsize == kept  # no code stays in memory
    code = links[0].rsplit("/", 1)[1]
    assert services.store.surveys.by_code(code)[0] is CodeState.GOOD
    again = admin.get(opened).text
    assert "12 codes created." in again
    assert not codes_in(again)


def test_links_come_as_a_list_without_numbers_or_names(admin: FlaskClient, opened: str):
    page = unescape(admin.post(f"{opened}/codes", data={"count": "3", "as": "links"}).text)
    inside = page.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0]
    lines = inside.strip().splitlines()
    assert len(lines) == len(set(lines)) == 3
    assert all(re.fullmatch(r"http://192\.168\.1\.20:8000/s/[0-9A-Z]{10}", x) for x in lines)


def test_a_number_of_codes_that_is_none_is_said_where_it_was_typed(admin: FlaskClient, opened: str):
    for count in ("0", "201", "-1", "many", "", "1e3"):
        answer = admin.post(f"{opened}/codes", data={"count": count, "as": "links"})
        assert answer.status_code == 422
        assert 'id="count-error"' in answer.text
        assert f'value="{count}"' in answer.text
        assert re.search(r'value="links" checked', answer.text)


def test_an_admin_sees_how_many_answered_and_nothing_else_until_it_is_closed(
    admin: FlaskClient, services: Services, opened: str
):
    fill(services, admin, opened, 6)
    page = admin.get(opened).text
    assert "6 codes created. 6 responses so far." in page
    assert "Thought" not in page
    assert "result-" not in page
    asked = admin.get(f"{opened}/close").text
    assert "Results are shown to everybody at once." in asked
    admin.post(f"{opened}/close")
    assert survey(services).state is SurveyState.CLOSED
    closed = admin.get(opened).text
    assert len(set(re.findall(r"Thought \d", closed))) == 6
    assert "6 answers" in closed


def test_closing_with_few_answers_is_warned_of_and_shows_nothing(
    admin: FlaskClient, services: Services, opened: str
):
    fill(services, admin, opened, 4)
    assert "no results would ever be shown" in admin.get(f"{opened}/close").text
    admin.post(f"{opened}/close")
    page = admin.get(opened).text
    assert "Fewer than five people answered" in page
    assert "Thought" not in page


def test_what_came_of_it_is_written_and_stands_on_everybodys_page(
    admin: FlaskClient, services: Services, opened: str
):
    early = admin.post(f"{opened}/lessons", data={"said": "Too many goals", "changed": "Three"})
    assert early.status_code == 422
    admin.post(f"{opened}/close")
    empty = admin.post(f"{opened}/lessons", data={"said": "Too many goals", "changed": ""})
    assert empty.status_code == 422
    assert 'value="Too many goals"' in empty.text
    admin.post(f"{opened}/lessons", data={"said": "Too many goals", "changed": "Three each"})
    admin.post(f"{opened}/lessons", data={"said": "Long meetings", "changed": "Half an hour"})
    one, two = survey(services).lessons
    admin.post(f"{opened}/lessons/{two.code}/move", data={"by": "-1"})
    form = admin.get(f"{opened}/lessons/{one.code}").text
    assert 'value="Three each"' in form
    admin.post(f"{opened}/lessons/{one.code}", data={"said": "Too many goals", "changed": "Two"})
    assert [x.changed for x in survey(services).lessons] == ["Half an hour", "Two"]
    for path in ("/survey", "/all", f"/cycles/{opened.rpartition('/')[2]}"):
        page = unescape(admin.get(path).text)
        assert "You said, we changed" in page
        assert "“Too many goals”" in page
        assert "Half an hour" in page
    asked = admin.post(f"{opened}/lessons/{two.code}/remove")
    assert "Half an hour" in asked.text
    assert "Half an hour" in admin.get("/survey").text
    admin.post(f"{opened}/lessons/{two.code}/remove", data={"sure": "1"})
    assert "Half an hour" not in admin.get("/survey").text


def test_what_waits_without_its_key_is_reported(
    admin: FlaskClient, services: Services, opened: str
):
    fill(services, admin, opened, 2)
    for key in services.store.path.parent.glob("*.key"):
        key.unlink()
    assert "they cannot be read" in admin.get(opened).text


def test_only_an_admin_has_to_do_with_it(services: Services, place: str):
    add_person(services, "Bo", is_admin=False)
    member = make_client(services)
    log_in(member, "Bo")
    for path in ("", "/close"):
        assert member.get(f"{place}{path}").status_code == 403
    for path in ("/begin", "/close", "/codes", "/lessons", "/questions", "/open"):
        assert member.post(f"{place}{path}", data={"count": "1"}).status_code == 403


def test_an_office_that_has_no_surveys_says_where_that_is_set(
    admin: FlaskClient, services: Services, place: str
):
    services.store.settings.replace({"survey": "off"})
    page = admin.get(place).text
    assert "switched off in the settings" in page
    assert "Start with the default questions" not in page


def test_a_survey_that_was_opened_too_early_is_a_draft_again_until_it_has_codes(
    admin: FlaskClient, services: Services, place: str
):
    admin.post(f"{place}/begin")
    questions = survey(services).questions
    admin.post(f"{place}/open", data={"showing": "closed"})
    assert "Back to the questions" in admin.get(place).text
    assert admin.post(f"{place}/withdraw").status_code == 303
    assert survey(services).state is SurveyState.DRAFT
    assert survey(services).questions == questions

    admin.post(f"{place}/open", data={"showing": "closed"})
    admin.post(f"{place}/codes", data={"count": "3", "as": "links"})
    assert "Back to the questions" not in admin.get(place).text
    refused = admin.post(f"{place}/withdraw")
    assert refused.status_code == 422
    assert "It has codes already" in refused.text
    assert survey(services).state is SurveyState.OPEN

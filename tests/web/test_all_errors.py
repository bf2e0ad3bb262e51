"""Everything that will not do is told at once, each at its field: pages, API and command line."""

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.cli import main
from kiosk.okr.survey import Question, QuestionKind, ResultsPolicy
from kiosk.web.security.hashing import hash_token
from tests.server import ZONE
from tests.services import make_client, make_services

LONG = "x" * 2000


def told(page: str) -> set[str]:
    """The fields of a page that have an error."""
    return set(re.findall(r'id="([\w-]+)-error"', page))


def test_the_api_names_every_field(services):
    services.store.api_tokens.add("Robot", hash_token("kiosk_robot"), "check-in")
    client = make_client(services)
    client.environ_base.pop("HTTP_ORIGIN")
    before = services.store.revision()
    answer = client.post(
        "/api/v1/key-results/M3XD/check-ins",
        json={"value": "fast", "confidence": 11, "note": LONG, "measured_at": "soon", "x": 1},
        headers={"Authorization": "Bearer kiosk_robot"},
    )
    problem = answer.get_json()
    fields = [error["field"] for error in problem["errors"]]
    assert answer.status_code == 422
    assert fields == ["x", "value", "measured_at", "confidence", "note"]
    first = problem["errors"][0]
    assert (problem["field"], problem["detail"]) == (first["field"], first["detail"])
    assert services.store.revision() == before


def test_a_single_error_is_shown_as_ever(services):
    services.store.api_tokens.add("Robot", hash_token("kiosk_robot"), "check-in")
    client = make_client(services)
    client.environ_base.pop("HTTP_ORIGIN")
    headers = {"Authorization": "Bearer kiosk_robot"}
    answer = client.post("/api/v1/key-results/M3XD/check-ins", json={}, headers=headers)
    assert set(answer.get_json()) == {"type", "title", "status", "detail", "field"}


def test_the_command_line_has_a_line_for_each(tmp_path: Path):
    make_services(tmp_path).store.close()
    environ = {"KIOSK_DATA": str(tmp_path), "KIOSK_TIMEZONE": ZONE}
    arguments = ["check-in", "M3XD", "fast", "--confidence", "11", "--note", LONG, "--on", "soon"]
    done = CliRunner().invoke(main, arguments, env=environ)
    assert (done.exit_code, done.stdout) == (1, "")
    fields = re.findall(r"^kiosk: (\w+): ", done.stderr, re.MULTILINE)
    assert fields == ["value", "day", "confidence", "note"]


@pytest.mark.parametrize("kind", ["meeting", "screen", "settings", "objective", "lesson"])
def test_a_form_tells_each_at_its_field(services, admin, kind):
    path, sent, fields = {
        "meeting": ("/admin/meetings/new", {"title": LONG, "minutes": "x"}, {"title", "minutes"}),
        "screen": ("/admin/screens/hall", {"diagonal": "0", "dwell": "x"}, {"diagonal", "dwell"}),
        "settings": ("/admin/settings", {"grace_days": "x", "language": "?"}, {"grace_days"}),
        "objective": (
            *("/admin/objectives/new", {"team": "marketing", "title": "", "because-A4TN": "why"}),
            {"title", "because-A4TN"},
        ),
        "lesson": (_closed_survey(services), {"said": "", "changed": LONG}, {"said", "changed"}),
    }[kind]
    answer = admin.post(path, data=sent)
    assert answer.status_code == 422
    assert fields <= told(answer.text)


def test_who_joins_is_told_of_name_and_password(services, admin):
    page = admin.post("/admin/people/invitations", data={"name": "Bo"}).text
    path = re.search(r'data-qr="[^"]+?(/JOIN/[^"]+)"', page)[1]
    sent = {"name": " ", "password": "short", "again": "short"}
    answer = make_client(services).post(path, data=sent)
    assert (answer.status_code, told(answer.text)) == (422, {"name", "password"})


def test_a_grade_is_shown_for_each_field(services, admin):
    cycle = services.office().cycles[0].id
    admin.post(f"/admin/cycles/{cycle}/state", data={"state": "grading"})
    answer = admin.post("/admin/grading/K7Q2", data={"grade": "7", "learned": LONG})
    assert (answer.status_code, told(answer.text)) == (422, {"K7Q2-grade", "K7Q2-learned"})


def test_a_survey_names_every_question(client, services):
    cycle = services.office().cycles[0].id
    asked = [Question(QuestionKind.SCALE, "A say?"), Question(QuestionKind.TEXT, "What else?")]
    questions = services.store.surveys.create(cycle, asked).questions
    services.store.surveys.open(cycle, ResultsPolicy.CLOSED, date(2026, 11, 22))
    (code,) = services.store.surveys.add_codes(cycle, 1)
    sent = {f"q-{q.code}": LONG for q in questions}
    answer = client.post(f"/s/{code}", data=sent)
    assert (answer.status_code, told(answer.text)) == (422, set(sent))


def _closed_survey(services) -> str:
    cycle = services.office().cycles[0].id
    services.store.surveys.create(cycle, [Question(QuestionKind.SCALE, "A say?")])
    services.store.surveys.open(cycle, ResultsPolicy.CLOSED, date(2026, 11, 22))
    services.store.surveys.close(cycle, date(2026, 11, 22))
    return f"/admin/survey/{cycle}/lessons"

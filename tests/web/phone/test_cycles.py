"""What everybody may read of cycles, for ever."""

import re
import sqlite3
from datetime import timedelta
from decimal import Decimal

import pytest

from kiosk.okr.model import CycleState


def text(answer):
    plain = re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True).replace("\xa0", " "))
    return re.sub(r"\s+", " ", plain)


@pytest.fixture
def grade(services):
    """Writes a grade as the store keeps it."""

    def write(code, grade, learned=""):
        with sqlite3.connect(services.store.path) as db:
            db.execute(
                "INSERT INTO grades (objective, grade, learned) VALUES (?, ?, ?)",
                (code, grade, learned),
            )

    return write


@pytest.fixture
def closed(services, grade):
    """The sample's quarter, graded and closed at the services' time."""
    cycle = services.office().cycles[0]
    grade("K7Q2", "0.7", "Ask before you measure")
    grade("A4TN", "1.0")
    services.store.cycles.close(cycle.id, now=services.now())
    return services.store.cycles.all()[0]


def test_all_cycles_are_listed_and_each_has_a_page(client, services, closed):
    page = client.get("/cycles")
    assert "Q4 2026 closed" in text(page)
    assert "Nobody is punished for missing a target" in text(page)
    for path in (f"/cycles/{closed.id}", "/cycles/q4%202026", f"/CYCLES/{closed.id}"):
        one = client.get(path, follow_redirects=True)
        assert one.status_code == 200, path
        assert "Closed on 22 November 2026. It is shown as it was then." in text(one)
    assert client.get("/cycles/99").status_code == 404
    assert client.get("/cycles/nothing").status_code == 404


def test_a_draft_has_no_page(client, services):
    from datetime import date

    draft = services.store.cycles.add(
        "Next", date(2027, 1, 1), date(2027, 3, 31), state=CycleState.DRAFT
    )
    assert "Next" not in text(client.get("/cycles"))
    assert client.get(f"/cycles/{draft.id}").status_code == 404
    assert client.get("/api/v1/okrs?cycle=Next").status_code == 422


def test_a_closed_cycle_says_the_same_for_ever(client, services, closed):
    paths = (f"/cycles/{closed.id}", "/o/K7Q2", "/o/k7q2")
    before = [text(client.get(path)) for path in paths]
    api = client.get("/api/v1/okrs?cycle=Q4+2026").get_json()
    later = services.now() + timedelta(days=500)
    services.clock = lambda: later
    services.renderer._clock = services.now
    assert [text(client.get(path)) for path in paths] == before
    assert client.get("/api/v1/okrs?cycle=Q4+2026").get_json()["cycles"] == api["cycles"]
    assert client.get("/api/v1/okrs").get_json()["cycles"] == []


def test_an_old_code_leads_to_its_objective_as_it_was(client, services, closed):
    page = client.get("/O/K7Q2")
    assert page.status_code == 200
    said = text(page)
    assert "It is shown as it was then" in said
    assert "Learned: Ask before you measure" in said
    assert "days ago" not in said
    assert "behind schedule" not in said
    # What it served in the same cycle is still named.
    assert "For “" in said
    moved = client.get("/o/M3XD")
    assert moved.location.endswith("/o/K7Q2#kr-M3XD")
    assert client.get("/o/ZZZZ").status_code == 404


def test_grades_are_read_by_everybody_once_they_are_revealed(client, services, grade):
    cycle = services.office().cycles[0]
    services.store.cycles.set_state(cycle.id, CycleState.GRADING, now=services.now())
    grade("K7Q2", "0.7", "Ask before you measure")
    grade("A4TN", "1.0")
    pages = ("/", "/all", "/o/K7Q2", f"/cycles/{cycle.id}", "/t/engineering", "/api/v1/okrs",
             "/cycles")  # fmt: skip
    for path in pages:
        said = client.get(path).text
        assert "Ask before you measure" not in said, path
        assert "data-grade" not in said, path
        assert '"grade"' not in said, path

    services.store.grades.reveal(cycle.id, services.now())
    page = client.get(f"/cycles/{cycle.id}")
    assert 'data-grade="K7Q2">0.7<' in page.text
    assert 'data-grade="A4TN">1.0<' in page.text
    assert "Grade 1.0 was it too safe?" in text(page)
    assert "An ambitious objective should reach around 0.7" in text(page)
    # In the order of the wall, not of the grades.
    codes = re.findall(r'data-objective="(\w+)"', page.text)
    assert codes == [o.code for o in services.office().objectives]
    body = client.get("/api/v1/okrs").get_json()["cycles"][0]
    graded = {
        o["code"]: o.get("grade", "none") for team in body["teams"] for o in team["objectives"]
    }
    assert graded["K7Q2"] == 0.7
    assert graded["A4TN"] == 1


def test_the_api_serves_a_closed_cycle_by_its_name(client, services):
    before = client.get("/api/v1/okrs?cycle=Q4+2026").get_json()["cycles"]
    services.store.check_ins.add("M3XD", Decimal(100), now=services.now())
    changed = client.get("/api/v1/okrs?cycle=Q4+2026").get_json()["cycles"]
    assert changed != before
    services.store.cycles.close(services.office().cycles[0].id, now=services.now())
    after = client.get("/api/v1/okrs?cycle=Q4+2026").get_json()["cycles"]
    assert after == [{**changed[0], "state": "closed"}]


def test_what_is_confidential_stays_encrypted_in_a_closed_cycle_too(client, services):
    title = services.office().key_result("M3XD").title
    with sqlite3.connect(services.store.path) as db:
        db.execute("UPDATE key_results SET confidential = 1 WHERE code = 'M3XD'")
    services.store.cycles.close(services.office().cycles[0].id, now=services.now())
    assert "118" in text(client.get("/o/K7Q2"))
    services.store.screens.set_guest_mode(services.now() + timedelta(hours=2))
    for path in ("/o/K7Q2", "/cycles/1"):
        said = text(client.get(path))
        assert title in said
        assert "118 ms" not in said
    assert '"value": 118' not in client.get("/api/v1/okrs?cycle=Q4+2026").text


def test_what_was_learned_is_told_without_a_grade_too(client, services, grade):
    cycle = services.office().cycles[0]
    services.store.cycles.set_state(cycle.id, CycleState.GRADING, now=services.now())
    grade("K7Q2", None, "Ask before you measure")
    services.store.grades.reveal(cycle.id, services.now())
    page = client.get(f"/cycles/{cycle.id}")
    assert "Learned: Ask before you measure" in text(page)
    assert "data-grade" not in page.text
    assert "An ambitious objective should reach" not in text(page)
    wall = client.get("/?pages=all").text
    summed = wall[wall.index(f'id="summary-{cycle.id}"') :]
    assert "An ambitious objective should reach" not in summed[: summed.index("</article>")]

"""Full titles, short ones for walls, and descriptions for phones."""

from datetime import timedelta
from html import unescape

import pytest

OBJECTIVE, CODE = "K7Q2", "M3XD"
PATH = f"/admin/objectives/{OBJECTIVE}"
KEY_RESULT = f"/admin/key-results/{CODE}"
LONG = ("A title of many words that says all of it, " * 7)[:299] + "!"
SHORT = "Nobody waits"
TEXT = "People wait on the train.\r\nAnd in the lift.\r\n\r\nWe count what they feel."
pytestmark = pytest.mark.usefixtures("admin")


def reword(client, **fields):
    return client.post(PATH, data={"title": LONG, "reason": "Said in full", **fields})


def measure(client, **fields):
    known = {"objective": OBJECTIVE, "title": LONG, "kind": "number", "unit": "ms"}
    numbers = {"start": "182", "target": "90", "weight": "", "reason": "Said in full"}
    return client.post(KEY_RESULT, data={**known, **numbers, **fields})


@pytest.fixture
def texts(admin, client):
    assert reword(client, short_title=SHORT, description=TEXT).status_code == 303
    assert measure(client, short_title="In time", description=TEXT).status_code == 303


@pytest.mark.usefixtures("texts")
def test_phones_and_the_api_say_the_full_title_and_the_description(client):
    phone = unescape(client.get(f"/o/{OBJECTIVE}").text)
    assert phone.count(f">{LONG}</h") == 2
    assert phone.count('<p class="description" dir="auto">People wait on the train.\nAnd in') == 2
    assert SHORT not in phone
    said = client.get(f"/api/v1/key-results/{CODE}").json
    assert (said["title"], said["short_title"]) == (LONG, "In time")
    assert said["description"].endswith("lift.\n\nWe count what they feel.")
    (of,) = (
        objective
        for cycle in client.get("/api/v1/okrs").json["cycles"]
        for team in cycle["teams"]
        for objective in team["objectives"]
        if objective["code"] == OBJECTIVE
    )
    assert (of["title"], of["short_title"]) == (LONG, SHORT)
    assert of["description"] == said["description"]


@pytest.mark.usefixtures("texts")
def test_walls_say_the_short_titles_and_never_a_description(client):
    wall = unescape(client.get("/?pages=all").text)
    assert LONG not in wall.replace("\u00ad", "")
    assert f">{SHORT}</h1>" in wall
    assert ">In time</h2>" in wall
    assert "People wait" not in wall
    replay = unescape(client.get(f"/replay?objective={OBJECTIVE}").text)
    assert LONG not in replay.replace("\u00ad", "")


@pytest.mark.usefixtures("texts")
def test_the_form_has_them_and_history_tells_them(client):
    for path in (PATH, KEY_RESULT):
        form = unescape(client.get(path).text)
        assert '<details class="admin-more" open>' in form
        assert "People wait on the train.\nAnd in the lift." in form
    history = unescape(client.get("/admin/history").text)
    assert "Short title for the wall" in history
    assert "Description" in history


def test_a_wall_shows_a_long_title_without_a_short_one_whole(client):
    assert reword(client).status_code == 303
    assert LONG in unescape(client.get("/?pages=all").text).replace("\u00ad", "")


@pytest.mark.parametrize(("save", "path"), [(reword, PATH), (measure, KEY_RESULT)])
def test_a_long_title_proposes_a_short_one_once(client, save, path):
    answer = save(client)
    assert answer.location == f"{path}?saved=1"
    form = client.get(answer.location).text
    assert "which has 300 characters" in form
    assert "Saved." in form
    assert save(client).location.startswith("/admin/objectives#")


@pytest.mark.parametrize(
    ("field", "most"), [("title", 300), ("short_title", 140), ("description", 2000)]
)
@pytest.mark.parametrize("save", [reword, measure])
def test_what_is_too_long_is_refused_beside_its_field(client, save, field, most):
    answer = save(client, **{field: "x" * (most + 1)})
    assert answer.status_code == 422
    assert f"This has {most + 1} characters. Use at most {most}" in answer.text
    assert f'id="{field}-error"' in answer.text
    assert '<details class="admin-more" open>' in answer.text


@pytest.mark.usefixtures("texts")
def test_guests_read_no_description_of_what_is_confidential(services, client):
    assert measure(client, short_title="In time", description="Secret", confidential="1")
    before = client.get(f"/o/{OBJECTIVE}").text
    services.store.screens.set_guest_mode(services.now() + timedelta(hours=1))
    phone = client.get(f"/o/{OBJECTIVE}").text
    assert ("Secret" in before, "Secret" in phone) == (True, False)

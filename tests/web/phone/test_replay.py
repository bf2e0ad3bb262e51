import html
import json
import re
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.config import load_settings
from kiosk.errors import SettingError
from kiosk.okr.screens import Screen
from kiosk.web.core.services import Services
from tests.server import MOMENT
from tests.services import ORIGIN, make_client, make_services


def rows(text: str) -> list[tuple[str, list[list[object]]]]:
    """Each row of a film with its steps."""
    found = re.findall(r'data-steps="([^"]*)"><p class="film-what"[^>]*>([^<]*)', text)
    return [(title, json.loads(html.unescape(steps))) for steps, title in found]


def test_the_film_of_the_office_ends_on_what_counts_now(client: FlaskClient):
    told = rows(client.get("/replay?film").text)
    assert [title for title, _ in told] == [
        "Developers trust every message to arrive",
        "The first hour with us feels like magic",
        "We grow without growing apart",
        "Engineering",
        "Marketing",
        "Support",
        "Developer Relations",
    ]
    # The start, seven weeks, and now.
    assert {len(steps) for _, steps in told} == {9}
    assert [steps[-1][1] for _, steps in told[:3]] == ["64%", "41%", "57%"]


def test_the_film_of_an_objective_tells_its_key_results_by_their_values(client: FlaskClient):
    told = dict(rows(client.get("/replay?film&objective=k7q2").text))
    figures = [str(figure).replace("\u00a0", " ") for _, figure in told["Median delivery time"]]
    assert figures[0] == "182 ms"
    assert figures[-1] == "118 ms"
    regions = [fill for fill, _ in told["Regions with failover"]]
    # Dublin was taken back in week 5, and nobody is told off for it.
    assert regions[4:7] == [400, 200, 400]


def test_the_film_has_three_notes_in_colleagues_words(client: FlaskClient):
    text = client.get("/replay?film").text
    steps = [int(step) for step in re.findall(r'<blockquote[^>]*data-step="(\d+)"', text)]
    assert len(steps) == 3
    assert steps[0] <= 3 < steps[1] <= 6 < steps[2]


def test_a_save_is_in_the_next_film(services: Services, client: FlaskClient):
    before = dict(rows(client.get("/replay?film&objective=K7Q2").text))["Median delivery time"]
    services.store.check_ins.add("M3XD", Decimal(101), now=MOMENT)
    after = dict(rows(client.get("/replay?film&objective=K7Q2").text))["Median delivery time"]
    assert before[:-1] == after[:-1]
    assert str(after[-1][1]).startswith("101")


def test_a_screen_is_told_in_its_own_language(services: Services, client: FlaskClient):
    services.store.screens.save(Screen("lobby", language="de"))
    assert "28. Okt." in html.unescape(client.get("/replay?film&screen=lobby").text)
    assert "28 Oct" in html.unescape(client.get("/replay?film&screen=other").text)


def test_all_walls_asking_at_once_read_the_history_once(
    services: Services, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    read = []
    weeks_past = services.store.key_results.weekly_standings

    def counted(*args):  # type: ignore[no-untyped-def]
        read.append(args)
        return weeks_past(*args)

    monkeypatch.setattr(services.store.key_results, "weekly_standings", counted)

    def ask(_wall: int) -> str:
        return client.application.test_client().get("/replay?film", base_url=ORIGIN).text

    with ThreadPoolExecutor(8) as walls:
        assert len(set(walls.map(ask, range(16)))) == 1
    assert len(read) == 1


def test_the_page_is_whole_without_a_script(client: FlaskClient):
    page = client.get("/replay").text
    weeks = re.findall(r"<h2>([^<]*)</h2>", page)
    assert weeks == ["The start", *(f"Week {n} of 13" for n in range(1, 9))]
    assert "<script" not in page
    last = page.rsplit("<h2>", 1)[1]
    assert "Developers trust every message to arrive" in last
    assert "64%" in last


def test_the_page_of_an_objective_leads_back_to_it(client: FlaskClient):
    assert 'href="/o/K7Q2"' in client.get("/replay?objective=K7Q2").text
    assert client.get("/replay?objective=ZZZZ").status_code == 404


def test_an_empty_office_has_no_film_and_says_so(tmp_path: Path):
    client = make_client(make_services(tmp_path, empty=True))
    assert client.get("/replay?film").status_code == 204
    assert "Nothing to show yet" in client.get("/replay").text


def test_phones_have_a_way_to_the_film_and_load_nothing_for_it(client: FlaskClient):
    assert 'id="replay" href="/replay"' in client.get("/all").text
    page = client.get("/o/K7Q2").text
    assert 'id="replay" href="/replay?objective=K7Q2"' in page
    assert "film-" not in page


def test_the_films_own_style_comes_only_when_asked_for(client: FlaskClient):
    style = client.get("/static/replay.css")
    assert style.status_code == 200
    assert ".film-row" in style.text


def test_a_wall_knows_its_hour_and_a_mistyped_one_stops_the_start(tmp_path: Path):
    services = make_services(tmp_path)
    assert "data-replay-at" not in make_client(services).get("/").text
    services.settings = load_settings(tmp_path, {"KIOSK_REPLAY_AT": "15:00"})
    assert 'data-replay-at="15:00"' in make_client(services).get("/").text
    for wrong in ("25:00", "3 pm", "15.00"):
        with pytest.raises(SettingError, match="15:00"):
            load_settings(tmp_path, {"KIOSK_REPLAY_AT": wrong})

"""What saves a way on the admin pages: links to hand on, another cycle, one more of the same."""

import re
from datetime import date
from html import unescape

import pytest

from kiosk.okr.model import CycleState
from kiosk.okr.screens import Screen
from tests.server import MOMENT

pytestmark = pytest.mark.usefixtures("admin")

LIST = "/admin/objectives"


def switch(client, path=LIST):
    page = client.get(path).text
    nav = page.partition('<nav class="admin-switch"')[2].partition("</nav>")[0]
    links = [part.partition("</a>")[0] for part in nav.split("<a href=")[1:]]
    return {
        link.partition("<bdi>")[2].partition("</bdi>")[0]: (
            link.partition('"')[2].partition('"')[0],
            "aria-current" in link,
        )
        for link in links
    }


@pytest.fixture
def cycles(services):
    """A draft, a year beside the quarter, and a closed cycle with an objective."""
    add = services.store.cycles.add
    draft = add("Q1 2027", date(2027, 1, 1), date(2027, 3, 31), state=CycleState.DRAFT)
    year = add("The year", date(2026, 1, 1), date(2026, 12, 31))
    past = add("Q3 2026", date(2026, 7, 1), date(2026, 9, 30))
    team = services.office().teams[1].code
    services.store.objectives.add(past.id, team, "What we did in summer")
    services.store.objectives.add(year.id, team, "What the year is for")
    services.store.cycles.set_state(past.id, CycleState.GRADING)
    services.store.cycles.close(past.id, now=MOMENT)
    return {"draft": draft, "year": year, "past": past}


def test_the_list_switches_between_running_draft_and_closed_cycles(client, services, cycles):
    quarter = services.office().cycles[-1]
    found = switch(client)

    assert list(found) == ["All running", "Q4 2026", "The year", "Q1 2027", "Q3 2026"]
    assert found["All running"] == (LIST, True)
    for name, (path, _) in found.items():
        assert client.get(path).status_code == 200
        assert [n for n, (_, here) in switch(client, path).items() if here] == [name]
    year = client.get(found["The year"][0]).text
    assert "What the year is for" in year
    assert all(o.title not in unescape(year) for o in services.office().objectives
               if o.cycle == quarter.id)  # fmt: skip
    assert "into=" + str(cycles["year"].id) in year


def test_with_one_cycle_there_is_nothing_to_switch_to(client):
    assert switch(client) == {}


def test_a_closed_cycle_is_read_and_not_changed(client, cycles):
    page = client.get(f"{LIST}?cycle={cycles['past'].id}").text
    main = page.partition("<main")[2]

    assert "What we did in summer" in main
    assert "This cycle is closed: it can be read, and not changed." in main
    links = set(re.findall(r'href="(/admin/objectives/[^"]*)"', main))
    assert links == {f"/admin/objectives/export?cycle={cycles['past'].id}"}
    for gone in ("/edit", "Add an objective", "<form", "Copy link"):
        assert gone not in main


def test_an_unknown_cycle_is_none(client):
    assert client.get(f"{LIST}?cycle=99").status_code == 404


def test_save_and_add_another_comes_back_with_an_empty_form_of_the_same_team(client, services):
    team = services.office().teams[1]
    sent = {"team": team.slug, "title": "One more thing", "another": "1", "once": "k1"}
    place = client.post(f"{LIST}/new", data=sent).headers["Location"]
    assert client.post(f"{LIST}/new", data=sent).headers["Location"] == place, "sent twice"
    page = unescape(client.get(place).text)

    assert "“One more thing” is saved." in page
    assert 'id="title" name="title" type="text" value=""' in page
    assert f'name="team" value="{team.slug}"' in page
    assert [o.title for o in services.office().objectives].count("One more thing") == 1
    assert "Save and add another" not in client.get(
        f"{LIST}/{services.office().objectives[0].code}"
    ).text  # fmt: skip


def test_another_objective_of_a_draft_or_of_one_of_several_cycles_stays_there(
    client, services, cycles
):
    team = services.office().teams[1].slug
    for name in ("draft", "year"):
        number = str(cycles[name].id)
        sent = {"team": team, "title": f"Of the {name}", "cycle": number, "another": "1"}
        page = client.get(client.post(f"{LIST}/new", data=sent).headers["Location"]).text
        assert f"“Of the {name}” is saved." in page
        chosen = f'<option value="{number}" selected' in page
        assert chosen or f'name="cycle" value="{number}"' in page


def test_save_and_add_another_key_result_stays_with_its_objective(client, services):
    objective = services.office().objectives[0]
    sent = {"objective": objective.code, "title": "Talks", "kind": "number", "start": "0"}
    sent |= {"target": "5", "another": "1"}
    place = client.post("/admin/key-results/new", data=sent).headers["Location"]
    page = unescape(client.get(place).text)

    assert "“Talks” is saved." in page
    assert f'name="objective" value="{objective.code}"' in page
    assert 'name="title" type="text" value=""' in page
    assert [k.title for k in services.office().objective(objective.code).key_results][-1] == "Talks"


def test_links_to_hand_on_are_those_of_the_phone_and_stand_there_without_a_script(client, services):
    objective = services.office().objectives[0]
    page = client.get(LIST).text
    url = f"http://192.168.1.20:8000/o/{objective.code}"
    assert f'<a href="{url}">192.168.1.20:8000/o/{objective.code}</a>' in page
    assert f'hidden data-copy="{url}"' in page

    services.store.screens.save(Screen("lobby", label="Lobby"))
    screens = client.get("/admin/screens").text
    assert 'data-copy="http://192.168.1.20:8000/screens/lobby"' in screens
    assert 'href="/screens/lobby" target="_blank"' in screens
    assert '<a href="/" target="_blank" rel="noopener">Open the wall</a>' in screens

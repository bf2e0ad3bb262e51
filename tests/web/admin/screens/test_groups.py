"""Groups of screens: one form for all of them, one step in the history, and back."""

import re
from datetime import time

import pytest

from kiosk.okr.screen_groups import screen_groups
from kiosk.okr.screens import Margins, Screen, Theme
from tests.web.admin.screens.test_pages import KINDS, SETTINGS, of

pytestmark = pytest.mark.usefixtures("admin")

KITCHENS = SETTINGS | {"group": "All kitchens", "screens": ["east", "west"]}


@pytest.fixture(autouse=True)
def kitchens(services):
    """Two screens of different size, and one more."""
    services.store.screens.save(Screen("east", "East", diagonal=43, margins=Margins(1, 2, 3, 4)))
    services.store.screens.save(Screen("west", "West", dwell=30))
    services.store.screens.save(Screen("lobby", "Lobby"))


def groups(services):
    return screen_groups(services.store.screens.all().by_name.values())


def undo_newest(client):
    (save,) = re.findall(r'name="save" value="(\d+)"', client.get("/admin/history").text)[:1]
    return client.post("/admin/history/undo", data={"save": save})


def make(client, **changed):
    return client.post("/admin/screens/east/group", data=KITCHENS | changed)


def test_one_form_sets_every_screen_of_a_group_and_leaves_what_is_the_displays(client, services):
    assert make(client).location == "/admin/screens#groups"

    east, west = of(services, "east"), of(services, "west")
    for screen in (east, west):
        assert (screen.group, screen.theme, screen.dwell) == ("All kitchens", Theme.HOURS, 15)
        assert (screen.light_from, screen.teams) == (time(8), ("marketing",))
    assert (east.label, east.diagonal, east.margins) == ("East", 43, Margins(1, 2, 3, 4))
    assert (west.label, west.diagonal) == ("West", 55)
    assert of(services, "lobby") == Screen("lobby", "Lobby")


def test_the_group_is_one_step_in_the_history_and_undone_as_one(client, services):
    before = [of(services, name) for name in ("east", "west")]
    make(client)
    made = [of(services, name) for name in ("east", "west")]
    assert undo_newest(client).location == "/admin/history?undone=1"
    assert [of(services, name) for name in ("east", "west")] == before
    undo_newest(client)
    assert [of(services, name) for name in ("east", "west")] == made


def test_what_changed_since_is_not_undone(client, services):
    make(client)
    (save,) = re.findall(r'name="save" value="(\d+)"', client.get("/admin/history").text)[:1]
    services.store.screens.save(Screen("west", "Far west"))
    assert f'name="save" value="{save}"' not in client.get("/admin/history").text
    answer = client.post("/admin/history/undo", data={"save": save})
    assert answer.status_code == 422
    assert "Something in this has changed since" in answer.text
    assert of(services, "west").label == "Far west"
    for nothing in ("", "0", "99999", "x"):
        assert client.post("/admin/history/undo", data={"save": nothing}).status_code == 404


def test_other_saves_have_no_undo_here(client, services):
    services.store.teams.add("Research")
    assert "Research" in client.get("/admin/history").text
    newest = re.search(r"\d+", str(services.store.audit_log.undoable(range(1, 100))))
    assert newest is not None  # the screens of this file
    team = services.store.audit_log.undoable([int(newest.group()) + 3])
    assert team == frozenset()


def test_a_deleted_screen_comes_back_from_the_history(client, services):
    lobby = of(services, "lobby")
    client.post("/admin/screens/lobby/delete")
    assert "lobby" not in services.store.screens.all().by_name
    undo_newest(client)
    assert of(services, "lobby") == lobby


def test_a_screen_that_joins_shows_what_the_group_shows_and_keeps_it_when_it_leaves(
    client, services
):
    make(client)
    joined = KINDS | {"label": "Lobby", "group": "All kitchens", "theme": "dark", "diagonal": "65"}
    client.post("/admin/screens/lobby", data=joined)
    lobby = of(services, "lobby")
    assert (lobby.group, lobby.theme, lobby.diagonal) == ("All kitchens", Theme.HOURS, 65)
    own = {"label": "Lobby", "group": "", "diagonal": "65", "distance": "5", "turned": "0"}
    own |= {f"margin_{side}": "0" for side in ("top", "right", "bottom", "left")}
    client.post("/admin/screens/lobby", data=own)
    left = of(services, "lobby")
    assert (left.group, left.theme, left.dwell, left.pages) == (
        *("", Theme.HOURS, 15),
        of(services, "east").pages,
    )


def test_the_form_of_a_member_leads_to_its_group_in_place_of_the_shared_fields(client):
    make(client)
    page = client.get("/admin/screens/west").text
    assert 'href="/admin/screens/east/group"' in page
    assert 'name="theme"' not in page
    assert 'name="theme"' in client.get("/admin/screens/lobby").text


def test_unticked_screens_leave_and_the_name_may_change(client, services):
    make(client)
    make(client, screens=["west"], group="Kitchen")
    assert [(g.name, g.screens) for g in groups(services)] == [("Kitchen", ("west",))]
    assert of(services, "east").theme is Theme.HOURS


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"group": " "}, "group"),
        ({"group": "x" * 61}, "group"),
        ({"screens": []}, "screens"),
        ({"screens": ["../x", "nobody"]}, "screens"),
        ({"dwell": "1"}, "dwell"),
        ({"timezone": "Nowhere"}, "timezone"),
    ],
)
def test_what_is_invalid_is_shown_at_its_field_and_changes_nothing(
    client, services, changed, field
):
    answer = make(client, **changed)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert groups(services) == ()


def test_two_groups_cannot_have_one_name_in_whatever_case(client, services):
    make(client)
    data = KITCHENS | {"group": "ALL KITCHENS", "screens": ["lobby"]}
    answer = client.post("/admin/screens/lobby/group", data=data)
    assert "There is already a group “ALL KITCHENS”" in answer.text
    assert len(groups(services)) == 1
    assert make(client, group="ALL kitchens").status_code == 303


def test_a_group_that_is_dissolved_leaves_its_screens_as_they_are(client, services):
    make(client)
    done = client.post("/admin/screens/west/group/dissolve")
    page = client.get(done.location).text
    assert "The group is dissolved; its screens keep their settings." in page
    assert groups(services) == ()
    assert of(services, "east").theme is Theme.HOURS
    assert client.post("/admin/screens/west/group/dissolve").status_code == 404
    undo_newest(client)
    assert len(groups(services)) == 1


def fingerprint(client, path):
    return re.search(r'name="fingerprint" value="([^"]+)"', client.get(path).text)[1]


@pytest.mark.parametrize("path", ["/admin/screens/east", "/admin/screens/east/group"])
def test_what_somebody_else_changed_meanwhile_is_said_once(client, services, path):
    carried = {"fingerprint": fingerprint(client, path)}
    other = Screen("east", "East", diagonal=43, margins=Margins(1, 2, 3, 4), theme=Theme.LIGHT)
    services.store.screens.save(other)
    sent = KITCHENS if path.endswith("group") else KINDS
    answer = client.post(path, data=sent | carried)
    assert answer.status_code == 422
    assert "Theme is now “Light”" in answer.text
    carried = {"fingerprint": re.search(r'name="fingerprint" value="([^"]+)"', answer.text)[1]}
    assert client.post(path, data=sent | carried).status_code == 303
    assert of(services, "east").theme is Theme.HOURS


def test_the_settings_of_another_screen_fill_the_form_and_nothing_is_saved(client, services):
    make(client)
    page = client.get("/admin/screens/lobby?like=east").text
    assert "Filled with the settings of East" in page
    assert re.search(r'value="All kitchens" selected', page)
    assert 'name="label" type="text" value="Lobby"' in page
    assert 'name="diagonal" type="number" min="10" max="120" step="1" value="43"' in page
    assert of(services, "lobby") == Screen("lobby", "Lobby")
    assert client.get("/admin/screens/lobby?like=../x").status_code == 404


def test_a_message_reaches_the_screens_of_a_group(client, services):
    make(client)
    page = client.get("/admin/screens").text
    until = re.search(r'name="until" type="datetime-local" value="([^"]+)"', page)[1]
    sent = {"to": "group:west", "text": "Cake", "until": until}
    assert client.post("/admin/screens/message", data=sent).status_code == 303
    told = {n for n, s in services.store.screens.all().by_name.items() if s.commands.message}
    assert told == {"east", "west"}
    sent["to"] = "group:lobby"
    assert 'id="to-error"' in client.post("/admin/screens/message", data=sent).text


def test_a_group_that_a_different_program_made_is_brought_together_by_its_form(client, services):
    services.store.screens.save(Screen("lobby", "Lobby", group="Halls", theme=Theme.LIGHT))
    services.store._database.write(
        lambda db: db.execute("UPDATE screens SET in_group = 'halls' WHERE name = 'west'")
    )
    assert [g.screens for g in groups(services)] == [("lobby", "west")]
    assert 'value="light" checked' in client.get("/admin/screens/west/group").text
